package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.LinksAnswer.Link;
import org.zhike.metrics.LinksAnswer.Point;
import org.zhike.metrics.LinksAnswer.Reason;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.platform.Measuring;
import org.zhike.statistics.decompose.LaggedCorrelation;
import org.zhike.statistics.test.ManyTests;

/** Which metrics move together: real drivers are found with their lead, and trends that merely run beside each other are not. */
@NullUnmarked // A value that is missing fails its test all the same.
class LinksTest {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private LinksAnswer ask(LinksQuery query) {
        return new MetricLinks(warehouse.metrics(), () -> Measuring.USUAL).links(Actor.SYSTEM, query, Locale.ENGLISH);
    }

    private static LinksQuery query(String outcome, int maxLag, String... candidates) {
        return new LinksQuery(
                outcome, List.of(candidates), period("2020-01-01", "2025-01-01"), Grain.MONTH, maxLag, null, null);
    }

    /** What is spent on advertising drives what is sold two months later. */
    private void fill(long seed) {
        var random = new SplittableRandom(seed);
        double[] spent = IntStream.range(0, 62)
                .mapToDouble(_ -> 1_000 + 200 * random.nextGaussian())
                .toArray();
        for (int month = 0; month < 60; month++) {
            LocalDate day = START.plusMonths(month).plusDays(9);
            warehouse.add(
                    "marketing_cost",
                    Map.of(
                            "spent_on",
                            day,
                            "kind",
                            "advertising",
                            "amount",
                            Math.round(spent[month]),
                            "amount_currency",
                            "CNY"));
            double driven = month < 2 ? 1_000 : spent[month - 2];
            warehouse.order(
                    null, day.toString(), "amount", Math.round(5_000 + 3 * driven + 200 * random.nextGaussian()));
        }
    }

    @Test
    void advertisingRunsTwoMonthsAheadOfRevenue() {
        fill(1);

        LinksAnswer answer = ask(query("revenue", 3, "acquisition_cost"));

        Link link = answer.links().getFirst();
        assertThat(link.metric()).isEqualTo("acquisition_cost");
        assertThat(link.lag()).isEqualTo(2);
        assertThat(link.linked()).isTrue();
        assertThat(link.correlation()).isBetween(0.6, 1.0);
        assertThat(link.low()).isBetween(0.0, link.correlation());
        assertThat(link.high()).isBetween(link.correlation(), 1.0);
        assertThat(link.plain()).isBetween(0.7, 1.0);
        assertThat(link.steps()).isEqualTo(60);
        assertThat(link.seasonRemoved()).isTrue();
        assertThat(link.sameRecords()).isFalse();
        assertThat(answer.tests()).isEqualTo(7);
        assertThat(link.series()).hasSize(58);
        Point point = link.series().getFirst();
        assertThat(point.time()).isEqualTo(LocalDate.of(2020, 3, 1));
        assertThat(point.candidateTime()).isEqualTo(START);
    }

    @Test
    void seenFromTheOtherSideRevenueComesAfter() {
        fill(2);

        Link link = ask(query("acquisition_cost", 3, "revenue")).links().getFirst();

        assertThat(link.lag()).isEqualTo(-2);
        assertThat(link.linked()).isTrue();
        assertThat(link.series().getFirst().candidateTime()).isEqualTo(LocalDate.of(2020, 3, 1));
    }

    @Test
    void withoutNamesAllOtherMetricsAreCandidatesAndThoseWithoutNumbersAreSaid() {
        fill(3);

        LinksAnswer answer = ask(query("revenue", 2));

        assertThat(answer.links()).anyMatch(link -> link.metric().equals("acquisition_cost"));
        assertThat(answer.links()).noneMatch(link -> link.metric().equals("revenue"));
        assertThat(answer.links().stream().filter(link -> link.metric().equals("aov")))
                .allMatch(Link::sameRecords);
        assertThat(answer.unlinkable())
                .anyMatch(one -> one.metric().equals("csat")
                        && one.reason() == Reason.TOO_FEW_STEPS
                        && one.steps() == 0
                        && one.needed() == 23);
        // One order every month: their number never moves.
        assertThat(answer.unlinkable())
                .anyMatch(one -> one.metric().equals("orders") && one.reason() == Reason.NEVER_MOVES);
        assertThat(answer.links().size() + answer.unlinkable().size())
                .isEqualTo(warehouse.metrics().catalogue().size() - 1);
    }

    @Test
    void aFilterKeepsThoseThatCountTheSameRecords() {
        fill(4);
        var filtered = new LinksQuery(
                "revenue", List.of(), period("2020-01-01", "2025-01-01"), Grain.MONTH, 1, "amount > 0", null);

        LinksAnswer answer = ask(filtered);

        assertThat(answer.links()).extracting(Link::metric).contains("aov").doesNotContain("acquisition_cost");
    }

