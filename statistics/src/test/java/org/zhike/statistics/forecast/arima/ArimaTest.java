package org.zhike.statistics.forecast.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.Accuracy;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.SeasonalNaive;

class ArimaTest {

    private static final double[] NONE = {};

    @Test
    void theCoefficientsOfALongSeriesAreFoundAgain() {
        double[] w = SimulatedArima.arma(new double[] {0.6, -0.3}, new double[] {0.4}, 4000, new SplittableRandom(1));
        double[] y = Arrays.stream(w).map(v -> 50 + 3 * v).toArray();

        Map<String, Double> found =
                fit(Arima.of(ArimaOrder.of(2, 0, 1, true)), y, 1).parameters();

        assertThat(found.get("ar1")).isCloseTo(0.6, within(0.06));
        assertThat(found.get("ar2")).isCloseTo(-0.3, within(0.06));
        assertThat(found.get("ma1")).isCloseTo(0.4, within(0.06));
        assertThat(found.get("mean")).isCloseTo(50, within(0.4));
        assertThat(found.get("sigma2")).isCloseTo(9, within(0.5));
    }

    @Test
    void seasonalCoefficientsAndDriftAreFoundAgain() {
        double[] ma = new double[13];
        ma[0] = -0.4;
        ma[11] = -0.6;
        ma[12] = 0.24;
        double[] w = SimulatedArima.arma(NONE, ma, 1200, new SplittableRandom(2));
        double[] y = SimulatedArima.summed(SimulatedArima.summed(w, 12), 1);
        var airline = new ArimaOrder(0, 1, 1, 0, 1, 1, 12, false);

        Map<String, Double> found = fit(Arima.of(airline), y, 12).parameters();

        assertThat(found.get("ma1")).isCloseTo(-0.4, within(0.08));
        assertThat(found.get("sma1")).isCloseTo(-0.6, within(0.08));

        double[] steps = SimulatedArima.arma(NONE, NONE, 900, new SplittableRandom(3));
        double[] rising =
                SimulatedArima.summed(Arrays.stream(steps).map(v -> v + 0.5).toArray(), 1);
        assertThat(fit(Arima.of(ArimaOrder.of(0, 1, 0, true)), rising, 1)
                        .parameters()
                        .get("drift"))
                .isCloseTo(0.5, within(0.1));
    }

    @Test
    void theSearchFindsTheDifferencesOfATrendAndASeason() {
        double[] w = SimulatedArima.arma(NONE, new double[] {-0.5}, 180, new SplittableRandom(4));
        double[] y = SimulatedArima.summed(SimulatedArima.summed(w, 12), 1);

        ArimaOrder order = fit(Arima.automatic(), y, 12).order();

        assertThat(order.d()).isEqualTo(1);
        assertThat(order.seasonalD()).isEqualTo(1);
    }

    @Test
    void aSeriesInOtherUnitsHasTheSameForecastInThoseUnits() {
        double[] y = seasonal(96, 5);

        Forecast here = fit(Arima.automatic(), y, 12).forecast(18, 0.9);
        Forecast there =
                fit(Arima.automatic(), SimulatedArima.times(1e9, y), 12).forecast(18, 0.9);

        for (int h = 0; h < 18; h++) {
            assertThat(there.point()[h] / 1e9).isCloseTo(here.point()[h], within(1e-5));
            assertThat(there.high()[h] / 1e9).isCloseTo(here.high()[h], within(1e-4));
        }
    }

    @Test
    void intervalsGrowWithTheirDistanceAndTheirLevel() {
        ArimaModel model = fit(Arima.of(ArimaOrder.of(1, 1, 1, false)), seasonal(96, 6), 1);

        Forecast narrow = model.forecast(12, 0.8);
        Forecast wide = model.forecast(12, 0.95);

        assertThat(wide.point()).isEqualTo(narrow.point());
        for (int h = 0; h < 12; h++) {
            assertThat(wide.high()[h]).isGreaterThan(narrow.high()[h]);
            if (h > 0) {
                assertThat(wide.high()[h] - wide.low()[h]).isGreaterThan(wide.high()[h - 1] - wide.low()[h - 1]);
            }
        }
    }

