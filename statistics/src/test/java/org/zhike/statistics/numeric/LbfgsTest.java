package org.zhike.statistics.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LbfgsTest {

    @Test
    void findsTheBottomOfRosenbrocksValley() {
        SmoothFunction rosenbrock = (p, g) -> {
            double a = 1 - p[0];
            double b = p[1] - p[0] * p[0];
            g[0] = -2 * a - 400 * p[0] * b;
            g[1] = 200 * b;
            return a * a + 100 * b * b;
        };

        Lbfgs.Minimum minimum = Lbfgs.standard().minimize(rosenbrock, new double[] {-1.2, 1});

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.point()[0]).isCloseTo(1, within(1e-8));
        assertThat(minimum.point()[1]).isCloseTo(1, within(1e-8));
    }

    @Test
    void findsTheBottomOfABowlOfManyVariablesOnVeryDifferentScales() {
        int n = 100;
        var random = new SplittableRandom(3);
        double[] centre = random.doubles(n, -5, 5).toArray();
        SmoothFunction bowl = (p, g) -> {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double scale = Math.pow(10, 2.0 * i / n);
                g[i] = scale * (p[i] - centre[i]);
                sum += scale * (p[i] - centre[i]) * (p[i] - centre[i]) / 2;
            }
            return sum;
        };

        Lbfgs.Minimum minimum = Lbfgs.standard().minimize(bowl, new double[n]);

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.point()).containsExactly(centre, within(1e-6));
    }

    @Test
    void staysWhereTheFunctionIsDefined() {
        SmoothFunction barrier = (p, g) -> {
            g[0] = 1 - 0.5 / p[0];
            return p[0] <= 0 ? Double.NaN : p[0] - 0.5 * Math.log(p[0]);
        };

        assertThat(Lbfgs.standard().minimize(barrier, new double[] {40}).point()[0])
                .isCloseTo(0.5, within(1e-7));
    }

    @Test
    void saysWhenItGaveUp() {
        SmoothFunction slope = (p, g) -> {
            g[0] = -Math.exp(-p[0] / 1e6);
            return 1e6 * Math.exp(-p[0] / 1e6);
        };

        assertThat(new Lbfgs(10, 1e-9, 3).minimize(slope, new double[] {0}).converged())
                .isFalse();
    }

    @Test
    void refusesAStartOutsideTheFunctionsDomain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lbfgs.standard().minimize((p, g) -> Double.NaN, new double[] {1}))
                .withMessageContaining("the value at the start");
    }
}
