package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.zhike.statistics.Golden;
import org.zhike.statistics.forecast.EtsForm.Kind;
import org.zhike.statistics.forecast.EtsForm.Trend;
import tools.jackson.databind.JsonNode;

/** Ten classic series beside R's forecast package 8.20. */
class GoldenForecastTest {

    static final List<String> SERIES = List.of(
            "AirPassengers",
            "USAccDeaths",
            "UKgas",
            "Nile",
            "WWWusage",
            "lynx",
            "co2",
            "nottem",
            "LakeHuron",
            "JohnsonJohnson");

    @ParameterizedTest
    @FieldSource("SERIES")
    void theLikelihoodAtTheParametersOfREqualsThatOfR(String name) {
        JsonNode ets = reference(name).get("ets");

        EtsModel model = EtsModel.of(parameters(name), values(name));

        assertThat(model.logLikelihood().orElseThrow())
                .isCloseTo(
                        ets.get("loglik").asDouble(),
                        within(1e-9 * Math.abs(ets.get("loglik").asDouble())));
        assertThat(model.aicc()).isCloseTo(ets.get("aicc").asDouble(), within(1e-8));
        assertThat(model.sigma2() / ets.get("sigma2").asDouble()).isCloseTo(1, within(1e-9));
    }

    /**
     * Two slips of R are set apart. Its multiplicative seasons with a damped trend are forecast with the slope not damped at the
     * first step, though fitted with it damped: the same states with slope and β over φ give its numbers. And the variance of
     * additive seasons takes γ in one step early, at whole seasons.
     */
    @ParameterizedTest
    @FieldSource("SERIES")
    void forecastsAtTheParametersOfREqualThoseOfR(String name) {
        JsonNode ets = reference(name).get("ets");
        EtsParameters p = parameters(name);
        var likelihood = new EtsLikelihood(p.form, values(name));
        likelihood.value(p);
        EtsParameters last = likelihood.last(p);
        if (p.form.damped() && p.form.season() == Kind.MULTIPLICATIVE) {
            last = new EtsParameters(
                    p.form, p.alpha, p.beta / p.phi, p.gamma, p.phi, last.level, last.slope / p.phi, last.seasons);
        }
        double sigma2 = ets.get("sigma2").asDouble();
        int horizon = reference(name).get("h").asInt();
        EtsMoments moments = EtsMoments.of(last, sigma2, horizon);

        for (int h = 0; h < horizon; h++) {
            double mean = ets.get("mean").get(h).asDouble();
            assertThat(moments.mean[h] / mean).isCloseTo(1, within(1e-9));
            boolean slip =
                    p.form.season() == Kind.ADDITIVE && !p.form.multiplicativeError() && (h + 1) % p.form.period() == 0;
            double variance = moments.variance[h] + (slip ? sigma2 * p.gamma * (2 * p.alpha + p.gamma) : 0);
            double high = mean + 1.959963984540054 * Math.sqrt(variance);
            assertThat(high / ets.get("hi95").get(h).asDouble())
                    .as("%d ahead", h + 1)
                    .isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @FieldSource("SERIES")
    void theBestFitIsNeverLessLikelyThanThatOfR(String name) {
        JsonNode ets = reference(name).get("ets");
        EtsForm form = form(name);

        EtsModel same =
                Ets.of(form).fit(values(name), form.period()).converged().orElseThrow();
        EtsModel chosen = Ets.automatic()
                .fit(values(name), reference(name).get("freq").asInt())
                .converged()
                .orElseThrow();

        assertThat(same.logLikelihood().orElseThrow())
                .isGreaterThan(ets.get("loglik").asDouble() - 1e-3);
        assertThat(chosen.aicc()).isLessThan(ets.get("aicc").asDouble() + 1e-3);
    }

    /** R's optimiser ends within some 1e-5 of the best α, ours within 1e-9. */
    @ParameterizedTest
    @FieldSource("SERIES")
    void thetaEqualsThatOfR(String name) {
        JsonNode theta = reference(name).get("theta");
        int horizon = reference(name).get("h").asInt();

        Theta.Model model = new Theta()
                .fit(values(name), reference(name).get("freq").asInt())
                .converged()
                .orElseThrow();
        Forecast forecast = model.forecast(horizon, 0.95);

        assertThat(model.parameters().get("drift")).isCloseTo(theta.get("drift").asDouble(), within(1e-9));
        assertThat(model.parameters().get("sigma2"))
                .isLessThan(theta.get("sigma").asDouble() * (1 + 1e-12));
        for (int h = 0; h < horizon; h++) {
            assertThat(forecast.point()[h] / theta.get("mean").get(h).asDouble())
                    .isCloseTo(1, within(3e-5));
            assertThat(forecast.high()[h] / theta.get("hi95").get(h).asDouble()).isCloseTo(1, within(3e-5));
        }
    }

    @ParameterizedTest
    @FieldSource("SERIES")
    void seasonalNaiveEqualsThatOfR(String name) {
        JsonNode naive = reference(name).get("snaive");
        int horizon = reference(name).get("h").asInt();

        Forecast forecast = new SeasonalNaive()
                .fit(values(name), reference(name).get("freq").asInt())
                .converged()
                .orElseThrow()
                .forecast(horizon, 0.8);

        for (int h = 0; h < horizon; h++) {
            assertThat(forecast.point()[h]).isEqualTo(naive.get("mean").get(h).asDouble());
            assertThat(forecast.low()[h] / naive.get("lo80").get(h).asDouble()).isCloseTo(1, within(1e-9));
        }
    }

    private static JsonNode reference(String name) {
        return Golden.json("forecast/classic_series_golden.json").get(name);
    }

    private static double[] values(String name) {
        JsonNode y = reference(name).get("y");
        double[] values = new double[y.size()];
        for (int t = 0; t < values.length; t++) {
            values[t] = y.get(t).asDouble();
        }
        return values;
    }

    private static EtsForm form(String name) {
        String[] signs = reference(name)
                .get("ets")
                .get("method")
                .asString()
                .replaceAll("ETS\\(|\\)", "")
                .split(",", -1);
        Kind season = kind(signs[2]);
        return new EtsForm(
                kind(signs[0]),
                signs[1].equals("N") ? Trend.NONE : signs[1].equals("A") ? Trend.ADDITIVE : Trend.DAMPED,
                season,
                season == Kind.NONE ? 1 : reference(name).get("freq").asInt());
    }

    private static Kind kind(String sign) {
        return sign.equals("N") ? Kind.NONE : sign.equals("A") ? Kind.ADDITIVE : Kind.MULTIPLICATIVE;
    }

    /** R counts seasons backwards from the first value; the oldest follows from the sum. */
    private static EtsParameters parameters(String name) {
        EtsForm form = form(name);
        JsonNode p = reference(name).get("ets").get("par");
        double[] seasons = new double[form.seasonal() ? form.period() : 0];
        if (form.seasonal()) {
            double rest = form.season() == Kind.MULTIPLICATIVE ? form.period() : 0;
            for (int i = 1; i < seasons.length; i++) {
                seasons[i] = p.get("s" + (form.period() - 1 - i)).asDouble();
                rest -= seasons[i];
            }
            seasons[0] = rest;
        }
        return new EtsParameters(
                form,
                p.get("alpha").asDouble(),
                form.hasTrend() ? p.get("beta").asDouble() : 0,
                form.seasonal() ? p.get("gamma").asDouble() : 0,
                form.damped() ? p.get("phi").asDouble() : form.hasTrend() ? 1 : 0,
                p.get("l").asDouble(),
                form.hasTrend() ? p.get("b").asDouble() : 0,
                seasons);
    }
}
