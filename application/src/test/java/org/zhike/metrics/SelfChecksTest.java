package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.query;
import static org.zhike.metrics.Warehouse.trend;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;

/** What must always hold between the numbers of one metric, for every definition there is, on random records. */
@NullUnmarked
class SelfChecksTest {

    private static final String FROM = "2025-01-01";
    private static final String TO = "2025-07-01";

    private final Warehouse warehouse = new Warehouse();

    @BeforeEach
    void fill() {
        RandomRecords.fill(warehouse, 150);
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private Stream<Metric> metrics() {
        return warehouse.metrics().catalogue().stream().filter(metric -> metric.form() instanceof Form.Counted);
    }

    /** Sums and counts: whatever divides nothing. */
    private static boolean isAdditive(Metric metric) {
        return Set.of(Metric.IntervalMethod.NONE, Metric.IntervalMethod.TOTAL, Metric.IntervalMethod.POISSON)
                .contains(metric.interval());
    }

    /** A dimension in which every unit is in one part: those of records, and for roll-ups those of what is rolled up. */
    private static List<String> exhaustive(Metric metric) {
        String per = switch (metric.form()) {
            case Form.Groups groups -> groups.per() + ".";
            case Form.States states -> states.per() + ".";
            case Form.Gaps gaps -> gaps.per() + ".";
            case Form.Lifetimes lifetimes -> lifetimes.per() + ".";
            default -> "";
        };
        return metric.dimensions().stream().filter(path -> path.startsWith(per)).toList();
    }

    private List<Cell> parts(Metric metric, String dimension) {
        return warehouse
                .ask(query(metric.id(), FROM, TO, dimension))
                .results()
                .getFirst()
                .cells();
    }

    private Cell whole(Metric metric) {
        return warehouse.number(metric.id(), FROM, TO);
    }

    @Test
    void aTotalIsTheSumOfItsPartsInEveryDimensionAndOverTime() {
        List<Metric> additive = metrics().filter(SelfChecksTest::isAdditive).toList();
        assertThat(additive).hasSizeGreaterThan(12);
        for (Metric metric : additive) {
            Cell whole = whole(metric);
            assertThat(whole.n()).as(metric.id()).isPositive();
            for (String dimension : exhaustive(metric)) {
                assertSum(metric, whole, parts(metric, dimension));
            }
            if (metric.form() instanceof Form.Rows rows && !rows.untilEnd()) {
                for (Grain grain : List.of(Grain.DAY, Grain.WEEK, Grain.MONTH)) {
                    assertSum(
                            metric,
                            whole,
                            warehouse
                                    .ask(trend(metric.id(), grain, FROM, TO))
                                    .results()
                                    .getFirst()
                                    .cells());
                }
            }
        }
    }

    private static void assertSum(Metric metric, Cell whole, List<Cell> parts) {
        assertThat(parts.stream().mapToDouble(Cell::value).sum())
                .as(metric.id())
                .isCloseTo(whole.value(), within(1e-6));
        assertThat(parts.stream().mapToLong(Cell::n).sum()).as(metric.id()).isEqualTo(whole.n());
    }

    @Test
    void aRateOverAllIsTheRateOfItsPartsWeightedByTheirPeople() {
        List<Metric> rates = metrics()
                .filter(metric -> metric.interval() == Metric.IntervalMethod.WILSON)
                .toList();
        assertThat(rates).hasSizeGreaterThan(20);
        for (Metric metric : rates) {
            Cell whole = whole(metric);
            for (String dimension : exhaustive(metric)) {
                List<Cell> parts = parts(metric, dimension);
                double weighted = parts.stream()
                                .filter(part -> part.value() != null)
                                .mapToDouble(part -> part.value() * part.denominator())
                                .sum()
                        / parts.stream().mapToDouble(Cell::denominator).sum();
                assertThat(weighted).as(metric.id() + " by " + dimension).isCloseTo(whole.value(), within(1e-9));
                assertThat(parts.stream().mapToLong(Cell::n).sum())
                        .as(metric.id())
                        .isEqualTo(whole.n());
            }
        }
    }

    @Test
    void aStepOfATrendIsTheNumberOfItsPeriodAlone() {
        for (Metric metric : warehouse.metrics().catalogue()) {
            List<Cell> steps = warehouse
                    .ask(trend(metric.id(), Grain.MONTH, FROM, TO))
                    .results()
                    .getFirst()
                    .cells();
            assertThat(steps).as(metric.id()).hasSize(6);
            for (Cell step : steps) {
                LocalDate next = step.time().plusMonths(1);
                Cell alone = warehouse.number(metric.id(), step.time().toString(), next.toString());
                assertThat(alone.n()).as(metric.id() + step).isEqualTo(step.n());
                assertSame(metric, alone.value(), step.value());
                assertSame(metric, alone.low(), step.low());
                assertSame(metric, alone.high(), step.high());
            }
        }
    }

    /** Sums in another order differ in the last digits. */
    static void assertSame(Metric metric, Double a, Double b) {
        if (a == null || b == null) {
            assertThat(a).as(metric.id()).isEqualTo(b);
        } else {
            assertThat(a).as(metric.id()).isCloseTo(b, within(1e-9 * Math.max(1, Math.abs(b))));
        }
    }

    @Test
    void thoseAtTheStartAndThoseWhoCameLessThoseLostAreThoseAtTheEnd() {
        List<Cell> months = warehouse
                .ask(trend("churn_rate", Grain.MONTH, FROM, TO))
                .results()
                .getFirst()
                .cells();
        for (int i = 0; i + 1 < months.size(); i++) {
            Cell month = months.get(i);
            LocalDate next = month.time().plusMonths(1);
            double came = came(month.time(), next);
            assertThat(month.denominator() + came - month.numerator())
                    .as("%s", month)
                    .isEqualTo(months.get(i + 1).denominator());
            assertThat(came).isPositive();
        }
    }

    /** New customers and those who returned: active at the end, and not at the start. */
    private double came(LocalDate start, LocalDate end) {
        String active = """
                (select customer from records."order" where customer is not null and kind = 'sale' and status in ('paid', 'shipped', 'completed')
                    and ordered_at__day >= date '%s' - 90 and ordered_at__day < date '%s')""";
        return warehouse
                .fetch(DSL.resultQuery("select count(distinct customer) from " + active.formatted(end, end)
                        + " where customer not in " + active.formatted(start, start)))
                .getFirst()
                .get(0, Double.class);
    }
}
