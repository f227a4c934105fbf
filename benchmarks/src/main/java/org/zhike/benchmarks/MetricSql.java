package org.zhike.benchmarks;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics' values by month as a good programmer would write them by hand, for one engine: columns m (first day) and value.
 * What the engines write differently stands in the enum; all else is the same text.
 */
record MetricSql(Engine engine, LocalDate from, LocalDate to, String zone, int churnWindow) {

    /** The metrics there is SQL for. */
    static final List<String> METRICS = List.of(
            "customers",
            "active_customers",
            "orders",
            "revenue",
            "aov",
            "purchase_frequency",
            "customer_lifespan",
            "clv_simple",
            "repurchase_rate",
            "repurchase_cycle",
            "churn_rate",
            "retention_rate",
            "csat",
            "nps",
            "item_revenue");

    enum Engine {
        DUCKDB,
        POSTGRES
    }

    private static final String SOLD = "status in ('paid', 'shipped', 'completed')";
    private static final String SALE = SOLD + " and kind = 'sale'";
    private static final String KNOWN = SALE + " and customer is not null";

    String of(String metric) {
        return switch (metric) {
            case "customers" -> """
                    select m, sum(n) over (order by m) as value from (
                        select date_trunc('month', %s)::date m, count(*) n from records.customer group by 1) t""".formatted(day("joined_at"));
            case "active_customers" -> orders("count(distinct customer)", KNOWN);
            case "orders" -> orders("count(*)", SALE);
            case "revenue" -> orders("sum(amount)", SOLD + " and amount_currency = 'CNY'");
            case "aov" ->
                orders("sum(amount) / count(*) filter (where kind = 'sale')", SOLD + " and amount_currency = 'CNY'");
            case "purchase_frequency" ->
                """
                    select m, value * 365.25 / (e - m) as value from (%s) t join %s using (m)""".formatted(orders("count(*)::float8 / count(distinct customer)", KNOWN), months());
            case "repurchase_rate" -> """
                    select m, count(*) filter (where n >= 2)::float8 / count(*) as value from (
                        select date_trunc('month', %1$s)::date m, customer, count(*) n from records."order"
                        where %2$s and %3$s group by 1, 2) t group by m""".formatted(day("ordered_at"), KNOWN, within("ordered_at"));
            case "repurchase_cycle" -> """
                    select date_trunc('month', d)::date m, percentile_cont(0.5) within group (order by gap) as value from (
                        select d, d - lag(d) over (partition by customer order by d) gap from (%s) o) t
                    where gap is not null and d >= date '%s' group by 1""".formatted(orderDays(), from);
            case "churn_rate" -> churn("");
            case "retention_rate" -> churn("1 - ");
            case "customer_lifespan" -> lifespan();
            case "clv_simple" -> """
                    select m, a.value * f.value * l.value as value
                    from (%s) a join (%s) f using (m) join (%s) l using (m)""".formatted(of("aov"), of("purchase_frequency"), of("customer_lifespan"));
            case "csat" -> """
                    select date_trunc('month', %1$s)::date m, count(*) filter (where scale = '1-5' and score >= 4
                        or scale = '1-7' and score >= 6 or scale = '1-10' and score >= 8)::float8 / count(*) as value
                    from records.survey_answer where kind = 'csat' and scale in ('1-5', '1-7', '1-10') and %2$s
                    group by 1""".formatted(day("answered_at"), within("answered_at"));
            case "nps" -> """
                    select m, 100.0 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*) as value
                    from (select date_trunc('month', %1$s)::date m, score, row_number() over (
                            partition by date_trunc('month', %1$s), coalesce(customer, -id) order by answered_at desc, id desc) r
                        from records.survey_answer where kind = 'nps' and scale = '0-10' and %2$s) t
                    where r = 1 group by m""".formatted(day("answered_at"), within("answered_at"));
            case "item_revenue" -> """
                    select date_trunc('month', %1$s)::date m, sum(i.amount) as value
                    from records.order_item i join records."order" o on o.id = i."order"
                    where %2$s and i.amount_currency = 'CNY' and %3$s group by 1""".formatted(day("ordered_at"), SOLD, within("ordered_at"));
            default -> throw new IllegalArgumentException("There is no hand-written SQL for the metric " + metric);
        };
    }

