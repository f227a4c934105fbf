package org.zhike.statistics.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.numeric.SmoothFunction;

class PurchaseFitTest {

    private static final BgNbd BG = new BgNbd(0.3, 5, 0.8, 2.5);
    private static final ParetoNbd PARETO = new ParetoNbd(0.6, 9, 0.7, 14);

    @Test
    void theTruthBehindMadeUpCustomersIsFoundWithinItsErrors() {
        assertRecovered(BgNbdFitter.fit(Simulation.histories(BG, ages(20_000, 1), 1)), 0.3, 5, 0.8, 2.5);
        assertRecovered(ParetoNbdFitter.fit(Simulation.histories(PARETO, ages(10_000, 2), 2)), 0.6, 9, 0.7, 14);
    }

    private static void assertRecovered(FitOutcome<? extends Fitted<?>> outcome, double... truth) {
        Fitted<?> fitted = outcome.converged().orElseThrow();
        for (int i = 0; i < truth.length; i++) {
            Parameter parameter = fitted.parameters().get(i);
            assertThat(Math.abs(parameter.value() - truth[i])).isLessThan(3.3 * parameter.standardError());
            assertThat(parameter.standardError() / truth[i]).isBetween(0.001, 0.3);
        }
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        int held = 0;
        int samples = 200;
        for (int seed = 0; seed < samples; seed++) {
            var fitted = BgNbdFitter.fit(Simulation.histories(BG, ages(1500, 100 + seed), seed))
                    .converged()
                    .orElseThrow();
            held += fitted.parameter("r").interval().contains(0.3) ? 1 : 0;
            held += fitted.interval(model -> model.expectedPurchases(52), 0.95).contains(BG.expectedPurchases(52))
                    ? 1
                    : 0;
        }
        assertThat(held / (2.0 * samples)).isBetween(0.91, 0.98);
    }

    @Test
    void aModelIsBetterThanTheNaiveRateOnItsOwnKindOfCustomers() {
        for (PurchaseModel model : List.of(BG, PARETO)) {
            double[] ages = ages(5000, 3);
            PurchaseHistories past = Simulation.histories(model, ages, 3);
            PurchaseHistories whole = Simulation.histories(
                    model, Arrays.stream(ages).map(age -> age + 30).toArray(), 3);
            double[] later = new double[ages.length];
            Arrays.setAll(later, i -> whole.frequency(i) - past.frequency(i));
            PurchaseModel fitted = model instanceof BgNbd
                    ? BgNbdFitter.fit(past).converged().orElseThrow().model()
                    : ParetoNbdFitter.fit(past).converged().orElseThrow().model();

            Holdout ours = Holdout.of(fitted.expectedPurchases(past, 30), later);
            Holdout naive = Holdout.of(NaiveRate.expectedPurchases(past, 30), later);

            assertThat(ours.rootMeanSquareError()).isLessThan(naive.rootMeanSquareError());
            assertThat(ours.totalError()).isBetween(-0.1, 0.1);
        }
    }

    @Test
    void slopesAreThoseOfTheLikelihood() {
        var random = new SplittableRandom(5);
        int[] x = random.ints(300, 0, 100).map(i -> i < 40 ? 0 : i - 39).toArray();
        double[] ages = random.doubles(300, 1, 80).toArray();
        double[] last = new double[300];
        Arrays.setAll(last, i -> x[i] == 0 ? 0 : i % 7 == 0 ? ages[i] : ages[i] * random.nextDouble());
        DistinctHistories histories = PurchaseHistories.of(x, last, ages).distinct();
        assertSlopes(new HistoryLikelihood(histories, BgNbdDensity::at), Math.log(0.3), Math.log(5), 0.2, 1.1);
        assertSlopes(new HistoryLikelihood(histories, ParetoNbdDensity::at), Math.log(0.3), Math.log(5), 0.2, 2.5);
        assertSlopes(new HistoryLikelihood(histories, ParetoNbdDensity::at), 0.1, Math.log(30), -0.5, Math.log(4));
    }

    private static void assertSlopes(SmoothFunction function, double... point) {
        double[] gradient = new double[point.length];
        double[] unused = new double[point.length];
        function.at(point, gradient);
        for (int i = 0; i < point.length; i++) {
            double[] moved = point.clone();
            moved[i] = point[i] + 1e-5;
            double up = function.at(moved, unused);
            moved[i] = point[i] - 1e-5;
            double down = function.at(moved, unused);
            assertThat(gradient[i]).isCloseTo((up - down) / 2e-5, within(2e-8));
        }
    }

    @Test
    void theLikelihoodOfAFitIsTheSumOverItsCustomers() {
        PurchaseHistories histories = Simulation.histories(BG, ages(3000, 6), 6);
        var bg = BgNbdFitter.fit(histories).converged().orElseThrow();
        var pareto = ParetoNbdFitter.fit(histories).converged().orElseThrow();
        assertThat(Arrays.stream(histories.map(bg.model()::logLikelihood)).sum())
                .isCloseTo(bg.logLikelihood(), within(1e-7));
        assertThat(Arrays.stream(histories.map(pareto.model()::logLikelihood)).sum())
                .isCloseTo(pareto.logLikelihood(), within(1e-7));
        assertThat(bg.aic()).isCloseTo(8 - 2 * bg.logLikelihood(), within(1e-9));
        assertThat(bg.aic()).isLessThan(pareto.aic());
    }

