package org.zhike.statistics.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencingTest {

    private static final double[] NONE = {};

    @Test
    void aStationarySeriesIsRarelyDifferencedAndAWalkUsually() {
        double still = IntStream.range(0, 200)
                .map(seed -> Differencing.differences(SimulatedArima.arma(NONE, NONE, 120, new SplittableRandom(seed))))
                .average()
                .orElseThrow();
        double walks = IntStream.range(0, 200)
                .map(seed -> Differencing.differences(
                        SimulatedArima.summed(SimulatedArima.arma(NONE, NONE, 120, new SplittableRandom(seed)), 1)))
                .average()
                .orElseThrow();

        // The test refutes a level wrongly in 5 of 100 cases.
        assertThat(still).isBetween(0.01, 0.10);
        assertThat(walks).isBetween(0.85, 1.1);
    }

    @Test
    void theStatisticOfASmallSeriesIsThatOfPencilAndPaper() {
        // Mean 2.5; sums −1.5, −2, −1.5, 0 have squares 8.5; variance 5 without lags.
        assertThat(Differencing.kpss(new double[] {1, 2, 3, 4})).isCloseTo(8.5 / (4 * 5), within(1e-12));
        assertThat(Differencing.kpss(new double[] {3, 3, 3})).isZero();
    }

    @Test
    void onlyAStrongSeasonIsDifferenced() {
        double[] strong = ArimaTest.seasonal(96, 1);
        double[] none = SimulatedArima.arma(NONE, NONE, 96, new SplittableRandom(1));

        assertThat(Differencing.seasonalDifferences(strong, 12)).isEqualTo(1);
        assertThat(Differencing.seasonalDifferences(none, 12)).isZero();
        assertThat(Differencing.seasonalStrength(strong, 12)).isBetween(Differencing.seasonalStrength(none, 12), 1.0);
    }

    @Test
    void tooShortForSeasonsMeansNoSeasonalDifference() {
        assertThat(Differencing.seasonalDifferences(ArimaTest.seasonal(24, 1), 12))
                .isZero();
        assertThat(Differencing.seasonalDifferences(new double[40], 12)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Differencing.seasonalStrength(new double[24], 12))
                .withMessageContaining("at least 25");
    }

    @Test
    void aSeriesIsSplitIntoItsSeasonAndItsTrend() {
        double[] y = new double[120];
        for (int t = 0; t < y.length; t++) {
            y[t] = 10 + 0.2 * t + 5 * Math.cos(2 * Math.PI * t / 12);
        }

        Stl parts = Stl.of(y, 12);

        for (int t = 0; t < y.length; t++) {
            assertThat(parts.trend()[t]).isCloseTo(10 + 0.2 * t, within(0.15));
            assertThat(parts.seasonal()[t]).isCloseTo(5 * Math.cos(2 * Math.PI * t / 12), within(0.15));
        }
        assertThat(parts.seasonalStrength()).isGreaterThan(0.999);
    }
}
