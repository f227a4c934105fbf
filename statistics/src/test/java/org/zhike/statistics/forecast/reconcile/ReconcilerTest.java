package org.zhike.statistics.forecast.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

    private final Hierarchy shops = hierarchy();
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void nodesComeParentsFirst() {
        assertThat(shops.names()).containsExactly("all", "north", "south", "n1", "n2", "n3", "s1", "s2");
        assertThat(shops.leafNames()).containsExactly("n1", "n2", "n3", "s1", "s2");
    }

    @Test
    void everyWayMakesParentsTheExactSumsOfTheirChildren() {
        double[][] forecasts = random(8, 6, 100);
        for (Reconciler way : ways()) {
            double[][] coherent = way.reconcile(forecasts);
            for (int h = 0; h < 6; h++) {
                assertThat(coherent[0][h]).isEqualTo(coherent[1][h] + coherent[2][h]);
                assertThat(coherent[1][h]).isEqualTo(coherent[3][h] + coherent[4][h] + coherent[5][h]);
                assertThat(coherent[2][h]).isEqualTo(coherent[6][h] + coherent[7][h]);
            }
        }
    }

    @Test
    void forecastsThatAddUpStayAsTheyAre() {
        double[][] coherent = Reconciler.bottomUp(shops).reconcile(random(8, 4, 100));
        for (Reconciler way : List.of(
                MinimumTrace.ols(shops),
                MinimumTrace.structural(shops),
                MinimumTrace.variances(shops, random(8, 40, 5)),
                MinimumTrace.shrinkage(shops, random(8, 40, 5)))) {
            assertClose(way.reconcile(coherent), coherent, 1e-10);
        }
    }

    @Test
    void leastSquaresGivesTheNearestCoherentForecasts() {
        // A total of two: 10 against 4 + 3. The gap of 3 is shared out in equal parts.
        Hierarchy two = Hierarchy.of(Map.of("a", "total", "b", "total"));
        double[][] forecasts =
                two.rows(Map.of("total", new double[] {10}, "a", new double[] {4}, "b", new double[] {3}));

        assertClose(
                MinimumTrace.ols(two).reconcile(forecasts),
                two.rows(Map.of("total", new double[] {9}, "a", new double[] {5}, "b", new double[] {4})),
                1e-12);
    }

    @Test
    void whoErredLessIsMovedLess() {
        Hierarchy two = Hierarchy.of(Map.of("a", "total", "b", "total"));
        double[][] forecasts =
                two.rows(Map.of("total", new double[] {10}, "a", new double[] {4}, "b", new double[] {3}));
        double[][] errors = two.rows(Map.of(
                "total", new double[] {1, -1, 1, -1}, "a", new double[] {2, 2, -2, -2}, "b", new double[] {1, 1, -1, -1
                }));

        double[][] coherent = MinimumTrace.variances(two, errors).reconcile(forecasts);

        // Variances 1, 4, 1: the gap of 3 is shared out as 1 : 4 : 1.
        assertClose(
                coherent,
                two.rows(Map.of("total", new double[] {9.5}, "a", new double[] {6}, "b", new double[] {3.5})),
                1e-12);
    }

    @Test
    void theProjectionEqualsTheRegressionOnTheSummingMatrix() {
        double[][] errors = random(8, 60, 3);
        double[][] forecasts = random(8, 1, 50);
        double[] v = new double[8];
        for (int i = 0; i < 8; i++) {
            for (double e : errors[i]) {
                v[i] += e * e / 60;
            }
        }
        // S: which leaves each node sums; solves S′V⁻¹S b = S′V⁻¹y by plain elimination.
        int[][] s = {
            {1, 1, 1, 1, 1},
            {1, 1, 1, 0, 0},
            {0, 0, 0, 1, 1},
            {1, 0, 0, 0, 0},
            {0, 1, 0, 0, 0},
            {0, 0, 1, 0, 0},
            {0, 0, 0, 1, 0},
            {0, 0, 0, 0, 1}
        };
        double[][] a = new double[5][6];
        for (int n = 0; n < 8; n++) {
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    a[i][j] += s[n][i] * s[n][j] / v[n];
                }
                a[i][5] += s[n][i] * forecasts[n][0] / v[n];
            }
        }
        double[] leaves = solve(a);

        double[][] coherent = MinimumTrace.variances(shops, errors).reconcile(forecasts);

        for (int i = 0; i < 5; i++) {
            assertThat(coherent[3 + i][0]).isCloseTo(leaves[i], within(1e-9));
        }
    }

    @Test
    void reconciledForecastsErrLessThanThoseOfEachNodeAlone() {
        // Leaves err by their own amounts; the nodes above were forecast with errors of their own.
        double before = 0;
        double after = 0;
        double bottomUp = 0;
        for (int round = 0; round < 300; round++) {
            double[][] truth = Reconciler.bottomUp(shops).reconcile(random(8, 1, 100));
            double[][] forecasts = copy(truth);
            double[] deviations = {2, 3, 3, 4, 4, 4, 4, 4};
            double[][] errors = random(8, 50, 1);
            for (int i = 0; i < 8; i++) {
                forecasts[i][0] += deviations[i] * random.nextGaussian();
                for (int t = 0; t < 50; t++) {
                    errors[i][t] *= deviations[i];
                }
            }
            before += squares(forecasts, truth);
            after += squares(MinimumTrace.shrinkage(shops, errors).reconcile(forecasts), truth);
            bottomUp += squares(Reconciler.bottomUp(shops).reconcile(forecasts), truth);
        }

        assertThat(after).isLessThan(0.8 * before);
        assertThat(after).isLessThan(0.5 * bottomUp);
    }

    @Test
    void noNodesVarianceGrows() {
        double[][] errors = random(8, 30, 4);
        double[] after = MinimumTrace.variances(shops, errors).variancesAfter();
        for (int i = 0; i < 8; i++) {
            double before = 0;
            for (double e : errors[i]) {
                before += e * e / 30;
            }
            assertThat(after[i]).isBetween(0.0, before);
        }
    }

    @Test
    void aNodeThatNeverErredKeepsItsForecast() {
        double[][] errors = random(8, 30, 4);
        errors[4] = new double[30];
        double[][] forecasts = random(8, 2, 50);

        for (Reconciler way : List.of(MinimumTrace.variances(shops, errors), MinimumTrace.shrinkage(shops, errors))) {
            assertThat(way.reconcile(forecasts)[4][1]).isCloseTo(forecasts[4][1], within(1e-3));
        }
        assertThat(MinimumTrace.shrinkage(shops, new double[8][10]).reconcile(forecasts)[0][0])
                .isFinite();
    }

    @Test
    void fewErrorsOfManyNodesAreEnoughForShrinkage() {
        double[][] errors = random(8, 4, 4);

        assertThat(MinimumTrace.shrinkage(shops, errors).reconcile(random(8, 1, 50))[0][0])
                .isFinite();
    }

    @Test
    void topDownSharesTheTotalOut() {
        double[][] forecasts = random(8, 3, 100);
        double[] shares = {0.1, 0.2, 0.3, 0.15, 0.25};

        double[][] coherent = Reconciler.topDown(shops, shares).reconcile(forecasts);

        assertThat(coherent[0][2]).isCloseTo(forecasts[0][2], within(1e-10));
        assertThat(coherent[5][2]).isCloseTo(0.3 * forecasts[0][2], within(1e-10));
        double[][] past = {{1, 3}, {2, 2}, {0, 0}, {4, 4}, {2, 2}};
        assertThat(Reconciler.pastShares(shops, past))
                .containsExactly(new double[] {0.2, 0.2, 0, 0.4, 0.2}, within(1e-12));
        assertThat(Reconciler.pastShares(shops, new double[5][3])).containsOnly(0.2);
    }

    @Test
    void badSharesMissingNodesAndCirclesAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconciler.topDown(shops, new double[] {0.5, 0.7, -0.2, 0, 0}))
                .withMessageContaining("the share of n3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconciler.topDown(shops, new double[] {0.5, 0.7, 0, 0, 0}))
                .withMessageContaining("under all");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconciler.pastShares(shops, new double[][] {{1}, {-1}, {1}, {1}, {1}}))
                .withMessageContaining("n2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shops.rows(Map.of("all", new double[1])))
                .withMessageContaining("[north, south, n1, n2, n3, s1, s2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MinimumTrace.ols(shops).reconcile(new double[7][2]))
                .withMessageContaining("8 nodes");
        double[][] broken = new double[8][2];
        broken[6][1] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MinimumTrace.ols(shops).reconcile(broken))
                .withMessageContaining("s1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Hierarchy.of(Map.of("a", "b", "b", "a")))
                .withMessageContaining("among its own parents");
    }

    private List<Reconciler> ways() {
        double[][] errors = random(8, 40, 5);
        List<Reconciler> ways = new ArrayList<>();
        ways.add(Reconciler.bottomUp(shops));
        ways.add(Reconciler.topDown(shops, new double[] {0.1, 0.2, 0.3, 0.15, 0.25}));
        ways.add(MinimumTrace.ols(shops));
        ways.add(MinimumTrace.structural(shops));
        ways.add(MinimumTrace.variances(shops, errors));
        ways.add(MinimumTrace.shrinkage(shops, errors));
        return ways;
    }

    private static Hierarchy hierarchy() {
        Map<String, String> parents = new LinkedHashMap<>();
        parents.put("north", "all");
        parents.put("south", "all");
        for (String leaf : List.of("n1", "n2", "n3")) {
            parents.put(leaf, "north");
        }
        for (String leaf : List.of("s1", "s2")) {
            parents.put(leaf, "south");
        }
        return Hierarchy.of(parents);
    }

    private double[][] random(int rows, int columns, double size) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int t = 0; t < columns; t++) {
                row[t] = size * random.nextGaussian();
            }
        }
        return values;
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }

    private static double squares(double[][] a, double[][] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i][0] - b[i][0]) * (a[i][0] - b[i][0]);
        }
        return sum;
    }

    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    double factor = a[i][k] / a[k][k];
                    for (int j = k; j <= n; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                }
            }
        }
        double[] x = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = a[k][n] / a[k][k];
        }
        return x;
    }

    private static void assertClose(double[][] actual, double[][] expected, double tolerance) {
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(tolerance));
        }
    }
}
