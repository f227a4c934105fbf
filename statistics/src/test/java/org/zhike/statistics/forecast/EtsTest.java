package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.EtsForm.Kind;
import org.zhike.statistics.forecast.EtsForm.Trend;

class EtsTest {

    private static final EtsForm MULTIPLIED = new EtsForm(Kind.MULTIPLICATIVE, Trend.ADDITIVE, Kind.MULTIPLICATIVE, 12);

    private static double[] multiplied(int length) {
        return SimulatedEts.series(SimulatedEts.parameters(MULTIPLIED), 0.01, length, new SplittableRandom(1));
    }

    @Test
    void thereAreFifteenFormsOfSeasonalPositiveSeries() {
        assertThat(EtsForm.all(12, true)).hasSize(15);
        assertThat(EtsForm.all(12, false)).hasSize(6);
        assertThat(EtsForm.all(1, true)).hasSize(6);
        assertThat(EtsForm.all(1, false)).hasSize(3);
    }

    @Test
    void choosesTheFormThatALongSeriesFollows() {
        assertThat(fit(multiplied(240), 12).describe()).isEqualTo("ETS(M,A,M)");

        var level = new EtsForm(Kind.ADDITIVE, Trend.NONE, Kind.ADDITIVE, 4);
        double[] steady = SimulatedEts.series(SimulatedEts.parameters(level), 3, 200, new SplittableRandom(2));
        assertThat(fit(steady, 4).form().trend()).isEqualTo(Trend.NONE);
        assertThat(fit(steady, 4).form().season()).isEqualTo(Kind.ADDITIVE);
    }

    @Test
    void aSeriesInOtherUnitsHasTheSameForecastInThoseUnits() {
        double[] y = multiplied(96);
        double[] cents = Arrays.stream(y).map(v -> v * 1e6).toArray();

        double[] here = fit(y, 12).forecast(18, 0.9).high();
        double[] there = fit(cents, 12).forecast(18, 0.9).high();

        for (int h = 0; h < here.length; h++) {
            assertThat(there[h] / 1e6).isCloseTo(here[h], within(1e-6 * here[h]));
        }
    }

    @Test
    void aHigherLevelHasAWiderIntervalAboutTheSamePoint() {
        EtsModel model = fit(multiplied(96), 12);

        Forecast narrow = model.forecast(6, 0.8);
        Forecast wide = model.forecast(6, 0.95);

        assertThat(wide.point()).isEqualTo(narrow.point());
        for (int h = 0; h < 6; h++) {
            assertThat(wide.low()[h]).isLessThan(narrow.low()[h]);
            assertThat(wide.high()[h]).isGreaterThan(narrow.high()[h]);
        }
    }

    @Test
    void intervalsGrowWithTheHorizon() {
        var walk = new EtsForm(Kind.ADDITIVE, Trend.NONE, Kind.NONE, 1);
        double[] y = SimulatedEts.series(SimulatedEts.parameters(walk), 3, 100, new SplittableRandom(3));

        Forecast forecast = Ets.of(walk).fit(y, 1).converged().orElseThrow().forecast(12, 0.95);

        for (int h = 1; h < 12; h++) {
            assertThat(forecast.high()[h]).isGreaterThan(forecast.high()[h - 1]);
        }
    }

    @Test
    void theLatestResidualBelongsToTheLatestValue() {
        double[] y = multiplied(60);
        EtsModel model = fit(y, 12);
        double lastForecast = y[59] - model.residuals()[59];

        double[] before = Arrays.copyOf(y, 59);
        EtsModel same = EtsModel.of(first(model), before);

        assertThat(model.residuals()).hasSize(60);
        assertThat(same.forecast(1, 0.5).point()[0]).isCloseTo(lastForecast, within(1e-9 * lastForecast));
    }

    private static EtsParameters first(EtsModel model) {
        var p = model.parameters();
        double[] seasons = IntStream.range(
                        0, model.form().seasonal() ? model.form().period() : 0)
                .mapToDouble(i -> p.getOrDefault("s" + (i + 1), 0.0))
                .toArray();
        return new EtsParameters(
                model.form(),
                p.getOrDefault("alpha", 0.0),
                p.getOrDefault("beta", 0.0),
                p.getOrDefault("gamma", 0.0),
                p.getOrDefault("phi", model.form().hasTrend() ? 1.0 : 0.0),
                p.getOrDefault("level", 0.0),
                p.getOrDefault("slope", 0.0),
                seasons);
    }

