package org.zhike.statistics.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;
import org.zhike.statistics.forecast.Forecast;
import tools.jackson.databind.JsonNode;

/** Ten classic series beside auto.arima of R's forecast package 8.20. */
class GoldenArimaTest {

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

    private static final Pattern ORDER =
            Pattern.compile("ARIMA\\((\\d),(\\d),(\\d)\\)(?:\\((\\d),(\\d),(\\d)\\)\\[\\d+])?(.*)");

    @ParameterizedTest
    @FieldSource("SERIES")
    void theTestsAdviseTheDifferencesThatRAdvises(String name) {
        JsonNode reference = reference(name);
        double[] y = values(reference.get("y"));

        assertThat(Differencing.differences(y))
                .isEqualTo(reference.get("ndiffs").asInt());
        assertThat(Differencing.seasonalDifferences(y, period(reference)))
                .isEqualTo(reference.get("nsdiffs").asInt());
    }

    /** R starts diffuse states with a large variance instead of an infinite one: its likelihoods are off by up to 0.002. */
    @ParameterizedTest
    @FieldSource("SERIES")
    void anOrderOfRIsFittedAsWellAndForecastsTheSame(String name) {
        JsonNode reference = reference(name);
        JsonNode arima = reference.get("arima");
        ArimaModel model = model(Arima.of(order(reference)), reference);

        assertThat(model.logLikelihood().orElseThrow())
                .isGreaterThan(arima.get("loglik").asDouble() - 0.005);
        assertThat(model.aicc().orElseThrow()).isCloseTo(arima.get("aicc").asDouble(), within(0.01));
        int horizon = reference.get("h").asInt();
        Forecast forecast = model.forecast(horizon, 0.95);
        assertClose(forecast.point(), arima.get("mean"));
        assertClose(forecast.low(), arima.get("lo95"));
        assertClose(forecast.high(), arima.get("hi95"));
        Forecast narrow = model.forecast(horizon, 0.8);
        assertClose(narrow.low(), arima.get("lo80"));
        assertClose(narrow.high(), arima.get("hi80"));
    }

    @ParameterizedTest
    @FieldSource("SERIES")
    void theSearchFindsAnOrderAtLeastAsGoodAsThatOfR(String name) {
        JsonNode reference = reference(name);

        ArimaModel model = model(Arima.automatic(), reference);

        assertThat(model.aicc().orElseThrow())
                .isLessThan(reference.get("arima").get("aicc").asDouble() + 0.01);
    }

    private static ArimaModel model(Arima method, JsonNode reference) {
        var outcome = method.fit(values(reference.get("y")), period(reference));
        assertThat(outcome).isInstanceOf(FitOutcome.Converged.class);
        return outcome.converged().orElseThrow();
    }

    private static void assertClose(double[] actual, JsonNode expected) {
        for (int h = 0; h < actual.length; h++) {
            double reference = expected.get(h).asDouble();
            assertThat(actual[h]).as("%d ahead", h + 1).isCloseTo(reference, within(1e-3 * Math.abs(reference)));
        }
    }

    private static ArimaOrder order(JsonNode reference) {
        Matcher order = ORDER.matcher(reference.get("arima").get("model").asString());
        assertThat(order.matches()).isTrue();
        return new ArimaOrder(
                number(order, 1),
                number(order, 2),
                number(order, 3),
                number(order, 4),
                number(order, 5),
                number(order, 6),
                period(reference),
                order.group(7).contains("with"));
    }

    private static int number(Matcher order, int group) {
        return order.group(group) == null ? 0 : Integer.parseInt(order.group(group));
    }

    private static JsonNode reference(String name) {
        return Golden.json("forecast/classic_series_golden.json").get(name);
    }

    private static int period(JsonNode reference) {
        return reference.get("freq").asInt();
    }

    private static double[] values(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }
}
