package org.zhike.statistics.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;

class RelativeImportanceTest {

    @Test
    void twoRegressorsEqualTheAverageOfBothOrders() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] z = {2, 1, 4, 3, 6, 5, 8, 9};
        double[] y = {1, 3, 2, 5, 4, 6, 8, 7};
        var both = fit(new double[][] {x, z}, y);
        double rx = correlation(x, y);
        double rz = correlation(z, y);
        double rxz = correlation(x, z);
        double all = (rx * rx + rz * rz - 2 * rx * rz * rxz) / (1 - rxz * rxz);

        assertThat(both.explained()).isCloseTo(all, within(1e-12));
        assertThat(both.importance(0)).isCloseTo((rx * rx + all - rz * rz) / 2, within(1e-12));
        assertThat(both.importance(1)).isCloseTo((rz * rz + all - rx * rx) / 2, within(1e-12));
        assertThat(both.sumOfPieces()).isEqualTo(both.explained());
    }

    @Test
    void independentDriversGetTheirPartOfTheVariance() {
        // y = 2a + b + noise of variance 4: 4/9, 1/9, and nothing for c.
        var random = new SplittableRandom(2);
        int n = 4000;
        var x = new double[3][n];
        var y = new double[n];
        for (int i = 0; i < n; i++) {
            for (double[] column : x) {
                column[i] = random.nextGaussian();
            }
            y[i] = 2 * x[0][i] + x[1][i] + 2 * random.nextGaussian();
        }
        var importance = fit(x, y);

        assertThat(importance.importance(0)).isCloseTo(4 / 9.0, within(0.03));
        assertThat(importance.importance(1)).isCloseTo(1 / 9.0, within(0.02));
        assertThat(importance.importance(2)).isLessThan(0.003);
        assertThat(importance.interval(0).contains(4 / 9.0)).isTrue();
        assertThat(importance.interval(1).high())
                .isLessThan(importance.interval(0).low());
    }

    @Test
    void theIntervalsHoldTheTruthAboutAsOftenAsTheySay() {
        var random = new SplittableRandom(8);
        int held = 0;
        for (int round = 0; round < 200; round++) {
            var x = new double[2][150];
            var y = new double[150];
            for (int i = 0; i < 150; i++) {
                x[0][i] = random.nextGaussian();
                x[1][i] = random.nextGaussian();
                y[i] = x[0][i] + x[1][i] + random.nextGaussian();
            }
            held += fit(x, y).interval(0).contains(1 / 3.0) ? 1 : 0;
        }

        assertThat(held / 200.0).isBetween(0.88, 0.99);
    }

    @Test
    void aDriverGivenTwiceSharesWithItselfAndAConstantOneGetsNothing() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 9};
        double[] y = {1, 3, 2, 5, 4, 6, 8, 7};
        double[] same = {.1, .1, .1, .1, .1, .1, .1, .1};
        var importance = fit(new double[][] {x, x, same}, y);

        assertThat(importance.importance(0)).isCloseTo(importance.importance(1), within(1e-12));
        assertThat(importance.explained()).isCloseTo(Math.pow(correlation(x, y), 2), within(1e-12));
        assertThat(importance.importance(2)).isCloseTo(0, within(1e-12));
    }

    @Test
    void unitsChangeNothing() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 9};
        double[] z = {2, 1, 4, 3, 6, 5, 8, 1};
        double[] y = {1, 3, 2, 5, 4, 6, 8, 7};
        var cents = new double[8];
        for (int i = 0; i < 8; i++) {
            cents[i] = 1e6 - 100 * x[i];
        }

        assertThat(fit(new double[][] {cents, z}, y).importance(0))
                .isCloseTo(fit(new double[][] {x, z}, y).importance(0), within(1e-9));
    }

    @Test
    void tooFewRowsAndAnOutcomeThatNeverMovesAreSaid() {
        double[][] x = {{1, 2, 3}};
        assertThat(RelativeImportance.fit(x, new double[] {1, 2, 3}, 100, 0.95, 1))
                .isInstanceOf(FitOutcome.TooLittleData.class);
        assertThat(RelativeImportance.fit(new double[][] {{1, 2, 3, 4}}, new double[] {2, 2, 2, 2}, 100, 0.95, 1))
                .isInstanceOf(FitOutcome.TooLittleData.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelativeImportance.fit(new double[16][4], new double[4], 100, 0.95, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelativeImportance.fit(x, new double[] {1, 2, Double.NaN}, 100, 0.95, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RelativeImportance.fit(x, new double[] {1, 2}, 100, 0.95, 1));
    }

    @Test
    void theSatisfactionOfMobileCustomersIsTakenApartByItsDrivers() {
        List<String> blocks = List.of("IMAG", "CUEX", "PERQ", "PERV");
        double[][] drivers = blocks.stream().map(RelativeImportanceTest::block).toArray(double[][]::new);
        var importance = RelativeImportance.fit(drivers, block("CUSA"), 1000, 0.95, 1)
                .converged()
                .orElseThrow();

        assertThat(importance.sumOfPieces()).isEqualTo(importance.explained());
        // Quality as perceived drives most and expectations least.
        assertThat(importance.share(2)).isGreaterThan(importance.share(0));
        assertThat(importance.share(0)).isGreaterThan(importance.share(1));
        assertThat(importance.share(3)).isGreaterThan(importance.share(1));
    }

    /** The mean of the block's questions of each customer. */
    private static double[] block(String prefix) {
        List<String> lines = Golden.dataLines("satisfaction_ecsi/mobi_ecsi.csv");
        String[] names = lines.getFirst().replace("\"", "").split(",", -1);
        return lines.stream()
                .skip(1)
                .mapToDouble(line -> {
                    String[] cells = line.split(",", -1);
                    double sum = 0;
                    int count = 0;
                    for (int i = 0; i < names.length; i++) {
                        if (names[i].matches(prefix + "\\d")) {
                            sum += Double.parseDouble(cells[i]);
                            count++;
                        }
                    }
                    return sum / count;
                })
                .toArray();
    }

    private static RelativeImportance fit(double[][] regressors, double[] outcome) {
        return RelativeImportance.fit(regressors, outcome, 400, 0.95, 1)
                .converged()
                .orElseThrow();
    }

    private static double correlation(double[] a, double[] b) {
        double ma = 0;
        double mb = 0;
        for (int i = 0; i < a.length; i++) {
            ma += a[i] / a.length;
            mb += b[i] / a.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
