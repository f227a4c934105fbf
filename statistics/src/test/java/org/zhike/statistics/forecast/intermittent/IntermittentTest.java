package org.zhike.statistics.forecast.intermittent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;
import org.zhike.statistics.forecast.Methods;
import org.zhike.statistics.forecast.SeasonalNaive;
import tools.jackson.databind.JsonNode;

class IntermittentTest {

    @Test
    void crostonsForecastIsThatOfR() {
        JsonNode reference = Golden.json("forecast/classic_series_golden.json").get("croston_sample");
        double[] x = new double[reference.get("x").size()];
        for (int t = 0; t < x.length; t++) {
            x[t] = reference.get("x").get(t).asDouble();
        }

        Forecast forecast = fit(Intermittent.croston(0.1), x).forecast(3, 0.95);

        for (int h = 0; h < 3; h++) {
            assertThat(forecast.point()[h])
                    .isCloseTo(reference.get("croston_a0.1").get(h).asDouble(), within(1e-12));
        }
    }

    @Test
    void methodsDifferAsTheirPapersSay() {
        double[] x = {0, 4, 0, 0, 2, 0};
        // Size 4, then 4 + 0.5 (2 − 4) = 3; interval 2, then 2 + 0.5 (3 − 2) = 2.5.
        assertThat(fit(Intermittent.croston(0.5), x).rate()).isCloseTo(3 / 2.5, within(1e-12));
        assertThat(fit(Intermittent.sba(0.5), x).rate()).isCloseTo(0.75 * 3 / 2.5, within(1e-12));
        // The chance from 1/3: 1/6, 7/12, 7/24, 7/48, 55/96, 55/192.
        assertThat(fit(Intermittent.tsb(0.5), x).rate()).isCloseTo(3 * 55 / 192.0, within(1e-12));
    }

    @Test
    void theRateOfALongSteadyDemandIsFoundAgain() {
        double[] x = demand(20_000, 0.25, 1);

        assertThat(fit(Intermittent.sba(0.02), x).rate()).isCloseTo(0.25 * 3, within(0.15));
        assertThat(fit(Intermittent.tsb(0.02), x).rate()).isCloseTo(0.25 * 3, within(0.15));
    }

    @Test
    void onlyTsbForgetsWhatIsNoLongerSold() {
        double[] x = Arrays.copyOf(demand(60, 0.4, 2), 100);

        assertThat(fit(Intermittent.tsb(0.1), x).rate())
                .isLessThan(0.1 * fit(Intermittent.croston(0.1), x).rate());
        assertThat(fit(Intermittent.automatic(), x).describe()).isEqualTo("TSB");
    }

    @Test
    void theMethodFollowsTheClassOfTheDemand() {
        double[] smooth = {3, 4, 3, 5, 4, 3, 4, 4, 0, 3, 4, 5};
        double[] lumpy = {0, 0, 1, 0, 0, 0, 30, 0, 0, 1, 0, 2, 0, 0, 1};
        double[] erratic = {1, 20, 1, 2, 1, 30, 1, 1};

        assertThat(DemandClass.of(smooth)).isEqualTo(DemandClass.SMOOTH);
        assertThat(DemandClass.of(erratic)).isEqualTo(DemandClass.ERRATIC);
        assertThat(DemandClass.of(lumpy)).isEqualTo(DemandClass.LUMPY);
        assertThat(DemandClass.of(demand(200, 0.2, 3))).isEqualTo(DemandClass.INTERMITTENT);
        assertThat(fit(Intermittent.automatic(), smooth).describe()).isEqualTo("Croston");
        assertThat(fit(Intermittent.automatic(), lumpy).describe()).isEqualTo("SBA");
        assertThat(fit(Intermittent.automatic(), lumpy).demandClass()).isEqualTo(DemandClass.LUMPY);
    }

    @Test
    void theAutomaticMethodOfAllTakesIntermittentDemandFromHere() {
        var auto = Methods.named("auto").orElseThrow();

        ForecastModel model = auto.fit(demand(200, 0.2, 4), 12).converged().orElseThrow();

        assertThat(model).isInstanceOf(IntermittentModel.class);
        double[] steady = Arrays.stream(demand(60, 0.9, 5)).map(v -> v + 50).toArray();
        assertThat(auto.fit(steady, 1).converged().orElseThrow()).isNotInstanceOf(IntermittentModel.class);
        assertThat(auto.fit(new double[40], 12)
                        .converged()
                        .orElseThrow()
                        .forecast(3, 0.9)
                        .point())
                .containsOnly(0);
    }

