package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Golden;
import org.zhike.statistics.survival.CoxRegression.Ties;

class CoxRegressionTest {

    /** Freireich 1963: weeks in remission, 6-MP and then placebo. */
    private static final double[] WEEKS = {
        10, 7, 32, 23, 22, 6, 16, 34, 32, 25, 11, 20, 19, 6, 17, 35, 6, 13, 9, 6, 10, 1, 22, 3, 12, 8, 17, 2, 11, 8, 12,
        2, 5, 4, 15, 8, 23, 5, 11, 4, 1, 8
    };

    private static final boolean[] RELAPSED = relapsed();

    @Test
    void theCoefficientsOfTheTelephoneCompanyEqualTheReference() {
        assertEqualsReference(CoxRegression.efron(), "stats/cox_telco_efron.csv");
        assertEqualsReference(CoxRegression.breslow(), "stats/cox_telco_breslow.csv");
    }

    private static void assertEqualsReference(CoxRegression regression, String file) {
        List<String[]> expected = Golden.rows(file);
        Telco telco = Telco.read();
        CoxModel model = converged(regression.fit(telco.months, telco.left, telco.covariates));
        assertThat(expected).hasSize(model.names().size());
        for (int j = 0; j < expected.size(); j++) {
            assertThat(model.names().get(j).replace("=", "").replace("SeniorCitizen1", "SeniorCitizen"))
                    .isEqualTo(expected.get(j)[0]);
            assertThat(model.coefficient(j)).isCloseTo(Double.parseDouble(expected.get(j)[1]), within(1e-9));
            assertThat(model.standardError(j)).isCloseTo(Double.parseDouble(expected.get(j)[2]), within(1e-9));
            assertThat(model.z(j)).isCloseTo(Double.parseDouble(expected.get(j)[3]), within(1e-7));
        }
    }

    @Test
    void theLeukaemiaTrialEqualsThePublishedCoefficients() {
        // R: coxph(Surv(time, cens) ~ treat, gehan) 1.572 (0.412); with ties = "breslow" 1.509 (0.410).
        CoxModel efron = converged(CoxRegression.efron().fit(WEEKS, RELAPSED, placebo()));
        assertThat(efron.coefficient(0)).isCloseTo(1.5721, within(5e-5));
        assertThat(efron.standardError(0)).isCloseTo(0.4124, within(5e-5));
        assertThat(efron.hazardRatio(0)).isCloseTo(4.817, within(5e-4));
        assertThat(efron.hazardRatioInterval(0, 0.95).low()).isCloseTo(2.147, within(5e-4));
        assertThat(efron.hazardRatioInterval(0, 0.95).high()).isCloseTo(10.81, within(5e-3));
        assertThat(efron.likelihoodRatioTest().value()).isCloseTo(16.35, within(5e-3));
        assertThat(efron.waldTest().value()).isCloseTo(14.53, within(5e-3));
        assertThat(efron.scoreTest().value()).isCloseTo(17.25, within(5e-3));
        CoxModel breslow = converged(CoxRegression.breslow().fit(WEEKS, RELAPSED, placebo()));
        assertThat(breslow.coefficient(0)).isCloseTo(1.5092, within(5e-5));
        assertThat(breslow.standardError(0)).isCloseTo(0.4096, within(5e-5));
    }

    @Test
    void changingEffectsOfTheOvarianTrialEqualTheManual() {
        // R 4, ?cox.zph: age 0.698, ecog.ps 2.371, global 3.633.
        Covariates covariates = Covariates.of(Ovarian.DAYS.length)
                .number("age", Ovarian.AGE)
                .number("ecog", Ovarian.ECOG)
                .build();
        CoxModel model = converged(CoxRegression.efron().fit(Ovarian.DAYS, Ovarian.DIED, covariates));
        Proportionality test = model.proportionality(Ties.EFRON, Ovarian.DAYS, Ovarian.DIED, covariates);
        assertThat(test.covariates().get(0).value()).isCloseTo(0.698, within(5e-4));
        assertThat(test.covariates().get(1).value()).isCloseTo(2.371, within(5e-4));
        assertThat(test.global().value()).isCloseTo(3.633, within(5e-4));
        assertThat(test.global().pValue()).isCloseTo(0.16, within(5e-3));
    }