    @Test
    void parametersStayInTheUsualRegion() {
        for (int seed = 0; seed < 10; seed++) {
            double[] noise = new SplittableRandom(seed).doubles(60, 1, 2).toArray();
            for (EtsForm form : EtsForm.all(4, true)) {
                var p = Ets.of(form).fit(noise, 4) instanceof FitOutcome.TooLittleData<EtsModel>
                        ? Map.<String, Double>of()
                        : Backtest.modelOf(Ets.of(form).fit(noise, 4)).parameters();
                double alpha = p.getOrDefault("alpha", 0.5);
                assertThat(alpha).isBetween(1e-4, 0.9999);
                assertThat(p.getOrDefault("beta", 1e-4)).isBetween(1e-4, Math.max(1e-4, alpha));
                assertThat(p.getOrDefault("gamma", 1e-4)).isBetween(1e-4, Math.max(1e-4, 1 - alpha) + 1e-12);
                assertThat(p.getOrDefault("phi", 0.9)).isBetween(0.8, 0.98);
            }
        }
    }

    @Test
    void valuesOfZeroOrBelowHaveAdditiveFormsOnly() {
        double[] y = multiplied(60);
        y[30] = -1;

        assertThat(fit(y, 12).form().error()).isEqualTo(Kind.ADDITIVE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ets.of(MULTIPLIED).fit(y, 12))
                .withMessageContaining("above 0");
    }

    @Test
    void aConstantSeriesAndZerosContinue() {
        double[] fives = new double[30];
        Arrays.fill(fives, 5);

        assertThat(fit(fives, 12).forecast(3, 0.95).point()).containsExactly(5, 5, 5);
        assertThat(fit(fives, 12).forecast(3, 0.95).high()).containsExactly(5, 5, 5);
        assertThat(fit(new double[30], 12).forecast(2, 0.95).low()).containsExactly(0, 0);
    }

    @Test
    void aStraightLineWithoutErrorContinues() {
        double[] line = IntStream.range(0, 40).mapToDouble(i -> 10 + 2 * i).toArray();

        double[] point = fit(line, 1).forecast(5, 0.95).point();

        for (int h = 0; h < 5; h++) {
            assertThat(point[h]).isCloseTo(10 + 2 * (40 + h), within(0.01));
        }
    }

    @Test
    void aSeriesShorterThanASeasonIsForecastWithoutSeasons() {
        assertThat(fit(multiplied(11), 12).form().seasonal()).isFalse();
    }

    @Test
    void tooFewValuesAreSaidToBeTooFew() {
        FitOutcome<EtsModel> outcome = Ets.automatic().fit(new double[] {1, 2, 3, 4}, 12);

        assertThat(outcome).isEqualTo(FitOutcome.tooLittle("values", 4, 5));
        assertThat(Ets.of(MULTIPLIED).fit(multiplied(17), 12))
                .isEqualTo(FitOutcome.tooLittle("values", 17, MULTIPLIED.freeParameters() + 3));
    }

    @Test
    void namesTheValueThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ets.automatic().fit(new double[] {1, 2, Double.NaN, 4, 5, 6}, 1))
                .withMessageContaining("value 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ets.automatic().fit(new double[] {1, Double.POSITIVE_INFINITY}, 1))
                .withMessageContaining("value 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ets.automatic().fit(new double[] {1, 2}, 0))
                .withMessageContaining("period");
    }

    @Test
    void aBreakIsFollowed() {
        double[] y = new SplittableRandom(4).doubles(80, 9, 11).toArray();
        for (int t = 50; t < 80; t++) {
            y[t] += 100;
        }

        assertThat(fit(y, 1).forecast(1, 0.95).point()[0]).isCloseTo(110, within(5.0));
    }

    @Test
    void hugeRelativeErrorsAndFarHorizonsStayFinite() {
        double[] wild = new SplittableRandom(5)
                .doubles(60, 0, 1)
                .map(u -> Math.exp(8 * u))
                .toArray();

        Forecast forecast = fit(wild, 12).forecast(2000, 0.95);

        assertThat(forecast.horizon()).isEqualTo(2000);
    }

    @Test
    void aLongSeriesIsNoTrouble() {
        var form = new EtsForm(Kind.MULTIPLICATIVE, Trend.NONE, Kind.MULTIPLICATIVE, 12);
        double[] y = SimulatedEts.series(SimulatedEts.parameters(form), 0.01, 12 * 500, new SplittableRandom(6));
        double[] copy = y.clone();

        EtsModel model = Ets.of(form).fit(y, 12).converged().orElseThrow();

        assertThat(model.parameters().get("alpha")).isCloseTo(0.4, within(0.03));
        assertThat(y).isEqualTo(copy);
    }

    private static EtsModel fit(double[] y, int period) {
        return Ets.automatic().fit(y, period).converged().orElseThrow();
    }
}
