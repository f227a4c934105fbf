package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;

class PurchaseLogTest {

    @Test
    void purchasesOfOneDayAreOneAndTheirOrderInTheFileDoesNotMatter() {
        int[] customers = {1, 0, 1, 0, 1, 0, 3};
        int[] days = {24, 10, 3, 38, 3, 24, 100};
        double[] amounts = {5, 1, 2, 3, 4, 8, 9};

        PurchaseLog log = PurchaseLog.of(customers, days, amounts);
        CustomerBase base = log.until(31, 7);

        assertThat(log.purchases(1)).isEqualTo(2);
        assertThat(log.amount(1, 0)).isEqualTo(6);
        assertThat(base.size()).isEqualTo(2);
        assertThat(base.number(1)).isEqualTo(1);
        assertThat(base.laterCustomers()).isEqualTo(1);
        assertThat(base.histories().history(0)).isEqualTo(new PurchaseHistory(1, 2, 3));
        assertThat(base.histories().history(1)).isEqualTo(new PurchaseHistory(1, 3, 4));
        assertThat(base.meanRepeatValues()).containsExactly(8, 5);
        assertThat(base.laterPurchases(38)).containsExactly(1, 0);
        assertThat(base.laterPurchases(37)).containsExactly(0, 0);
        assertThat(base.laterValues(99)).containsExactly(3, 0);
        assertThat(base.lastKnownDay()).isEqualTo(100);
    }

    @Test
    void aPurchaseOfNothingIsAPurchaseAndDaysBefore1970AreDays() {
        PurchaseLog log = PurchaseLog.of(new int[] {0, 0}, new int[] {-5, -19}, new double[] {0, 3});
        CustomerBase base = log.until(2, 7);
        assertThat(base.histories().history(0)).isEqualTo(new PurchaseHistory(1, 2, 3));
        assertThat(base.meanRepeatValues()).containsExactly(0);
    }

    @Test
    void everyoneOnTheSameDayIsNewAndWithoutRepeats() {
        int[] customers = new SplittableRandom(1).ints(100, 0, 40).toArray();
        int[] days = new int[100];
        Arrays.fill(days, 20_000);
        CustomerBase base = PurchaseLog.of(customers, days).until(20_000, 7);
        assertThat(base.histories().repeatBuyers()).isZero();
        assertThat(base.histories().longestAge()).isZero();
        assertThat(NaiveRate.expectedPurchases(base.histories(), 10)).containsOnly(0);
        assertThat(BgNbdFitter.fit(base.histories())).isInstanceOf(FitOutcome.TooLittleData.class);
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        assertThatThrownBy(() -> PurchaseLog.of(new int[] {0}, new int[] {1}, new double[] {-2}))
                .hasMessage("an amount must not be negative, but is -2.0");
        assertThatThrownBy(() -> PurchaseLog.of(new int[] {0}, new int[] {1}, new double[] {Double.NaN}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> PurchaseLog.of(new int[] {-1}, new int[] {1}))
                .hasMessageContaining("a customer's number must be at least 0");
        assertThatThrownBy(() -> PurchaseLog.of(new int[] {0}, new int[2])).hasMessageContaining("a day for each");
    }

    @Test
    void madeUpPurchasesAreTheSameForTheSameSeedAndFitTheirModel() {
        var model = new BgNbd(0.3, 5, 0.8, 2.5);
        int[] firstDays = new SplittableRandom(2).ints(20_000, 0, 84).toArray();
        var transactions = Simulation.transactions(model, firstDays, 545, 7, 3);
        CustomerBase base = transactions.log().until(272, 7);
        assertThat(Simulation.log(model, firstDays, 545, 7, 3)
                        .until(272, 7)
                        .histories()
                        .repeatPurchases())
                .isEqualTo(base.histories().repeatPurchases());

        Fitted<BgNbd> fitted = BgNbdFitter.fit(base.histories()).converged().orElseThrow();

        // Merging purchases of one day takes some off: near the truth, not on it.
        assertThat(fitted.model().r()).isCloseTo(0.3, within(0.03));
        assertThat(fitted.model().alpha()).isCloseTo(5, within(0.6));
        Tracking tracking = Tracking.of(fitted.model(), base, 78);
        assertThat(tracking.meanAbsoluteError(39)).isLessThan(0.03);
        assertThat(tracking.expectedIn(78)).isPositive();
    }

    @Test
    void theWayThroughThePackageWorksAsItsPageSays() {
        var model = new BgNbd(0.3, 5, 0.8, 2.5);
        int[] firstDays = new SplittableRandom(4).ints(3000, 0, 84).toArray();
        var transactions = Simulation.transactions(model, firstDays, 272, 7, 5);
        int[] customers = transactions.customers();
        int[] days = transactions.days();
        double[] amounts = new double[days.length];
        Arrays.fill(amounts, 10);
        int calibrationEnd = 272;

        PurchaseLog log = PurchaseLog.of(customers, days, amounts);
        CustomerBase base = log.until(calibrationEnd, 7);
        FitOutcome<Fitted<BgNbd>> fit = BgNbdFitter.fit(base.histories());
        BgNbd fitted = fit.converged().orElseThrow().model();
        double[] next = fitted.expectedPurchases(base.histories(), 52);

        assertThat(next).hasSize(3000);
        assertThat(Arrays.stream(next).min().orElseThrow()).isPositive();
    }

    @Test
    void groupsOfTenShowWhetherHighPredictionsCameTrue() {
        double[] predicted = new double[100];
        Arrays.setAll(predicted, i -> i);
        List<Holdout.Group> groups = Holdout.groups(predicted, predicted, 10);
        assertThat(groups).hasSize(10);
        assertThat(groups.getFirst()).isEqualTo(new Holdout.Group(10, 94.5, 94.5));
        Holdout exact = Holdout.of(predicted, predicted);
        assertThat(exact.meanAbsoluteError()).isZero();
        assertThat(exact.correlation()).isCloseTo(1, within(1e-12));
        assertThat(exact.totalError()).isZero();
        assertThat(Holdout.of(new double[] {1, 1}, new double[] {0, 4})).satisfies(holdout -> {
            assertThat(holdout.meanAbsoluteError()).isEqualTo(2);
            assertThat(holdout.rootMeanSquareError()).isCloseTo(Math.sqrt(5), within(1e-15));
            assertThat(holdout.correlation()).isZero();
            assertThat(holdout.totalError()).isEqualTo(-0.5);
        });
        assertThat(Holdout.groups(new double[] {3, 4}, new double[] {0, 1}, 10)).hasSize(2);
    }
}
