package org.zhike.statistics.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundedBfgsTest {

    private static final SmoothFunction ROSENBROCK = (p, g) -> {
        double a = 1 - p[0];
        double b = p[1] - p[0] * p[0];
        g[0] = -2 * a - 400 * p[0] * b;
        g[1] = 200 * b;
        return a * a + 100 * b * b;
    };

    @Test
    void findsTheBottomOfAValleyWithinWideBounds() {
        var minimum = BoundedBfgs.standard()
                .minimize(ROSENBROCK, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {5, 5});

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.point()[0]).isCloseTo(1, within(1e-5));
        assertThat(minimum.point()[1]).isCloseTo(1, within(1e-5));
    }

    @Test
    void stopsAtABoundWhereTheFunctionStillFalls() {
        var minimum = BoundedBfgs.standard()
                .minimize(ROSENBROCK, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {0.5, 5});

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.point()[0]).isEqualTo(0.5);
        assertThat(minimum.point()[1]).isCloseTo(0.25, within(1e-6));
    }

    @Test
    void findsTheNearestPointOfABoxForBowlsOfManyVariables() {
        int n = 30;
        var random = new SplittableRandom(5);
        double[] centre = random.doubles(n, -2, 2).toArray();
        SmoothFunction bowl = (p, g) -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double scale = Math.pow(10, 4.0 * i / n);
                g[i] = scale * (p[i] - centre[i]);
                sum += g[i] * (p[i] - centre[i]) / 2;
            }
            return sum;
        };
        double[] lower = new double[n];
        Arrays.fill(lower, -1);
        double[] upper = new double[n];
        Arrays.fill(upper, 1);

        var minimum = BoundedBfgs.standard().minimize(bowl, new double[n], lower, upper);

        assertThat(minimum.converged()).isTrue();
        for (int i = 0; i < n; i++) {
            assertThat(minimum.point()[i]).isCloseTo(Math.clamp(centre[i], -1, 1), within(1e-5));
        }
    }

    @Test
    void walksAroundPlacesWhereTheFunctionIsNotDefined() {
        SmoothFunction wall = (p, g) -> {
            g[0] = 1 - 1 / p[0];
            return p[0] > 0 ? p[0] - Math.log(p[0]) : Double.NaN;
        };

        var minimum = BoundedBfgs.standard().minimize(wall, new double[] {9}, new double[] {-10}, new double[] {10});

        assertThat(minimum.point()[0]).isCloseTo(1, within(1e-5));
    }

    @Test
    void saysWhenItRanOutOfSteps() {
        var minimum = new BoundedBfgs(1e-12, 2)
                .minimize(ROSENBROCK, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {5, 5});

        assertThat(minimum.converged()).isFalse();
        assertThat(minimum.iterations()).isEqualTo(2);
    }

    @Test
    void refusesBoundsUpsideDownAndAStartWithoutValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedBfgs.standard()
                        .minimize(ROSENBROCK, new double[] {0, 0}, new double[] {1, 0}, new double[] {0, 1}))
                .withMessageContaining("variable 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedBfgs.standard()
                        .minimize((p, g) -> Double.NaN, new double[] {0}, new double[] {-1}, new double[] {1}));
    }
}
