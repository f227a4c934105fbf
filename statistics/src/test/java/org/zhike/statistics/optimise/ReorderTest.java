package org.zhike.statistics.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReorderTest {

    @Test
    void safetyStockIsTheQuantileOfTheLeadTimesErrors() {
        ReorderAdvice advice = Reorder.normal(120, 25, 4, 0, 0.95);

        assertThat(advice.expectedDemand()).isEqualTo(480);
        assertThat(advice.safetyStock()).isCloseTo(1.6448536269514722 * 50, within(1e-9));
        assertThat(advice.reorderPoint()).isCloseTo(562.2426813475736, within(1e-9));
        // A lead time that varies by a period varies demand by 120 more.
        assertThat(Reorder.normal(120, 25, 4, 1, 0.95).safetyStock()).isCloseTo(1.6448536269514722 * 130, within(1e-9));
    }

    @Test
    void theStockLastsAsOftenAsAsked() {
        ReorderAdvice advice = Reorder.normal(100, 20, 9, 0, 0.9);
        SplittableRandom random = new SplittableRandom(1);
        int lasted = 0;
        double shortage = 0;
        for (int round = 0; round < 20_000; round++) {
            double demand = 0;
            for (int t = 0; t < 9; t++) {
                demand += 100 + 20 * random.nextGaussian();
            }
            lasted += demand <= advice.reorderPoint() ? 1 : 0;
            shortage += Math.max(0, demand - advice.reorderPoint()) / 20_000;
        }

        assertThat(lasted / 20_000.0).isCloseTo(0.9, within(0.01));
        assertThat(advice.expectedShortage()).isCloseTo(shortage, within(0.2));
        assertThat(advice.fillRate(300)).isCloseTo(1 - advice.expectedShortage() / 300, within(1e-12));
    }

    @Test
    void errorsReallyMadeNeedNoDistribution() {
        double[] errors = new double[19];
        for (int i = 0; i < 19; i++) {
            errors[i] = 18 - i;
        }

        assertThat(Reorder.fromErrors(50, errors, 0.95).safetyStock()).isEqualTo(18);
        assertThat(Reorder.fromErrors(50, errors, 0.5).reorderPoint()).isEqualTo(59);
        assertThat(Reorder.fromErrors(50, errors, 0.96).reorderPoint()).isInfinite();
    }

    @Test
    void aHigherServiceLevelNeedsMoreStockAndLeavesLessShortage() {
        double stock = Double.NEGATIVE_INFINITY;
        double shortage = Double.POSITIVE_INFINITY;
        for (double level = 0.5; level < 0.999; level += 0.05) {
            ReorderAdvice advice = Reorder.normal(10, 3, 2, 0.5, level);
            assertThat(advice.reorderPoint()).isGreaterThan(stock);
            assertThat(advice.expectedShortage()).isLessThan(shortage);
            stock = advice.reorderPoint();
            shortage = advice.expectedShortage();
        }
    }

    @Test
    void theNewsvendorsQuantityEarnsMost() {
        double ratio = Newsvendor.criticalRatio(10, 6, 2);
        assertThat(ratio).isEqualTo(0.5);
        double best = Newsvendor.normal(500, 80, Newsvendor.criticalRatio(10, 4, 2));
        double profit = Newsvendor.expectedProfit(best, 500, 80, 10, 4, 2);

        for (double other : new double[] {best - 20, best + 20, best - 1, best + 1}) {
            assertThat(Newsvendor.expectedProfit(other, 500, 80, 10, 4, 2)).isLessThan(profit);
        }
    }

    @Test
    void amongDemandsSeenTheLeastThatCoversTheRatioIsBought() {
        double[] demands = {7, 1, 5, 3};

        assertThat(Newsvendor.sample(demands, 0.5)).isEqualTo(3);
        assertThat(Newsvendor.sample(demands, 0.51)).isEqualTo(5);
        assertThat(Newsvendor.sample(demands, 0.99)).isEqualTo(7);
        assertThat(Arrays.stream(demands).sum()).isEqualTo(16);
    }

    @Test
    void pricesThatMakeNoSenseAndMissingNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Newsvendor.criticalRatio(5, 6, 2))
                .withMessageContaining("2.0 < 6.0 < 5.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Reorder.normal(10, -1, 2, 0, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> Reorder.normal(10, 1, 0, 0, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> Reorder.normal(10, 1, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Reorder.fromErrors(1, new double[0], 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> Reorder.fromErrors(1, new double[] {Double.NaN}, 0.9));
    }
}
