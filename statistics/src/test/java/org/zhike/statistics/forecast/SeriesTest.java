package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.zhike.statistics.forecast.Series.Gaps;

class SeriesTest {

    @Test
    void putsValuesInTheOrderOfTheirPeriods() {
        Series series = Series.of(new long[] {7, 5, 6}, new double[] {3, 1, 2}, Gaps.REFUSE);

        assertThat(series.first()).isEqualTo(5);
        assertThat(series.values()).containsExactly(1, 2, 3);
        assertThat(series.filled()).isZero();
    }

    @Test
    void namesThePeriodsWithoutValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new long[] {1, 2, 5}, new double[] {1, 2, 5}, Gaps.REFUSE))
                .withMessageContaining("period 3, 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new long[] {1, 100}, new double[] {1, 2}, Gaps.REFUSE))
                .withMessageContaining("period 2, 3, 4, 5, 6 and 93 more");
    }

    @Test
    void fillsGapsByTheRuleThatWasAskedFor() {
        long[] periods = {5, 1, 2};
        double[] values = {50, 10, 20};

        assertThat(Series.of(periods, values, Gaps.ZERO).values()).containsExactly(10, 20, 0, 0, 50);
        assertThat(Series.of(periods, values, Gaps.LINEAR).values()).containsExactly(10, 20, 30, 40, 50);
        assertThat(Series.of(periods, values, Gaps.LINEAR).filled()).isEqualTo(2);
    }

    @Test
    void refusesTwoValuesForOnePeriodAndValuesThatAreNoNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new long[] {1, 2, 2}, new double[] {1, 2, 3}, Gaps.ZERO))
                .withMessageContaining("more than one value for period 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new long[] {1, 2}, new double[] {1, Double.NaN}, Gaps.ZERO))
                .withMessageContaining("period 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Series.of(new long[] {1}, new double[] {1, 2}, Gaps.ZERO))
                .withMessageContaining("1 periods have 2 values");
    }
}
