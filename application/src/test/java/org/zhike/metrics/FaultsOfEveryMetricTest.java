package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhike.metrics.Warehouse.query;
import static org.zhike.metrics.Warehouse.trend;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.StandardObjects;

/** What every definition must bear: nothing to count, nothing to divide by, nothing filled in, and odd places in time. */
@NullUnmarked
class FaultsOfEveryMetricTest {

    private static final LocalDateTime MARCH = LocalDateTime.parse("2025-03-10T04:00");

    /** Choices among which every condition of a definition has one that holds and one that does not. */
    private static final List<Integer> OPTIONS = List.of(0, 1, 3);

    private final Warehouse warehouse = new Warehouse().at("2025-09-01T04:00:00Z");

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private List<Metric> metrics() {
        return warehouse.metrics().catalogue();
    }

    private Cell march(Metric metric) {
        return warehouse.number(metric.id(), "2025-03-01", "2025-04-01");
    }

    /** The value is a number inside its interval, or there is none of them. */
    private static void assertSound(Metric metric, Cell cell) {
        assertThat(cell.n()).as(metric.id()).isNotNegative();
        if (cell.value() == null) {
            assertThat(cell.low()).as(metric.id()).isNull();
            assertThat(cell.high()).as(metric.id()).isNull();
            assertThat(cell.state()).as(metric.id()).isEqualTo(State.TOO_FEW);
            return;
        }
        assertThat(cell.value()).as(metric.id()).isFinite();
        if (cell.low() != null && cell.high() != null) {
            assertThat(cell.low()).as(metric.id() + cell).isFinite().isLessThanOrEqualTo(cell.value() + 1e-9);
            assertThat(cell.high()).as(metric.id() + cell).isFinite().isGreaterThanOrEqualTo(cell.value() - 1e-9);
        }
        if (cell.n() < metric.minimum()) {
            assertThat(cell.state()).as(metric.id()).isEqualTo(State.TOO_FEW);
        }
    }

    private void fill(int each, Function<FieldDefinition, Object> value) {
        for (ObjectDefinition object : new StandardObjects().all()) {
            for (int i = 0; i < each; i++) {
                Map<String, Object> record = new LinkedHashMap<>();
                for (FieldDefinition field : object.fields()) {
                    Object given = value.apply(field);
                    if (given != null) {
                        record.put(field.name(), given);
                        if (field.type() == FieldType.MONEY) {
                            record.put(field.currencyColumn(), "CNY");
                        }
                    }
                }
                warehouse.add(object.name(), record);
            }
        }
    }

    /** A record like any other; what one can choose is the option with that place. */
    private static Function<FieldDefinition, Object> usual(int option, int number) {
        return field -> switch (field.type()) {
            case DATETIME -> MARCH;
            case DATE -> MARCH.toLocalDate();
            case REFERENCE -> 1L;
            case NUMBER, MONEY, PERCENT -> number;
            case BOOLEAN -> true;
            case SELECT -> field.options().get(option % field.options().size()).value();
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL, REGION -> "same";
            case MULTI_SELECT -> null;
        };
    }

    @Test
    void oneRecordOfEachIsANumberOrNoneAndTooFewToTell() {
        for (int option : OPTIONS) {
            warehouse.clear();
            fill(1, usual(option, 1));
            for (Metric metric : metrics()) {
                assertSound(metric, march(metric));
            }
        }
    }

    @Test
    void recordsThatAreAllTheSameHaveANumberWithoutDoubtOrNone() {
        for (int option : OPTIONS) {
            warehouse.clear();
            fill(40, usual(option, 1));
            for (Metric metric : metrics()) {
                assertSound(metric, march(metric));
            }
        }
    }

    @Test
    void whereAllAmountsAreZeroNothingIsDividedByZero() {
        for (int option : OPTIONS) {
            warehouse.clear();
            fill(40, usual(option, 0));
            for (Metric metric : metrics()) {
                assertSound(metric, march(metric));
            }
        }
    }

    @Test
    void fieldsThatNobodyFilledInAreNoNumbers() {
        fill(40, field -> field.required() ? usual(0, 1).apply(field) : null);
        for (Metric metric : metrics()) {
            assertSound(metric, march(metric));
        }
    }

