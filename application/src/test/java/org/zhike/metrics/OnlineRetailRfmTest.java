package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhike.metrics.MetricAnswer.Cell;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A year of a real shop, cleaned as is usual (customer known, not cancelled, quantity and price above 0), against reference
 * results of another program. Skipped where the files are absent.
 */
@NullUnmarked
class OnlineRetailRfmTest {

    /** The cleaning, as a condition on lines. */
    private static final String CLEAN = "quantity > 0 && price > 0 && order.kind == \"sale\" && order.customer != null";

    private final Warehouse warehouse = new Warehouse().at("2011-12-10T12:50:00Z");

    @BeforeEach
    void load() {
        String file = SharedData.quoted("data/online_retail/online_retail.csv.gz");
        SharedData.file("golden/rfm/online_retail_rfm.csv");
        warehouse.run("""
                create table line as select row_number() over () as n, InvoiceNo as invoice, StockCode as sku, Quantity as quantity,
                    InvoiceDate::timestamp as moment, UnitPrice::decimal(18, 4) as price, CustomerID::bigint as customer
                from read_csv(%s, types = {'InvoiceNo': 'varchar', 'StockCode': 'varchar', 'UnitPrice': 'decimal(18,4)', 'CustomerID': 'double'})""".formatted(file));
        warehouse.run(
                "create table product as select row_number() over () as id, sku from (select distinct sku from line)");
        warehouse.run("insert into records.product (id, sku) select id, sku from product");
        warehouse.run("""
                insert into records."order" (id, number, customer, kind, status, ordered_at, ordered_at__day, amount, amount_currency)
                select row_number() over (), invoice, any_value(customer), case when invoice like 'C%' then 'refund' else 'sale' end,
                    'completed', min(moment), min(moment)::date, sum(quantity * price) filter (quantity > 0 and price > 0), 'GBP'
                from line group by invoice""");
        warehouse.run("""
                insert into records.order_item (id, "order", line, product, quantity, price, price_currency, amount, amount_currency)
                select n, o.id, n, p.id, quantity, price, 'GBP', quantity * price, 'GBP'
                from line join records."order" o on o.number = invoice join product p using (sku)""");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private Cell ask(String metric, @Nullable String filter) {
        return warehouse
                .ask(new MetricQuery(
                        List.of(metric), List.of(), null, period("2010-12-01", "2011-12-10"), filter, "GBP", false))
                .results()
                .getFirst()
                .cells()
                .getFirst();
    }

    private long count(String query) {
        return warehouse.fetch(DSL.resultQuery(query)).getFirst().get(0, Long.class);
    }

    @Test
    void theSummaryOfTheReferenceIsThatOfTheMetrics() throws IOException {
        JsonNode summary =
                new JsonMapper().readTree(Files.readString(SharedData.file("golden/rfm/online_retail_summary.json")));
        assertThat(count("select count(*) from line"))
                .isEqualTo(summary.get("rows").asLong());

        Cell revenue = ask("item_revenue", CLEAN);
        assertThat(revenue.value()).isCloseTo(summary.get("clean_revenue").asDouble(), within(1e-3));
        assertThat(revenue.n()).isEqualTo(summary.get("clean_invoices").asLong());
        // Orders that keep a clean line have an amount.
        String known = "customer != null && kind == \"sale\" && amount != null";
        assertThat(ask("orders", known).value())
                .isEqualTo(summary.get("clean_invoices").asDouble());
        assertThat(ask("active_customers", known).value())
                .isEqualTo(summary.get("clean_customers").asDouble());
        assertThat(ask("repurchase_rate", known).value())
                .isCloseTo(summary.get("repeat_rate").asDouble(), within(1e-12));
        assertThat(ask("revenue", known).value())
                .isCloseTo(summary.get("clean_revenue").asDouble(), within(1e-3));
    }

    @Test
    void recencyFrequencyAndMonetaryValueOfEveryCustomerAreThoseOfTheReference() {
        warehouse.run("""
                create table rfm as select o.customer, date_diff('day', max(o.ordered_at), timestamp '2011-12-10 12:50:00')
                        - (max(o.ordered_at)::time > time '12:50:00')::int as recency,
                    count(distinct o.id) as frequency, sum(i.amount)::double as monetary
                from records.order_item i join records."order" o on o.id = i."order"
                where i.quantity > 0 and i.price > 0 and o.kind = 'sale' and o.customer is not null group by o.customer""");
        warehouse.run("create table golden as select * from read_csv(%s)"
                .formatted(SharedData.quoted("golden/rfm/online_retail_rfm.csv")));

        assertThat(count("select count(*) from golden")).isEqualTo(4_338);
        assertThat(count("select count(*) from rfm")).isEqualTo(4_338);
        assertThat(count("""
                        select count(*) from rfm r join golden g on g.customerid = r.customer
                        where r.recency = g.recency and r.frequency = g.frequency and abs(r.monetary - g.monetary) < 1e-6""")).isEqualTo(4_338);
        // Fifths of the ranks, ties by customer.
        assertThat(count("""
                        with ranked as (select customer, row_number() over (order by recency desc, customer) as r,
                                row_number() over (order by frequency, customer) as f, row_number() over (order by monetary, customer) as m from rfm),
                            fifths as (select customer, %s as r, %s as f, %s as m from ranked)
                        select count(*) from fifths x join golden g on g.customerid = x.customer where x.f = g."F" and x.m = g."M\"""".formatted(fifth("r"), fifth("f"), fifth("m")))).isEqualTo(4_338);
    }

    private static String fifth(String rank) {
        return "greatest(1, ceil(5.0 * (" + rank + " - 1) / 4337))::int";
    }
}