    @Test
    void intervalsHoldAsManyOfTheValuesToComeAsTheySay() {
        double covered = IntStream.range(0, 200)
                .mapToDouble(seed -> {
                    double[] w = SimulatedArima.arma(
                            new double[] {0.7}, new double[] {-0.2}, 212, new SplittableRandom(seed));
                    double[] y = SimulatedArima.summed(w, 1);
                    Forecast forecast = fit(Arima.of(ArimaOrder.of(1, 1, 1, false)), Arrays.copyOf(y, 200), 1)
                            .forecast(12, 0.95);
                    return Accuracy.coverage(Arrays.copyOfRange(y, 200, 212), forecast);
                })
                .average()
                .orElseThrow();

        assertThat(covered).isBetween(0.92, 0.97);
    }

    @Test
    void forecastsSeasonsWithATrendBetterThanTheNaiveMethod() {
        double ours = 0;
        double naive = 0;
        for (int seed = 10; seed < 20; seed++) {
            double[] y = seasonal(108, seed);
            double[] past = Arrays.copyOf(y, 96);
            double[] future = Arrays.copyOfRange(y, 96, 108);
            ours += Accuracy.mae(
                    future, fit(Arima.automatic(), past, 12).forecast(12, 0.9).point());
            naive += Accuracy.mae(
                    future,
                    new SeasonalNaive()
                            .fit(past, 12)
                            .converged()
                            .orElseThrow()
                            .forecast(12, 0.9)
                            .point());
        }

        assertThat(ours).isLessThan(0.8 * naive);
    }

    @Test
    void theEffectOfAPromotionIsFoundAgainAndUsedAhead() {
        double[] noise = SimulatedArima.arma(new double[] {0.6}, NONE, 130, new SplittableRandom(8));
        double[] promotion =
                IntStream.range(0, 130).mapToDouble(t -> t % 7 == 3 ? 1 : 0).toArray();
        double[] y = SimulatedArima.plus(
                Arrays.stream(noise).map(v -> 100 + v).toArray(), SimulatedArima.times(20, promotion));
        Regressors all = Regressors.of(Map.of("promotion", promotion));

        ArimaModel model = fit(Arima.automatic().with(all.between(0, 120)), Arrays.copyOf(y, 120), 1);
        double[] ahead = model.forecast(10, 0.9, all.between(120, 130)).point();

        assertThat(model.parameters().get("promotion")).isCloseTo(20, within(1.0));
        assertThat(model.describe()).startsWith("Regression with ARIMA(");
        for (int h = 0; h < 10; h++) {
            assertThat(ahead[h]).isCloseTo(100 + 20 * promotion[120 + h], within(3.5));
        }
    }

    @Test
    void regressorsThatSayNothingNewAreLeftOutAndNamed() {
        double[] y = seasonal(60, 9);
        double[] a = IntStream.range(0, 60).mapToDouble(t -> t % 5).toArray();
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("a", a);
        columns.put("twice", SimulatedArima.times(2, a));
        columns.put("constant", SimulatedArima.times(0, a));

        ArimaModel model = fit(Arima.of(ArimaOrder.of(1, 0, 0, true)).with(Regressors.of(columns)), y, 1);

        assertThat(model.dropped()).containsExactly("twice", "constant");
        assertThat(model.parameters()).containsKey("a").doesNotContainKey("twice");
        assertThat(model.forecast(1, 0.9, Regressors.of(Map.of("a", new double[] {1})))
                        .horizon())
                .isEqualTo(1);
    }

