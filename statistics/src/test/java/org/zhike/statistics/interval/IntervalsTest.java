package org.zhike.statistics.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Quantiles;

/** What must hold of every interval whatever the numbers, and examples that can be checked by hand. */
class IntervalsTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void wilsonsBoundsAreTheSharesThatTheScoreTestJustAccepts() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            long n = random.nextLong(1, 5_000);
            var proportion = new Proportion(random.nextLong(0, n + 1), n);
            Interval interval = proportion.wilson(0.95);

            assertThat(interval.low()).isBetween(0.0, proportion.share());
            assertThat(interval.high()).isBetween(proportion.share(), 1.0);
            for (double bound : new double[] {interval.low(), interval.high()}) {
                double score = (proportion.share() - bound) / Math.sqrt(bound * (1 - bound) / n);
                if (bound > 0 && bound < 1) {
                    assertThat(Math.abs(score)).isCloseTo(Quantiles.criticalZ(0.95), within(1e-8));
                }
            }
        }
    }

    @Test
    void noSuccessAndOnlySuccessesAreMirrorImages() {
        for (long n : new long[] {1, 3, 20, 1_000_000_000}) {
            Interval none = new Proportion(0, n).wilson(0.95);
            Interval all = new Proportion(n, n).wilson(0.95);
            assertThat(none.low()).isZero();
            assertThat(all.high()).isEqualTo(1);
            assertThat(none.high()).isCloseTo(1 - all.low(), EXACT).isPositive();
        }
    }

    @Test
    void theExactIntervalHasTheRuleOfThreeInIt() {
        // No success in n trials: 1 − 0.025^(1/n).
        assertThat(new Proportion(0, 20).clopperPearson(0.95).high()).isCloseTo(1 - Math.pow(0.025, 0.05), EXACT);
    }

    @Test
    void newcombesPaperIsReproduced() {
        // Newcombe 1998, table II, method 10: 56/70 − 48/80 and 9/10 − 3/10.
        Interval a = new Proportion(56, 70).minus(new Proportion(48, 80), 0.95);
        assertThat(a.low()).isCloseTo(0.0524, within(5e-5));
        assertThat(a.high()).isCloseTo(0.3339, within(5e-5));
        Interval b = new Proportion(9, 10).minus(new Proportion(3, 10), 0.95);
        assertThat(b.low()).isCloseTo(0.1705, within(5e-5));
        assertThat(b.high()).isCloseTo(0.8090, within(5e-5));
    }

    @Test
    void aDifferenceTurnsItsSignWhenTheTwoChangePlaces() {
        var a = new Proportion(1, 7);
        var b = new Proportion(5, 9);
        Interval forward = a.minus(b, 0.9);
        Interval back = b.minus(a, 0.9);
        assertThat(forward.low()).isCloseTo(-back.high(), EXACT);
        assertThat(forward.high()).isCloseTo(-back.low(), EXACT);
    }

    @Test
    void theAdjustedScoreIntervalStaysInsideItsScaleAndHasWidthWhenAllAgree() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 1_000; i++) {
            var nps = new NetPromoter(random.nextLong(0, 40), random.nextLong(0, 40), random.nextLong(1, 40));
            assertThat(nps.adjustedWald(0.95).low()).isBetween(-100.0, nps.score());
            assertThat(nps.adjustedWald(0.95).high()).isBetween(nps.score(), 100.0);
        }
        assertThat(new NetPromoter(0, 10, 0).wald(0.95).halfWidth()).isZero();
        assertThat(new NetPromoter(0, 10, 0).adjustedWald(0.95).halfWidth()).isGreaterThan(10);
        assertThat(new NetPromoter(10, 0, 0).adjustedWald(0.95).high()).isEqualTo(100);
    }

    @Test
    void theAdjustedScoreIntervalAddsThreeAnswersHalfOfThemPassive() {
        // n 10 + 3; promoters 7.75, detractors 1.75: centre 6/13; variance (9.5/13 − (6/13)²)/13.
        Interval interval = new NetPromoter(7, 2, 1).adjustedWald(0.95);
        double margin = 1.959963984540054 * Math.sqrt((9.5 / 13 - 36.0 / 169) / 13);
        assertThat(interval.low()).isCloseTo(100 * (6.0 / 13 - margin), within(1e-9));
        assertThat(interval.high()).isCloseTo(100 * (6.0 / 13 + margin), within(1e-9));
    }

    @Test
    void sumsGiveTheSameMomentsAsTheValues() {
        double[] values = {12.5, 3, 8, 8, 41, -2};
        Moments fromSums = Moments.ofSums(
                values.length,
                Arrays.stream(values).sum(),
                Arrays.stream(values).map(v -> v * v).sum());
        assertThat(fromSums.mean()).isCloseTo(Moments.of(values).mean(), EXACT);
        assertThat(fromSums.variance()).isCloseTo(Moments.of(values).variance(), EXACT);
    }

    @Test
    void theMeanOfTwoValuesHasTheCauchyInterval() {
        // Half the distance times tan(0.475π).
        Interval interval = Moments.of(1, 3).studentT(0.95);
        assertThat(interval.halfWidth()).isCloseTo(Math.tan(Math.PI * 0.475), within(1e-9));
        assertThat(Moments.of(5).studentT(0.95)).isEqualTo(Interval.unbounded(0.95));
    }

    @Test
    void aRatioToAConstantIsAMean() {
        double[] y = {3, 9, 4, 4, 12};
        double sum = Arrays.stream(y).sum();
        double squares = Arrays.stream(y).map(v -> v * v).sum();
        var ratio = new RatioOfSums(y.length, sum, y.length, squares, y.length, sum);
        Interval mean = Moments.of(y).studentT(0.95);
        assertThat(ratio.ratio()).isEqualTo(Moments.of(y).mean());
        assertThat(ratio.delta(0.95).low()).isCloseTo(mean.low(), EXACT);
        assertThat(ratio.delta(0.95).high()).isCloseTo(mean.high(), EXACT);
    }

    @Test
    void aRatioThatEveryUnitSharesIsCertain() {
        // y = 5x for every unit.
        var ratio = new RatioOfSums(3, 30, 6, 5 * 5 * 14, 14, 5 * 14);
        assertThat(ratio.delta(0.95)).isEqualTo(new Interval(5, 5, 0.95));
        assertThatThrownBy(() -> new RatioOfSums(3, 30, 0, 1, 1, 1)).hasMessageContaining("sumX must not be 0");
    }

    @Test
    void theDeltaIntervalCoversAsOftenAsItSays() {
        var random = new SplittableRandom(3);
        int runs = 4_000;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double sy = 0;
            double sx = 0;
            double syy = 0;
            double sxx = 0;
            double sxy = 0;
            int n = 200;
            for (int i = 0; i < n; i++) {
                double x = 1 + random.nextInt(4);
                double y = x * 20 * (0.5 + random.nextDouble());
                sy += y;
                sx += x;
                syy += y * y;
                sxx += x * x;
                sxy += x * y;
            }
            if (new RatioOfSums(n, sy, sx, syy, sxx, sxy).delta(0.95).contains(20)) {
                covered++;
            }
        }
        assertThat((double) covered / runs).isBetween(0.935, 0.965);
    }

    @Test
    void aTotalCoversWhenTheNumberOfEventsIsLeftToChanceToo() {
        var random = new SplittableRandom(5);
        int runs = 4_000;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0, n = poisson(300, random); i < n; i++) {
                double y = random.nextExponential() * 10;
                sum += y;
                squares += y * y;
            }
            if (new Total(sum, squares).normal(0.95).contains(3_000)) {
                covered++;
            }
        }
        assertThat((double) covered / runs).isBetween(0.935, 0.965);
    }

    private static int poisson(double mean, RandomGenerator random) {
        int events = 0;
        for (double time = random.nextExponential(); time < mean; time += random.nextExponential()) {
            events++;
        }
        return events;
    }

    @Test
    void exactPoissonBoundsAreTheTabulatedOnes() {
        // Garwood 1936: none seen, up to 3.689; ten seen, 4.795 to 18.39.
        assertThat(new PoissonRate(0, 1).exact(0.95).low()).isZero();
        assertThat(new PoissonRate(0, 1).exact(0.95).high()).isCloseTo(-Math.log(0.025), EXACT);
        assertThat(new PoissonRate(10, 1).exact(0.95).low()).isCloseTo(4.795389, within(1e-6));
        assertThat(new PoissonRate(10, 1).exact(0.95).high()).isCloseTo(18.390356, within(1e-6));
        assertThat(new PoissonRate(10, 4).exact(0.95).high()).isCloseTo(18.390356 / 4, within(1e-6));
    }

    @Test
    void theMedianLiesBetweenTheTabulatedRanks() {
        // Conover 1999, table A3: n = 10 → 2nd and 9th, coverage 0.9785; n = 16 → 4th and 13th.
        var ten = Distribution.ranks(10, 0.5, 0.95);
        assertThat(ten.low()).isEqualTo(2);
        assertThat(ten.high()).isEqualTo(9);
        assertThat(ten.coverage()).isCloseTo(0.978515625, EXACT);
        assertThat(Distribution.ranks(16, 0.5, 0.95).low()).isEqualTo(4);
        assertThat(Distribution.ranks(16, 0.5, 0.95).high()).isEqualTo(13);
    }

    @Test
    void fiveValuesDoNotBoundAMedianButSixDo() {
        assertThat(Distribution.of(1, 2, 3, 4, 5).quantileInterval(0.5, 0.95)).isEqualTo(Interval.unbounded(0.95));
        assertThat(Distribution.of(1, 2, 3, 4, 5, 6).quantileInterval(0.5, 0.95))
                .isEqualTo(new Interval(1, 6, 0.95));
    }

    @Test
    void ranksCoverAtLeastTheLevelAndNoMoreThanNeeded() {
        for (long n : new long[] {50, 333, 100_000, 20_000_000}) {
            for (double q : new double[] {0.1, 0.5, 0.9}) {
                assertThat(Distribution.ranks(n, q, 0.95).coverage()).isBetween(0.95, 0.975);
            }
        }
    }

    @Test
    void repeatedValuesMayBeGivenAsCounts() {
        var counted = new Distribution(new double[] {1, 2, 7}, new long[] {3, 1, 4});
        var listed = Distribution.of(7, 1, 7, 1, 2, 1, 7, 7);
        for (int i = 0; i <= 100; i++) {
            assertThat(counted.quantile(i / 100.0)).isEqualTo(listed.quantile(i / 100.0));
        }
        assertThat(counted.atRank(3)).isEqualTo(1);
        assertThat(counted.atRank(4)).isEqualTo(2);
        assertThat(counted.atRank(8)).isEqualTo(7);
        assertThatThrownBy(() -> counted.atRank(9)).hasMessageContaining("ranks run from 1 to 8");
    }

    @Test
    void theBootstrapIsRepeatableAndNearTheStudentIntervalForTamedData() {
        var random = new SplittableRandom(17);
        double[] values = random.doubles(400).map(u -> 10 + u).toArray();
        var bootstrap = new Bootstrap(4_000, 42);
        Interval first = bootstrap.bca(values, IntervalsTest::mean, 0.95);

        assertThat(bootstrap.bca(values, IntervalsTest::mean, 0.95)).isEqualTo(first);
        Interval student = Moments.of(values).studentT(0.95);
        assertThat(first.low()).isCloseTo(student.low(), within(0.004));
        assertThat(first.high()).isCloseTo(student.high(), within(0.004));
    }

    @Test
    void theBootstrapLeansToTheLongTailWhereStudentCannot() {
        var random = new SplittableRandom(23);
        double[] values = new double[60];
        Arrays.setAll(values, i -> Math.exp(1.2 * random.nextGaussian()));
        Interval interval = new Bootstrap(4_000, 1).bca(values, IntervalsTest::mean, 0.95);
        double centre = mean(values);
        assertThat(interval.high() - centre).isGreaterThan(1.2 * (centre - interval.low()));
    }

    @Test
    void aStatisticThatCannotVaryHasNoWidth() {
        assertThat(new Bootstrap(200, 1).bca(new double[] {4, 4, 4}, IntervalsTest::mean, 0.95))
                .isEqualTo(new Interval(4, 4, 0.95));
    }

    @Test
    void aStatisticThatLeansBeyondCorrectionKeepsItsOutermostReplicates() {
        // One unit in fifty makes the whole estimate, and every draw lies below it.
        double[] values = new double[50];
        values[0] = 1;
        for (double level : new double[] {0.95, 0.99, 0.999999}) {
            Interval interval = new Bootstrap(1000, 1)
                    .bca(values, drawn -> mean(drawn) == 0.02 && drawn[0] == 1 ? 9 : mean(drawn), level);
            assertThat(interval.low()).isLessThanOrEqualTo(interval.high());
            assertThat(interval.high()).isFinite();
        }
    }

    @Test
    void equalValuesHaveNoVarianceWhateverTheirSumRoundsTo() {
        double[] values = new double[10];
        Arrays.fill(values, 0.1);
        assertThat(Moments.of(values)).isEqualTo(new Moments(10, 0.1, 0));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    @Test
    void comparisonsSayWhetherADifferenceIsBeyondNoise() {
        assertThat(Comparison.ofEstimates(10, 3, 2, 4).standardError()).isEqualTo(5);
        assertThat(Comparison.ofEstimates(10, 3, 2, 4).interval(0.95).contains(0))
                .isTrue();
        assertThat(Comparison.ofEstimates(1, 0, 1, 0).statistic()).isZero();
        assertThat(Comparison.ofEstimates(1, 0, 2, 0).pValue()).isZero();
        assertThat(Moments.of(1, 2, 3).minus(Moments.of(1, 2, 3)).pValue()).isEqualTo(1);
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        assertThatThrownBy(() -> new Proportion(1, 0)).hasMessage("trials must be at least 1, not 0");
        assertThatThrownBy(() -> new Proportion(5, 4)).hasMessage("5 successes cannot come of 4 trials");
        assertThatThrownBy(() -> new NetPromoter(0, 0, 0)).hasMessageContaining("the number of answers");
        assertThatThrownBy(() -> Moments.of(1, Double.NaN)).hasMessage("a value must be a finite number, not NaN");
        assertThatThrownBy(() -> new PoissonRate(3, 0)).hasMessage("exposure must be positive, not 0.0");
        assertThatThrownBy(() -> new Distribution(new double[] {2, 1}, new long[] {1, 1}))
                .hasMessageContaining("values must rise strictly");
        assertThatThrownBy(() -> new Interval(2, 1, 0.95)).hasMessageContaining("runs from low to high");
        assertThatThrownBy(() -> new Interval(Double.NaN, 1, 0.95)).hasMessageContaining("runs from low to high");
    }

    @Test
    void anIntervalCanBeScaledTurnedAndCut() {
        assertThat(new Interval(-1, 2, 0.9).times(-100)).isEqualTo(new Interval(-200, 100, 0.9));
        assertThat(new Interval(-1, 2, 0.9).within(0, 1)).isEqualTo(new Interval(0, 1, 0.9));
        assertThat(new Interval(-1, 2, 0.9).halfWidth()).isEqualTo(1.5);
    }
}
