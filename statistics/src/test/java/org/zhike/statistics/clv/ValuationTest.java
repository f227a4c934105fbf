package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.interval.Interval;

class ValuationTest {

    private static final BgNbd PURCHASES = new BgNbd(0.3, 5, 0.8, 2.5);
    private static final GammaGamma SPEND = new GammaGamma(6, 4, 15);
    private static final Discount MONTHLY = Discount.monthlyInWeeks(0.01);

    @Test
    void aCustomerIsWorthTheDiscountedPurchasesTimesTheirValueTimesTheMargin() {
        CustomerBase base = base(3000, 1);
        var purchases = BgNbdFitter.fit(base.histories()).converged().orElseThrow();
        var spend = spend(base);
        Valuation valuation = value(base, purchases, spend, 0.3);

        for (int i = 0; i < base.size(); i += 100) {
            PurchaseHistory history = base.histories().history(i);
            double discounted = MONTHLY.present(52, t -> purchases.model().expectedPurchases(history, t));
            double value = spend.model().expectedValue(history.frequency(), base.meanRepeatValues()[i]);
            assertThat(valuation.worth(i)).isCloseTo(0.3 * discounted * value, within(1e-9));
            assertThat(valuation.interval(i).contains(valuation.worth(i))).isTrue();
        }
        assertThat(valuation.total())
                .isCloseTo(
                        IntStream.range(0, base.size())
                                .mapToDouble(valuation::worth)
                                .sum(),
                        within(1e-6));
        assertThat(value(base, purchases, spend, 0.6).total()).isCloseTo(2 * valuation.total(), within(1e-6));
    }

    @Test
    void theIntervalOfTheSumHoldsWhatTheTruthExpectsAsOftenAsItSays() {
        int held = 0;
        int samples = 150;
        for (int seed = 0; seed < samples; seed++) {
            CustomerBase base = base(1000, 1000 + seed);
            var purchases = BgNbdFitter.fit(base.histories());
            var spend = GammaGammaFitter.fit(base.frequencies(), base.meanRepeatValues());
            assertThat(purchases.converged()).isPresent();
            assertThat(spend.converged()).isPresent();
            Interval interval = value(
                            base,
                            purchases.converged().orElseThrow(),
                            spend.converged().orElseThrow(),
                            1)
                    .totalInterval();
            double[] discounted = PURCHASES.expectedPurchases(base.histories(), 52, MONTHLY);
            double[] values = SPEND.expectedValues(base.frequencies(), base.meanRepeatValues());
            double truth = 0;
            for (int i = 0; i < values.length; i++) {
                truth += discounted[i] * values[i];
            }
            held += interval.contains(truth) ? 1 : 0;
        }
        assertThat((double) held / samples).isBetween(0.89, 0.99);
    }

    @Test
    void valuesWithoutAMeanAreRefused() {
        CustomerBase base = base(300, 5);
        var purchases = BgNbdFitter.fit(base.histories()).converged().orElseThrow();
        var endless =
                new Fitted<>(log -> new GammaGamma(2, 0.5, 10), new double[3], new double[0][], -1, 300, List.of());
        assertThatThrownBy(() -> value(base, purchases, endless, 1))
                .hasMessageContaining("mean value of all customers");
        assertThatThrownBy(() -> value(base, purchases, spend(base), 0)).hasMessageContaining("margin");
    }

    private static Fitted<GammaGamma> spend(CustomerBase base) {
        return GammaGammaFitter.fit(base.frequencies(), base.meanRepeatValues())
                .converged()
                .orElseThrow();
    }

    private static Valuation value(
            CustomerBase base, Fitted<BgNbd> purchases, Fitted<GammaGamma> spend, double margin) {
        return Valuation.of(purchases, spend, base, base.histories().distinct(), 52, MONTHLY, margin, 0.95);
    }

    /** Customers by a tenth of a day, so that hardly any purchases share a day; each spends by a mean of its own. */
    private static CustomerBase base(int customers, long seed) {
        int[] firstDays = new SplittableRandom(seed).ints(customers, 0, 1400).toArray();
        var transactions = Simulation.transactions(PURCHASES, firstDays, 3640, 70, seed);
        int[] who = transactions.customers();
        double[] amounts = new double[who.length];
        var random = new SplittableRandom(seed);
        double[] rates = new double[customers];
        Arrays.setAll(rates, c -> Draw.gamma(random, SPEND.q()) / SPEND.v());
        Arrays.setAll(amounts, i -> Draw.gamma(random, SPEND.p()) / rates[who[i]]);
        return PurchaseLog.of(who, transactions.days(), amounts).until(3640, 70);
    }
}
