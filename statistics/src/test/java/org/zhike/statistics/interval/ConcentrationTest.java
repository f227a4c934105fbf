package org.zhike.statistics.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;

class ConcentrationTest {

    @Test
    void theAreaUnderTheLorenzCurveGivesGinisCoefficient() {
        double[] values =
                new SplittableRandom(1).doubles(500).map(u -> Math.exp(5 * u)).toArray();
        double[] curve = Concentration.lorenz(values);
        double area = 0;
        for (int i = 0; i < values.length; i++) {
            area += (curve[i] + curve[i + 1]) / 2 / values.length;
            assertThat(curve[i + 1]).isGreaterThanOrEqualTo(curve[i]);
        }

        assertThat(1 - 2 * area).isCloseTo(Concentration.gini(values), within(1e-12));
        assertThat(curve[0]).isZero();
        assertThat(curve[500]).isEqualTo(1);
    }

    @Test
    void ginisCoefficientEqualsTheReference() {
        double[] x = Golden.stats("gini")
                .get("x")
                .valueStream()
                .mapToDouble(v -> v.asDouble())
                .toArray();

        Golden.assertEqual(Concentration.gini(x), Golden.stats("gini").get("gini"));
    }

    @Test
    void twoOfTenCustomersHoldFourFifths() {
        double[] revenue = {40, 40, 3, 3, 3, 3, 2, 2, 2, 2};

        assertThat(Concentration.unitsHolding(0.8, revenue)).isEqualTo(0.2);
        assertThat(Concentration.shareOfLargest(0.2, revenue)).isCloseTo(0.8, within(1e-15));
        assertThat(Concentration.unitsHolding(0.81, revenue)).isEqualTo(0.3);
    }

    @Test
    void lossesAndNothingAtAllAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Concentration.lorenz(1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> Concentration.lorenz());
        assertThatIllegalArgumentException().isThrownBy(() -> Concentration.unitsHolding(1, 1, 2));
    }
}
