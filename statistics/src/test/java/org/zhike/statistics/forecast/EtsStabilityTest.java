package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.forecast.EtsForm.Kind;
import org.zhike.statistics.forecast.EtsForm.Trend;

class EtsStabilityTest {

    @Test
    void theBarrierIsFiniteJustWhereTheErrorsOfANullSeriesDieOut() {
        var random = new SplittableRandom(1);
        int admissible = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            EtsForm form = new EtsForm(Kind.ADDITIVE, i % 2 == 0 ? Trend.ADDITIVE : Trend.DAMPED, Kind.ADDITIVE, 12);
            double alpha = random.nextDouble(0.01, 0.99);
            double beta = random.nextDouble(0.005, alpha);
            double gamma = random.nextDouble(0.005, Math.max(0.006, 1 - alpha));
            double phi = form.damped() ? random.nextDouble(0.8, 0.98) : 1;
            var p = new EtsParameters(form, alpha, beta, gamma, phi, 0, 0, new double[12]);
            double error = lateError(p);
            if (error < 1e-3) {
                assertThat(EtsStability.barrier(p)).isFinite();
                admissible++;
            } else if (error > 1e3) {
                assertThat(EtsStability.barrier(p)).isInfinite();
                refused++;
            }
        }
        assertThat(admissible).isGreaterThan(100);
        assertThat(refused).isGreaterThan(50);
    }

    /** The largest error in a season after 2^14 seasons from states of size 1, when all values are 0. */
    private static double lateError(EtsParameters p) {
        int size = 14;
        double[][] seasonOn = new double[size][];
        for (int i = 0; i < size; i++) {
            double[] state = new double[size];
            state[i] = 1;
            step(p, state);
            seasonOn[i] = state;
        }
        for (int doubling = 0; doubling < 14; doubling++) {
            seasonOn = product(seasonOn, seasonOn);
        }
        double largest = 0;
        for (double[] state : seasonOn) {
            largest = Math.max(largest, step(p, state));
        }
        return largest;
    }

    /** Moves level, slope and seasons one season on; returns the largest error on the way. */
    private static double step(EtsParameters p, double[] state) {
        double largest = 0;
        for (int t = 0; t < 12; t++) {
            double base = state[0] + p.phi * state[1];
            double error = -(base + state[2 + t]);
            state[0] = base + p.alpha * error;
            state[1] = p.phi * state[1] + p.beta * error;
            state[2 + t] += p.gamma * error;
            largest = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(largest, Math.abs(error));
        }
        return largest;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] product = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                for (int k = 0; k < a.length; k++) {
                    product[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return product;
    }

    @Test
    void theSearchKeepsToAdmissibleParameters() {
        int held = 0;
        for (int seed = 0; seed < 20; seed++) {
            // A walk whose slope walks as well: quick β and γ look good, and do not forget.
            var random = new SplittableRandom(seed);
            double[] y = new double[72];
            double slope = 0;
            double level = 100;
            for (int t = 0; t < y.length; t++) {
                slope += random.nextGaussian();
                level += slope;
                y[t] = level + 5 * Math.sin(2 * Math.PI * t / 12);
            }
            double[] up = y.clone();
            double least = Arrays.stream(y).min().orElseThrow();
            for (int t = 0; t < up.length; t++) {
                up[t] += 100 - least;
            }
            for (Trend trend : new Trend[] {Trend.ADDITIVE, Trend.DAMPED}) {
                var form = new EtsForm(Kind.ADDITIVE, trend, Kind.ADDITIVE, 12);
                double[] unit = Arrays.stream(up).map(v -> v / 200).toArray();
                EtsSearch.Found found = EtsSearch.best(form, unit);
                assertThat(found).isNotNull();
                assertThat(found.isAdmissible()).isTrue();
                held += EtsStability.barrier(found.parameters()) > 10 ? 1 : 0;
            }
        }
        assertThat(held).as("searches that end near the barrier").isPositive();
    }
}
