package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.test.ChiSquareStatistic;

class LogRankTest {

    @Test
    void theOvarianTrialEqualsTheManual() {
        // R, ?survdiff: observed 7 and 5, expected 5.23 and 6.77, chi-square 1.1, p 0.303.
        int[] treatment =
                Arrays.stream(Ovarian.TREATMENT).mapToInt(t -> (int) t - 1).toArray();
        LogRank test = LogRank.of(Ovarian.DAYS, Ovarian.DIED, treatment);
        assertThat(test.observed(0)).isEqualTo(7);
        assertThat(test.units(0)).isEqualTo(13);
        assertThat(test.expected(0)).isCloseTo(5.23, within(5e-3));
        assertThat(test.expected(1)).isCloseTo(6.77, within(5e-3));
        assertThat(test.test().value()).isCloseTo(1.06, within(5e-3));
        assertThat(test.test().pValue()).isCloseTo(0.303, within(5e-4));
    }

    @Test
    void theTelephoneCompanysContractsDifferBeyondDoubt() {
        Telco telco = Telco.read();
        LogRank test = LogRank.of(telco.months, telco.left, telco.contract);
        assertThat(test.observed(0) + test.observed(1) + test.observed(2)).isEqualTo(1869);
        assertThat(test.expected(0) + test.expected(1) + test.expected(2)).isCloseTo(1869, within(1e-8));
        assertThat(test.test().degreesOfFreedom()).isEqualTo(2);
        assertThat(test.test().value()).isGreaterThan(2000);
    }

    @Test
    void groupsThatAreAlikeAreRejectedAsOftenAsTheLevelSays() {
        int rejected = 0;
        int runs = 1000;
        var random = new SplittableRandom(8);
        for (int run = 0; run < runs; run++) {
            int n = 60;
            double[] durations = new double[n];
            boolean[] ended = new boolean[n];
            int[] groups = new int[n];
            int[] strata = new int[n];
            for (int i = 0; i < n; i++) {
                strata[i] = i % 2;
                durations[i] = Math.ceil(10 * random.nextExponential() * (1 + 4 * strata[i]));
                ended[i] = random.nextInt(4) > 0;
                groups[i] = random.nextInt(3);
            }
            rejected += LogRank.of(durations, ended, groups, strata).test().pValue() < 0.05 ? 1 : 0;
        }
        assertThat(rejected / (double) runs).isBetween(0.03, 0.075);
    }

    @Test
    void whatTheStrataExplainIsNotBlamedOnTheGroups() {
        // Group 1 lives mostly in the town where everyone leaves early.
        int n = 400;
        var random = new SplittableRandom(9);
        double[] durations = new double[n];
        boolean[] ended = new boolean[n];
        int[] groups = new int[n];
        int[] town = new int[n];
        for (int i = 0; i < n; i++) {
            town[i] = random.nextInt(2);
            groups[i] = random.nextInt(10) < 8 ? town[i] : 1 - town[i];
            durations[i] = random.nextExponential() * (town[i] == 1 ? 1 : 6);
            ended[i] = true;
        }
        assertThat(LogRank.of(durations, ended, groups).test().pValue()).isLessThan(1e-6);
        assertThat(LogRank.of(durations, ended, groups, town).test().pValue()).isGreaterThan(0.01);
    }

    @Test
    void groupsThatNoStratumBringsTogetherAreTestedSetBySet() {
        // Two shops with two tariffs each, none in common: all that can be known is one comparison in each shop.
        double[] durations = {1, 3, 4, 7, 9, 12, 2, 5, 6, 8, 10, 11, 1, 2, 3, 5, 4, 6, 7, 8};
        boolean[] ended = new boolean[20];
        int[] tariffs = new int[20];
        int[] shops = new int[20];
        for (int i = 0; i < 20; i++) {
            ended[i] = i % 5 != 4;
            shops[i] = i < 12 ? 0 : 1;
            tariffs[i] = (i < 6 ? 0 : i < 12 ? 1 : i < 16 ? 2 : 3);
        }
        ChiSquareStatistic both = LogRank.of(durations, ended, tariffs, shops).test();
        ChiSquareStatistic first = LogRank.of(
                        Arrays.copyOf(durations, 12), Arrays.copyOf(ended, 12), Arrays.copyOf(tariffs, 12))
                .test();
        ChiSquareStatistic second = LogRank.of(
                        Arrays.copyOfRange(durations, 12, 20),
                        Arrays.copyOfRange(ended, 12, 20),
                        Arrays.stream(tariffs, 12, 20).map(t -> t - 2).toArray())
                .test();
        assertThat(both.degreesOfFreedom()).isEqualTo(2);
        assertThat(both.value()).isCloseTo(first.value() + second.value(), within(1e-12));
        assertThat(second.value()).isPositive();
    }

    @Test
    void withoutEndsThereIsNoTestAndNoNumberOutOfNothing() {
        LogRank test = LogRank.of(new double[] {1, 2}, new boolean[2], new int[] {0, 1});
        assertThat(test.test().degreesOfFreedom()).isZero();
        assertThat(test.test().pValue()).isEqualTo(1);
        // The second group was gone before anything ended.
        LogRank gone = LogRank.of(new double[] {5, 6, 1}, new boolean[] {true, true, false}, new int[] {0, 0, 1});
        assertThat(gone.test().pValue()).isEqualTo(1);
        assertThatThrownBy(() -> LogRank.of(new double[] {1}, new boolean[1], new int[1]))
                .hasMessageContaining("the number of groups must be at least 2");
    }
}
