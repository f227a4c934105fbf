package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of the metric catalogue, exactly. */
class WorkedExamplesTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    /** 2,000 customers, first seen three years before their fifth order of 2025; 10,000 orders of 100 in 2025. */
    private void aYearOfOrders() {
        warehouse.run("insert into records.customer (id, name) select i, 'C' || i from range(1, 2001) t(i)");
        warehouse.run("""
                insert into records."order" (id, number, customer, kind, status, ordered_at, ordered_at__day, amount, amount_currency)
                select row_number() over (), 'N' || row_number() over (), c, 'sale', 'completed', d, d, 100, 'CNY'
                from range(1, 2001) t(c), unnest([date '2022-06-01', date '2025-01-01', date '2025-02-01', date '2025-03-01',
                    date '2025-04-01', date '2025-06-01']) u(d)""");
    }

    @Test
    void aMillionOfRevenueInTenThousandOrdersIsAHundredEach() {
        aYearOfOrders();
        MetricAnswer.Cell cell = warehouse.number("aov", "2025-01-01", "2026-01-01");
        assertThat(cell.value()).isEqualTo(100);
        assertThat(cell.numerator()).isEqualTo(1_000_000);
        assertThat(cell.denominator()).isEqualTo(10_000);
        assertThat(cell.n()).isEqualTo(10_000);
    }

    @Test
    void tenThousandOrdersOfTwoThousandCustomersAreFiveAYear() {
        aYearOfOrders();
        MetricAnswer.Cell cell = warehouse.number("purchase_frequency", "2025-01-01", "2026-01-01");
        assertThat(cell.value()).isEqualTo(5);
        assertThat(cell.numerator()).isEqualTo(10_000);
        assertThat(cell.denominator()).isEqualTo(2_000);
        assertThat(cell.n()).isEqualTo(2_000);
    }

    @Test
    void aHundredTimesFiveTimesThreeYearsAreFifteenHundred() {
        aYearOfOrders();
        assertThat(warehouse
                        .number("customer_lifespan", "2025-01-01", "2026-01-01")
                        .value())
                .isEqualTo(3);
        assertThat(warehouse.number("clv_simple", "2025-01-01", "2026-01-01").value())
                .isEqualTo(1_500);
    }

    @Test
    void aThousandLostOfTenThousandAreTenPercent() {
        warehouse.run("""
                insert into records."order" (id, number, customer, kind, status, ordered_at, ordered_at__day, amount, amount_currency)
                select row_number() over (), 'N' || row_number() over (), c, 'sale', 'completed', d, d, 100, 'CNY'
                from (select i as c, date '2024-12-15' as d from range(1, 10001) t(i)
                      union all select i, date '2025-03-20' from range(1, 9001) t(i))""");

        MetricAnswer.Cell churn = warehouse.number("churn_rate", "2025-01-01", "2025-04-01");
        assertThat(churn.value()).isEqualTo(0.1);
        assertThat(churn.numerator()).isEqualTo(1_000);
        assertThat(churn.denominator()).isEqualTo(10_000);
        assertThat(churn.state()).isEqualTo(MetricAnswer.State.SOLID);
        assertThat(warehouse
                        .number("retention_rate", "2025-01-01", "2025-04-01")
                        .value())
                .isEqualTo(0.9);
    }
}
