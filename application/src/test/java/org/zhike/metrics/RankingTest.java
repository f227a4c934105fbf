package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.metrics.Warehouse.period;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.RankingAnswer.NotRanked;
import org.zhike.metrics.RankingAnswer.Place;
import org.zhike.metrics.RankingAnswer.Reason;
import org.zhike.metrics.RankingAnswer.Unit;
import org.zhike.metrics.RankingAnswer.Verdict;
import org.zhike.platform.Measuring;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;

/** Rankings that small parts do not lead by luck. */
@NullUnmarked // A value that is missing fails its test all the same.
class RankingTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private RankingAnswer rank(String metric, String by) {
        return new MetricRanking(warehouse.metrics(), () -> Measuring.USUAL)
                .rank(
                        Actor.SYSTEM,
                        new RankingQuery(metric, by, period("2025-03-01", "2025-04-01"), null, null),
                        Locale.ENGLISH);
    }

    private void answers(String level, int satisfied, int all) {
        Long customer = level == null ? null : warehouse.customer("level", level);
        for (int i = 0; i < all; i++) {
            warehouse.answer(customer, "2025-03-05", "csat", "1-5", i < satisfied ? 5 : 2);
        }
    }

    private static Unit unit(RankingAnswer answer, String key) {
        return answer.units().stream()
                .filter(unit -> key.equals(unit.key()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSmallPartWithALuckyStreakDoesNotLeadALargeGoodOne() {
        answers("a", 29, 32);
        answers("b", 900, 1000);
        answers("c", 600, 1000);
        answers("d", 690, 1000);
        answers("e", 50, 100);

        RankingAnswer answer = rank("csat", "customer.level");

        assertThat(answer.verdict()).isEqualTo(Verdict.RANKED);
        assertThat(answer.units()).extracting(Unit::key).startsWith("b", "a");
        Unit small = unit(answer, "a");
        assertThat(small.rawRank()).isEqualTo(1);
        assertThat(small.rank()).isEqualTo(2);
        assertThat(small.shrunk()).isLessThan(small.value());
        assertThat(small.shrunkLow()).isBetween(0.6, small.shrunk());
        assertThat(small.rankLow()).isEqualTo(1);
        assertThat(small.rankHigh()).isBetween(2, 3);
        assertThat(answer.pooled()).isCloseTo(2269 / 3132.0, within(1e-12));
        assertThat(unit(answer, "b").place()).isEqualTo(Place.MUCH_BETTER);
        assertThat(unit(answer, "c").place()).isEqualTo(Place.MUCH_WORSE);
        assertThat(unit(answer, "d").place()).isEqualTo(Place.WORSE);
        assertThat(answer.overdispersion()).isGreaterThan(2);
    }

    @Test
    void partsWithTooFewUnitsAndRecordsOfNoPartAreListedWithoutAPlace() {
        answers("a", 80, 100);
        answers("b", 60, 100);
        answers("c", 3, 3);
        answers(null, 50, 50);

        RankingAnswer answer = rank("csat", "customer.level");

        assertThat(answer.units()).extracting(Unit::key).containsExactly("a", "b");
        assertThat(answer.notRanked()).extracting(NotRanked::reason).containsExactly(Reason.NO_PART, Reason.TOO_FEW);
    }

    @Test
    void whereChanceExplainsAllNobodyLeads() {
        for (String level : List.of("a", "b", "c", "d")) {
            answers(level, 70, 100);
        }

        RankingAnswer answer = rank("csat", "customer.level");

        assertThat(answer.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(answer.spread()).isZero();
        assertThat(answer.units()).allMatch(unit -> unit.rankLow() == 1 && unit.rankHigh() == 4);
        // All have the one share, which is no surer than all answers together make it.
        Interval ofAll = new Proportion(280, 400).wilson(0.95);
        assertThat(answer.units()).allSatisfy(unit -> {
            assertThat(unit.shrunk()).isCloseTo(0.7, within(1e-12));
            assertThat(unit.shrunkLow()).isCloseTo(ofAll.low(), within(1e-12));
            assertThat(unit.shrunkHigh()).isCloseTo(ofAll.high(), within(1e-12));
        });
        assertThat(answer.units()).allMatch(unit -> unit.place() == Place.INSIDE);
    }

    @Test
    void partsWithoutASingleDissatisfiedCustomerAreNoReasonToFail() {
        answers("a", 100, 100);
        answers("b", 40, 40);

        RankingAnswer answer = rank("csat", "customer.level");

        assertThat(answer.verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(answer.pooled()).isEqualTo(1);
    }

    @Test
    void onePartAloneIsNoRanking() {
        answers("a", 80, 100);

        RankingAnswer answer = rank("csat", "customer.level");

        assertThat(answer.verdict()).isEqualTo(Verdict.TOO_FEW_PARTS);
        assertThat(answer.units()).isEmpty();
        assertThat(answer.pooled()).isNull();
    }

    @Test
    void meansAreDrawnTowardsTheMeanOfAllAndTheFunnelNarrowsWithSize() {
        var random = new SplittableRandom(1);
        double[] means = {100, 120, 140, 160};
        int[] sizes = {400, 40, 400, 40};
        for (int part = 0; part < means.length; part++) {
            long customer = warehouse.customer("level", "l" + part);
            for (int i = 0; i < sizes[part]; i++) {
                warehouse.order(customer, "2025-03-05", "amount", Math.round(means[part] + 40 * random.nextGaussian()));
            }
        }

        RankingAnswer answer = rank("aov", "customer.level");

        assertThat(answer.units()).extracting(Unit::key).containsExactly("l3", "l2", "l1", "l0");
        Unit top = unit(answer, "l3");
        assertThat(top.shrunk()).isLessThan(top.value()).isGreaterThan(140);
        Unit large = unit(answer, "l0");
        assertThat(large.shrunk() - large.value()).isLessThan(top.value() - top.shrunk());
        assertThat(answer.funnel().getFirst().high95()
                        - answer.funnel().getFirst().low95())
                .isGreaterThan(answer.funnel().getLast().high95()
                        - answer.funnel().getLast().low95());
        assertThat(answer.funnel())
                .allMatch(limits -> limits.low998() < limits.low95()
                        && limits.high95() < limits.high998()
                        && limits.low95() < answer.pooled()
                        && answer.pooled() < limits.high95());
    }

    @Test
    void whereLessIsBetterTheLeastLeads() {
        for (String level : List.of("a", "b", "c")) {
            long customer = warehouse.customer("level", level);
            int late = level.equals("a") ? 60 : level.equals("b") ? 20 : 40;
            for (int i = 0; i < 100; i++) {
                warehouse.answer(customer, "2025-03-05", "ces", "1-7", i < late ? 6 : 2);
            }
        }

        RankingAnswer answer = rank("ces", "customer.level");

        boolean less = warehouse.metrics().get("ces").direction() == Metric.Direction.DOWN;
        assertThat(answer.units())
                .extracting(Unit::key)
                .containsExactly(less ? new String[] {"b", "c", "a"} : new String[] {"a", "c", "b"});
    }

    @Test
    void sumsAreNotRankedSinceTheirOrderIsThatOfSize() {
        ProductException problem =
                catchThrowableOfType(ProductException.class, () -> rank("revenue", "customer.level"));

        assertThat(problem.issues()).extracting(Issue::code).containsExactly(MetricError.CANNOT_RANK);
        ProductException unknown = catchThrowableOfType(ProductException.class, () -> rank("csat", "nowhere"));
        assertThat(unknown.issues()).extracting(Issue::code).containsExactly(MetricError.UNKNOWN_DIMENSION);
    }
}
