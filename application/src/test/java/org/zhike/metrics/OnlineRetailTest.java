package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.zhike.metrics.Warehouse.period;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;

/** A year of a real shop: what is published about it, and what plain SQL on its file says. Skipped where the file is absent. */
class OnlineRetailTest {

    private final Warehouse warehouse = new Warehouse();

    @BeforeEach
    void load() {
        Path file = shared().resolve("data/online_retail/online_retail.csv.gz");
        assumeTrue(Files.exists(file), "skipped: there is no shared/data/online_retail/online_retail.csv.gz");
        warehouse.run("""
                create table line as select row_number() over () as n, InvoiceNo as invoice, StockCode as sku, Quantity as quantity,
                    InvoiceDate::timestamp as moment, UnitPrice::decimal(18, 4) as price, CustomerID::bigint as customer, Country as country
                from read_csv('%s', types = {'InvoiceNo': 'varchar', 'StockCode': 'varchar', 'UnitPrice': 'decimal(18,4)', 'CustomerID': 'double'})""".formatted(file.toString().replace("'", "''")));
        warehouse.run("""
                insert into records.customer (id, external_id, region)
                select customer, customer::varchar, any_value(country) from line where customer is not null group by customer""");
        warehouse.run("""
                insert into records."order" (id, number, customer, kind, status, ordered_at, ordered_at__day, amount, amount_currency, region)
                select row_number() over (), invoice, any_value(customer), case when invoice like 'C%' then 'refund' else 'sale' end,
                    'completed', min(moment), min(moment)::date, sum(quantity * price), 'GBP', any_value(country)
                from line group by invoice""");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static Path shared() {
        String given = System.getProperty("zhike.shared");
        for (Path folder = Path.of("").toAbsolutePath(); given == null && folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/data"))) {
                return folder.resolve("shared");
            }
        }
        return Path.of(given == null ? "shared" : given);
    }

    private Result ask(String metric, Grain grain) {
        return warehouse
                .ask(new MetricQuery(
                        List.of(metric), List.of(), grain, period("2010-12-01", "2011-12-10"), null, "GBP", false))
                .results()
                .getFirst();
    }

    private double number(String metric) {
        return ask(metric, null).cells().getFirst().value();
    }

    private double sql(String query) {
        return warehouse.fetch(DSL.resultQuery(query)).getFirst().get(0, Double.class);
    }

    @Test
    void thePublishedTotalsAreThere() {
        assertThat(number("revenue")).isCloseTo(9_747_747.934, within(1e-6));
        assertThat(number("customers")).isEqualTo(4_372);
        Cell revenue = ask("revenue", null).cells().getFirst();
        assertThat(revenue.n()).isEqualTo(25_900);
    }

    @Test
    void everyMetricEqualsPlainSqlOnTheFile() {
        assertThat(number("orders"))
                .isEqualTo(sql("select count(distinct invoice) from line where invoice not like 'C%'"));
        assertThat(number("aov"))
                .isCloseTo(
                        sql(
                                "select sum(quantity * price)::double / count(distinct invoice) filter (invoice not like 'C%') from line"),
                        within(1e-9));
        assertThat(number("active_customers"))
                .isEqualTo(sql("select count(distinct customer) from line where invoice not like 'C%'"));
        String perCustomer =
                "(select customer, count(distinct invoice) as orders from line where invoice not like 'C%' and customer is not null group by 1)";
        assertThat(number("repurchase_rate")).isEqualTo(sql("select avg((orders >= 2)::int) from " + perCustomer));
        assertThat(number("repurchase_cycle")).isEqualTo(sql("""
                        select median(days) from (
                            select day - lag(day) over (partition by customer order by day) as days from (
                                select customer, invoice, min(moment)::date as day from line
                                where invoice not like 'C%' and customer is not null group by 1, 2))"""));
    }

    @Test
    void retentionByMonthEqualsPlainSql() {
        Result retention = ask("retention_rate", Grain.MONTH);
        Cell june = retention.cells().get(6);
        assertThat(june.value()).isEqualTo(sql("""
                with days as (select distinct customer, moment::date as day from line where invoice not like 'C%' and customer is not null),
                    active as (select distinct customer from days where day >= date '2011-06-01' - 90 and day < date '2011-06-01'),
                    after as (select distinct customer from days where day >= date '2011-07-01' - 90 and day < date '2011-07-01')
                select avg((customer in (select customer from after))::int) from active"""));
    }

    /** The cleaning of the reference: customer known, quantity and price above 0; it counts lines, so orders are those with such a line. */
    @Test
    void theCohortTriangleIsThatOfTheReference() throws Exception {
        Path golden = shared().resolve("golden/rfm/online_retail_cohorts.csv");
        assumeTrue(Files.exists(golden), "skipped: there is no shared/golden/rfm/online_retail_cohorts.csv");
        warehouse.run("""
                insert into records.order_item (id, "order", line, quantity, price, price_currency)
                select n, o.id, n, quantity, line.price, 'GBP' from line join records."order" o on o.number = line.invoice""");
        var query = new CohortsQuery(
                new RecordsOf(
                        "order_item",
                        "order.ordered_at",
                        "order.kind == \"sale\" && quantity > 0 && price > 0.0 && order.customer != null"),
                "order.customer",
                Grain.MONTH,
                12,
                period("2010-12-01", "2012-01-01"),
                null,
                CohortsQuery.Measure.RETAINED,
                null,
                null);
        CohortsAnswer answer = warehouse.explore().cohorts(Actor.SYSTEM, query, Locale.ENGLISH);
        List<String> expected = Files.readAllLines(golden);
        List<CohortsAnswer.Cohort> cohorts = answer.parts().getFirst().cohorts();
        assertThat(cohorts).hasSize(expected.size() - 1);
        for (int i = 0; i < cohorts.size(); i++) {
            String[] cells = expected.get(i + 1).split(",", -1);
            assertThat(cohorts.get(i).start().toString()).startsWith(cells[0]);
            for (CohortsAnswer.Step step : cohorts.get(i).steps()) {
                assertThat(step.retained())
                        .as("%s, %s", cells[0], step.k())
                        .isEqualTo(Long.parseLong(cells[step.k() + 1]));
            }
        }
        assertThat(cohorts.stream().mapToLong(CohortsAnswer.Cohort::size).sum()).isEqualTo(4_338);
    }
}
