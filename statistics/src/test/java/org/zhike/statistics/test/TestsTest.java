package org.zhike.statistics.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import tools.jackson.databind.JsonNode;

class TestsTest {

    @Test
    void chiSquareTestsOfTwoSharesEqualTheReference() {
        JsonNode cases = Golden.stats("two_prop");
        assertThat(cases).isNotEmpty();
        cases.forEach(TestsTest::assertChiSquare);
        assertChiSquare(Golden.stats("holdout"));
    }

    private static void assertChiSquare(JsonNode c) {
        long x1 = c.get("x1").asLong();
        long x2 = c.get("x2").asLong();
        ContingencyTable table = ContingencyTable.of(
                new long[] {x1, c.get("n1").asLong() - x1},
                new long[] {x2, c.get("n2").asLong() - x2});
        Golden.assertEqual(table.pearson().value(), c.get("chisq"));
        Golden.assertEqual(table.pearson().pValue(), c.get("p_pooled"));
        Golden.assertEqual(table.yates().value(), c.get("chisq_yates"));
        Golden.assertEqual(table.yates().pValue(), c.get("p_yates"));
    }

    @Test
    void theSampleRatioMismatchEqualsTheReference() {
        JsonNode c = Golden.stats("srm");
        ChiSquareStatistic test = GoodnessOfFit.even(
                c.get("obs").get(0).asLong(), c.get("obs").get(1).asLong());
        Golden.assertEqual(test.value(), c.get("chisq"));
        Golden.assertEqual(test.pValue(), c.get("p"));
        assertThat(GoodnessOfFit.of(new long[] {90, 10}, new double[] {9, 1}).pValue())
                .isEqualTo(1);
    }

    @Test
    void aTableOfHairAndEyesIsReproduced() {
        // R: chisq.test(margin.table(HairEyeColor, c(1, 2))): 138.29, 9 degrees of freedom.
        ContingencyTable table = ContingencyTable.of(
                new long[] {68, 20, 15, 5}, new long[] {119, 84, 54, 29}, new long[] {26, 17, 14, 14}, new long[] {
                    7, 94, 10, 16
                });
        assertThat(table.pearson().value()).isCloseTo(138.29, within(5e-3));
        assertThat(table.pearson().degreesOfFreedom()).isEqualTo(9);
        assertThat(table.cramersV()).isCloseTo(Math.sqrt(138.29 / 592 / 3), within(1e-4));
    }

