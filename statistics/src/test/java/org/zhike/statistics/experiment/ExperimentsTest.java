package org.zhike.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Golden;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.experiment.Stratified.Stratum;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Moments;
import org.zhike.statistics.interval.Proportion;
import tools.jackson.databind.JsonNode;

class ExperimentsTest {

    @Test
    void theExampleOfThePackageWorks() {
        ShareExperiment mail = new ShareExperiment(new Proportion(1080, 9000), new Proportion(95, 1000));
        Interval lift = mail.interval(0.95);
        double each = SampleSize.twoSided(0.05, 0.8).forShares(0.10, 0.12);
        Interval anyDay = ConfidenceSequence.tunedFor(0.01, 0.95).interval(0.025, 0.0107, 0.95);
        assertThat(lift.low()).isPositive();
        assertThat(each).isCloseTo(3840.8, within(0.05));
        assertThat(anyDay.low()).isNegative();
    }

    @Test
    void theHoldoutEqualsTheReference() {
        JsonNode c = Golden.stats("holdout");
        var experiment = new ShareExperiment(
                new Proportion(c.get("x1").asLong(), c.get("n1").asLong()),
                new Proportion(c.get("x2").asLong(), c.get("n2").asLong()));
        Golden.assertEqual(experiment.difference(), c.get("diff"));
        Golden.assertEqual(experiment.interval(0.95), c.get("newcombe_ci"));
        Golden.assertEqual(experiment.unpooled().interval(0.95), c.get("wald_ci"));
        Golden.assertEqual(experiment.unpooled().pValue(), c.get("p_unpooled"));
        Golden.assertEqual(experiment.pValue(), c.get("p_pooled"));
        Golden.assertEqual(experiment.relativeLift(), c.get("rel_uplift"));
        assertThat(experiment.relativeLiftInterval(0.95).low())
                .isCloseTo(c.get("rr_ci").get(0).asDouble() - 1, within(1e-9));
        Golden.assertEqual(experiment.incremental(), c.get("incremental_conversions"));
        Golden.assertEqual(experiment.incrementalInterval(0.95), c.get("incremental_ci"));
        Golden.assertEqual(experiment.returnOnCost(9000 * 0.5, 40), c.get("roi"));
    }

    @Test
    void sampleSizesOfSharesEqualTheReference() {
        JsonNode cases = Golden.stats("sample_size");
        assertThat(cases).isNotEmpty();
        for (JsonNode c : cases) {
            var size = SampleSize.twoSided(
                    c.get("alpha").asDouble(), c.get("power").asDouble());
            double p1 = c.get("p1").asDouble();
            double p2 = c.get("p2").asDouble();
            Golden.assertEqual(size.forShares(p1, p2), c.get("n_pooled"));
            Golden.assertEqual(size.forShares(p1, p2), c.get("n_R_power_prop_test"));
            Golden.assertEqual(size.forSharesUnpooled(p1, p2), c.get("n_unpooled"));
            // pwr's root finder stops within 1e-4 of the root of its own function.
            assertThat(size.forSharesArcsine(p1, p2))
                    .isCloseTo(c.get("n_cohen_h").asDouble(), within(1e-4));
            assertThat(size.powerOfShares(size.forShares(p1, p2), p1, p2)).isCloseTo(size.power(), within(1e-12));
            assertThat(size.detectableRise(size.forShares(p1, p2), p1)).isCloseTo(p2 - p1, within(1e-12));
        }
    }

