package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;
import tools.jackson.databind.JsonNode;

/** The published fits, and what independent programs say of the same customers. */
class GoldenClvTest {

    private static final Offset<Double> EXACT = within(1e-8);

    private static final BgNbd PUBLISHED_BG = new BgNbd(0.243, 4.414, 0.793, 2.426);
    private static final ParetoNbd PUBLISHED_PARETO = new ParetoNbd(0.553, 10.578, 0.606, 11.669);

    @Test
    void everyCustomerIsWorthWhatTheReferenceSaysAtThePublishedParameters() {
        // id,x,t_x,T,m_x,bg_ll,bg_palive,bg_exp39,pn_ll,pn_palive,pn_exp39,pn_dert_0_0027,gg_exp_m
        List<double[]> rows = numbers("clv/cdnow_sample_at_published_params.csv.gz");
        assertThat(rows).hasSize(2357);
        for (double[] row : rows) {
            var history = new PurchaseHistory((int) row[1], row[2], row[3]);
            assertThat(PUBLISHED_BG.logLikelihood(history)).isCloseTo(row[5], EXACT);
            assertThat(PUBLISHED_BG.probabilityAlive(history)).isCloseTo(row[6], EXACT);
            assertThat(PUBLISHED_BG.expectedPurchases(history, 39)).isCloseTo(row[7], EXACT);
            assertThat(PUBLISHED_PARETO.logLikelihood(history)).isCloseTo(row[8], EXACT);
            assertThat(PUBLISHED_PARETO.probabilityAlive(history)).isCloseTo(row[9], EXACT);
            assertThat(PUBLISHED_PARETO.expectedPurchases(history, 39)).isCloseTo(row[10], EXACT);
            assertThat(PUBLISHED_PARETO.discountedPurchases(history, 0.0027)).isCloseTo(row[11], EXACT);
        }
    }

    @Test
    void everyCustomerIsWorthWhatTheReferenceSaysAtTheFittedParameters() {
        JsonNode fit = Golden.json("clv/cdnow_sample_results.json");
        JsonNode p = fit.get("bgnbd");
        var bg = new BgNbd(number(p, "r"), number(p, "alpha"), number(p, "a"), number(p, "b"));
        JsonNode s = fit.get("pnbd");
        var pareto = new ParetoNbd(number(s, "r"), number(s, "alpha"), number(s, "s"), number(s, "beta"));
        JsonNode g = fit.get("gg");
        var spend = new GammaGamma(number(g, "p"), number(g, "q"), number(g, "v"));
        Discount monthly = Discount.monthlyInWeeks(0.01);
        double delta = new Discount(0.15, 52).continuous();

        // id,x,t_x,T,m_x,x_star,bg_palive,bg_exp39,pn_palive,pn_exp39,pn_dert_15pct,gg_exp_m,clv_dert,bg_clv12m_1pct
        for (double[] row : numbers("clv/cdnow_sample_customers.csv.gz")) {
            var history = new PurchaseHistory((int) row[1], row[2], row[3]);
            double value = spend.expectedValue(history.frequency(), row[4]);
            double dert = pareto.discountedPurchases(history, delta);
            double year = monthly.present(12 * monthly.period(), t -> bg.expectedPurchases(history, t));
            assertThat(bg.expectedPurchases(history, 39)).isCloseTo(row[7], EXACT);
            assertThat(pareto.expectedPurchases(history, 39)).isCloseTo(row[9], EXACT);
            assertThat(dert).isCloseTo(row[10], EXACT);
            assertThat(value).isCloseTo(row[11], EXACT);
            assertThat(dert * value).isCloseTo(row[12], EXACT);
            assertThat(year * value).isCloseTo(row[13], EXACT);
        }
    }

