package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.CohortsAnswer.Cohort;
import org.zhike.metrics.CohortsAnswer.PartOfAll;
import org.zhike.metrics.CohortsQuery.Measure;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.survival.KaplanMeier;

/** Who comes back, on customers that can be counted by hand; now is 1 February 2026 in Shanghai. */
@NullUnmarked // A value that is missing fails its test all the same.
class CohortsTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static CohortsQuery months(Measure measure, String from, String to, int steps, @Nullable String by) {
        return new CohortsQuery(
                new RecordsOf("order", null, "kind == \"sale\""),
                "customer",
                Grain.MONTH,
                steps,
                period(from, to),
                by,
                measure,
                null,
                null);
    }

    private PartOfAll ask(CohortsQuery query) {
        return warehouse
                .explore()
                .cohorts(Actor.SYSTEM, query, Locale.ENGLISH)
                .parts()
                .getFirst();
    }

    private static List<Long> retained(Cohort cohort) {
        return cohort.steps().stream().map(CohortsAnswer.Step::retained).toList();
    }

    /** Three who start in October: one comes back in November and January, one in December, one never; one starts in January. */
    private void fill() {
        long a = warehouse.customer("name", "a", "level", "gold");
        long b = warehouse.customer("name", "b", "level", "gold");
        long c = warehouse.customer("name", "c");
        long d = warehouse.customer("name", "d", "level", "basic");
        warehouse.order(a, "2025-10-03");
        warehouse.order(a, "2025-11-20", "amount", 50);
        warehouse.order(a, "2026-01-05");
        warehouse.order(b, "2025-10-31T16:30:00"); // already November in Shanghai
        warehouse.order(b, "2025-10-02");
        warehouse.order(b, "2025-12-01");
        warehouse.order(c, "2025-10-20");
        warehouse.order(c, "2025-11-20", "kind", "refund");
        warehouse.order(d, "2026-01-31");
        warehouse.order(d, "2026-01-31");
        warehouse.order(null, "2025-10-05");
    }

    @Test
    void aTriangleCountsWhoIsThereInEachStep() {
        fill();
        PartOfAll all = ask(months(Measure.RETAINED, "2025-10-01", "2026-02-01", 12, null));

        assertThat(all.cohorts())
                .extracting(Cohort::start)
                .containsExactly(LocalDate.of(2025, 10, 1), LocalDate.of(2026, 1, 1));
        Cohort october = all.cohorts().getFirst();
        assertThat(october.size()).isEqualTo(3);
        assertThat(retained(october)).containsExactly(3L, 2L, 1L, 1L, 0L);
        // February has just begun: shown, marked, never averaged in.
        assertThat(october.steps())
                .extracting(CohortsAnswer.Step::complete)
                .containsExactly(true, true, true, true, false);
        assertThat(october.steps().get(1).share()).isEqualTo(2 / 3.0);
        assertThat(october.steps().get(1).low())
                .isEqualTo(new Proportion(2, 3).wilson(0.95).low());
        assertThat(all.overall()).extracting(CohortsAnswer.Pooled::n).containsExactly(4L, 3L, 3L, 3L);
        assertThat(all.overall()).extracting(CohortsAnswer.Pooled::cohorts).containsExactly(2, 1, 1, 1);
    }

    @Test
    void repeatsAddUpAndNeverFall() {
        fill();
        PartOfAll all = ask(months(Measure.REPEAT, "2025-10-01", "2026-02-01", 12, null));
        assertThat(retained(all.cohorts().getFirst())).containsExactly(0L, 2L, 2L, 2L, 2L);
        // Two orders in the first month already.
        assertThat(retained(all.cohorts().get(1))).containsExactly(1L, 1L);
    }

    @Test
    void revenueIsAMeanOverAllMembers() {
        fill();
        Cohort october = ask(months(Measure.REVENUE, "2025-10-01", "2026-02-01", 2, null))
                .cohorts()
                .getFirst();
        assertThat(october.steps()).extracting(CohortsAnswer.Step::value).containsExactly(100.0, 50.0, 100 / 3.0);
        assertThat(october.steps()).extracting(CohortsAnswer.Step::share).containsOnlyNulls();
        assertThat(october.steps().get(2).low()).isLessThan(100 / 3.0);
    }

    @Test
    void partsAddUpToTheWholeAndTheLargestComeFirst() {
        fill();
        CohortsAnswer answer = warehouse
                .explore()
                .cohorts(
                        Actor.SYSTEM, months(Measure.RETAINED, "2025-10-01", "2026-02-01", 3, "level"), Locale.ENGLISH);
        assertThat(answer.parts()).hasSize(3);
        assertThat(answer.parts().getFirst().part()).isEqualTo(new Part("gold", "Gold"));
        assertThat(answer.parts().stream()
                        .flatMap(part -> part.cohorts().stream())
                        .mapToLong(Cohort::size)
                        .sum())
                .isEqualTo(4);
    }

    @Test
    void everyCellOpensAsManyRowsAsItCounts() {
        fill();
        for (Measure measure : Measure.values()) {
            CohortsQuery query = months(measure, "2025-10-01", "2026-02-01", 4, null);
            for (Cohort cohort : ask(query).cohorts()) {
                for (CohortsAnswer.Step step : cohort.steps()) {
                    assertThat(rows(query, cohort, step.k(), true).counted()).isEqualTo(step.retained());
                    assertThat(rows(query, cohort, step.k(), false).counted()).isEqualTo(step.n() - step.retained());
                }
                assertThat(rows(query, cohort, null, true).items()).hasSize((int) cohort.size());
            }
        }
    }

    private ExploreRows rows(CohortsQuery query, Cohort cohort, @Nullable Integer step, boolean retained) {
        return warehouse
                .explore()
                .cohortRows(Actor.SYSTEM, query, new CohortsQuery.Cell(cohort.start(), step, retained, null), null, 50);
    }

    @Test
    void survivalIsThatOfKaplanAndMeier() {
        fill();
        var survival = ask(months(Measure.RETAINED, "2025-10-01", "2026-02-01", 3, null))
                .survival();
        // Window 90 days before 1 February: only c, last seen on 20 October, is silent for good.
        KaplanMeier expected = KaplanMeier.of(new double[] {94, 60, 0, 0}, new boolean[] {false, false, true, false});
        assertThat(survival.members()).isEqualTo(4);
        assertThat(survival.ended()).isEqualTo(1);
        assertThat(survival.points().getFirst().share()).isCloseTo(expected.survivalAt(0), within(1e-12));
        assertThat(survival.points().getFirst().low())
                .isCloseTo(expected.interval(0, KaplanMeier.Scale.LOG_LOG, 0.95).low(), within(1e-12));
    }

    @Test
    void weeksBeginOnMondayAcrossTheTurnOfTheYear() {
        long a = warehouse.customer("name", "a");
        warehouse.order(a, "2020-12-31"); // week 53 of 2020, which began on 28 December
        warehouse.order(a, "2021-01-05");
        CohortsQuery weeks = new CohortsQuery(
                new RecordsOf("order", null, null),
                "customer",
                Grain.WEEK,
                2,
                period("2020-12-01", "2021-02-01"),
                null,
                Measure.RETAINED,
                null,
                null);
        Cohort cohort = ask(weeks).cohorts().getFirst();
        assertThat(cohort.start()).isEqualTo(LocalDate.of(2020, 12, 28));
        assertThat(retained(cohort)).containsExactly(1L, 1L, 0L);
    }

    @Test
    void nothingAndTheFutureGiveEmptyTriangles() {
        PartOfAll nothing = ask(months(Measure.RETAINED, "2025-10-01", "2026-02-01", 3, null));
        assertThat(nothing.cohorts()).isEmpty();
        assertThat(nothing.overall()).isEmpty();
        assertThat(nothing.survival().points()).isEmpty();
        fill();
        assertThat(ask(months(Measure.RETAINED, "2031-01-01", "2032-01-01", 3, null))
                        .cohorts())
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var query = new CohortsQuery(
                new RecordsOf("order", "amount", "sttus == \"paid\""),
                "channel",
                Grain.WEEK,
                99,
                period("2000-01-01", "2030-01-01"),
                null,
                Measure.REVENUE,
                "number",
                "XXQ");
        ProductException refusal = catchThrowableOfType(
                ProductException.class, () -> warehouse.explore().cohorts(Actor.SYSTEM, query, Locale.ENGLISH));
        assertThat(refusal.issues())
                .extracting(issue -> issue.path())
                .contains("time", "per", "where", "steps", "period", "currency");
    }
}
