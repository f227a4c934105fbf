package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.zhike.statistics.FitOutcome;

class ThetaTest {

    static final List<Forecaster> KINDS = List.of(new Theta(), OptimisedTheta.fixed(), OptimisedTheta.dynamic());

    private static double[] monthly(int length) {
        var random = new SplittableRandom(1);
        return IntStream.range(0, length)
                .mapToDouble(t ->
                        (100 + t) * (1 + 0.3 * Math.sin(2 * Math.PI * t / 12)) * (1 + 0.02 * random.nextGaussian()))
                .toArray();
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void beatsTheNaiveForecastOfATrendWithSeasons(Forecaster theta) {
        double[] all = monthly(132);
        double[] y = Arrays.copyOf(all, 120);
        double[] next = Arrays.copyOfRange(all, 120, 132);

        double error = Accuracy.mae(next, model(theta, y, 12).forecast(12, 0.9).point());

        assertThat(error)
                .isLessThan(0.8
                        * Accuracy.mae(
                                next,
                                model(new SeasonalNaive(), y, 12)
                                        .forecast(12, 0.9)
                                        .point()));
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void otherUnitsHaveTheSameForecastInThoseUnits(Forecaster theta) {
        double[] y = monthly(60);
        double[] cents = Arrays.stream(y).map(v -> 100 * v).toArray();

        double[] here = model(theta, y, 12).forecast(12, 0.9).high();
        double[] there = model(theta, cents, 12).forecast(12, 0.9).high();

        for (int h = 0; h < 12; h++) {
            assertThat(there[h]).isCloseTo(100 * here[h], within(1e-6 * there[h]));
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void constantSeriesAndZerosContinue(Forecaster theta) {
        double[] fives = new double[40];
        Arrays.fill(fives, 5);

        for (double value : model(theta, fives, 12).forecast(5, 0.9).point()) {
            assertThat(value).isCloseTo(5, within(1e-9));
        }
        assertThat(model(theta, new double[40], 12).forecast(2, 0.9).point()).containsExactly(0, 0);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void negativeValuesHaveSeasonsThatAreAdded(Forecaster theta) {
        double[] y = IntStream.range(0, 60)
                .mapToDouble(t -> -50 + 10 * Math.sin(2 * Math.PI * t / 12))
                .toArray();

        ForecastModel model = model(theta, y, 12);

        assertThat(model.describe()).contains("seasons added");
        double[] point = model.forecast(12, 0.9).point();
        for (int h = 0; h < 12; h++) {
            assertThat(point[h]).isCloseTo(y[48 + h], within(0.5));
        }
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void aSeriesShorterThanTwoSeasonsHasNone(Forecaster theta) {
        assertThat(model(theta, monthly(20), 12).describe()).doesNotContain("seasons");
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void tooFewValuesAreSaidToBeTooFew(Forecaster theta) {
        assertThat(theta.fit(new double[] {1, 2, 3}, 1)).isInstanceOf(FitOutcome.TooLittleData.class);
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void residualsAreOnePerValueAndSmallBesideTheSeries(Forecaster theta) {
        double[] y = monthly(96);

        double[] residuals = model(theta, y, 12).residuals();

        assertThat(residuals).hasSize(96);
        double size = Arrays.stream(residuals).skip(12).map(Math::abs).average().orElseThrow();
        assertThat(size).isLessThan(8);
    }

    @Test
    void theDriftIsHalfTheSlope() {
        double[] line = IntStream.range(0, 30).mapToDouble(t -> 3 + 4.0 * t).toArray();

        assertThat(model(new Theta(), line, 1).parameters().get("drift")).isCloseTo(2, within(1e-9));
    }

    @Test
    void theOptimisedKindFollowsAStraightLineWhole() {
        double[] line = IntStream.range(0, 30).mapToDouble(t -> 3 + 4.0 * t).toArray();

        ForecastModel model = model(OptimisedTheta.fixed(), line, 1);

        assertThat(model.parameters().get("weight")).isCloseTo(1, within(1e-6));
        assertThat(model.forecast(3, 0.9).point()[2]).isCloseTo(3 + 4 * 32, within(1e-4));
    }

    @Test
    void theDynamicLineIsTheLeastSquaresLineOfTheValuesSoFar() {
        double[] y = new SplittableRandom(2).doubles(25, 0, 9).toArray();
        double[] longer = Arrays.copyOf(y, 24);
        ForecastModel model = model(OptimisedTheta.dynamic(), y, 1);
        double alpha = model.parameters().get("alpha");
        double weight = model.parameters().get("weight");

        double level = model.parameters().get("level");
        for (double value : longer) {
            level += alpha * (value - level);
        }
        double[] line = EtsStart.line(longer, 24);
        double power = Math.pow(1 - alpha, 24);
        double forecast = level + weight * (power * line[0] + (1 - power * (1 - alpha)) / alpha * line[1]);

        assertThat(y[24] - model.residuals()[24]).isCloseTo(forecast, within(1e-9));
    }

    @Test
    void seasonsShowInASeasonalSeriesAndNotInNoise() {
        assertThat(Seasons.present(monthly(60), 12)).isTrue();
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            found +=
                    Seasons.present(new SplittableRandom(seed).doubles(60, 1, 2).toArray(), 12) ? 1 : 0;
        }
        assertThat(found).isBetween(0, 30);
    }

    @Test
    void thePatternOfAPureSeasonIsThatSeason() {
        double[] season = {0.8, 1.3, 0.9, 1};
        double[] y = IntStream.range(0, 40).mapToDouble(t -> 10 * season[t % 4]).toArray();

        double[] pattern = Seasons.pattern(y, 4, true);

        for (int i = 0; i < 4; i++) {
            assertThat(pattern[i]).isCloseTo(season[i], within(1e-12));
        }
        assertThat(Arrays.stream(Seasons.pattern(y, 4, false)).sum()).isCloseTo(0, within(1e-9));
    }

    private static ForecastModel model(Forecaster forecaster, double[] y, int period) {
        return forecaster.fit(y, period).converged().orElseThrow();
    }
}