    @Test
    void extremeCustomersNeitherOverflowNorLoseDigits() {
        // x,t_x,T,pn_ll,pn_ll_scipy,bg_ll,bg_exp39,pn_dert
        for (double[] row : numbers("clv/extreme_customers_mpmath.csv")) {
            var history = new PurchaseHistory((int) row[0], row[1], row[2]);
            // The reference's Pareto likelihood of this customer cancels itself: 60 digits say -109.36101514231109, as
            // we do.
            boolean cancels = row[0] == 600;
            double pareto = cancels ? -109.36101514231109 : row[3];
            assertThat(PUBLISHED_PARETO.logLikelihood(history)).isCloseTo(pareto, within(1e-11));
            assertThat(PUBLISHED_BG.logLikelihood(history)).isCloseTo(row[5], within(1e-11));
            assertThat(PUBLISHED_BG.expectedPurchases(history, 39) / row[6]).isCloseTo(1, within(1e-12));
            assertThat(PUBLISHED_PARETO.discountedPurchases(history, 0.0027) / row[7])
                    .isCloseTo(1, within(cancels ? 1e-6 : 1e-12));
        }
    }

    @Test
    void thePublishedFitsOfTheSampleAreFound() {
        check(Cdnow.sample(), Golden.json("clv/cdnow_sample_results.json"));
    }

    @Test
    void theFitsOfAllCustomersAreFound() {
        check(Cdnow.master(), Golden.json("clv/cdnow_master_results.json"));
    }

    private static void check(CustomerBase base, JsonNode expected) {
        PurchaseHistories histories = base.histories();
        assertThat(base.size()).isEqualTo(expected.get("n").asInt());
        assertThat(histories.repeatBuyers())
                .isEqualTo(expected.get("repeat_customers").asInt());
        assertThat(histories.repeatPurchases()).isEqualTo(expected.get("sum_x").asInt());

        BgNbd bg = checkFit(BgNbdFitter.fit(histories), expected.get("bgnbd"));
        ParetoNbd pareto = checkFit(ParetoNbdFitter.fit(histories), expected.get("pnbd"));
        GammaGamma spend =
                checkFit(GammaGammaFitter.fit(base.frequencies(), base.meanRepeatValues()), expected.get("gg"));
        assertThat(GammaGammaFitter.correlation(base.frequencies(), base.meanRepeatValues()))
                .isCloseTo(number(expected.get("gg"), "corr_x_m"), EXACT);
        assertThat(spend.meanValue()).isCloseTo(number(expected.get("gg"), "pop_mean"), withinPercentage(0.001));

        double[] actual = base.laterPurchases(Cdnow.END);
        Holdout naive = Holdout.of(NaiveRate.expectedPurchases(histories, 39), actual);
        checkHoldout(naive, expected.get("naive_rate_holdout"));
        for (PurchaseModel model : List.of(bg, pareto)) {
            Holdout holdout = Holdout.of(model.expectedPurchases(histories, 39), actual);
            checkHoldout(holdout, expected.get(model instanceof BgNbd ? "bg_holdout" : "pn_holdout"));
            assertThat(holdout.meanAbsoluteError()).isLessThan(naive.meanAbsoluteError());
            assertThat(holdout.correlation()).isGreaterThan(naive.correlation());
            checkTracking(Tracking.of(model, base, 78), expected.get("tracking"), model instanceof BgNbd ? "bg" : "pn");
        }

        double[] values = spend.expectedValues(base.frequencies(), base.meanRepeatValues());
        double[] discounted = pareto.discountedPurchases(histories, new Discount(0.15, 52).continuous());
        assertThat(sumOfProducts(discounted, values))
                .isCloseTo(expected.get("sum_clv_dert").asDouble(), withinPercentage(0.001));
        double[] year = bg.expectedPurchases(histories, 12 * Discount.WEEKS_PER_MONTH, Discount.monthlyInWeeks(0.01));
        assertThat(sumOfProducts(year, values))
                .isCloseTo(expected.get("sum_bg_clv12m").asDouble(), withinPercentage(0.001));
    }

