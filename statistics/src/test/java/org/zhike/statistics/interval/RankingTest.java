package org.zhike.statistics.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;

/** Rankings of many units, funnel plots, and shares behind a classifier. */
class RankingTest {

    @Test
    void theEightSchoolsAreDrawnTogether() {
        // Rubin 1981: eight coaching effects, whose differences chance explains.
        double[] effects = {28, 8, -3, 7, -1, 1, 18, 12};
        double[] errors = {15, 10, 16, 11, 9, 11, 10, 18};
        Shrinkage shrinkage = Shrinkage.normal(effects, errors);
        assertThat(shrinkage.betweenVariance()).isZero();
        assertThat(shrinkage.mean()).isCloseTo(7.686, within(5e-4));
        assertThat(shrinkage.estimate(0)).isEqualTo(shrinkage.mean());
        assertThat(shrinkage.standardError(0)).isZero();
    }

    @Test
    void drawnInMeansAreNearerToTheTruthAndTheirIntervalsCover() {
        var random = new SplittableRandom(3);
        int n = 500;
        double[] truth = new double[n];
        double[] seen = new double[n];
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            truth[i] = 40 + 5 * random.nextGaussian();
            errors[i] = 1 + 14 * random.nextDouble();
            seen[i] = truth[i] + errors[i] * random.nextGaussian();
        }
        Shrinkage shrinkage = Shrinkage.normal(seen, errors);
        assertThat(shrinkage.mean()).isCloseTo(40.0, within(1.0));
        assertThat(Math.sqrt(shrinkage.betweenVariance())).isCloseTo(5, within(0.8));
        double ours = 0;
        double naive = 0;
        int covered = 0;
        for (int i = 0; i < n; i++) {
            ours += Math.pow(shrinkage.estimate(i) - truth[i], 2);
            naive += Math.pow(seen[i] - truth[i], 2);
            covered += shrinkage.interval(i, 0.95).contains(truth[i]) ? 1 : 0;
        }
        assertThat(ours).isLessThan(naive / 3);
        assertThat(covered / (double) n).isBetween(0.92, 0.98);
    }

    @Test
    void theUnitWithOneLuckyTrialDoesNotLeadTheRanking() {
        var random = new SplittableRandom(4);
        List<Proportion> units = new ArrayList<>(List.of(new Proportion(1, 1), new Proportion(450, 1000)));
        double[] truth = new double[400];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = beta(random, 3, 7);
            long trials = 5 + random.nextLong(100);
            long successes = 0;
            for (long k = 0; k < trials; k++) {
                successes += random.nextDouble() < truth[i] ? 1 : 0;
            }
            units.add(new Proportion(successes, trials));
        }
        ShareShrinkage fitted = ShareShrinkage.fit(units).converged().orElseThrow();
        assertThat(fitted.mean()).isCloseTo(0.3, within(0.02));
        assertThat(fitted.a() + fitted.b()).isBetween(7.5, 13.0);
        assertThat(fitted.estimate(units.get(0))).isLessThan(fitted.estimate(units.get(1)));
        assertThat(fitted.estimate(units.get(1))).isCloseTo(0.45, within(0.005));
        double ours = 0;
        double naive = 0;
        int covered = 0;
        for (int i = 0; i < truth.length; i++) {
            Proportion unit = units.get(i + 2);
            ours += Math.pow(fitted.estimate(unit) - truth[i], 2);
            naive += Math.pow(unit.share() - truth[i], 2);
            covered += fitted.interval(unit, 0.9).contains(truth[i]) ? 1 : 0;
        }
        assertThat(ours).isLessThan(naive * 0.85);
        assertThat(covered / 400.0).isBetween(0.86, 0.94);
    }

    /** Beta(a, b) of whole parameters: the a-th smallest of a + b − 1 uniform numbers. */
    private static double beta(SplittableRandom random, int a, int b) {
        return random.doubles(a + b - 1L).sorted().skip(a - 1L).findFirst().orElseThrow();
    }

    @Test
    void unitsThatDifferByChanceOnlyHaveOneShare() {
        List<Proportion> alike = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            alike.add(new Proportion(20 + i % 3, 100));
        }
        FitOutcome<ShareShrinkage> outcome = ShareShrinkage.fit(alike);
        assertThat(outcome).isInstanceOf(NotConverged.class);
        ShareShrinkage same = ((NotConverged<ShareShrinkage>) outcome).last();
        assertThat(same.estimate(alike.get(0))).isCloseTo(same.estimate(alike.get(2)), within(1e-5));
        assertThat(ShareShrinkage.fit(List.of(new Proportion(0, 5), new Proportion(0, 7))))
                .isInstanceOf(TooLittleData.class);
        assertThat(ShareShrinkage.fit(alike.subList(0, 1))).isInstanceOf(TooLittleData.class);
    }

    @Test
    void aFunnelNarrowsWithTheSizeAndHoldsWhatChanceExplains() {
        Interval small = FunnelPlot.ofShare(0.2, 50, 0.95);
        Interval large = FunnelPlot.ofShare(0.2, 5000, 0.95);
        assertThat(large.halfWidth()).isLessThan(small.halfWidth() / 8);
        assertThat(large.high()).isCloseTo(0.2 + 1.96 * Math.sqrt(0.16 / 5000), within(3e-4));
        var random = new SplittableRandom(6);
        int outside = 0;
        for (int i = 0; i < 4000; i++) {
            long n = 20 + random.nextLong(400);
            long successes = 0;
            for (long k = 0; k < n; k++) {
                successes += random.nextInt(5) == 0 ? 1 : 0;
            }
            outside += FunnelPlot.ofShare(0.2, n, 0.95).contains(successes / (double) n) ? 0 : 1;
        }
        assertThat(outside / 4000.0).isBetween(0.03, 0.06);
        assertThat(FunnelPlot.ofShare(0.001, 3, 0.95).low()).isZero();
    }

    @Test
    void limitsWidenWhereUnitsDifferByMoreThanChance() {
        var random = new SplittableRandom(7);
        double[] calm = random.doubles(1000).map(u -> random.nextGaussian()).toArray();
        double[] wild = Arrays.stream(calm).map(z -> 2 * z).toArray();
        assertThat(FunnelPlot.overdispersion(calm)).isEqualTo(1);
        assertThat(FunnelPlot.overdispersion(wild)).isCloseTo(4 * 0.75, within(0.6));
        assertThat(FunnelPlot.ofMean(30, 2, 4, 0.95).halfWidth()).isCloseTo(4 * 1.959964, within(1e-5));
    }

    @Test
    void anImperfectClassifiersShareIsCorrectedWithAnHonestInterval() {
        // 90 % sensitive and 80 % specific: 27 % found are 10 % true.
        var share = new ClassifiedShare(new Proportion(270, 1000), new Proportion(90, 100), new Proportion(80, 100));
        assertThat(share.share()).isCloseTo(0.1, within(1e-12));
        assertThat(share.interval(0.95).contains(0.1)).isTrue();
        assertThat(share.interval(0.95).halfWidth())
                .isGreaterThan(new Proportion(270, 1000).wilson(0.95).halfWidth());
        assertThat(new ClassifiedShare(new Proportion(1, 100), new Proportion(9, 10), new Proportion(8, 10)).share())
                .isZero();
        assertThatThrownBy(() -> new ClassifiedShare(new Proportion(1, 2), new Proportion(1, 2), new Proportion(1, 2)))
                .hasMessageContaining("no better than chance");
    }

    @Test
    void correctedIntervalsCoverTheTruthWhereThePlainOnesMissIt() {
        var random = new SplittableRandom(8);
        int corrected = 0;
        int plain = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            Proportion sensitivity = drawn(random, 60, 0.85);
            Proportion specificity = drawn(random, 120, 0.9);
            Proportion found = drawn(random, 400, 0.15 * 0.85 + 0.85 * 0.1);
            corrected += new ClassifiedShare(found, sensitivity, specificity)
                            .interval(0.95)
                            .contains(0.15)
                    ? 1
                    : 0;
            plain += found.wilson(0.95).contains(0.15) ? 1 : 0;
        }
        assertThat(corrected / (double) runs).isBetween(0.93, 0.98);
        assertThat(plain / (double) runs).isLessThan(0.3);
    }

    private static Proportion drawn(SplittableRandom random, int n, double p) {
        int successes = 0;
        for (int i = 0; i < n; i++) {
            successes += random.nextDouble() < p ? 1 : 0;
        }
        return new Proportion(successes, n);
    }

    @Test
    void concentrationRunsFromEqualToAllInOneHand() {
        assertThat(Concentration.gini(5, 5, 5, 5)).isZero();
        assertThat(Concentration.gini(0, 0, 0, 8)).isEqualTo(0.75);
        assertThat(Concentration.shareOfLargest(0.2, 1, 1, 1, 1, 6)).isEqualTo(0.6);
        assertThat(Concentration.shareOfLargest(0.3, 1, 1, 1, 1, 6)).isCloseTo(0.65, within(1e-12));
        assertThat(Concentration.shareOfLargest(1, 3, 2)).isEqualTo(1);
        assertThatThrownBy(() -> Concentration.gini(0, 0)).hasMessageContaining("must be positive");
        assertThatThrownBy(() -> Concentration.gini(-1, 2)).hasMessageContaining("must not be negative");
    }
}