    @Test
    void recordsWithNothingAtAllInThemCountForNothingButAStock() {
        fill(40, field -> null);
        for (Metric metric : metrics()) {
            assertSound(metric, march(metric));
            boolean isStock = switch (metric.form()) {
                case Form.Rows rows -> rows.untilEnd();
                case Form.Groups groups -> groups.untilEnd();
                case Form.Composite _ -> true;
                default -> false;
            };
            if (!isStock) {
                assertThat(march(metric).n()).as(metric.id()).isZero();
            }
        }
    }

    @Test
    void aPeriodToComeHasNothingInItYet() {
        RandomRecords.fill(warehouse, 40);
        for (Metric metric : metrics()) {
            MetricAnswer answer = warehouse.ask(query(metric.id(), "2027-01-01", "2028-01-01"));
            for (Cell cell : answer.results().getFirst().cells()) {
                assertSound(metric, cell);
            }
            assertThat(warehouse
                            .ask(trend(metric.id(), Grain.MONTH, "2027-01-01", "2028-01-01"))
                            .results()
                            .getFirst()
                            .cells())
                    .as(metric.id())
                    .isEmpty();
        }
    }

    @Test
    void theFiftyThirdWeekIsAWeekOfItsOwn() {
        RandomRecords.fill(warehouse, 200);
        warehouse.run("""
                update records."order" set ordered_at = ordered_at + interval 450 day, ordered_at__day = ordered_at__day + 450""");
        warehouse.at("2027-03-01T04:00:00Z");
        for (Metric metric : metrics()) {
            Result weeks = warehouse
                    .ask(trend(metric.id(), Grain.WEEK, "2026-12-21", "2027-01-18"))
                    .results()
                    .getFirst();
            assertThat(weeks.cells())
                    .as(metric.id())
                    .extracting(Cell::time)
                    .containsExactly(
                            LocalDate.parse("2026-12-21"),
                            LocalDate.parse("2026-12-28"),
                            LocalDate.parse("2027-01-04"),
                            LocalDate.parse("2027-01-11"));
            for (Cell week : weeks.cells()) {
                Cell alone = warehouse.number(
                        metric.id(),
                        week.time().toString(),
                        week.time().plusDays(7).toString());
                SelfChecksTest.assertSame(metric, alone.value(), week.value());
                assertThat(alone.n()).isEqualTo(week.n());
            }
        }
    }

    @Test
    void aDayIsTheCompanysWhereverItsRecordsWereMade() {
        // One minute before and after midnight in Shanghai, which are one day of UTC.
        for (String moment : List.of("2025-03-09T15:59", "2025-03-09T16:01")) {
            fill(
                    20,
                    field -> field.type() == FieldType.DATETIME
                            ? LocalDateTime.parse(moment)
                            : field.type() == FieldType.DATE
                                    ? LocalDate.parse(moment.endsWith("59") ? "2025-03-09" : "2025-03-10")
                                    : usual(0, 1).apply(field));
        }
        for (Metric metric : metrics()) {
            boolean byMoment = metric.form() instanceof Form.Rows rows && !rows.untilEnd() && rows.latestPer() == null;
            if (byMoment) {
                long all = warehouse
                        .number(metric.id(), "2025-03-09", "2025-03-11")
                        .n();
                long before = warehouse
                        .number(metric.id(), "2025-03-09", "2025-03-10")
                        .n();
                long after = warehouse
                        .number(metric.id(), "2025-03-10", "2025-03-11")
                        .n();
                assertThat(before + after).as(metric.id()).isEqualTo(all);
                assertThat(before).as(metric.id()).isEqualTo(after);
            }
        }
    }

    @Test
    void whoIsTooYoungToTellIsNotCountedYet() {
        RandomRecords.fill(warehouse, 200);
        for (Metric metric : metrics()) {
            if (metric.form() instanceof Form.Followed followed) {
                warehouse.at("2025-06-01T04:00:00Z");
                LocalDate now = LocalDate.parse("2025-06-01");
                LocalDate ripe = now.minusDays(followed.by().withinDays());
                assertThat(warehouse
                                .number(metric.id(), ripe.plusDays(1).toString(), now.toString())
                                .n())
                        .as(metric.id())
                        .isZero();
                warehouse.at("2025-09-01T04:00:00Z");
                assertThat(warehouse
                                .number(metric.id(), ripe.plusDays(1).toString(), now.toString())
                                .n())
                        .as(metric.id())
                        .isPositive();
            }
        }
    }
}
