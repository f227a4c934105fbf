package org.zhike.statistics.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.churn.Calibrator.Kind;

class ChecksOfDataTest {

    private static final int N = 2000;

    @Test
    void aCancellationDateACopyAndANameAreFoundAndHonestFeaturesAreNot() {
        var random = new SplittableRandom(1);
        boolean[] left = new boolean[N];
        double[] honest = new double[N];
        double[] cancelledOn = new double[N];
        double[] score = new double[N];
        String[] status = new String[N];
        String[] name = new String[N];
        for (int i = 0; i < N; i++) {
            honest[i] = random.nextGaussian();
            left[i] = random.nextDouble() < Logistic.probability(honest[i] - 1);
            cancelledOn[i] = left[i] ? 20_000 + random.nextInt(30) : Double.NaN;
            score[i] = (left[i] ? 3 : 0) + random.nextGaussian();
            status[i] = left[i] ? "closed" : "open";
            name[i] = "customer " + i;
        }
        Features features = Features.of(N)
                .numbers("honest", honest)
                .numbers("cancelled_on", cancelledOn)
                .numbers("score", score)
                .texts("status", status)
                .texts("name", name)
                .build();

        List<LeakCheck.Finding> findings = LeakCheck.of(features, left);

        assertThat(findings)
                .extracting(finding -> finding.feature() + " " + finding.kind())
                .containsExactlyInAnyOrder(
                        "cancelled_on FILLED_AFTERWARDS", "status COPY", "score TOO_GOOD", "name IDENTIFIER");
        assertThat(findings).allMatch(finding -> finding.text().contains(finding.feature()));
    }

    @Test
    void aShiftIsFoundAndSamenessIsLeftAlone() {
        Features old = month(2, 0, 0.5, 0);
        Features same = month(3, 0, 0.5, 0);
        Features moved = month(4, 0.8, 0.8, 0.3);

        assertThat(DriftCheck.between(old, same, 0.05)).noneMatch(DriftCheck.Drift::moved);
        assertThat(DriftCheck.between(old, old, 0.05))
                .allMatch(drift -> drift.psi() == 0 && drift.distance() == 0 && !drift.significant());
        assertThat(DriftCheck.between(old, moved, 0.05))
                .filteredOn(DriftCheck.Drift::moved)
                .extracting(DriftCheck.Drift::feature)
                .containsExactlyInAnyOrder("spend", "channel", "age");
    }

    @Test
    void aModelTellsMovedMonthsApartAndSameOnesNot() {
        Learner learner = new LogisticLearner(LogisticLearner.Settings.standard());

        var same = DriftCheck.separability(learner, month(5, 0, 0.5, 0), month(6, 0, 0.5, 0), 1)
                .converged()
                .orElseThrow();
        var moved = DriftCheck.separability(learner, month(5, 0, 0.5, 0), month(6, 0.8, 0.5, 0), 1)
                .converged()
                .orElseThrow();

        assertThat(same.auc()).isCloseTo(0.5, within(0.03));
        assertThat(same.pValue()).isGreaterThan(0.01);
        assertThat(moved.auc()).isGreaterThan(0.65);
        assertThat(moved.pValue()).isLessThan(1e-9);
    }

    @Test
    void theDistributionOfTheLargestDistanceIsKolmogorovs() {
        // The classic critical values 1.3581 (5 %) and 1.6276 (1 %) for large samples.
        assertThat(DriftCheck.kolmogorov(1.3581e-4, 1e4)).isCloseTo(0.05, within(1e-4));
        assertThat(DriftCheck.kolmogorov(1.6276e-4, 1e4)).isCloseTo(0.01, within(1e-4));
        assertThat(DriftCheck.kolmogorov(0, 100)).isEqualTo(1);
    }

    @Test
    void populationStabilityIsTheTextbooksSum() {
        assertThat(DriftCheck.psi(new double[] {50, 50}, new double[] {25, 75}))
                .isCloseTo(-0.25 * Math.log(0.5) + 0.25 * Math.log(1.5), within(1e-12));
    }

    private static Features month(long seed, double shift, double online, double gaps) {
        var random = new SplittableRandom(seed);
        double[] spend = new double[N];
        double[] age = new double[N];
        double[] height = new double[N];
        String[] channel = new String[N];
        for (int i = 0; i < N; i++) {
            spend[i] = random.nextGaussian() + shift;
            age[i] = random.nextDouble() < gaps ? Double.NaN : random.nextGaussian();
            height[i] = random.nextGaussian();
            channel[i] = random.nextDouble() < online ? "online" : "shop";
        }
        return Features.of(N)
                .numbers("spend", spend)
                .numbers("age", age)
                .numbers("height", height)
                .texts("channel", channel)
                .build();
    }

    @Test
    void calibrationMakesOverconfidentProbabilitiesComeTrueAndKeepsTheOrder() {
        var random = new SplittableRandom(7);
        double[] truth = random.doubles(20_000, -3, 3).toArray();
        double[] said = new double[truth.length];
        boolean[] happened = new boolean[truth.length];
        for (int i = 0; i < truth.length; i++) {
            said[i] = 2 * truth[i] + 1;
            happened[i] = random.nextDouble() < Logistic.probability(truth[i]);
        }
        double before = Scores.of(happened, Logistic.probabilities(said)).ece();

        for (Kind kind : List.of(Kind.PLATT, Kind.ISOTONIC)) {
            Calibrator calibrator = Calibrator.fit(kind, said, happened);
            Scores after = Scores.of(happened, Logistic.probabilities(calibrator.logOdds(said)));
            assertThat(after.ece()).isLessThan(0.01).isLessThan(before / 5);
            double last = Double.NEGATIVE_INFINITY;
            for (double odds = -8; odds <= 8; odds += 0.01) {
                assertThat(calibrator.logOdds(odds)).isFinite().isGreaterThanOrEqualTo(last);
                last = calibrator.logOdds(odds);
            }
        }
        assertThat(((Calibrator.Platt) Calibrator.fit(Kind.PLATT, said, happened)).slope())
                .isCloseTo(0.5, within(0.03));
    }

    @Test
    void poolsOfTheIsotonicCurveAreTheKnownOnes() {
        double[] scores = {1, 2, 3, 4, 5, 6};
        boolean[] happened = {false, true, false, true, true, true};

        var curve = (Calibrator.Isotonic) Calibrator.fit(Kind.ISOTONIC, scores, happened);

        assertThat(curve.pools()).isEqualTo(3);
        assertThat(Logistic.probability(curve.logOdds(2.5))).isCloseTo(0.5, within(1e-12));
        assertThat(Logistic.probability(curve.logOdds(0))).isCloseTo(0.5 / 6, within(1e-12));
    }

    @Test
    void withOneOutcomeOnlyThereIsNothingToCalibrate() {
        assertThat(Calibrator.fit(Kind.ISOTONIC, new double[] {1, 2}, new boolean[] {true, true})
                        .kind())
                .isEqualTo(Kind.NONE);
    }
}