    @Test
    void withoutTiesBothWaysAgreeAndTheScoreTestIsTheLogRankTest() {
        Data data = simulated(400, 21, 0.7, 0);
        Covariates covariates = Covariates.of(400).number("group", data.group).build();
        CoxModel efron = converged(CoxRegression.efron().fit(data.durations, data.ended, covariates));
        CoxModel breslow = converged(CoxRegression.breslow().fit(data.durations, data.ended, covariates));
        assertThat(efron.coefficient(0)).isCloseTo(breslow.coefficient(0), within(1e-12));
        int[] groups = Arrays.stream(data.group).mapToInt(g -> (int) g).toArray();
        assertThat(efron.scoreTest().value())
                .isCloseTo(LogRank.of(data.durations, data.ended, groups).test().value(), within(1e-9));
    }

    @Test
    void knownEffectsAreFoundAgainWithHonestErrors() {
        int covered = 0;
        double sum = 0;
        int runs = 200;
        for (int run = 0; run < runs; run++) {
            Data data = simulated(300, 100 + run, 0.7, -0.4);
            CoxModel model = converged(CoxRegression.efron().fit(data.durations, data.ended, data.both()));
            sum += model.coefficient(0) / runs;
            covered += model.hazardRatioInterval(0, 0.95).contains(Math.exp(0.7)) ? 1 : 0;
        }
        assertThat(sum).isCloseTo(0.7, within(0.03));
        assertThat(covered / (double) runs).isBetween(0.91, 0.99);
    }

    @Test
    void predictionsBeatTheCurveOfAllAndAreTheKaplanMeierCurveWithoutCovariates() {
        Data data = simulated(4000, 5, 1.2, -0.8);
        CoxModel model = converged(CoxRegression.efron().fit(data.durations, data.ended, data.both()));
        KaplanMeier all = KaplanMeier.of(data.durations, data.ended);
        Data fresh = simulated(4000, 6, 1.2, -0.8);
        double time = 0.5;
        double ours = 0;
        double naive = 0;
        double[] risks = new double[4000];
        for (int i = 0; i < 4000; i++) {
            double truth = Math.exp(-time * Math.exp(1.2 * fresh.group[i] - 0.8 * fresh.score[i]));
            ours += Math.abs(model.survival(time, fresh.group[i], fresh.score[i]) - truth) / 4000;
            naive += Math.abs(all.survivalAt(time) - truth) / 4000;
            risks[i] = model.relativeRisk(fresh.group[i], fresh.score[i]);
        }
        assertThat(ours).isLessThan(naive / 5);
        assertThat(Concordance.of(fresh.durations, fresh.ended, risks).index()).isGreaterThan(0.7);

        CoxModel none = converged(CoxRegression.breslow()
                .fit(data.durations, data.ended, Covariates.of(4000).build()));
        NelsonAalen hazard = NelsonAalen.of(data.durations, data.ended);
        assertThat(none.baseline().at(1)).isCloseTo(hazard.cumulativeHazardAt(1), within(1e-12));
        assertThat(none.survival(0)).isEqualTo(1);
        assertThat(none.survivalGiven(0.2, 0.3) * none.survival(0.2)).isCloseTo(none.survival(0.5), within(1e-12));
        assertThat(none.survival(none.median())).isLessThanOrEqualTo(0.5);
    }

