package org.zhike.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.churn.Blend;
import org.zhike.statistics.churn.BoostedTrees;
import org.zhike.statistics.churn.Classifier;
import org.zhike.statistics.churn.Contributions;
import org.zhike.statistics.churn.Features;
import org.zhike.statistics.churn.Learner;
import org.zhike.statistics.churn.LogisticLearner;
import org.zhike.statistics.churn.Matrix;
import org.zhike.statistics.churn.Ranking;
import org.zhike.statistics.churn.Scores;
import org.zhike.statistics.churn.TreeLearner;

class XgBoostTest {

    private static final TreeLearner.Settings QUICK =
            TreeLearner.Settings.standard().withRounds(200);

    /** Leavers are those with few calls and many complaints: a corner that no line finds. */
    private static Features features(int rows, long seed, boolean[] left) {
        var random = new SplittableRandom(seed);
        double[] calls = new double[rows];
        double[] complaints = new double[rows];
        double[] noise = new double[rows];
        String[] plan = new String[rows];
        for (int i = 0; i < rows; i++) {
            calls[i] = random.nextDouble(-1, 1);
            complaints[i] = random.nextDouble(-1, 1);
            noise[i] = random.nextDouble(-1, 1);
            plan[i] = random.nextInt(3) == 0 ? "gold" : "plain";
            double odds = (calls[i] * complaints[i] > 0 ? 1.5 : -1.5) + (plan[i].equals("gold") ? -1 : 0);
            left[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
            calls[i] = i % 17 == 0 ? Double.NaN : calls[i];
        }
        return Features.of(rows)
                .numbers("calls", calls)
                .numbers("complaints", complaints)
                .numbers("noise", noise)
                .texts("plan", plan)
                .build();
    }

    private static Learner trees() {
        return new BoostedTrees(new XgBoost(1), QUICK.withDepth(4), List.of(), List.of(), 2);
    }

    @Test
    void treesFindACornerThatALineCannot() {
        boolean[] left = new boolean[4000];
        Features training = features(4000, 1, left);
        boolean[] laterLeft = new boolean[4000];
        Features later = features(4000, 2, laterLeft);

        Scores found = Scores.of(laterLeft, fit(trees(), training, left).probabilities(later));
        Learner line =
                new LogisticLearner(new LogisticLearner.Settings(List.of(), 0, 0.05, 10, 10, List.of(), 0, 5, 1));
        Scores missed = Scores.of(laterLeft, fit(line, training, left).probabilities(later));

        assertThat(found.auc()).isGreaterThan(0.77).isGreaterThan(missed.auc() + 0.1);
        assertThat(found.beatsBaseline()).isTrue();
    }

    @Test
    void aBlendIsNoWorseThanItsBestPart() {
        boolean[] left = new boolean[3000];
        Features training = features(3000, 3, left);
        boolean[] laterLeft = new boolean[3000];
        Features later = features(3000, 4, laterLeft);
        Learner logistic = new LogisticLearner(LogisticLearner.Settings.standard());

        double alone = Scores.logLoss(laterLeft, fit(trees(), training, left).probabilities(later));
        Classifier blend = fit(new Blend(List.of(logistic, trees()), 3, 1), training, left);

        assertThat(Scores.logLoss(laterLeft, blend.probabilities(later))).isLessThan(alone + 0.005);
        assertThat(((Blend.Fitted) blend).weight(1)).isGreaterThan(0.3);
    }

    @Test
    void theSameSeedGivesTheSameTreesOnAnyNumberOfThreads() {
        boolean[] left = new boolean[25_000];
        Matrix matrix = matrix(25_000, 5, left);
        var rows = new TreeLearner.Rows(matrix, left);

        double[] once = new XgBoost(1).grow(rows, QUICK.withRounds(20)).logOdds(matrix);
        double[] again = new XgBoost(2).grow(rows, QUICK.withRounds(20)).logOdds(matrix);
        double[] otherwise =
                new XgBoost(2).grow(rows, QUICK.withRounds(20).withSeed(9)).logOdds(matrix);

        assertThat(again).containsExactly(once, within(1e-5));
        assertThat(otherwise).isNotEqualTo(once);
    }

    @Test
    void contributionsSumToTheLogOddsOfEachCase() {
        boolean[] left = new boolean[2000];
        Features features = features(2000, 6, left);
        Classifier model = fit(trees(), features, left);

        Contributions reasons = model.contributions(features);

        double[] odds = model.logOdds(features);
        for (int i = 0; i < 2000; i += 100) {
            assertThat(reasons.logOdds(i)).isCloseTo(odds[i], within(1e-4));
        }
        assertThat(reasons.features()).containsExactlyInAnyOrder("calls", "complaints", "noise", "plan");
    }

    @Test
    void growingStopsWhereWatchedRowsGetNoBetter() {
        boolean[] left = new boolean[2000];
        Matrix matrix = matrix(2000, 7, left);
        boolean[] coin = new boolean[2000];
        var random = new SplittableRandom(8);
        for (int i = 0; i < coin.length; i++) {
            coin[i] = random.nextBoolean();
        }

        var trees = new XgBoost(1);
        int learned = trees.growWatched(
                        new TreeLearner.Rows(matrix, left), new TreeLearner.Rows(matrix, left), 20, QUICK)
                .rounds();
        int guessed = trees.growWatched(
                        new TreeLearner.Rows(matrix, coin),
                        new TreeLearner.Rows(matrix(2000, 9, left), left.clone()),
                        20,
                        QUICK)
                .rounds();

        assertThat(learned).isEqualTo(200);
        assertThat(guessed).isLessThan(30);
    }

    @Test
    void aOneInAThousandOutcomeIsRankedAboveChance() {
        var random = new SplittableRandom(10);
        int n = 40_000;
        double[] values = random.doubles(2L * n, -1, 1).toArray();
        boolean[] rare = new boolean[n];
        for (int i = 0; i < n; i++) {
            rare[i] = random.nextDouble() < 1 / (1 + Math.exp(10 - 5 * values[2 * i]));
        }
        Matrix matrix = Matrix.ofRows(List.of("a", "b"), values);

        double[] odds = new XgBoost(2)
                .grow(new TreeLearner.Rows(matrix, rare), QUICK.withRounds(50))
                .logOdds(matrix);

        assertThat(Ranking.of(rare, odds).auc()).isGreaterThan(0.85);
        assertThat(Arrays.stream(odds)).allMatch(Double::isFinite);
    }

    private static Matrix matrix(int rows, long seed, boolean[] left) {
        var random = new SplittableRandom(seed);
        double[] values = random.doubles(5L * rows, -1, 1).toArray();
        for (int i = 0; i < rows; i++) {
            left[i] = random.nextDouble() < 1 / (1 + Math.exp(-3 * values[5 * i] * values[5 * i + 1]));
        }
        return Matrix.ofRows(List.of("a", "b", "c", "d", "e"), values);
    }

    private static Classifier fit(Learner learner, Features features, boolean[] left) {
        return learner.fit(features, left).converged().orElseThrow();
    }
}
