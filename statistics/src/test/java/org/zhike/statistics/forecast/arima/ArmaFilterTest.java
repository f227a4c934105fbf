package org.zhike.statistics.forecast.arima;

import static java.lang.Math.log;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The fast filter beside the plain arithmetic of normal vectors with the process's covariance matrix. */
class ArmaFilterTest {

    private static final int LENGTH = 40;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void theLikelihoodEqualsThatOfTheFullCovarianceMatrix() {
        for (int round = 0; round < 60; round++) {
            ArmaLikelihood likelihood = randomLikelihood(new double[][] {series()}, order(round));
            double fast = likelihood.exact(raw);

            double[] y = series;
            double[][] root = cholesky(covariance(likelihood.fullAr(), likelihood.fullMa(), LENGTH));
            double[] white = forward(root, y);
            double squares = Arrays.stream(white).map(v -> v * v).sum();
            double logs = 0;
            for (int t = 0; t < LENGTH; t++) {
                logs += log(root[t][t]);
            }
            assertThat(fast).as("%s", order(round)).isCloseTo(log(squares / LENGTH) / 2 + logs / LENGTH, within(1e-9));
        }
    }

    @Test
    void theCoefficientOfARegressorIsThatOfGeneralisedLeastSquares() {
        double[] x = new double[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            x[t] = random.nextDouble();
        }
        ArmaLikelihood likelihood = randomLikelihood(new double[][] {series(), x}, order(5));
        likelihood.set(raw);
        double[] coefficient = new double[1];
        likelihood.solve(coefficient);

        double[][] root = cholesky(covariance(likelihood.fullAr(), likelihood.fullMa(), LENGTH));
        double[] whiteY = forward(root, series);
        double[] whiteX = forward(root, x);
        double products = 0;
        double squares = 0;
        for (int t = 0; t < LENGTH; t++) {
            products += whiteX[t] * whiteY[t];
            squares += whiteX[t] * whiteX[t];
        }
        assertThat(coefficient[0]).isCloseTo(products / squares, within(1e-9));
    }

    @Test
    void forecastsAndTheirVariancesAreThoseOfTheConditionalNormalDistribution() {
        int ahead = 15;
        for (int round = 0; round < 40; round++) {
            ArimaOrder order = order(round);
            ArmaLikelihood likelihood = randomLikelihood(new double[][] {series()}, order);
            likelihood.set(raw);
            Projection projection = Projection.of(series, series, 0, likelihood.fullAr(), likelihood.fullMa(), order);
            double[] points = projection.points(ahead);
            double[] variances = projection.variances(ahead);

            double[][] all = covariance(likelihood.fullAr(), likelihood.fullMa(), LENGTH + ahead);
            double[][] root = cholesky(all);
            double[] white = Arrays.copyOf(forward(root, Arrays.copyOf(series, LENGTH + ahead)), LENGTH);
            for (int h = 0; h < ahead; h++) {
                double mean = 0;
                double known = 0;
                for (int t = 0; t < LENGTH; t++) {
                    mean += root[LENGTH + h][t] * white[t];
                    known += root[LENGTH + h][t] * root[LENGTH + h][t];
                }
                assertThat(points[h]).as("%s", order).isCloseTo(mean, within(1e-8));
                assertThat(variances[h]).isCloseTo(all[LENGTH + h][LENGTH + h] - known, within(1e-7));
            }
        }
    }

    @Test
    void aProcessThatIsNotStationaryHasNoLikelihood() {
        assertThat(new ArmaFilter(new double[][] {series()}).run(new double[] {1.1}, new double[0]))
                .isFalse();
        assertThat(new ArmaFilter(new double[][] {series()}).run(new double[] {0.5, 0.5}, new double[0]))
                .isFalse();
    }

    @Test
    void anyNumbersMakeStationaryCoefficients() {
        for (int round = 0; round < 200; round++) {
            double[] numbers = new double[4];
            for (int i = 0; i < 4; i++) {
                numbers[i] = 2 * random.nextGaussian();
            }
            double[] c = new double[4];
            Polynomials.stable(numbers, 0, c);
            assertThat(Polynomials.rootsBeyond(c, 1)).isTrue();
        }
        assertThat(Polynomials.rootsBeyond(new double[] {0.5}, 1.9)).isTrue();
        assertThat(Polynomials.rootsBeyond(new double[] {0.5}, 2.1)).isFalse();
    }

    private double[] raw = new double[0];
    private double[] series = new double[0];

    private double[] series() {
        series = SimulatedArima.arma(new double[] {0.5}, new double[] {0.4}, LENGTH, random);
        return series;
    }

    private static ArimaOrder order(int round) {
        return new ArimaOrder(round % 4, 0, round / 4 % 3, round / 12 % 3, 0, round / 3 % 3, 4, false);
    }

    private ArmaLikelihood randomLikelihood(double[][] columns, ArimaOrder order) {
        raw = new double[order.terms()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = random.nextGaussian() / 2;
        }
        return new ArmaLikelihood(columns, order);
    }

    /** From the weights of past errors, so many that the rest is nothing. */
    private static double[][] covariance(double[] ar, double[] ma, int n) {
        int count = 20_000;
        double[] psi = new double[count];
        for (int j = 0; j < count; j++) {
            psi[j] = j == 0 ? 1 : j <= ma.length ? ma[j - 1] : 0;
            for (int k = 0; k < ar.length && k < j; k++) {
                psi[j] += ar[k] * psi[j - 1 - k];
            }
        }
        double[] gamma = new double[n];
        for (int lag = 0; lag < n; lag++) {
            for (int j = 0; j + lag < count; j++) {
                gamma[lag] += psi[j] * psi[j + lag];
            }
        }
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                matrix[i][j] = gamma[Math.abs(i - j)];
            }
        }
        return matrix;
    }

    private static double[][] cholesky(double[][] a) {
        double[][] root = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                root[i][j] = i == j ? sqrt(sum) : sum / root[j][j];
            }
        }
        return root;
    }

    private static double[] forward(double[][] root, double[] y) {
        double[] x = y.clone();
        for (int i = 0; i < x.length; i++) {
            for (int k = 0; k < i; k++) {
                x[i] -= root[i][k] * x[k];
            }
            x[i] /= root[i][i];
        }
        return x;
    }
}