    @Test
    void theOrderOfCustomersChangesNothingToTheLastDigit() {
        PurchaseHistories histories = Simulation.histories(BG, ages(5000, 7), 7);
        int n = histories.size();
        int[] x = new int[n];
        double[] last = new double[n];
        double[] ages = new double[n];
        for (int i = 0; i < n; i++) {
            int from = (int) ((i * 7919L) % n);
            x[i] = histories.frequency(from);
            last[i] = histories.ageAtLastPurchase(from);
            ages[i] = histories.age(from);
        }
        PurchaseHistories shuffled = PurchaseHistories.of(x, last, ages);

        assertThat(BgNbdFitter.fit(shuffled).converged().orElseThrow().model())
                .isEqualTo(BgNbdFitter.fit(histories).converged().orElseThrow().model());
    }

    @Test
    void twiceTheSameCustomersGiveTheSameModelWithSmallerErrors() {
        PurchaseHistories once = Simulation.histories(BG, ages(2000, 8), 8);
        int n = once.size();
        int[] x = new int[2 * n];
        double[] last = new double[2 * n];
        double[] ages = new double[2 * n];
        for (int i = 0; i < 2 * n; i++) {
            x[i] = once.frequency(i % n);
            last[i] = once.ageAtLastPurchase(i % n);
            ages[i] = once.age(i % n);
        }
        var single = BgNbdFitter.fit(once).converged().orElseThrow();
        var twice =
                BgNbdFitter.fit(PurchaseHistories.of(x, last, ages)).converged().orElseThrow();
        assertThat(twice.logLikelihood()).isCloseTo(2 * single.logLikelihood(), within(1e-6));
        for (int i = 0; i < 4; i++) {
            Parameter a = single.parameters().get(i);
            Parameter b = twice.parameters().get(i);
            assertThat(b.value() / a.value()).isCloseTo(1, within(1e-5));
            assertThat(b.standardError() * Math.sqrt(2) / a.standardError()).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void tooFewRepeatBuyersAreAResultInWords() {
        for (FitOutcome<?> outcome : List.of(
                BgNbdFitter.fit(PurchaseHistories.of(new int[] {0, 0}, new double[2], new double[] {30, 20})),
                ParetoNbdFitter.fit(PurchaseHistories.of(new int[] {3}, new double[] {20}, new double[] {30})),
                BgNbdFitter.fit(PurchaseHistories.of(new int[0], new double[0], new double[0])),
                ParetoNbdFitter.fit(PurchaseHistories.of(new int[50], new double[50], new double[50])))) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            FitOutcome.TooLittleData.class,
                            little -> assertThat(little.shortages().toString()).contains("repeat_buyers"));
        }
    }

    @Test
    void customersWhoNeverStopLeaveTheStoppingOpenAndThatIsSaid() {
        // Everyone buys every other week to the very end: nobody can be seen to stop, and all are alike.
        int n = 400;
        int[] x = new int[n];
        double[] last = new double[n];
        double[] ages = new double[n];
        for (int i = 0; i < n; i++) {
            ages[i] = 20 + i % 20;
            x[i] = (int) (ages[i] / 2);
            last[i] = ages[i];
        }
        PurchaseHistories histories = PurchaseHistories.of(x, last, ages);
        for (FitOutcome<?> outcome : List.of(BgNbdFitter.fit(histories), ParetoNbdFitter.fit(histories))) {
            assertThat(outcome).isInstanceOfSatisfying(FitOutcome.NotConverged.class, open -> {
                assertThat(open.why()).contains("the data do not determine the parameters");
                assertThat(open.last()).isNotNull();
            });
        }
    }

    @Test
    void differentHistoriesAreCountedAndFoundAgain() {
        PurchaseHistories histories = PurchaseHistories.of(
                new int[] {1, 0, 1, 0, 2, 0}, new double[] {3, 0, 3, -0.0, 3, 0}, new double[] {9, 9, 9, 9, 9, 5});
        DistinctHistories distinct = histories.distinct();
        assertThat(distinct.size()).isEqualTo(4);
        assertThat(distinct.customers()).isEqualTo(6);
        assertThat(distinct.histories().history(0)).isEqualTo(new PurchaseHistory(0, 0, 5));
        assertThat(distinct.count(distinct.rowOf(0))).isEqualTo(2);
        assertThat(distinct.rowOf(1)).isEqualTo(distinct.rowOf(3));
        double[] perHistory = BG.expectedPurchases(distinct.histories(), 10);
        assertThat(distinct.spread(perHistory)).containsExactly(BG.expectedPurchases(histories, 10));
    }

    /** Ages of customers who came over half a year, one year and a half ago at most. */
    private static double[] ages(int customers, long seed) {
        return new SplittableRandom(seed).doubles(customers, 26, 78).toArray();
    }
}