    @Test
    void sampleSizesOfMeansEqualTheReference() {
        JsonNode c = Golden.stats("sample_size_mean");
        var size = SampleSize.twoSided(0.05, 0.8);
        double delta = c.get("delta").asDouble();
        double sd = c.get("sd").asDouble();
        Golden.assertEqual(size.forMeansNormal(delta, sd), c.get("z_formula"));
        // R's root finder stops within 1e-4 of the root of its own function.
        assertThat(size.forMeans(delta, sd)).isCloseTo(c.get("power_t").asDouble(), within(1e-4));
        assertThat(size.powerOfMeans(size.forMeans(delta, sd), delta, sd)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void thePowerOfATTestEqualsTheManual() {
        // R, ?power.t.test: power.t.test(n = 20, delta = 1, sd = 1): 0.8689528; power .90, delta 1: n = 22.02110.
        assertThat(SampleSize.twoSided(0.05, 0.8).powerOfMeans(20, 1, 1)).isCloseTo(0.8689528, within(5e-8));
        assertThat(SampleSize.twoSided(0.05, 0.9).forMeans(1, 1)).isCloseTo(22.02110, within(1e-4));
        // Without a difference the tail is the level itself.
        assertThat(NoncentralT.upperTail(Quantiles.criticalT(0.95, 5), 5, 0)).isCloseTo(0.025, within(1e-9));
        assertThat(NoncentralT.upperTail(Quantiles.criticalT(0.95, 1), 1, 0)).isCloseTo(0.025, within(1e-9));
    }

    @Test
    void experimentsOfThePlannedSizeSeeTheDifferenceAsOftenAsPlanned() {
        int n = (int) Math.ceil(SampleSize.twoSided(0.05, 0.8).forShares(0.2, 0.3));
        var random = new SplittableRandom(2);
        int seen = 0;
        for (int run = 0; run < 4000; run++) {
            seen += new ShareExperiment(drawn(random, n, 0.3), drawn(random, n, 0.2)).pValue() < 0.05 ? 1 : 0;
        }
        assertThat(seen / 4000.0).isBetween(0.78, 0.83);
        assertThat(SampleSize.twoSided(0.05, 0.8).detectableRise(3, 0.9)).isInfinite();
        assertThatThrownBy(() -> SampleSize.twoSided(0.05, 0.8).forShares(0.1, 0.1))
                .hasMessage("the shares must differ, but both are 0.1");
        assertThatThrownBy(() -> SampleSize.twoSided(0.05, 0.01)).hasMessageContaining("power must exceed alpha");
    }

    private static Proportion drawn(SplittableRandom random, int n, double p) {
        int successes = 0;
        for (int i = 0; i < n; i++) {
            successes += random.nextDouble() < p ? 1 : 0;
        }
        return new Proportion(successes, n);
    }

    @Test
    void cupedEqualsTheReference() {
        JsonNode c = Golden.stats("cuped");
        List<String[]> rows = Golden.rows("stats/cuped_data.csv");
        boolean[] treated = new boolean[rows.size()];
        double[] before = new double[rows.size()];
        double[] after = new double[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            treated[i] = rows.get(i)[1].equals("1");
            before[i] = Double.parseDouble(rows.get(i)[2]);
            after[i] = Double.parseDouble(rows.get(i)[3]);
        }
        Cuped cuped = Cuped.of(treated, before, after).converged().orElseThrow();
        Golden.assertEqual(cuped.theta(), c.get("theta_pooled"));
        Golden.assertEqual(cuped.correlation(), c.get("rho"));
        Golden.assertEqual(cuped.varianceReduction(), c.get("var_reduction"));
        assertEqualsWelch(cuped.raw(), c.get("raw"));
        assertEqualsWelch(cuped.adjusted(), c.get("cuped"));
        Golden.assertEqual(cuped.regression().difference(), c.get("lm").get(0));
        Golden.assertEqual(cuped.regression().standardError(), c.get("lm").get(1));
        Golden.assertEqual(cuped.regression().statistic(), c.get("lm").get(2));
        Golden.assertEqual(cuped.regression().pValue(), c.get("lm").get(3));
    }

    private static void assertEqualsWelch(Comparison actual, JsonNode expected) {
        Golden.assertEqual(actual.difference(), expected.get("diff"));
        Golden.assertEqual(actual.standardError(), expected.get("se"));
        Golden.assertEqual(actual.statistic(), expected.get("t"));
        Golden.assertEqual(actual.degreesOfFreedom(), expected.get("df"));
        Golden.assertEqual(actual.pValue(), expected.get("p"));
        Golden.assertEqual(actual.interval(0.95), expected.get("ci"));
    }

    @Test
    void theValueBeforeSharpensTheDifferenceWithoutBendingIt() {
        var random = new SplittableRandom(3);
        int covered = 0;
        double sum = 0;
        double width = 0;
        double naive = 0;
        for (int run = 0; run < 500; run++) {
            int n = 200;
            boolean[] treated = new boolean[n];
            double[] before = new double[n];
            double[] after = new double[n];
            for (int i = 0; i < n; i++) {
                treated[i] = i % 2 == 0;
                before[i] = 50 + 10 * random.nextGaussian();
                after[i] = before[i] + 5 * random.nextGaussian() + (treated[i] ? 2 : 0);
            }
            Cuped cuped = Cuped.of(treated, before, after).converged().orElseThrow();
            covered += cuped.adjusted().interval(0.95).contains(2) ? 1 : 0;
            sum += cuped.adjusted().difference() / 500;
            width += cuped.adjusted().standardError();
            naive += cuped.raw().standardError();
        }
        assertThat(sum).isCloseTo(2.0, within(0.12));
        assertThat(covered / 500.0).isBetween(0.92, 0.98);
        assertThat(width).isLessThan(naive / 2);
    }

    @Test
    void armsThatSayNothingAreAnAnswer() {
        boolean[] treated = {true, true, true, false, false, false};
        double[] same = {1, 1, 1, 1, 1, 1};
        double[] values = {1, 2, 3, 2, 4, 9};
        double[] tenths = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
        assertThat(Cuped.of(treated, tenths, values)).isInstanceOf(TooLittleData.class);
        assertThat(Cuped.of(treated, same, values)).isInstanceOf(TooLittleData.class);
        assertThat(Cuped.of(treated, values, same)).isInstanceOf(TooLittleData.class);
        assertThat(Cuped.of(treated, values, values)).isInstanceOf(TooLittleData.class);
        assertThat(Cuped.of(new boolean[6], values, values)).isInstanceOf(TooLittleData.class);
        assertThatThrownBy(() -> Cuped.of(treated, values, new double[2])).hasMessageContaining("6 units");
        assertThatThrownBy(() -> Cuped.of(treated, values, new double[] {1, 2, Double.NaN, 1, 2, 3}))
                .hasMessageContaining("finite");
    }

    @Test
    void strataTakeOutTheDifferenceOfTheArmsMakeUp() {
        var random = new SplittableRandom(4);
        int covered = 0;
        double stratified = 0;
        double plain = 0;
        for (int run = 0; run < 400; run++) {
            List<List<List<Double>>> values = new ArrayList<>();
            for (int h = 0; h < 3; h++) {
                values.add(List.of(new ArrayList<>(), new ArrayList<>()));
            }
            List<List<Double>> arms = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < 240; i++) {
                int h = random.nextInt(3);
                int arm = random.nextInt(2);
                double y = 100 * h + 10 * random.nextGaussian() + (arm == 0 ? 3 : 0);
                values.get(h).get(arm).add(y);
                arms.get(arm).add(y);
            }
            Comparison within = Stratified.difference(values.stream()
                            .map(h -> new Stratum(moments(h.get(0)), moments(h.get(1))))
                            .toList())
                    .converged()
                    .orElseThrow();
            covered += within.interval(0.95).contains(3) ? 1 : 0;
            stratified += within.standardError();
            plain += moments(arms.get(0)).minus(moments(arms.get(1))).standardError();
        }
        assertThat(covered / 400.0).isBetween(0.92, 0.98);
        assertThat(stratified).isLessThan(plain / 5);
        var thin = new Stratum(Moments.of(1, 2), Moments.of(3));
        assertThat(((TooLittleData<Comparison>) Stratified.difference(List.of(thin))).shortages())
                .singleElement()
                .extracting("what")
                .isEqualTo("units_of_each_arm_in_stratum_0");
    }

    private static Moments moments(List<Double> values) {
        return Moments.of(values.stream().mapToDouble(v -> v).toArray());
    }

    @Test
    void onlyTheSequenceMayBeWatchedEveryDay() {
        // 100 looks at two equal arms, 40 more units in each every day.
        var random = new SplittableRandom(5);
        var sequence = ConfidenceSequence.tunedFor(Math.sqrt(2.0 / 4000), 0.95);
        int runs = 1000;
        int bySequence = 0;
        int byNaive = 0;
        for (int run = 0; run < runs; run++) {
            boolean sequenceFooled = false;
            boolean naiveFooled = false;
            double difference = 0;
            for (int day = 1; day <= 100; day++) {
                difference += random.nextGaussian() * Math.sqrt(2 * 40);
                double n = 40.0 * day;
                double error = Math.sqrt(2 / n);
                Interval interval = sequence.interval(difference / n, error, 0.95);
                sequenceFooled |= !interval.contains(0);
                naiveFooled |= Math.abs(difference / n) > 1.959964 * error;
                assertThat(sequence.pValue(difference / n, error) < 0.05).isEqualTo(!interval.contains(0));
            }
            bySequence += sequenceFooled ? 1 : 0;
            byNaive += naiveFooled ? 1 : 0;
        }
        assertThat(bySequence / (double) runs).isBetween(0.005, 0.05);
        assertThat(byNaive / (double) runs).isGreaterThan(0.3);
    }

    @Test
    void theTunedSequenceIsTheNarrowestAtItsPlan() {
        var tuned = ConfidenceSequence.tunedFor(2, 0.95);
        double width = tuned.interval(0, 2, 0.95).halfWidth();
        assertThat(width / (1.959964 * 2)).isBetween(1.3, 1.6);
        for (double factor : new double[] {0.8, 1.25}) {
            assertThat(new ConfidenceSequence(tuned.mixtureVariance() * factor)
                            .interval(0, 2, 0.95)
                            .halfWidth())
                    .isGreaterThan(width);
        }
        assertThat(tuned.interval(3, Double.POSITIVE_INFINITY, 0.95).low()).isInfinite();
        for (double tiny : new double[] {1e-200, Double.MIN_VALUE}) {
            assertThat(tuned.pValue(0, tiny)).isEqualTo(1);
            assertThat(tuned.pValue(1, tiny)).isZero();
        }
        assertThat(tuned.interval(3, 0, 0.95)).isEqualTo(new Interval(3, 3, 0.95));
    }

    @Test
    void theSampleRatioIsCheckedAgainstThePlan() {
        Golden.assertEqual(
                SampleRatio.even(50420, 49580).pValue(), Golden.stats("srm").get("p"));
        assertThat(SampleRatio.even(50420, 49580).mismatch()).isFalse();
        assertThat(SampleRatio.even(51000, 49000).mismatch()).isTrue();
        assertThat(SampleRatio.of(new long[] {9000, 1000}, new double[] {90, 10})
                        .mismatch())
                .isFalse();
    }

    @Test
    void anExperimentWithoutSuccessesHasNoLiftAndNoNaN() {
        var none = new ShareExperiment(new Proportion(0, 10), new Proportion(0, 20));
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.relativeLift()).isZero();
        assertThat(none.relativeLiftInterval(0.95).high()).isInfinite();
        assertThat(Arrays.stream(new double[] {none.interval(0.95).low(), none.incremental()}))
                .allMatch(Double::isFinite);
    }
}
