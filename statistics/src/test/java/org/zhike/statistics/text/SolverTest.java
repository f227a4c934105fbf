package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.numeric.Lbfgs;

/** The numerics below the classifier, against independent ways to the same number. */
class SolverTest {

    @Test
    void thePlaneIsTheMinimumThatAGeneralMethodFinds() {
        var random = new SplittableRandom(1);
        int n = 200;
        int width = 10;
        int[] starts = new int[n + 1];
        int[] columns = new int[n * 3];
        float[] values = new float[n * 3];
        boolean[] positive = new boolean[n];
        double[] costs = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                columns[3 * i + k] = (3 * k + random.nextInt(3)) % width;
                values[3 * i + k] = (float) random.nextDouble(-1, 1);
            }
            starts[i + 1] = 3 * i + 3;
            positive[i] = values[3 * i] + random.nextDouble(-0.5, 0.5) > 0;
            costs[i] = positive[i] ? 0.5 : 0.2;
        }
        var rows = new SparseRows(starts, columns, values, width);

        SquaredHinge found = SquaredHinge.fit(rows, positive, costs, 1);
        double[] minimum = Lbfgs.standard()
                .minimize((x, slope) -> primal(rows, positive, costs, x, slope), new double[width + 1])
                .point();

        assertThat(found.converged()).isTrue();
        for (int j = 0; j < width; j++) {
            assertThat(found.weights()[j]).isCloseTo(minimum[j], within(0.005));
        }
        assertThat(found.bias()).isCloseTo(minimum[width], within(0.005));
    }

    private static double primal(SparseRows rows, boolean[] positive, double[] costs, double[] x, double[] slope) {
        int width = rows.width;
        double value = 0;
        for (int j = 0; j <= width; j++) {
            value += x[j] * x[j] / 2;
            slope[j] = x[j];
        }
        for (int i = 0; i < rows.count(); i++) {
            double y = positive[i] ? 1 : -1;
            double short1 = Math.max(0, 1 - y * (rows.product(i, x) + x[width]));
            value += costs[i] * short1 * short1;
            rows.add(i, -2 * costs[i] * short1 * y, slope);
            slope[width] += -2 * costs[i] * short1 * y;
        }
        return value;
    }

    @Test
    void plattFindsTheCurveThatScoresWereDrawnFrom() {
        var random = new SplittableRandom(2);
        int n = 100_000;
        double[] scores = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            scores[i] = random.nextDouble(-3, 3);
            positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-1.7 * scores[i] + 0.8));
        }

        Platt platt = Platt.fit(scores, positive);

        assertThat(platt.a()).isCloseTo(-1.7, within(0.05));
        assertThat(platt.b()).isCloseTo(0.8, within(0.05));
        double expected = Arrays.stream(scores).map(platt::probability).sum();
        long happened = 0;
        for (boolean one : positive) {
            happened += one ? 1 : 0;
        }
        assertThat(expected).isCloseTo(happened, within(1.0));
    }

    @Test
    void plattStaysFiniteWhenScoresSeparateTheSidesOrAreAllTheSame() {
        Platt separated = Platt.fit(new double[] {-1, -2, 1, 2}, new boolean[] {false, false, true, true});
        Platt constant = Platt.fit(new double[] {1, 1, 1, 1}, new boolean[] {false, false, false, true});

        assertThat(separated.probability(2)).isBetween(0.7, 0.999);
        assertThat(constant.probability(1)).isCloseTo((2.0 / 3 + 3 * 0.2) / 4, within(1e-3));
        assertThat(separated.probability(1e9)).isEqualTo(1);
        assertThat(separated.probability(-1e9)).isZero();
    }

    @Test
    void piecesAreCountedAsABruteForceCountDoes() {
        var buffer = new Pieces();
        buffer.read("很好，很好ok");

        String[] shown = new String[buffer.count()];
        Arrays.setAll(shown, buffer::show);

        assertThat(shown)
                .containsExactlyInAnyOrder(
                        "^很", "^很好", "很", "很好", "很好,", "好", "好,", "好,很", ",", ",很", ",很好", "很", "很好", "很好ok", "好",
                        "好ok", "好ok$", "ok", "ok$");
    }
}