    @Test
    void aForecastWithoutTheFutureOfARegressorIsRefused() {
        double[] promotion = IntStream.range(0, 60).mapToDouble(t -> t % 3).toArray();
        Regressors known = Regressors.of(Map.of("promotion", promotion));
        ArimaModel model = fit(Arima.of(ArimaOrder.of(1, 0, 0, true)).with(known), seasonal(60, 1), 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.forecast(3, 0.9))
                .withMessageContaining("[promotion]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.forecast(3, 0.9, known.between(0, 2)))
                .withMessageContaining("2 periods ahead, not for 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arima.automatic().with(known).fit(seasonal(59, 1), 1))
                .withMessageContaining("60 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regressors.of(Map.of("x", new double[] {1, Double.NaN})))
                .withMessageContaining("regressor x");
    }

    @Test
    void seriesWithoutAnyVariationGoOnAsTheyAre() {
        double[] flat = new double[30];
        assertThat(fit(Arima.automatic(), flat, 12).forecast(5, 0.95).high()).containsOnly(0);
        Arrays.fill(flat, 0.1);
        assertThat(fit(Arima.automatic(), flat, 12).forecast(5, 0.95).point()[4])
                .isCloseTo(0.1, within(1e-12));

        double[] line = IntStream.range(0, 30).mapToDouble(t -> 5 + 0.1 * t).toArray();
        ArimaModel model = fit(Arima.automatic(), line, 1);
        assertThat(model.forecast(10, 0.95).point()[9]).isCloseTo(5 + 0.1 * 39, within(1e-9));
        assertThat(model.logLikelihood()).isEmpty();

        double[] pattern = IntStream.range(0, 48).mapToDouble(t -> t % 12).toArray();
        assertThat(fit(Arima.automatic(), pattern, 12).forecast(12, 0.95).point()[7])
                .isCloseTo(7, within(1e-9));
    }

    @Test
    void shortSeriesHaveAForecastOrSayHowManyValuesAreMissing() {
        for (int n = 4; n < 30; n++) {
            double[] y = Arrays.copyOf(seasonal(40, 3), n);
            assertThat(fit(Arima.automatic(), y, 12).forecast(18, 0.95).horizon())
                    .isEqualTo(18);
        }
        assertThat(Arima.automatic().fit(new double[] {1, 2, 4}, 12)).isEqualTo(FitOutcome.tooLittle("values", 3, 4));
        var airline = new ArimaOrder(0, 1, 1, 0, 1, 1, 12, false);
        assertThat(Arima.of(airline).fit(seasonal(14, 1), 12)).isInstanceOf(FitOutcome.TooLittleData.class);
    }

    @Test
    void breaksAndOutliersStillGiveFiniteForecasts() {
        double[] y = seasonal(90, 4);
        for (int t = 50; t < 90; t++) {
            y[t] += 1e6;
        }
        y[20] = -1e9;

        assertThat(fit(Arima.automatic(), y, 12).forecast(18, 0.95).horizon()).isEqualTo(18);
    }

    @Test
    void aLongSeasonIsHandledByItsDifference() {
        double[] y = new double[1000];
        SplittableRandom random = new SplittableRandom(5);
        for (int t = 0; t < y.length; t++) {
            y[t] = 100 * Math.sin(2 * Math.PI * t / 365.0) + random.nextGaussian();
        }

        ArimaOrder order = fit(Arima.automatic(), y, 365).order();

        assertThat(order.seasonalD()).isEqualTo(1);
        assertThat(order.seasonalP() + order.seasonalQ()).isZero();
    }

    @Test
    void valuesThatAreNotNumbersAreNamed() {
        for (double bad : List.of(Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Arima.automatic().fit(new double[] {1, 2, bad, 4, 5}, 1))
                    .withMessageContaining("value 2");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ArimaOrder.of(0, 2, 0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new ArimaOrder(0, 0, 0, 1, 0, 0, 1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> Arima.automatic().fit(new double[9], 0));
    }

    @Test
    void theSameSeriesGivesTheSameModelOnAnyThread() {
        double[] y = seasonal(96, 11);
        double[] one = fit(Arima.automatic(), y, 12).forecast(6, 0.9).high();
        Arima shared = Arima.automatic();

        assertThat(IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> fit(shared, y, 12).forecast(6, 0.9).high()))
                .allMatch(high -> Arrays.equals(high, one));
    }

    @Test
    void residualsAreWhatTheForecastsOneStepAheadMissed() {
        double[] y = seasonal(60, 12);
        ArimaModel model = fit(Arima.of(ArimaOrder.of(0, 1, 0, false)), y, 1);

        assertThat(model.residuals()).hasSize(59);
        assertThat(model.residuals()[58]).isCloseTo(y[59] - y[58], within(1e-9));
    }

    static double[] seasonal(int length, int seed) {
        double[] noise = SimulatedArima.arma(new double[] {0.5}, NONE, length, new SplittableRandom(seed));
        double[] y = new double[length];
        for (int t = 0; t < length; t++) {
            y[t] = 200 + 0.5 * t + 15 * Math.sin(2 * Math.PI * t / 12) + 3 * noise[t];
        }
        return y;
    }

    private static ArimaModel fit(Arima method, double[] y, int period) {
        return method.fit(y, period).converged().orElseThrow();
    }
}
