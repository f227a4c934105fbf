package org.zhike.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    private static final Offset<Double> LAST_DIGITS = within(1e-12);

    @Test
    void quantilesHaveClosedFormsInSpecialCases() {
        assertThat(Quantiles.criticalZ(0.95)).isCloseTo(1.959963984540054, LAST_DIGITS);
        // One degree of freedom is the Cauchy distribution, two has an algebraic quantile.
        assertThat(Quantiles.criticalT(0.95, 1)).isCloseTo(Math.tan(Math.PI * 0.475), within(1e-9));
        assertThat(Quantiles.criticalT(0.95, 2)).isCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 * 0.95)), within(1e-10));
        assertThat(Quantiles.criticalT(0.95, Double.POSITIVE_INFINITY)).isEqualTo(Quantiles.criticalZ(0.95));
        // Beta(1, n) and Gamma(1).
        assertThat(Quantiles.beta(0.975, 1, 20)).isCloseTo(1 - Math.pow(0.025, 1.0 / 20), LAST_DIGITS);
        assertThat(Quantiles.beta(0.025, 20, 1)).isCloseTo(Math.pow(0.025, 1.0 / 20), LAST_DIGITS);
        assertThat(Quantiles.gamma(0.975, 1)).isCloseTo(-Math.log(0.025), LAST_DIGITS);
    }

    @Test
    void aTwoSidedPValueIsTheInverseOfTheCriticalValue() {
        for (double level : new double[] {0.5, 0.9, 0.95, 0.999}) {
            for (double degreesOfFreedom : new double[] {1, 3.7, 30, 1e6, Double.POSITIVE_INFINITY}) {
                double critical = Quantiles.criticalT(level, degreesOfFreedom);
                assertThat(Quantiles.twoSidedP(critical, degreesOfFreedom)).isCloseTo(1 - level, within(1e-11));
            }
        }
    }

    @Test
    void levelsOutsideTheirRangeAreRefusedInWords() {
        for (double level : new double[] {0, 1, -0.5, 95, Double.NaN}) {
            assertThatThrownBy(() -> Quantiles.criticalZ(level))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a level lies between 0 and 1");
        }
    }
}