    @Test
    void oneYearOfMonthsIsTooLittleToSay() {
        fill(5);
        var year = new LinksQuery(
                "revenue", List.of("acquisition_cost"), period("2020-01-01", "2021-01-01"), Grain.MONTH, 3, null, null);

        LinksAnswer answer = ask(year);

        assertThat(answer.links()).isEmpty();
        assertThat(answer.unlinkable())
                .containsExactly(new LinksAnswer.Unlinkable("acquisition_cost", Reason.TOO_FEW_STEPS, 12, 24));
    }

    @Test
    void allThatIsWrongWithAQuestionIsSaidAtOnce() {
        var wrong = new LinksQuery("revenue", List.of(), period("2020-01-01", "2021-01-01"), Grain.DAY, 99, null, null);

        ProductException problem = catchThrowableOfType(ProductException.class, () -> ask(wrong));

        assertThat(problem.issues())
                .extracting(Issue::code)
                .containsExactlyInAnyOrder(MetricError.LINKS_BY_WEEK_OR_MONTH, MetricError.BAD_LAG);
    }

    @Test
    void randomWalksThatHaveNothingToDoWithEachOtherAreNotCalledLinked() {
        assertThat(falseLinks(60, Grain.MONTH)).isLessThanOrEqualTo(0.08);
        assertThat(falseLinks(104, Grain.WEEK)).isLessThanOrEqualTo(0.08);
        assertThat(falseLinks(30, Grain.MONTH)).isLessThanOrEqualTo(0.08);
    }

    /** How often, of 300 random walks with four others each, at least one is called linked. */
    private static double falseLinks(int steps, Grain grain) {
        int linked = 0;
        int studies = 300;
        for (int seed = 0; seed < studies; seed++) {
            var random = new SplittableRandom(seed);
            Result outcome = walk(random, steps, grain);
            double[] p = IntStream.range(0, 4)
                    .mapToObj(_ -> AlignedSeries.of(outcome, walk(random, steps, grain), grain))
                    .flatMap(series -> series.test(3).stream())
                    .mapToDouble(LaggedCorrelation.Link::pValue)
                    .toArray();
            linked += IntStream.range(0, p.length)
                                    .mapToDouble(i -> ManyTests.benjaminiHochberg(p)[i])
                                    .min()
                                    .orElseThrow()
                            <= 0.05
                    ? 1
                    : 0;
        }
        return (double) linked / studies;
    }

    private static Result walk(SplittableRandom random, int steps, Grain grain) {
        List<Cell> cells = new ArrayList<>();
        double value = 1_000;
        LocalDate day = grain.startOf(START);
        for (int step = 0; step < steps; step++) {
            value += 10 * random.nextGaussian();
            cells.add(cell(day, value));
            day = grain.plus(day, 1);
        }
        return result(cells);
    }

    private static Result result(List<Cell> cells) {
        return new Result("some", 1, Metric.Unit.COUNT, null, "", false, cells);
    }

    private static Cell cell(LocalDate day, Double value) {
        return new Cell(
                day, true, Map.of(), Map.of(), value, 100, null, null, null, null, State.SOLID, null, null, null);
    }

    @Test
    void theLongestRunWithoutAGapIsTaken() {
        List<Cell> cells = new ArrayList<>();
        for (int month = 0; month < 40; month++) {
            cells.add(cell(START.plusMonths(month), month == 10 ? null : (double) month));
        }

        AlignedSeries series = AlignedSeries.of(result(cells), result(cells), Grain.MONTH);

        assertThat(series.times().getFirst()).isEqualTo(START.plusMonths(11));
        assertThat(series.size()).isEqualTo(29);
        assertThat(series.test(1).getFirst().correlation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void whereRecordsBeginAndEndIsNoMovement() {
        List<Cell> cells = new ArrayList<>();
        for (int month = 0; month < 40; month++) {
            boolean there = month >= 5 && month < 35;
            cells.add(new Cell(
                    START.plusMonths(month),
                    true,
                    Map.of(),
                    Map.of(),
                    there ? 50.0 + month : 0,
                    there ? 50 : 0,
                    null,
                    null,
                    null,
                    null,
                    State.SOLID,
                    null,
                    null,
                    null));
        }

        AlignedSeries series = AlignedSeries.of(result(cells), result(cells), Grain.MONTH);

        assertThat(series.times().getFirst()).isEqualTo(START.plusMonths(6));
        assertThat(series.times().getLast()).isEqualTo(START.plusMonths(33));
    }
}
