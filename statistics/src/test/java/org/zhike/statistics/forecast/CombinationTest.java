package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.Combination.Member;

class CombinationTest {

    private static double[] monthly(int length, int seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, length)
                .mapToDouble(t -> (100 + t) * (1 + 0.3 * Math.sin(2 * Math.PI * t / 12)) + 5 * random.nextGaussian())
                .toArray();
    }

    @Test // the example of the package
    void theNextYearOfAMonthlySeriesWithItsIntervals() {
        double[] sales = monthly(72, 1);

        FitOutcome<Combination.Model> outcome = Combination.standard().fit(sales, 12);
        Forecast next = outcome.converged().orElseThrow().forecast(12, 0.95);

        assertThat(next.point()[5]).isBetween(next.low()[5], next.high()[5]);
        assertThat(next.horizon()).isEqualTo(12);
    }

    @Test
    void intervalsOfSimulatedSeriesHoldAboutAsManyValuesAsPromised() {
        int inside = 0;
        int all = 0;
        for (int seed = 0; seed < 60; seed++) {
            double[] y = monthly(84, seed);
            Forecast forecast =
                    fit(Combination.standard(), Arrays.copyOf(y, 72)).forecast(12, 0.9);
            for (int h = 0; h < 12; h++) {
                inside += forecast.low()[h] <= y[72 + h] && y[72 + h] <= forecast.high()[h] ? 1 : 0;
                all++;
            }
        }
        assertThat((double) inside / all).isBetween(0.86, 0.98);
    }

    @Test
    void weightsSumToOneAndFavourWhatDidBetterBefore() {
        var combination =
                Combination.of(List.of(new Member("bad", constant(1000), 1), new Member("good", new EtsAverage(), 1)));

        var parameters = fit(combination, monthly(72, 2)).parameters();

        double bad = parameters.getOrDefault("bad", 0.0);
        double good = parameters.getOrDefault("good", 0.0);
        assertThat(bad + good).isCloseTo(1, within(1e-12));
        assertThat(good).isGreaterThan(2 * bad);
    }

    @Test
    void theOrderOfMethodsDoesNotMatter() {
        List<Member> members = List.of(
                new Member("a", new EtsAverage(), 2),
                new Member("b", new Theta(), 1),
                new Member("c", new SeasonalNaive(), 1));
        List<Member> turned = new ArrayList<>(members).reversed();
        double[] y = monthly(60, 3);

        double[] one = fit(Combination.of(members), y).forecast(12, 0.9).high();
        double[] other = fit(Combination.of(turned), y).forecast(12, 0.9).high();

        for (int h = 0; h < 12; h++) {
            assertThat(other[h]).isCloseTo(one[h], within(1e-9 * Math.abs(one[h])));
        }
    }

    @Test
    void aMethodThatCannotFitIsLeftOut() {
        Forecaster picky = (values, period) -> FitOutcome.tooLittle("values", values.length, 1_000_000);

        var model = fit(Combination.standard().with(new Member("picky", picky, 1)), monthly(48, 4));

        assertThat(model.parameters()).containsKey("theta").doesNotContainKey("picky");
    }

    @Test
    void aMethodThatFitsOnlyLongSeriesStillCounts() {
        Forecaster late = (values, period) -> values.length < 48
                ? FitOutcome.tooLittle("values", values.length, 48)
                : new SeasonalNaive().fit(values, period);

        var model = fit(Combination.standard().with(new Member("late", late, 1)), monthly(48, 5));

        assertThat(model.parameters().get("late")).isGreaterThan(0);
        assertThat(model.widening()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void intervalsAreWidenedWhenTheBacktestWentBeyondThem() {
        Forecaster sure = constant(100);
        double[] noise = new SplittableRandom(6).doubles(60, 50, 150).toArray();

        var model = fit(Combination.of(List.of(new Member("sure", sure, 1))), noise);

        assertThat(model.widening()).isGreaterThan(2);
    }

    @Test
    void shortConstantAndEmptySeriesAreAnswered() {
        assertThat(Combination.standard().fit(new double[] {1, 2, 3}, 12))
                .isEqualTo(FitOutcome.tooLittle("values", 3, 5));
        assertThat(Combination.standard().fit(new double[0], 12)).isInstanceOf(FitOutcome.TooLittleData.class);
        double[] zeros = new double[40];
        assertThat(fit(Combination.standard(), zeros).forecast(2, 0.9).point()).containsExactly(0, 0);
        assertThat(fit(Combination.standard(), monthly(6, 7)).forecast(3, 0.9).horizon())
                .isEqualTo(3);
    }

    @Test
    void weeksOfAYearHaveSeasonsToo() {
        double[] weekly = IntStream.range(0, 52 * 4)
                .mapToDouble(t -> 100 + 40 * Math.sin(2 * Math.PI * t / 52))
                .toArray();

        double[] point = Combination.standard()
                .fit(weekly, 52)
                .converged()
                .orElseThrow()
                .forecast(52, 0.9)
                .point();

        assertThat(point[12]).isCloseTo(140, within(5.0));
        assertThat(point[38]).isCloseTo(60, within(5.0));
    }

    @Test
    void theSameSeriesHasTheSameForecastOnEveryThread() {
        double[] y = monthly(60, 8);

        List<String> answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> Arrays.toString(
                        fit(Combination.standard(), y).forecast(6, 0.9).low()))
                .distinct()
                .toList();

        assertThat(answers).hasSize(1);
    }

    @Test
    void aBacktestNeverSeesWhatCameLater() {
        double[] y = monthly(60, 9);
        double[] other = y.clone();
        for (int t = 40; t < 60; t++) {
            other[t] += 1e6;
        }

        Backtest one = Backtest.run(new EtsAverage(), y, 12, new int[] {40}, 12, 0.9);
        Backtest two = Backtest.run(new EtsAverage(), other, 12, new int[] {40}, 12, 0.9);

        assertThat(two.rounds().getFirst().forecast().point())
                .isEqualTo(one.rounds().getFirst().forecast().point());
        assertThat(two.meanAbsoluteError()).isGreaterThan(9e5);
        assertThat(one.coverage()).isGreaterThan(0.5);
        assertThat(two.coverage()).isZero();
        assertThat(one.smape()).isLessThan(20);
        assertThat(one.mase()).isLessThan(2);
    }

    @Test
    void originsLeaveTwoSeasonsBeforeAndAValueAfter() {
        assertThat(Backtest.origins(60, 12, 5))
                .startsWith(30)
                .endsWith(59)
                .hasSize(5)
                .isSorted();
        assertThat(Backtest.origins(26, 12, 5)).isEmpty();
        assertThat(Backtest.origins(27, 12, 5)).containsExactly(26);
        assertThat(Backtest.origins(60, 12, 1)).containsExactly(59);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backtest.run(new Theta(), new double[9], 1, new int[] {9}, 1, 0.9))
                .withMessageContaining("not at 9");
    }

    private static Forecaster constant(double value) {
        return (values, period) -> new FitOutcome.Converged<>(
                new ForecastModel() {
                    @Override
                    public Forecast forecast(int horizon, double level) {
                        double[] point = new double[horizon];
                        Arrays.fill(point, value);
                        double[] deviation = new double[horizon];
                        Arrays.fill(deviation, 1);
                        return Forecast.normal(point, deviation, level);
                    }

                    @Override
                    public String describe() {
                        return "constant";
                    }

                    @Override
                    public Map<String, Double> parameters() {
                        return Map.of();
                    }

                    @Override
                    public double[] residuals() {
                        return Arrays.stream(values).map(v -> v - value).toArray();
                    }
                },
                0);
    }

    private static Combination.Model fit(Combination combination, double[] y) {
        return combination.fit(y, 12).converged().orElseThrow();
    }
}