    private String orders(String value, String condition) {
        return "select date_trunc('month', %1$s)::date m, %2$s as value from records.\"order\" where %3$s and %4$s group by 1"
                .formatted(day("ordered_at"), value, condition, within("ordered_at"));
    }

    /** All orders of known customers up to the end, by day. */
    private String orderDays() {
        return "select customer, %1$s d from records.\"order\" where %2$s and %1$s < date '%3$s'"
                .formatted(day("ordered_at"), KNOWN, to);
    }

    /** Each order with the customer's next one tells, for the months it reaches, whether it was the last before their start. */
    private String churn(String before) {
        return """
                with o as (
                    select customer, d, lead(d) over (partition by customer order by d) nxt from (%1$s) days
                    where d >= date '%2$s' - %3$d)
                select m, %4$s(count(*) filter (where d < e - %3$d and (nxt is null or nxt >= e))::float8 / count(*)) as value
                from o join %5$s on d >= m - %3$d and d < m and (nxt is null or nxt >= m) group by m""".formatted(orderDays(), from, churnWindow, before, months());
    }

    /** Kaplan and Meier's mean, of each customer's first order and last one before the end of the month. */
    private String lifespan() {
        return """
                with o as (
                    select d, min(d) over (partition by customer) f, lead(d) over (partition by customer order by d) nxt
                    from (%1$s) days),
                ends as (
                    select m, f, d l, d < e - %2$d ended from o join %3$s on d < e and (nxt is null or nxt >= e)),
                lives as (
                    select m, %4$s y, count(*) filter (where ended) ended, count(*) n from ends group by 1, 2),
                risks as (
                    select m, y, ended, sum(n) over (partition by m order by y desc) at_risk, lead(y) over (partition by m order by y) nxt
                    from lives),
                curve as (
                    select m, y, nxt, exp(sum(case when nxt is null then 0 else ln(1 - ended::float8 / at_risk) end)
                        over (partition by m order by y)) s
                    from risks)
                select m, min(y) + sum(s * (coalesce(nxt, y) - y)) as value from curve group by m""".formatted(orderDays(), churnWindow, months(), years());
    }

    private String day(String column) {
        return switch (engine) {
            case DUCKDB -> column + "__day";
            case POSTGRES -> "(" + column + " at time zone '" + zone + "')::date";
        };
    }

    private String within(String column) {
        return switch (engine) {
            case DUCKDB -> "%1$s__day >= date '%2$s' and %1$s__day < date '%3$s'".formatted(column, from, to);
            // So that an index can be used.
            case POSTGRES ->
                "%1$s >= timestamp '%2$s' at time zone '%4$s' and %1$s < timestamp '%3$s' at time zone '%4$s'"
                        .formatted(column, from, to, zone);
        };
    }

    /** Whole years from f to l, and the days beyond by 365.25. */
    private String years() {
        return switch (engine) {
            case DUCKDB ->
                "date_sub('year', f, l) + (l - (f + to_years(date_sub('year', f, l)::int))::date) / 365.25::float8";
            case POSTGRES ->
                "extract(year from age(l, f))::float8 + (l - (f + make_interval(years => extract(year from age(l, f))::int))::date) / 365.25::float8";
        };
    }

    /** Each month's first day and the first of the next. */
    private String months() {
        return Stream.iterate(from, month -> month.isBefore(to), month -> month.plusMonths(1))
                .map(month -> "(date '%s', date '%s')".formatted(month, month.plusMonths(1)))
                .collect(joining(", ", "(values ", ") months(m, e)"));
    }
}