    @Test
    void stockForAServiceLevelLastsThatOften() {
        IntermittentModel model = fit(Intermittent.sba(0.02), demand(5000, 0.3, 6));
        DemandDistribution month = model.demandOver(4);

        double covered = 0;
        for (int seed = 0; seed < 2000; seed++) {
            double demand = Arrays.stream(demand(4, 0.3, 1000 + seed)).sum();
            covered += demand <= month.quantile(0.95) ? 1 : 0;
        }

        assertThat(covered / 2000).isBetween(0.94, 0.985);
    }

    @Test
    void theDistributionOverSomePeriodsIsThatOfAllTheirCases() {
        DemandDistribution two = DemandDistribution.compound(0.5, new double[] {1, 3}, new double[] {0.5, 0.5}, 2);

        // Nothing twice 1/4; one of them 1/2; both 1/4.
        assertThat(two.covered(0)).isCloseTo(0.25, within(1e-12));
        assertThat(two.covered(1)).isCloseTo(0.5, within(1e-12));
        assertThat(two.covered(5.9)).isCloseTo(1 - 1 / 16.0, within(1e-12));
        assertThat(two.mean()).isCloseTo(2, within(1e-12));
        assertThat(two.quantile(0.5)).isEqualTo(1);
        assertThat(two.quantile(0.51)).isEqualTo(2);
        assertThat(two.shortage(4)).isCloseTo(2 / 16.0, within(1e-12));
    }

    @Test
    void sizesThatAreNotWholeKeepTheirMean() {
        DemandDistribution many =
                DemandDistribution.compound(0.3, new double[] {0.37, 1234.56}, new double[] {0.7, 0.3}, 90);

        assertThat(many.mean()).isCloseTo(90 * 0.3 * (0.7 * 0.37 + 0.3 * 1234.56), within(1e-6));
        double before = 0;
        for (double level = 0.05; level < 1; level += 0.05) {
            assertThat(many.quantile(level)).isGreaterThanOrEqualTo(before);
            before = many.quantile(level);
        }
    }

    @Test
    void theRateIsNearerToTheTruthThanTheNaiveForecast() {
        double ours = 0;
        double naive = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] x = demand(120, 0.25, 100 + seed);
            ours += Math.abs(fit(Intermittent.automatic(), x).rate() - 0.75);
            naive += Math.abs(new SeasonalNaive()
                            .fit(x, 1)
                            .converged()
                            .orElseThrow()
                            .forecast(1, 0.9)
                            .point()[0]
                    - 0.75);
        }

        assertThat(ours).isLessThan(0.4 * naive);
    }

    @Test
    void demandInOtherUnitsGivesTheSameRateInThoseUnits() {
        double[] x = demand(80, 0.3, 8);
        double[] boxes = Arrays.stream(x).map(v -> v / 12).toArray();

        for (var method : new Intermittent[] {Intermittent.croston(0.2), Intermittent.tsb(0.2)}) {
            assertThat(12 * fit(method, boxes).rate()).isCloseTo(fit(method, x).rate(), within(1e-9));
        }
    }

    @Test
    void oneDemandOrNoneIsTooLittle() {
        for (double[] x : new double[][] {{}, {0, 0, 0}, {0, 3, 0}}) {
            assertThat(Intermittent.automatic().fit(x, 1)).isInstanceOf(FitOutcome.TooLittleData.class);
        }
        assertThat(Intermittent.automatic().fit(new double[] {0, 0, 0}, 1))
                .isEqualTo(FitOutcome.tooLittle("periods_with_demand", 0, 2));
    }

    @Test
    void returnsAndNumbersThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Intermittent.automatic().fit(new double[] {1, -2, 3}, 1))
                .withMessageContaining("value 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Intermittent.automatic().fit(new double[] {1, 2, Double.NaN}, 1))
                .withMessageContaining("value 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Intermittent.croston(0));
    }

    @Test
    void errorsBelongToTheForecastsOneStepBefore() {
        IntermittentModel model = fit(Intermittent.croston(0.5), new double[] {0, 4, 0, 2});

        assertThat(model.residuals()).containsExactly(0 - 2, 2 - 2);
    }

    /** Demand by a chance, of sizes 1 to 5. */
    private static double[] demand(int length, double chance, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[length];
        for (int t = 0; t < length; t++) {
            x[t] = random.nextDouble() < chance ? 1 + random.nextInt(5) : 0;
        }
        return x;
    }

    private static IntermittentModel fit(Intermittent method, double[] x) {
        return method.fit(x, 1).converged().orElseThrow();
    }
}
