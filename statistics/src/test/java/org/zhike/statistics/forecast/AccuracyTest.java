package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AccuracyTest {

    @Test
    void measuresAreThoseOfTheirDefinitions() {
        double[] actual = {100, 200};
        double[] forecast = {110, 180};

        assertThat(Accuracy.mae(actual, forecast)).isEqualTo(15);
        assertThat(Accuracy.wape(actual, forecast)).isEqualTo(0.1);
        assertThat(Accuracy.smape(actual, forecast))
                .isCloseTo((200 * 10 / 210.0 + 200 * 20 / 380.0) / 2, within(1e-12));
        assertThat(Accuracy.mase(actual, forecast, new double[] {1, 4, 7}, 1)).isEqualTo(5);
        assertThat(Accuracy.mase(actual, forecast, new double[] {1, 4, 3, 5}, 2))
                .isEqualTo(10);
    }

    @Test
    void anErrorlessForecastScoresZeroEvenOfNothing() {
        double[] zeros = new double[3];

        assertThat(Accuracy.smape(zeros, zeros)).isZero();
        assertThat(Accuracy.wape(zeros, zeros)).isZero();
        assertThat(Accuracy.mase(zeros, zeros, zeros, 1)).isZero();
        assertThat(Accuracy.mase(zeros, new double[] {1, 1, 1}, zeros, 1)).isInfinite();
        assertThat(Accuracy.wape(zeros, new double[] {1, 1, 1})).isInfinite();
    }

    @Test
    void symmetricErrorsLieBetweenZeroAndTwoHundredWhateverTheUnits() {
        double[] actual = {1, -2, 3};
        double[] forecast = {-5, 4, 2};

        double error = Accuracy.smape(actual, forecast);

        assertThat(error).isBetween(0.0, 200.0);
        assertThat(Accuracy.smape(new double[] {1e9, -2e9, 3e9}, new double[] {-5e9, 4e9, 2e9}))
                .isCloseTo(error, within(1e-9));
    }

    @Test
    void coverageCountsValuesWithinTheirIntervals() {
        var forecast = new Forecast(new double[] {1, 1, 1}, new double[] {0, 0, 0}, new double[] {2, 2, 2}, 0.9);

        assertThat(Accuracy.coverage(new double[] {0, 2, 2.1}, forecast)).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void refusesArraysOfDifferentLengths() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Accuracy.mae(new double[2], new double[3]))
                .withMessageContaining("2 values have 3 forecasts");
    }

    @Test
    void aForecastIsFiniteAndTheRightWayUp() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Forecast(new double[] {1}, new double[] {2}, new double[] {0}, 0.9))
                .withMessageContaining("upside down");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Forecast(new double[] {Double.NaN}, new double[] {0}, new double[] {2}, 0.9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Forecast(new double[0], new double[0], new double[0], 0.9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Forecast(new double[] {1}, new double[] {0}, new double[] {2, 3}, 0.9))
                .withMessageContaining("2 upper ends");
    }
}
