package org.zhike.benchmarks;

import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;

/**
 * Two years of orders, written straight into the record tables by SQL: customers who start, buy for a while and stop, their
 * orders with three or four items each, their answers. The same at each run.
 */
final class OrderTables {

    static final List<String> TABLES = List.of("survey_answer", "order_item", "order", "product", "customer");

    /** What the PostgreSQL queries use besides the primary keys, and the change feed. */
    private static final String KEPT_INDEXES =
            "changed_xid|order_ordered_at|order_customer|order_item_order_line_key|survey_answer_answered_at|customer_joined_at";

    private OrderTables() {}

    static long customers(long lines) {
        return Math.max(1, lines * 10 / 113);
    }

    static void fill(Connection connection, long lines, LocalDate from, LocalDate to) throws Exception {
        connection.setAutoCommit(false);
        // Without foreign keys' checks. That tables are truncated tells the projection to load them anew.
        Bench.execute(connection, "set local session_replication_role = replica; set local timezone = 'Asia/Shanghai'");
        Bench.withoutIndexes(connection, TABLES, KEPT_INDEXES, () -> {
            for (String table : TABLES) {
                Bench.execute(connection, "truncate records.\"%s\" cascade".formatted(table));
            }
            Bench.execute(connection, "select setseed(0.42)");
            for (String statement : statements(lines, from, to)) {
                Bench.execute(connection, statement);
            }
        });
        connection.commit();
        connection.setAutoCommit(true);
        for (String table : TABLES) {
            Bench.execute(connection, "vacuum analyze records.\"%s\"".formatted(table));
        }
    }

    private static List<String> statements(long lines, LocalDate from, LocalDate to) {
        long customers = customers(lines);
        long days = to.toEpochDay() - from.toEpochDay();
        // A customer's time with the company, from the id alone, so that orders and joining fit together.
        String start = "(%d * 0.999 * (%s * 0.6180339887 %% 1))";
        String stay = "(%d * (0.03 + 0.9 * power(%s * 0.4142135624 %% 1, 2)))";
        return List.of(
                """
                insert into records.customer (id, external_id, name, kind, gender, level, source, region, joined_at, created_by, updated_by)
                select c, 'M' || c, '客户' || c, 'person', (array['female', 'male'])[1 + c %% 2],
                    (array['basic', 'basic', 'basic', 'silver', 'gold'])[1 + c %% 5],
                    (array['advertising', 'search', 'social', 'store', 'referral', 'event'])[1 + c %% 6],
                    'CN-' || (11 + c * 7 %% 50)::text || '0100', date '%s' + %s * interval '1 day', 'benchmark', 'benchmark'
                from generate_series(1, %d) c""".formatted(from, start.formatted(days, "c"), customers),
                """
                insert into records.product (id, sku, name, category, created_by, updated_by)
                select p, 'SKU' || p, '商品' || p, '品类' || p % 12, 'benchmark', 'benchmark' from generate_series(1, 500) p""",
                """
                insert into records.order_item (id, "order", line, product, quantity, price, price_currency, amount, amount_currency,
                    created_by, updated_by)
                select g, o, 1 + (g - 1) * 3 %% 10 / 3, product, quantity, price, 'CNY', quantity * price, 'CNY', 'benchmark', 'benchmark'
                from (select g, 1 + (g - 1) * 3 / 10 o, 1 + floor(500 * power(random(), 2))::int product,
                        (1 + floor(3 * power(random(), 3))::int) * case when (1 + (g - 1) * 3 / 10) %% 25 = 7 then -1 else 1 end quantity,
                        (5 + round((300 * power(random(), 2))::numeric, 2)) price
                    from generate_series(1, %d::bigint) g) lines""".formatted(lines),
                """
                insert into records."order" (id, number, customer, kind, status, ordered_at, amount, amount_currency, channel, store,
                    created_by, updated_by)
                select o, 'S' || o, case when o %% 30 <> 11 then c end, case when o %% 25 = 7 then 'refund' else 'sale' end,
                    (array['completed', 'completed', 'completed', 'shipped', 'paid', 'completed', 'completed', 'completed', 'pending', 'cancelled'])
                        [1 + least(9, floor(10.5 * random())::int)],
                    date '%s' + (%s + random() * least(%s, %d - %s)) * interval '1 day', amount, 'CNY',
                    (array['online', 'online', 'app', 'store'])[1 + floor(4 * random())::int], '门店' || c %% 40, 'benchmark', 'benchmark'
                from (select "order" o, sum(amount) amount, 1 + floor(%d * power(random(), 1.5))::bigint c
                    from records.order_item group by 1) sums""".formatted(
                                from,
                                start.formatted(days, "c"),
                                stay.formatted(days, "c"),
                                days,
                                start.formatted(days, "c"),
                                customers),
                """
                insert into records.survey_answer (id, customer, "order", kind, scale, score, answered_at, created_by, updated_by)
                select o, c, o, case when o %% 2 = 0 then 'nps' else 'csat' end, case when o %% 2 = 0 then '0-10' else '1-5' end,
                    case when o %% 2 = 0 then round(10 * power(random(), 0.3)) else 1 + floor(5 * power(random(), 0.4)) end,
                    date '%s' + random() * %d * interval '1 day', 'benchmark', 'benchmark'
                from (select o * 5 o, case when o %% 10 > 0 then 1 + floor(%d * random())::bigint end c
                    from generate_series(1, %d::bigint) o) answers""".formatted(from, days, customers, lines * 3 / 50));
    }
}
