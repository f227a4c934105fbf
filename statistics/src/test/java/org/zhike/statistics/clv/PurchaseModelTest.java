package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PurchaseModelTest {

    private static final BgNbd BG = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final ParetoNbd PARETO = new ParetoNbd(0.553, 10.578, 0.606, 11.669);
    private static final List<PurchaseModel> BOTH = List.of(BG, PARETO);

    @Test
    void whoBoughtMoreRecentlyIsMoreLikelyStillACustomer() {
        for (PurchaseModel model : BOTH) {
            double before = 0;
            for (double last = 1; last <= 39; last++) {
                double alive = model.probabilityAlive(new PurchaseHistory(5, last, 39));
                assertThat(alive).isBetween(0.0, 1.0).isGreaterThan(before);
                before = alive;
            }
        }
    }

    @Test
    void whoBoughtOftenAndThenNoMoreHasLeftMoreSurelyThanWhoBoughtRarely() {
        for (PurchaseModel model : BOTH) {
            assertThat(model.probabilityAlive(new PurchaseHistory(20, 10, 39)))
                    .isLessThan(model.probabilityAlive(new PurchaseHistory(2, 10, 39)));
        }
    }

    @Test
    void moreTimeBringsMorePurchasesAndNoTimeNone() {
        var random = new SplittableRandom(1);
        for (PurchaseModel model : BOTH) {
            for (int i = 0; i < 300; i++) {
                PurchaseHistory history = anyHistory(random);
                double before = 0;
                assertThat(model.expectedPurchases(history, 0)).isZero();
                for (double horizon = 0.01; horizon < 1e6; horizon *= 3) {
                    double expected = model.expectedPurchases(history, horizon);
                    assertThat(expected).isFinite().isGreaterThan(before);
                    before = expected;
                }
            }
        }
    }

    @Test
    void timeInDaysOrWeeksGivesTheSameCustomers() {
        var bgInDays = new BgNbd(0.243, 7 * 4.414, 0.793, 2.426);
        var paretoInDays = new ParetoNbd(0.553, 7 * 10.578, 0.606, 7 * 11.669);
        var random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            PurchaseHistory weeks = anyHistory(random);
            var days = new PurchaseHistory(weeks.frequency(), 7 * weeks.ageAtLastPurchase(), 7 * weeks.age());
            double density = weeks.frequency() * Math.log(7);
            assertThat(bgInDays.expectedPurchases(days, 70)).isCloseTo(BG.expectedPurchases(weeks, 10), within(1e-10));
            assertThat(bgInDays.logLikelihood(days)).isCloseTo(BG.logLikelihood(weeks) - density, within(1e-10));
            assertThat(paretoInDays.expectedPurchases(days, 70))
                    .isCloseTo(PARETO.expectedPurchases(weeks, 10), within(1e-10));
            assertThat(paretoInDays.logLikelihood(days)).isCloseTo(PARETO.logLikelihood(weeks) - density, within(1e-9));
            assertThat(paretoInDays.discountedPurchases(days, 0.001 / 7))
                    .isCloseTo(PARETO.discountedPurchases(weeks, 0.001), within(1e-8));
        }
    }

    @Test
    void aNewCustomersPurchasesAreThoseOfACustomerWithoutHistory() {
        for (PurchaseModel model : BOTH) {
            assertThat(model.expectedPurchases(52))
                    .isCloseTo(model.expectedPurchases(PurchaseHistory.ofNewCustomer(), 52), within(1e-13));
            assertThat(model.probabilityAlive(PurchaseHistory.ofNewCustomer())).isEqualTo(1);
            assertThat(model.logLikelihood(PurchaseHistory.ofNewCustomer())).isZero();
        }
    }

    @Test
    void expectationsAreTheMeansOfCustomersDrawnFromTheModel() {
        for (PurchaseModel model : BOTH) {
            int n = 200_000;
            double[] ages = new double[n];
            java.util.Arrays.fill(ages, 60);
            double[] all = new double[n];
            PurchaseHistories until60 = Simulation.histories(model, ages, 3);
            // The same customers, watched for half of the time only.
            PurchaseHistories until30 = Simulation.histories(model, halved(ages), 3);
            double predicted = 0;
            double came = 0;
            for (int i = 0; i < n; i++) {
                all[i] = until60.frequency(i);
                predicted += model.expectedPurchases(until30.history(i), 30);
                came += until60.frequency(i) - until30.frequency(i);
            }
            double mean = java.util.Arrays.stream(all).average().orElseThrow();
            assertThat(mean / model.expectedPurchases(60)).isCloseTo(1, within(0.02));
            assertThat(predicted / came).isCloseTo(1, within(0.03));
        }
    }

    private static double[] halved(double[] ages) {
        return java.util.Arrays.stream(ages).map(age -> age / 2).toArray();
    }

    @Test
    void hardCasesOfBgNbdEqualTheFormulaIn60Digits() {
        assertExpected(0.3, 4, 1, 2.5, 5, 10, 60, 52, 0.006955861182561152);
        assertExpected(0.2, 0.1, 0.5, 2, 0, 0, 0, 300, 38.87169794113034);
        assertExpected(0.2, 4, 30, 60, 3, 20, 30, 10, 0.31554158042190666);
        assertExpected(50, 40, 0.6, 1.5, 2, 20, 30, 52, 0.020433032166583102);
        assertExpected(0.25, 4.4, 0.001, 2.4, 4, 30, 39, 52, 5.087705505643334);
        assertExpected(0.25, 4.4, 2000, 3000, 4, 30, 39, 52, 0.7273061595754581);
        assertExpected(3, 1, 0.2, 0.05, 0, 0, 5, 500, 19.674008665169094);
        assertExpected(0.25, 4, 0.8, 2.4, 3, 10, 20, 1e-6, 6.61177998313618e-8);
    }

    private static void assertExpected(
            double r, double alpha, double a, double b, int x, double tx, double age, double t, double expected) {
        double ours = new BgNbd(r, alpha, a, b).expectedPurchases(new PurchaseHistory(x, tx, age), t);
        assertThat(ours / expected).isCloseTo(1, within(1e-11));
    }

    @Test
    void theSeriesAndTheIntegralOfDropoutAgree() {
        var random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            double r = Math.exp(4 * random.nextDouble() - 3);
            double a = Math.exp(6 * random.nextDouble() - 3);
            double b = Math.exp(6 * random.nextDouble() - 3);
            int x = random.nextInt(40);
            double rho = Math.exp(8 * random.nextDouble() - 6);
            double series = Special.purchasesUntilDropout(r + x, a, b + x, rho);
            assertThat(series / Special.dropoutIntegral(r + x, a, b + x, rho)).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void hardCasesOfParetoNbdEqualTheFormulaIn60Digits() {
        assertLikelihood(0.3, 4, 2.5, 30, 5, 10, 60, -13.614545058561669);
        assertLikelihood(0.01, 0.05, 0.02, 90, 0, 0, 400, -0.0893637807804748);
        assertLikelihood(8, 200, 1, 3, 40, 100, 500, -109.54781080569194);
        assertLikelihood(0.5, 5, 0.6, 5, 3, 7, 7.001, -7.789418548253835);
        assertLikelihood(2, 0.5, 3, 1000, 900, 500, 2000, -382.6057100766831);
        assertLikelihood(0.5, 1000, 12, 0.7, 2, 1, 300, -24.753715544105678);
    }

    private static void assertLikelihood(
            double r, double alpha, double s, double beta, int x, double tx, double age, double expected) {
        assertThat(new ParetoNbd(r, alpha, s, beta).logLikelihood(new PurchaseHistory(x, tx, age)) / expected)
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void discountedTimeEqualsTheExponentialIntegralIn60Digits() {
        assertThat(Special.discountedTime(0.6, 0.1)).isCloseTo(3.47151667717029, within(1e-13));
        assertThat(Special.discountedTime(0.6, 1e-6) / 554.6770414798914).isCloseTo(1, within(1e-13));
        assertThat(Special.discountedTime(1, 0.01)).isCloseTo(4.078511443456426, within(1e-13));
        assertThat(Special.discountedTime(3.5, 1e-4)).isCloseTo(0.39997333857319306, within(1e-13));
        assertThat(Special.discountedTime(20, 2)).isCloseTo(0.04739566580069503, within(1e-14));
        assertThat(Special.discountedTime(0.05, 0.001) / 729.890434333384).isCloseTo(1, within(1e-13));
        assertThat(Special.discountedTime(0.6, 1000)).isCloseTo(0.0009994009575129445, within(1e-15));
        assertThat(Special.discountedTime(200, 1e-3)).isCloseTo(0.005025100248847168, within(1e-15));
    }

    @Test
    void risingFactorialsKeepTheirDigitsHoweverLargeTheyBegin() {
        for (double z : new double[] {0.3, 50, 999, 1001, 1e5, 1e9}) {
            for (int n : new int[] {1, 40, 65, 300}) {
                double logs = 0;
                double inverses = 0;
                for (int i = 0; i < n; i++) {
                    logs += Math.log(z + i);
                    inverses += 1 / (z + i);
                }
                assertThat(Special.logRising(z, n) / logs).isCloseTo(1, within(1e-12));
                assertThat(Special.digammaRise(z, n) / inverses).isCloseTo(1, within(1e-12));
                assertThat(Special.logGammaRise(z, n) / logs).isCloseTo(1, within(1e-11));
            }
        }
    }

    @Test
    void theDigammaFunctionIsRightToRounding() {
        assertThat(Special.digamma(0.001)).isCloseTo(-1000.5755719318103, within(1e-12));
        assertThat(Special.digamma(0.3)).isCloseTo(-3.502524222200133, within(2e-15));
        assertThat(Special.digamma(1)).isCloseTo(-0.5772156649015329, within(2e-15));
        assertThat(Special.digamma(11.9)).isCloseTo(2.4339335368825377, within(2e-15));
        assertThat(Special.digamma(50)).isCloseTo(3.901989673427892, within(2e-15));
        assertThat(Special.digamma(1e6)).isCloseTo(13.815510057964191, within(4e-15));
    }

    @Test
    void stoppingShapesAroundOneAreNoPole() {
        var history = new PurchaseHistory(4, 30, 39);
        for (double off : new double[] {-1e-9, 1e-9}) {
            assertThat(new BgNbd(0.2, 4, 1 + off, 2).expectedPurchases(history, 52))
                    .isCloseTo(new BgNbd(0.2, 4, 1, 2).expectedPurchases(history, 52), within(1e-8));
            assertThat(new ParetoNbd(0.5, 10, 1 + off, 12).expectedPurchases(history, 52))
                    .isCloseTo(new ParetoNbd(0.5, 10, 1, 12).expectedPurchases(history, 52), within(1e-8));
        }
    }

    @Test
    void allDiscountedPurchasesAreTheLimitOfLongHorizonsInShortPeriods() {
        var history = new PurchaseHistory(4, 30, 39);
        // Days of a fast fading value; a purchase counts as at the end of its day, on average half a day late.
        double delta = 0.2;
        double sum =
                new Discount(Math.expm1(delta / 70), 1.0 / 70).present(200, t -> PARETO.expectedPurchases(history, t));
        assertThat(PARETO.discountedPurchases(history, delta) * Math.exp(-delta / 140))
                .isCloseTo(sum, within(1e-6));
    }

    @Test
    void discountMakesLaterPurchasesCountLess() {
        var history = new PurchaseHistory(4, 30, 39);
        double plain = BG.expectedPurchases(history, 52);
        double before = plain;
        for (double rate : new double[] {0.01, 0.05, 0.2}) {
            double value = Discount.monthlyInWeeks(rate).present(52, t -> BG.expectedPurchases(history, t));
            assertThat(value).isLessThan(before).isPositive();
            before = value;
        }
        assertThat(Discount.none().present(52, t -> BG.expectedPurchases(history, t)))
                .isEqualTo(plain);
        // Two periods and a half, of one purchase each, by hand.
        assertThat(new Discount(1, 2).present(5, t -> t / 2))
                .isCloseTo(1.0 / 2 + 1.0 / 4 + 0.5 * Math.pow(2, -2.5), within(1e-15));
    }

    @Test
    void howeverExtremeCustomersAndParametersAreTheNumbersAreNumbers() {
        var random = new SplittableRandom(9);
        for (int i = 0; i < 5000; i++) {
            var bg = new BgNbd(upTo(random, 9), upTo(random, 9), upTo(random, 9), upTo(random, 9));
            var pareto = new ParetoNbd(upTo(random, 9), upTo(random, 9), upTo(random, 9), upTo(random, 9));
            int x = random.nextInt(3) == 0 ? 0 : (int) Math.exp(10 * random.nextDouble());
            double age = upTo(random, 9);
            double last = x == 0 ? 0 : random.nextInt(4) == 0 ? age : age * random.nextDouble();
            var history = new PurchaseHistory(x, last, age);
            double horizon = upTo(random, 9);
            for (PurchaseModel model : List.of(bg, pareto)) {
                assertThat(model.logLikelihood(history)).isFinite();
                assertThat(model.probabilityAlive(history)).isBetween(0.0, 1.0);
                assertThat(model.expectedPurchases(history, horizon)).isFinite().isNotNegative();
                assertThat(model.expectedPurchases(horizon)).isFinite().isNotNegative();
            }
            assertThat(pareto.discountedPurchases(history, upTo(random, 5)))
                    .isFinite()
                    .isNotNegative();
        }
    }

    /** From e to the minus power to e to the power. */
    private static double upTo(SplittableRandom random, double power) {
        return Math.exp(power * (2 * random.nextDouble() - 1));
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        assertThatThrownBy(() -> new PurchaseHistory(-1, 0, 3)).hasMessageContaining("frequency");
        assertThatThrownBy(() -> new PurchaseHistory(1, 4, 3)).hasMessageContaining("age must be at least");
        assertThatThrownBy(() -> new PurchaseHistory(0, 2, 3)).hasMessageContaining("without repeat purchases");
        assertThatThrownBy(() -> new PurchaseHistory(1, Double.NaN, 3)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new BgNbd(0, 1, 1, 1)).hasMessage("r must be positive, not 0.0");
        assertThatThrownBy(() -> new ParetoNbd(1, 1, Double.POSITIVE_INFINITY, 1))
                .hasMessageContaining("s must be a finite number");
        assertThatThrownBy(() -> BG.expectedPurchases(-1)).hasMessageContaining("time must not be negative");
        assertThatThrownBy(() -> BG.expectedPurchases(new PurchaseHistory(0, 0, 1), Double.NaN))
                .hasMessageContaining("horizon");
        assertThatThrownBy(() -> PurchaseHistories.of(new int[] {1, 2}, new double[] {1, 5}, new double[] {2, 4}))
                .hasMessageContaining("customer 1: age must be at least");
    }

    private static PurchaseHistory anyHistory(SplittableRandom random) {
        int x = random.nextInt(3) == 0 ? 0 : random.nextInt(1, 30);
        double age = 100 * random.nextDouble();
        return new PurchaseHistory(x, x == 0 ? 0 : age * random.nextDouble(), age);
    }
}