    @Test
    void neitherUnitsNorOrderChangeWhatIsFound() {
        Data data = simulated(200, 9, 0.5, 0.5);
        CoxModel plain = converged(CoxRegression.efron().fit(data.durations, data.ended, data.both()));
        int n = 200;
        double[] durations = new double[n];
        boolean[] ended = new boolean[n];
        double[] group = new double[n];
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            int from = (i * 37 + 11) % n;
            durations[i] = 365 * data.durations[from];
            ended[i] = data.ended[from];
            group[i] = data.group[from];
            score[i] = 1e6 + 1000 * data.score[from];
        }
        CoxModel changed = converged(CoxRegression.efron()
                .fit(
                        durations,
                        ended,
                        Covariates.of(n)
                                .number("group", group)
                                .number("score", score)
                                .build()));
        assertThat(changed.coefficient(0)).isCloseTo(plain.coefficient(0), within(1e-9));
        assertThat(changed.coefficient(1) * 1000).isCloseTo(plain.coefficient(1), within(1e-8));
        assertThat(changed.logLikelihood()).isCloseTo(plain.logLikelihood(), within(1e-8));
    }

    @Test
    void chancesAreNumbersForUnitsFarFromAnySeenAndRefusedForTimesThatCannotBe() {
        Data data = simulated(300, 8, 0.7, -0.4);
        CoxModel model = converged(CoxRegression.efron().fit(data.durations, data.ended, data.both()));
        assertThat(model.survival(0, 1e6, 0)).isEqualTo(1);
        assertThat(model.survival(1e9, 1e6, 0)).isZero();
        assertThat(model.survivalGiven(1e9, 1, 1e6, 0)).isEqualTo(1);
        assertThatThrownBy(() -> model.survival(Double.NaN, 0, 0)).hasMessageContaining("time");
        assertThatThrownBy(() -> model.survivalGiven(1, -1, 0, 0)).hasMessageContaining("longer");
    }

    @Test
    void strataCompareOnlyWithinThemselves() {
        // Two towns with quite different durations; the group's effect is the same in both.
        Data first = simulated(300, 31, 0.8, 0);
        Data second = simulated(300, 32, 0.8, 0);
        double[] durations = new double[600];
        boolean[] ended = new boolean[600];
        double[] group = new double[600];
        int[] town = new int[600];
        for (int i = 0; i < 600; i++) {
            Data data = i < 300 ? first : second;
            durations[i] = data.durations[i % 300] * (i < 300 ? 1 : 50);
            ended[i] = data.ended[i % 300];
            group[i] = data.group[i % 300];
            town[i] = i < 300 ? 0 : 1;
        }
        Covariates covariates = Covariates.of(600).number("group", group).build();
        CoxModel both = converged(CoxRegression.efron().fit(durations, ended, covariates, town));
        CoxModel alone = converged(CoxRegression.efron()
                .fit(
                        first.durations,
                        first.ended,
                        Covariates.of(300).number("group", first.group).build()));
        CoxModel other = converged(CoxRegression.efron()
                .fit(
                        second.durations,
                        second.ended,
                        Covariates.of(300).number("group", second.group).build()));
        assertThat(both.coefficient(0))
                .isBetween(
                        Math.min(alone.coefficient(0), other.coefficient(0)),
                        Math.max(alone.coefficient(0), other.coefficient(0)));
        assertThat(both.nullLogLikelihood())
                .isCloseTo(alone.nullLogLikelihood() + other.nullLogLikelihood(), within(1e-9));
        assertThat(both.baseline(1).at(10)).isLessThan(both.baseline(0).at(10));
        assertThatThrownBy(() -> both.baseline(2)).hasMessage("nothing ended in stratum 2");
    }

    @Test
    void aGroupInWhichNobodyEndedIsNamedInsteadOfAnInfiniteNumber() {
        int n = 60;
        double[] durations = new double[n];
        boolean[] ended = new boolean[n];
        double[] loyal = new double[n];
        double[] age = new double[n];
        var random = new SplittableRandom(4);
        for (int i = 0; i < n; i++) {
            durations[i] = 1 + random.nextInt(20);
            loyal[i] = i % 3 == 0 ? 1 : 0;
            age[i] = random.nextDouble();
            ended[i] = loyal[i] == 0 && random.nextBoolean();
        }
        FitOutcome<CoxModel> outcome = CoxRegression.efron()
                .fit(
                        durations,
                        ended,
                        Covariates.of(n)
                                .number("age", age)
                                .number("loyal", loyal)
                                .build());
        assertThat(outcome).isInstanceOf(NotConverged.class);
        var open = (NotConverged<CoxModel>) outcome;
        assertThat(open.why()).startsWith("loyal separates");
        assertThat(open.last().coefficient(1)).isFinite().isLessThan(-5);
        assertThat(open.last().standardError(1)).isGreaterThan(10);
        assertThat(open.last().coefficient(0)).isFinite();
    }

    @Test
    void anOrderThatForetellsEveryEndIsNotConverged() {
        double[] durations = {1, 2, 3, 4, 5, 6, 7, 8};
        boolean[] ended = {true, true, true, true, true, true, true, true};
        double[] x = {8, 7, 6, 5, 4, 3, 2, 1};
        FitOutcome<CoxModel> outcome = CoxRegression.efron()
                .fit(durations, ended, Covariates.of(8).number("x", x).build());
        assertThat(outcome).isInstanceOf(NotConverged.class);
        assertThat(((NotConverged<CoxModel>) outcome).why()).contains("x separates");
    }

    @Test
    void columnsThatSayNothingAreNamed() {
        Data data = simulated(50, 3, 0.3, 0.3);
        double[] sum = new double[50];
        double[] same = new double[50];
        for (int i = 0; i < 50; i++) {
            sum[i] = 3 * data.group[i] - 2 * data.score[i] + 7;
            same[i] = 5;
        }
        FitOutcome<CoxModel> outcome = CoxRegression.efron()
                .fit(
                        data.durations,
                        data.ended,
                        Covariates.of(50)
                                .number("group", data.group)
                                .number("constant", same)
                                .number("score", data.score)
                                .number("sum", sum)
                                .build());
        assertThat(outcome).isInstanceOf(TooLittleData.class);
        assertThat(((TooLittleData<CoxModel>) outcome).shortages())
                .extracting(FitOutcome.Shortage::what)
                .containsExactly("different_values_of_constant", "variance_of_its_own_of_sum");
    }

    @Test
    void withoutEndsOrWithFewerThanCovariatesThereIsNothingToFit() {
        double[] durations = {1, 2, 3};
        Covariates covariates = Covariates.of(3)
                .number("a", new double[] {1, 2, 4})
                .number("b", new double[] {0, 1, 0})
                .build();
        for (boolean one : new boolean[] {false, true}) {
            FitOutcome<CoxModel> outcome =
                    CoxRegression.efron().fit(durations, new boolean[] {one, false, false}, covariates);
            assertThat(((TooLittleData<CoxModel>) outcome).shortages())
                    .contains(new FitOutcome.Shortage("ended", one ? 1 : 0, 2));
        }
        // Differences only among those who had gone before the first end.
        FitOutcome<CoxModel> late = CoxRegression.efron()
                .fit(
                        durations,
                        new boolean[] {false, false, true},
                        Covariates.of(3).number("a", new double[] {1, 2, 4}).build());
        assertThat(late).isInstanceOf(TooLittleData.class);
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        Covariates one = Covariates.of(1).build();
        assertThatThrownBy(() -> CoxRegression.efron().fit(new double[] {1, 2}, new boolean[] {true, true}, one))
                .hasMessageContaining("2 durations, but 2 ends, 1 rows");
        assertThatThrownBy(() -> CoxRegression.efron().fit(new double[] {Double.NaN}, new boolean[] {true}, one))
                .hasMessageContaining("a duration must be a finite number");
        assertThatThrownBy(() -> Covariates.of(1).number("x", new double[] {Double.POSITIVE_INFINITY}))
                .hasMessageContaining("covariate x must be finite, but row 0 is Infinity");
        assertThatThrownBy(() -> Covariates.of(1).category("x", new int[] {2}, List.of("a", "b")))
                .hasMessageContaining("none of index 2");
    }

    /** Exponential durations with hazard exp(a·group + b·score), some seen only up to a point. */
    private static final class Data {
        final double[] durations;
        final boolean[] ended;
        final double[] group;
        final double[] score;

        Data(int n) {
            durations = new double[n];
            ended = new boolean[n];
            group = new double[n];
            score = new double[n];
        }

        Covariates both() {
            return Covariates.of(group.length)
                    .number("group", group)
                    .number("score", score)
                    .build();
        }
    }

    private static Data simulated(int n, long seed, double a, double b) {
        var random = new SplittableRandom(seed);
        Data data = new Data(n);
        for (int i = 0; i < n; i++) {
            data.group[i] = random.nextInt(2);
            data.score[i] = random.nextGaussian();
            double end = random.nextExponential() / Math.exp(a * data.group[i] + b * data.score[i]);
            double seen = 2 * random.nextExponential();
            data.durations[i] = Math.min(end, seen);
            data.ended[i] = end <= seen;
        }
        return data;
    }

    private static Covariates placebo() {
        double[] placebo = new double[42];
        Arrays.fill(placebo, 21, 42, 1);
        return Covariates.of(42).number("placebo", placebo).build();
    }

    private static boolean[] relapsed() {
        boolean[] relapsed = new boolean[42];
        Arrays.fill(relapsed, true);
        for (int i : new int[] {2, 7, 8, 9, 10, 11, 12, 14, 15, 18, 19, 20}) {
            relapsed[i] = false;
        }
        return relapsed;
    }

    private static CoxModel converged(FitOutcome<CoxModel> outcome) {
        return outcome.converged().orElseThrow(() -> new AssertionError(outcome.toString()));
    }
}