    private static <M> M checkFit(FitOutcome<Fitted<M>> outcome, JsonNode expected) {
        Fitted<M> fitted = outcome.converged().orElseThrow();
        assertThat(fitted.logLikelihood()).isCloseTo(number(expected, "LL"), within(1e-6));
        for (int i = 0; i < fitted.parameters().size(); i++) {
            Parameter parameter = fitted.parameters().get(i);
            assertThat(parameter.value()).isCloseTo(number(expected, parameter.name()), withinPercentage(0.001));
            assertThat(parameter.standardError())
                    .isCloseTo(expected.get("se").get(i).asDouble(), withinPercentage(0.01));
            assertThat(parameter.interval().contains(parameter.value())).isTrue();
        }
        return fitted.model();
    }

    private static void checkHoldout(Holdout holdout, JsonNode expected) {
        assertThat(holdout.predicted()).isCloseTo(number(expected, "sum_pred"), withinPercentage(1e-4));
        assertThat(holdout.actual()).isEqualTo(number(expected, "sum_act"));
        assertThat(holdout.meanAbsoluteError()).isCloseTo(number(expected, "mae"), within(1e-6));
        assertThat(holdout.rootMeanSquareError()).isCloseTo(number(expected, "rmse"), within(1e-6));
        assertThat(holdout.correlation()).isCloseTo(number(expected, "corr"), within(1e-6));
        assertThat(100 * holdout.totalError()).isCloseTo(number(expected, "agg_err_pct"), within(1e-4));
    }

    private static void checkTracking(Tracking tracking, JsonNode expected, String model) {
        assertThat(tracking.actualUntil(39)).isEqualTo(number(expected, "actual_wk39"));
        assertThat(tracking.actualUntil(78)).isEqualTo(number(expected, "actual_wk78"));
        assertThat(tracking.expectedUntil(39)).isCloseTo(number(expected, model + "_wk39"), withinPercentage(1e-4));
        assertThat(tracking.expectedUntil(78)).isCloseTo(number(expected, model + "_wk78"), withinPercentage(1e-4));
        assertThat(100 * tracking.meanAbsoluteError(40))
                .isCloseTo(number(expected, model + "_mape_cum_hold"), within(1e-4));
    }

    @Test
    void allPurchasesTogetherFollowTheCurveWeekByWeek() {
        CustomerBase base = Cdnow.sample();
        JsonNode fit = Golden.json("clv/cdnow_sample_results.json");
        JsonNode p = fit.get("bgnbd");
        JsonNode s = fit.get("pnbd");
        Tracking bg =
                Tracking.of(new BgNbd(number(p, "r"), number(p, "alpha"), number(p, "a"), number(p, "b")), base, 78);
        Tracking pareto = Tracking.of(
                new ParetoNbd(number(s, "r"), number(s, "alpha"), number(s, "s"), number(s, "beta")), base, 78);

        // week,actual_cum,bg_cum,pn_cum
        List<double[]> rows = numbers("clv/cdnow_sample_tracking.csv");
        assertThat(rows).hasSize(78);
        for (double[] row : rows) {
            int week = (int) row[0];
            assertThat(bg.actualUntil(week)).isEqualTo(row[1]);
            assertThat(bg.expectedUntil(week)).isCloseTo(row[2], EXACT);
            assertThat(pareto.expectedUntil(week)).isCloseTo(row[3], EXACT);
        }
        assertThat(bg.expectedIn(1) + bg.expectedIn(2)).isCloseTo(bg.expectedUntil(2), EXACT);
        assertThat(bg.actualIn(1) + bg.actualIn(2)).isEqualTo(bg.actualUntil(2));
    }

    private static List<double[]> numbers(String file) {
        return Golden.rows(file).stream()
                .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
                .toList();
    }

    private static double number(JsonNode node, String name) {
        return node.get(name).asDouble();
    }

    private static double sumOfProducts(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