    @Test
    void emptyRowsAndColumnsSayNothing() {
        ContingencyTable table =
                ContingencyTable.of(new long[] {10, 0, 20}, new long[] {0, 0, 0}, new long[] {15, 0, 15});
        assertThat(table.pearson().degreesOfFreedom()).isEqualTo(1);
        assertThat(table.leastExpected()).isEqualTo(12.5);
        assertThat(ContingencyTable.of(new long[] {5, 7}).pearson().pValue()).isEqualTo(1);
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {0, 0})).hasMessageContaining("number of cases");
        assertThatThrownBy(() -> ContingencyTable.of(new long[] {1}, new long[] {1, 2}))
                .hasMessageContaining("1 and 2 columns");
    }

    @Test
    void ranksOfTwoSamplesEqualTheManual() {
        // R, ?wilcox.test (Hollander and Wolfe 1973, 69 f.): W = 35, exact p = 0.2544 two-sided.
        double[] term = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
        double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
        MannWhitney test = MannWhitney.of(term, early);
        assertThat(test.u()).isEqualTo(35);
        assertThat(test.pValue()).isCloseTo(0.2544, within(5e-5));
        assertThat(test.probabilityOfSuperiority()).isEqualTo(0.7);
        assertThat(MannWhitney.of(early, term).pValue()).isCloseTo(test.pValue(), within(1e-14));
        // With ties: ranks 1.5 1.5 3.5 | 3.5 5 6, U = 0.5; variance 9/12·(7 − 12/30), z = (4 − 0.5)/√4.95.
        MannWhitney tied = MannWhitney.of(new double[] {1, 1, 2}, new double[] {2, 3, 4});
        assertThat(tied.u()).isEqualTo(0.5);
        assertThat(tied.pValue()).isCloseTo(0.1157, within(5e-5));
        assertThat(MannWhitney.of(new double[] {1, 1}, new double[] {1}).pValue())
                .isEqualTo(1);
    }

    @Test
    void severalSamplesEqualTheManual() {
        // R: PlantGrowth: F 4.846 on 2 and 27, p 0.0159; Welch F 5.181 on 2 and 17.128, p 0.01739; Kruskal 7.9882, p
        // 0.01842.
        double[] control = {4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14};
        double[] first = {4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69};
        double[] second = {6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26};
        var anova = SeveralSamples.anova(control, first, second);
        assertThat(anova.value()).isCloseTo(4.846, within(5e-4));
        assertThat(anova.pValue()).isCloseTo(0.0159, within(5e-5));
        var welch = SeveralSamples.welchAnova(control, first, second);
        assertThat(welch.value()).isCloseTo(5.181, within(5e-4));
        assertThat(welch.denominatorDegrees()).isCloseTo(17.128, within(5e-4));
        assertThat(welch.pValue()).isCloseTo(0.01739, within(5e-6));
        ChiSquareStatistic ranks = SeveralSamples.kruskalWallis(control, first, second);
        assertThat(ranks.value()).isCloseTo(7.9882, within(5e-5));
        assertThat(ranks.pValue()).isCloseTo(0.01842, within(5e-6));
    }

    @Test
    void withTwoSamplesTheAnalysisOfVarianceOfUnequalVariancesIsWelchsTest() {
        JsonNode c = Golden.stats("welch");
        double[] a = new double[c.get("a").size()];
        double[] b = new double[c.get("b").size()];
        Arrays.setAll(a, i -> c.get("a").get(i).asDouble());
        Arrays.setAll(b, i -> c.get("b").get(i).asDouble());
        assertThat(Math.sqrt(SeveralSamples.welchAnova(a, b).value()))
                .isCloseTo(c.get("t").asDouble(), within(1e-9));
        Golden.assertEqual(SeveralSamples.welchAnova(a, b).pValue(), c.get("p"));
    }

    @Test
    void equalValuesDifferFromNothingWhateverTheirSumRoundsTo() {
        // Ten times 0.1 is 0.9999999999999999: rounding must not become a difference or a variance.
        for (double value : new double[] {0.1, 0.7, 1e-9, 1234.56}) {
            double[][] samples = new double[3][];
            for (int s = 0; s < 3; s++) {
                samples[s] = new double[3 + 7 * s];
                Arrays.fill(samples[s], value);
            }
            assertThat(SeveralSamples.anova(samples).value()).isZero();
            assertThat(SeveralSamples.anova(samples).pValue()).isEqualTo(1);
            assertThatThrownBy(() -> SeveralSamples.welchAnova(samples)).hasMessageContaining("variance");
        }
        assertThat(SeveralSamples.anova(new double[] {1, 1}, new double[] {2, 2})
                        .value())
                .isInfinite();
    }

    @Test
    void statisticsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new MannWhitney(2, 3, 7, 0)).hasMessage("of 2 times 3 pairs there cannot be 7.0");
        assertThatThrownBy(() -> new MannWhitney(0, 3, 0, 0)).hasMessageContaining("first sample");
        assertThatThrownBy(() -> new SeveralSamples.FStatistic(Double.NaN, 1, 1))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new FisherExact(Long.MAX_VALUE, 1, 1, 1)).hasMessageContaining("2⁵³");
    }

    @Test
    void whereNothingDiffersEachTestRejectsAsOftenAsItsLevelSays() {
        var random = new SplittableRandom(5);
        assertLevel(() -> MannWhitney.of(skewed(random, 60), skewed(random, 80)).pValue());
        assertLevel(() -> MannWhitney.of(skewed(random, 20), skewed(random, 30)).pValue());
        assertLevel(() -> SeveralSamples.kruskalWallis(skewed(random, 30), skewed(random, 40), skewed(random, 50))
                .pValue());
        assertLevel(() -> SeveralSamples.anova(normal(random, 5), normal(random, 6), normal(random, 9))
                .pValue());
        assertLevel(() -> {
            long[][] counts = new long[3][3];
            for (int i = 0; i < 300; i++) {
                counts[random.nextInt(3)][random.nextInt(3)]++;
            }
            return ContingencyTable.of(counts).pearson().pValue();
        });
    }

    private static void assertLevel(Supplier<Double> test) {
        int rejected = 0;
        for (int run = 0; run < 2000; run++) {
            rejected += test.get() < 0.05 ? 1 : 0;
        }
        assertThat(rejected / 2000.0).isBetween(0.033, 0.067);
    }

    private static double[] skewed(SplittableRandom random, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> Math.exp(random.nextGaussian()));
        return values;
    }

    private static double[] normal(SplittableRandom random, int n) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextGaussian());
        return values;
    }
}
