package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Golden;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Moments;
import org.zhike.statistics.survival.KaplanMeier.Scale;

class KaplanMeierTest {

    private static final Offset<Double> GOLDEN = within(1e-9);

    @Test
    void theCurveOfTheTelephoneCompanyEqualsTheReferenceOnEveryScale() {
        assertEqualsReference("stats/km_telco_plain.csv", Scale.PLAIN);
        assertEqualsReference("stats/km_telco_log.csv", Scale.LOG);
        assertEqualsReference("stats/km_telco_loglog.csv", Scale.LOG_LOG);
        assertEqualsReference("stats/km_telco_contract_loglog.csv", Scale.LOG_LOG);
    }

    private static void assertEqualsReference(String file, Scale scale) {
        Map<String, List<String[]>> strata = Golden.rows(file).stream().collect(Collectors.groupingBy(row -> row[0]));
        assertThat(strata).isNotEmpty();
        for (List<String[]> rows : strata.values()) {
            KaplanMeier curve = KaplanMeier.ofCounts(
                    rows.stream().mapToDouble(row -> Double.parseDouble(row[1])).toArray(),
                    rows.stream().mapToLong(row -> Long.parseLong(row[3])).toArray(),
                    rows.stream().mapToLong(row -> Long.parseLong(row[4])).toArray());
            assertThat(curve.steps()).isEqualTo(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                String[] row = rows.get(i);
                assertThat(curve.atRisk(i)).isEqualTo(Long.parseLong(row[2]));
                assertThat(curve.survival(i)).isCloseTo(Double.parseDouble(row[5]), GOLDEN);
                assertThat(curve.standardError(i)).isCloseTo(Double.parseDouble(row[6]), GOLDEN);
                Interval interval = curve.interval(i, scale, 0.95);
                // The reference has no interval where nothing has ended yet.
                if (!row[7].equals("NA")) {
                    assertThat(interval.low()).isCloseTo(Double.parseDouble(row[7]), GOLDEN);
                    assertThat(interval.high()).isCloseTo(Double.parseDouble(row[8]), GOLDEN);
                }
            }
        }
    }

    @Test
    void theLeukaemiaTrialOfTheTextbookIsReproduced() {
        // Freireich 1963, 6-MP arm; Klein and Moeschberger, table 4.1 and example 4.1.
        double[] weeks = {10, 7, 32, 23, 22, 6, 16, 34, 32, 25, 11, 20, 19, 6, 17, 35, 6, 13, 9, 6, 10};
        boolean[] relapsed = {
            true, true, false, true, true, true, true, false, false, false, false, false, false, true, false, false,
            true, true, false, false, false
        };
        KaplanMeier curve = KaplanMeier.of(weeks, relapsed);
        assertThat(curve.survivalAt(5.9)).isEqualTo(1);
        assertThat(curve.survivalAt(6)).isCloseTo(0.857, within(5e-4));
        assertThat(curve.survivalAt(12)).isCloseTo(0.753, within(5e-4));
        assertThat(curve.survivalAt(23)).isCloseTo(0.448, within(5e-4));
        assertThat(curve.survivalAt(99)).isCloseTo(0.448, within(5e-4));
        assertThat(curve.standardError(0)).isCloseTo(0.0764, within(5e-5));
        assertThat(curve.restrictedMean().value()).isCloseTo(23.287, within(5e-4));
        assertThat(curve.restrictedMean().standardError()).isCloseTo(2.827, within(5e-4));
    }

    @Test
    void withoutCensoringTheRestrictedMeanIsTheMean() {
        var random = new SplittableRandom(2);
        double[] durations =
                random.doubles(500).map(u -> Math.floor(u * 40) / 4).toArray();
        boolean[] ended = new boolean[durations.length];
        java.util.Arrays.fill(ended, true);

        KaplanMeier.Mean mean = KaplanMeier.of(durations, ended).restrictedMean();

        Moments moments = Moments.of(durations);
        assertThat(mean.value()).isCloseTo(moments.mean(), within(1e-12));
        double n = durations.length;
        assertThat(mean.standardError()).isCloseTo(moments.standardError() * Math.sqrt((n - 1) / n), within(1e-12));
    }

    @Test
    void threeCustomersCanBeCheckedByHand() {
        // Ends at 1 and 3, one still there at 2: S = 2/3 from 1, 0 from 3.
        KaplanMeier curve = KaplanMeier.of(new double[] {3, 1, 2}, new boolean[] {true, true, false});
        assertThat(curve.survival(0)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(curve.survival(1)).isCloseTo(2.0 / 3, within(1e-15));
        assertThat(curve.survival(2)).isZero();
        assertThat(curve.standardError(2)).isZero();
        assertThat(curve.restrictedMean().value()).isCloseTo(1 + 2 * 2.0 / 3, within(1e-15));
        // (4/3)² · 1 / (3 · 2)
        assertThat(curve.restrictedMean().standardError()).isCloseTo(Math.sqrt(16.0 / 9 / 6), within(1e-15));
        assertThat(curve.restrictedMean(2).value()).isCloseTo(1 + 2.0 / 3, within(1e-15));
        assertThat(curve.interval(2, Scale.LOG_LOG, 0.95)).isEqualTo(new Interval(0, 0, 0.95));
    }

    @Test
    void whereNothingEndsNothingIsLost() {
        KaplanMeier curve = KaplanMeier.ofCounts(new double[] {0, 5}, new long[] {0, 0}, new long[] {4, 2});
        assertThat(curve.survivalAt(7)).isEqualTo(1);
        assertThat(curve.restrictedMean().value()).isEqualTo(5);
        assertThat(curve.restrictedMean().standardError()).isZero();
    }

    @Test
    void someMayEndAtOnce() {
        // Half end at time 0, the other half at 4: the mean is 2.
        KaplanMeier curve = KaplanMeier.ofCounts(new double[] {0, 4}, new long[] {5, 5}, new long[] {0, 0});
        assertThat(curve.survivalAt(0)).isEqualTo(0.5);
        assertThat(curve.restrictedMean().value()).isEqualTo(2);
    }

    @Test
    void theExampleOfThePackageWorks() {
        double[] months = {3, 8, 12, 12, 20, 31};
        boolean[] left = {true, true, false, true, false, true};
        double[] age = {25, 44, 31, 38, 52, 40};

        KaplanMeier curve = KaplanMeier.of(months, left);
        double afterAYear = curve.survivalAt(12);
        FitOutcome<CoxModel> outcome = CoxRegression.efron()
                .fit(months, left, Covariates.of(6).number("age", age).build());
        String told = switch (outcome) {
            case Converged<CoxModel>(CoxModel model, int steps) -> "hazard ratio " + model.hazardRatio(0);
            case NotConverged<CoxModel> open -> open.why();
            case TooLittleData<CoxModel> little -> "too little: " + little.shortages();
        };

        assertThat(afterAYear).isCloseTo(0.5, within(1e-12));
        assertThat(told).startsWith("hazard ratio ");
    }

    @Test
    void impossibleInputIsRefusedInWords() {
        assertThatThrownBy(() -> KaplanMeier.of(new double[0], new boolean[0]))
                .hasMessageContaining("there must be times");
        assertThatThrownBy(() -> KaplanMeier.of(new double[] {-1}, new boolean[] {true}))
                .hasMessageContaining("a time must not be negative");
        assertThatThrownBy(() -> KaplanMeier.of(new double[] {1}, new boolean[] {true, false}))
                .hasMessage("1 durations, but 2 ends");
    }
}
