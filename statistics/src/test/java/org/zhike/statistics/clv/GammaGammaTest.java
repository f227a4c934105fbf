package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;

class GammaGammaTest {

    private static final GammaGamma TRUTH = new GammaGamma(6, 4, 15);

    @Test
    void theTruthBehindMadeUpPurchasesIsFoundWithinItsErrors() {
        int[] purchases = new SplittableRandom(1).ints(20_000, 0, 12).toArray();
        double[] means = Simulation.meanValues(TRUTH, purchases, 2);

        Fitted<GammaGamma> fitted =
                GammaGammaFitter.fit(purchases, means).converged().orElseThrow();

        double[] truth = {6, 4, 15};
        for (int i = 0; i < 3; i++) {
            Parameter parameter = fitted.parameters().get(i);
            assertThat(Math.abs(parameter.value() - truth[i])).isLessThan(3.3 * parameter.standardError());
        }
        double sum = 0;
        for (int i = 0; i < means.length; i++) {
            sum += purchases[i] > 0 ? fitted.model().logLikelihood(purchases[i], means[i]) : 0;
        }
        assertThat(sum).isCloseTo(fitted.logLikelihood(), within(1e-6));
        assertThat(fitted.customers())
                .isEqualTo((int) Arrays.stream(purchases).filter(x -> x > 0).count());
        assertThat(fitted.model().meanValue()).isCloseTo(30, within(1.0));
        assertThat(GammaGammaFitter.correlation(purchases, means)).isCloseTo(0, within(0.03));
    }

    @Test
    void theValueLiesBetweenTheCustomersOwnMeanAndThatOfAll() {
        double all = TRUTH.meanValue();
        double before = all;
        for (int x = 1; x < 100; x *= 3) {
            double value = TRUTH.expectedValue(x, 80);
            assertThat(value).isBetween(all, 80.0).isGreaterThan(before);
            before = value;
        }
        assertThat(TRUTH.expectedValue(0, 80)).isEqualTo(all).isCloseTo(6 * 15.0 / 3, within(1e-12));
        assertThat(TRUTH.expectedValue(1_000_000, 80)).isCloseTo(80, within(1e-3));
    }

    @Test
    void customersWhoDoNotDifferLeaveTheirDifferenceOpenAndThatIsSaid() {
        int[] purchases = new SplittableRandom(5).ints(3000, 1, 8).toArray();
        double[] means = Simulation.meanValues(new GammaGamma(3, 1e7, 1e8), purchases, 6);

        FitOutcome<Fitted<GammaGamma>> outcome = GammaGammaFitter.fit(purchases, means);

        assertThat(outcome).isInstanceOfSatisfying(FitOutcome.NotConverged.class, open -> {
            assertThat(open.why()).contains("the data do not determine the parameters");
            GammaGamma last = (GammaGamma) ((Fitted<?>) open.last()).model();
            assertThat(last.p()).isCloseTo(3, within(0.2));
            assertThat(last.expectedValue(1, 1000)).isCloseTo(30, within(2.0));
        });
    }

    @Test
    void theValueOfCustomersWithoutPurchasesMayBeWithoutBound() {
        var heavy = new GammaGamma(2, 0.9, 10);
        assertThat(heavy.meanValue()).isInfinite();
        assertThat(heavy.expectedValue(1, 5)).isFinite();
    }

    @Test
    void anotherCurrencyScalesValuesAlone() {
        int[] purchases = new SplittableRandom(3).ints(2000, 1, 8).toArray();
        double[] means = Simulation.meanValues(TRUTH, purchases, 4);
        double[] cents = Arrays.stream(means).map(mean -> 100 * mean).toArray();
        GammaGamma a =
                GammaGammaFitter.fit(purchases, means).converged().orElseThrow().model();
        GammaGamma b =
                GammaGammaFitter.fit(purchases, cents).converged().orElseThrow().model();
        assertThat(b.p() / a.p()).isCloseTo(1, within(1e-4));
        assertThat(b.expectedValues(purchases, cents)[5] / a.expectedValues(purchases, means)[5])
                .isCloseTo(100, within(1e-5));
    }

    @Test
    void tooFewOrEqualPurchasesAreAResultInWords() {
        assertThat(GammaGammaFitter.fit(new int[] {1, 0, 2}, new double[] {5, 0, 0}))
                .isEqualTo(FitOutcome.tooLittle("customers_with_repeat_purchases_of_value", 1, 10));
        int[] ones = new int[50];
        double[] fives = new double[50];
        Arrays.fill(ones, 1);
        Arrays.fill(fives, 5);
        assertThat(GammaGammaFitter.fit(ones, fives)).isEqualTo(FitOutcome.tooLittle("different_mean_values", 1, 2));
        assertThat(GammaGammaFitter.correlation(ones, fives)).isZero();
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        assertThatThrownBy(() -> GammaGammaFitter.fit(new int[] {1}, new double[] {-1}))
                .hasMessage("a mean must not be negative, but is -1.0");
        assertThatThrownBy(() -> GammaGammaFitter.fit(new int[] {1}, new double[0]))
                .hasMessageContaining("a mean for each of 1");
        assertThatThrownBy(() -> TRUTH.expectedValue(1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> TRUTH.logLikelihood(0, 1)).hasMessageContaining("purchases must be at least 1");
    }
}
