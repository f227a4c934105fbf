package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.clv.Covariates.Act;

class CovariatesTest {

    private static final List<String> NAMES = List.of("online", "first_order");
    private static final int CUSTOMERS = 8000;

    @Test
    void whatMakesCustomersBuyMoreAndStopLaterIsFoundInParetoNbd() {
        double[][] z = covariates(CUSTOMERS);
        PurchaseHistories histories = simulate(
                z,
                row -> new ParetoNbd(
                        0.8,
                        10 * Math.exp(-0.7 * row[0] - 0.02 * row[1]),
                        0.8,
                        12 * Math.exp(0.5 * row[0] - 0.01 * row[1])));

        var fitted = ParetoNbdFitter.fit(histories, Covariates.of(NAMES, z), Act.PURCHASES_AND_DROPOUT)
                .converged()
                .orElseThrow();

        assertNear(fitted, "purchases:online", 0.7);
        assertNear(fitted, "purchases:first_order", 0.02);
        assertNear(fitted, "dropout:online", -0.5);
        assertNear(fitted, "dropout:first_order", 0.01);
        assertNear(fitted, "r", 0.8);
        assertNear(fitted, "alpha", 10);
        assertNear(fitted, "beta", 12);
        var plain = ParetoNbdFitter.fit(histories).converged().orElseThrow();
        assertThat(fitted.aic()).isLessThan(plain.aic() - 20);
        assertThat(fitted.model().at(1, 0).alpha())
                .isCloseTo(
                        fitted.model().base().alpha()
                                * Math.exp(-fitted.parameter("purchases:online").value()),
                        within(1e-9));
    }

    @Test
    void whatMakesCustomersBuyMoreIsFoundInBgNbd() {
        double[][] z = covariates(CUSTOMERS);
        PurchaseHistories histories = simulate(
                z,
                row -> new BgNbd(
                        0.4, 6 * Math.exp(-0.6 * row[0]), 0.8 * Math.exp(-0.3 * row[0]), 2.5 * Math.exp(0.4 * row[0])));
        Covariates covariates = Covariates.of(NAMES, z);

        var rates = BgNbdFitter.fit(histories, covariates, Act.PURCHASES);
        var all = BgNbdFitter.fit(histories, covariates, Act.PURCHASES_AND_DROPOUT)
                .converged()
                .orElseThrow();

        assertNear(all, "purchases:online", 0.6);
        assertNear(all, "purchases:first_order", 0);
        assertNear(all, "dropout_a:online", -0.3);
        assertNear(all, "dropout_b:online", 0.4);
        assertThat(all.logLikelihood())
                .isGreaterThan(rates.converged().orElseThrow().logLikelihood());
        double[] expected = all.model().expectedPurchases(histories, covariates, 30);
        assertThat(expected[7]).isEqualTo(all.model().at(z[7]).expectedPurchases(histories.history(7), 30));
    }

    @Test
    void moneyInAnotherCurrencyScalesTheEffectAlone() {
        double[][] z = covariates(2000);
        double[][] cents =
                Arrays.stream(z).map(row -> new double[] {row[0], 100 * row[1]}).toArray(double[][]::new);
        PurchaseHistories histories = simulate(z, row -> new BgNbd(0.4, 6 * Math.exp(-0.03 * row[1]), 0.8, 2.5));
        var a = BgNbdFitter.fit(histories, Covariates.of(NAMES, z), Act.PURCHASES)
                .converged()
                .orElseThrow();
        var b = BgNbdFitter.fit(histories, Covariates.of(NAMES, cents), Act.PURCHASES)
                .converged()
                .orElseThrow();
        assertThat(b.logLikelihood()).isCloseTo(a.logLikelihood(), within(1e-8));
        assertThat(100 * b.parameter("purchases:first_order").value())
                .isCloseTo(a.parameter("purchases:first_order").value(), within(1e-8));
        assertThat(b.parameter("alpha").value()).isCloseTo(a.parameter("alpha").value(), within(1e-6));
    }

    @Test
    void constantAndCollinearCovariatesAreResultsInWords() {
        double[][] z = covariates(500);
        PurchaseHistories histories = simulate(z, row -> new BgNbd(0.4, 6, 0.8, 2.5));
        double[][] constant =
                Arrays.stream(z).map(row -> new double[] {row[0], 3}).toArray(double[][]::new);
        double[][] collinear =
                Arrays.stream(z).map(row -> new double[] {row[0], 1 - row[0]}).toArray(double[][]::new);

        assertThat(BgNbdFitter.fit(histories, Covariates.of(NAMES, constant), Act.PURCHASES))
                .isInstanceOfSatisfying(
                        FitOutcome.TooLittleData.class,
                        little ->
                                assertThat(little.shortages().toString()).contains("different_values_of_first_order"));
        assertThat(BgNbdFitter.fit(histories, Covariates.of(NAMES, collinear), Act.PURCHASES))
                .isInstanceOf(FitOutcome.NotConverged.class);
    }

    @Test
    void impossibleCovariatesAreRefusedInWords() {
        assertThatThrownBy(() -> Covariates.of(NAMES, new double[][] {{1, Double.NaN}}))
                .hasMessageContaining("first_order of customer 0 must be a finite number");
        assertThatThrownBy(() -> Covariates.of(NAMES, new double[][] {{1}})).hasMessageContaining("must have 2");
        assertThatThrownBy(() -> Covariates.of(List.of("a", "a"), new double[0][]))
                .hasMessageContaining("different names");
        PurchaseHistories one = PurchaseHistories.of(new int[1], new double[1], new double[1]);
        assertThatThrownBy(() -> BgNbdFitter.fit(one, Covariates.of(NAMES, new double[2][2]), Act.PURCHASES))
                .hasMessageContaining("of 1 customers");
    }

    private static void assertNear(Fitted<?> fitted, String name, double truth) {
        Parameter parameter = fitted.parameter(name);
        assertThat(Math.abs(parameter.value() - truth)).as(name).isLessThan(3.3 * parameter.standardError());
    }

    private static double[][] covariates(int customers) {
        var random = new SplittableRandom(11);
        double[][] rows = new double[customers][];
        Arrays.setAll(rows, i -> new double[] {random.nextInt(2), 20 + 10 * random.nextGaussian()});
        return rows;
    }

    /** Customers one by one, each of a model of the customer's own. */
    private static PurchaseHistories simulate(double[][] covariates, Function<double[], PurchaseModel> models) {
        var random = new SplittableRandom(12);
        int n = covariates.length;
        int[] x = new int[n];
        double[] last = new double[n];
        double[] ages = new double[n];
        for (int i = 0; i < n; i++) {
            ages[i] = 40 + 40 * random.nextDouble();
            double[] times = models.apply(covariates[i]).drawCustomer(random).purchases(ages[i], random);
            x[i] = times.length;
            last[i] = times.length == 0 ? 0 : times[times.length - 1];
        }
        return PurchaseHistories.of(x, last, ages);
    }
}
