package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.interval.Bootstrap;
import org.zhike.statistics.interval.Interval;

class ClassificationScoresTest {

    @Test
    void countsAndScoresEqualThoseByHand() {
        // Actual 0: two told, one taken for 1. Actual 1: one told. Actual 2: taken for 0.
        int[] actual = {0, 0, 0, 1, 2};
        double[][] p = {{.8, .1, .1}, {.5, .5, 0}, {.2, .7, .1}, {0, 1, 0}, {.6, .2, .2}};

        ClassificationScores scores = ClassificationScores.of(actual, p);

        assertThat(scores.count(0, 0)).isEqualTo(2);
        assertThat(scores.count(0, 1)).isEqualTo(1);
        assertThat(scores.count(2, 0)).isEqualTo(1);
        assertThat(scores.accuracy().share()).isEqualTo(0.6);
        assertThat(scores.precision(0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scores.recall(0)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scores.f1(1)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(scores.f1(2)).isZero();
        assertThat(scores.precision(2)).isZero();
        assertThat(scores.macroF1()).isCloseTo(4 / 9.0, within(1e-12));
        assertThat(scores.logLoss())
                .isCloseTo(
                        -(Math.log(.8) + Math.log(.5) + Math.log(.2) + Math.log(1) + Math.log(.2)) / 5, within(1e-12));
    }

    @Test
    void anImpossibleThingThatHappenedCostsMuchButNotEverything() {
        ClassificationScores scores = ClassificationScores.of(new int[] {0}, new double[][] {{0, 1}});

        assertThat(scores.logLoss()).isCloseTo(34.5, within(0.1));
        assertThat(scores.macroF1()).isZero();
    }

    @Test
    void theIntervalOfTheMacroF1EqualsTheBootstraps() {
        var random = new SplittableRandom(1);
        int n = 1000;
        int[] actual = new int[n];
        double[][] p = new double[n][3];
        for (int i = 0; i < n; i++) {
            actual[i] = random.nextDouble() < 0.1 ? 2 : i % 2;
            p[i][random.nextDouble() < 0.8 ? actual[i] : random.nextInt(3)] = 1;
        }

        Interval delta = ClassificationScores.of(actual, p).macroF1Interval(0.95);
        Interval bootstrap = new Bootstrap(1000, 1)
                .bca(
                        n,
                        units -> {
                            int[] a = new int[units.length];
                            double[][] q = new double[units.length][];
                            for (int i = 0; i < units.length; i++) {
                                a[i] = actual[units[i]];
                                q[i] = p[units[i]];
                            }
                            return ClassificationScores.of(a, q).macroF1();
                        },
                        0.95);

        assertThat(delta.low()).isCloseTo(bootstrap.low(), within(0.005));
        assertThat(delta.high()).isCloseTo(bootstrap.high(), within(0.005));
    }

    @Test
    void nothingToJudgeIsRefused() {
        assertThatThrownBy(() -> ClassificationScores.of(new int[0], new double[0][]))
                .hasMessageContaining("texts");
        assertThatThrownBy(() -> ClassificationScores.of(new int[1], new double[0][]))
                .hasMessageContaining("of 0");
    }

    @Test
    void foldsHoldTheSameShareOfEachClass() {
        int[] labels = new int[1003];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 10 == 0 ? 1 : 0;
        }
        int[] folds = Folds.stratified(labels, 5, 1);

        int[][] sizes = new int[5][2];
        for (int i = 0; i < labels.length; i++) {
            sizes[folds[i]][labels[i]]++;
        }
        for (int[] size : sizes) {
            assertThat(size[0] + size[1]).isBetween(200, 202);
            assertThat(size[1]).isBetween(20, 21);
        }
        assertThat(Folds.stratified(labels, 5, 1)).containsExactly(folds);
        assertThat(Folds.stratified(labels, 5, 2)).isNotEqualTo(folds);
    }
}
