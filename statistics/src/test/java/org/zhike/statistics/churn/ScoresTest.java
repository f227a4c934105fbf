package org.zhike.statistics.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoresTest {

    private static final double EXACT = 1e-12;

    @Test
    void theAreaUnderTheCurveIsTheShareOfPairsInRightOrderWithTiesAsHalf() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(60);
            boolean[] positive = new boolean[n];
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                positive[i] = i == 0 || (i != 1 && random.nextBoolean());
                scores[i] = random.nextInt(8) / 8.0;
            }
            assertThat(Ranking.of(positive, scores).auc()).isCloseTo(pairsWon(positive, scores), within(EXACT));
        }
    }

    private static double pairsWon(boolean[] positive, double[] scores) {
        double won = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    pairs++;
                    won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        boolean[] positive = {true, false, true, false, false, true};
        double[] p = {0.5, 0.5, 0.5, 0.5, 0.2, 0.9};
        boolean[] otherPositive = {false, false, true, true, true, false};
        double[] otherP = {0.5, 0.5, 0.9, 0.5, 0.5, 0.2};

        assertThat(Scores.of(positive, p)).isEqualTo(Scores.of(otherPositive, otherP));
    }

    @Test
    void theAreaDoesNotChangeWithTheScale() {
        boolean[] positive = {true, false, true, false};
        double[] scores = {3, -1, 0, 2};
        double[] logarithms = Arrays.stream(scores).map(Math::exp).toArray();

        assertThat(Ranking.of(positive, scores).auc())
                .isEqualTo(Ranking.of(positive, logarithms).auc())
                .isEqualTo(0.75);
    }

    @Test
    void theShareOfPositivesForAllCasesIsTheBaselineItself() {
        boolean[] positive = new boolean[200];
        Arrays.fill(positive, 0, 30, true);
        double[] constant = new double[200];
        Arrays.fill(constant, 0.15);

        Scores scores = Scores.of(positive, constant);

        assertThat(scores.auc()).isEqualTo(0.5);
        assertThat(scores.logLoss()).isCloseTo(scores.baselineLogLoss(), within(EXACT));
        assertThat(scores.brier()).isCloseTo(scores.baselineBrier(), within(EXACT));
        assertThat(scores.skill()).isCloseTo(0, within(EXACT));
        assertThat(scores.topDecileLift()).isCloseTo(1, within(EXACT));
        assertThat(scores.averagePrecision()).isCloseTo(0.15, within(EXACT));
        assertThat(scores.ece()).isCloseTo(0, within(EXACT));
    }

    @Test
    void perfectProbabilitiesScorePerfectly() {
        boolean[] positive = {true, true, false, false};
        Scores scores = Scores.of(positive, new double[] {1, 1, 0, 0});

        assertThat(scores.auc()).isEqualTo(1);
        assertThat(scores.logLoss()).isCloseTo(0, within(1e-14));
        assertThat(scores.brier()).isZero();
        assertThat(scores.skill()).isCloseTo(1, within(EXACT));
    }

    @Test
    void beingSureAndWrongCostsMuchButNotInfinity() {
        assertThat(Scores.of(new boolean[] {true, false}, new double[] {0, 0}).logLoss())
                .isFinite()
                .isGreaterThan(10);
    }

    @Test
    void withPositivesOnlyNothingCanBeTold() {
        Scores scores = Scores.of(new boolean[] {true, true}, new double[] {0.2, 0.7});

        assertThat(scores.auc()).isEqualTo(0.5);
        assertThat(scores.baselineLogLoss()).isZero();
        assertThat(scores.skill()).isZero();
    }

    @Test
    void aTeamReachesMorePositivesEachWeekUntilTheListEnds() {
        var random = new SplittableRandom(5);
        boolean[] positive = new boolean[1003];
        double[] scores = new double[1003];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(50);
            positive[i] = random.nextInt(50) < scores[i];
        }
        Ranking ranking = Ranking.of(positive, scores);

        double[] curve = ranking.capacityCurve(100);

        assertThat(curve).hasSize(11).isSorted();
        assertThat(curve[10]).isEqualTo(ranking.positives());
        assertThat(curve[0]).isGreaterThan(ranking.positives() / 11.0);
        assertThat(ranking.recallAt(100)).isEqualTo(curve[0] / ranking.positives());
        assertThat(ranking.precisionAt(100)).isEqualTo(curve[0] / 100);
    }

    @Test
    void theMeanLiftOfAllTenthsIsOne() {
        boolean[] positive = new boolean[1000];
        double[] scores = new double[1000];
        for (int i = 0; i < 1000; i++) {
            positive[i] = i % 7 == 0;
            scores[i] = Math.floorDiv(i, 3);
        }

        assertThat(Arrays.stream(Ranking.of(positive, scores).liftByDecile())
                        .average()
                        .orElseThrow())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void calibrationGroupsKeepEqualProbabilitiesTogether() {
        boolean[] positive = new boolean[100];
        double[] p = new double[100];
        for (int i = 0; i < 100; i++) {
            p[i] = i < 60 ? 0.1 : 0.9;
            positive[i] = i < 60 ? i % 10 == 0 : i % 10 < 9;
        }

        Calibration calibration = Calibration.of(positive, p, 10);

        assertThat(calibration.groups()).hasSize(2);
        assertThat(calibration.expectedError()).isCloseTo(0, within(EXACT));
    }

    @Test
    void aProbabilityAboveOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scores.of(new boolean[] {true}, new double[] {1.5}))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ranking.of(new boolean[] {true}, new double[] {Double.NaN}))
                .withMessageContaining("NaN");
    }

    @Test
    void stratifiedFoldsHaveTheSameSharesOfPositives() {
        boolean[] positive = new boolean[1001];
        Arrays.fill(positive, 0, 100, true);

        int[] folds = Folds.stratified(positive, 5, 7);

        for (int f = 0; f < 5; f++) {
            int[] rows = Folds.rowsIn(folds, f);
            assertThat(rows.length).isBetween(200, 201);
            assertThat(Checks.count(Folds.choose(positive, rows))).isEqualTo(20);
        }
        assertThat(Folds.stratified(positive, 5, 7)).isEqualTo(folds);
        assertThat(Folds.stratified(positive, 5, 8)).isNotEqualTo(folds);
    }

    @Test
    void aSplitByTimeTrainsOnThePastAndLeavesAGap() {
        double[] days = {10, 1, 2, 3, 4, 5, 6, 7, 8, 9};

        assertThat(Folds.byTime(days, 0.3, 2)).containsExactly(1, 0, 0, 0, 0, 0, -1, -1, 1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Folds.byTime(new double[] {1, 1, 1}, 0.3, 0));
    }
}
