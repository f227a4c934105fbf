package org.zhike.statistics.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Golden;

class LogisticTest {

    @Test
    void theUnpenalisedFitEqualsTheReference() {
        List<String[]> reference = Golden.rows("churn/telco_logit_mle.csv");
        Telco telco = Telco.read();
        // The reference's own coding of the categories.
        double[] values = new double[telco.left.length * (reference.size() - 1)];
        List<String> names = reference.stream().skip(1).map(row -> row[0]).toList();
        for (int j = 0; j < names.size(); j++) {
            for (int i = 0; i < telco.left.length; i++) {
                values[i * names.size() + j] = telco.value(names.get(j), i);
            }
        }

        Logistic model = Logistic.fit(Matrix.ofRows(names, values), telco.left)
                .converged()
                .orElseThrow();

        assertThat(model.logLikelihood()).isCloseTo(-2925.4804422543702, within(1e-8));
        assertClose(model.intercept(), reference.get(0)[1]);
        assertClose(model.interceptStandardError(), reference.get(0)[2]);
        for (int j = 0; j < names.size(); j++) {
            String[] row = reference.get(j + 1);
            assertClose(model.coefficient(j), row[1]);
            assertClose(model.standardError(j), row[2]);
            assertThat(model.pValue(j)).isCloseTo(Double.parseDouble(row[4]), within(1e-9));
        }
    }

    private static void assertClose(double actual, String expected) {
        double value = Double.parseDouble(expected);
        assertThat(actual).isCloseTo(value, within(1e-8 * (1 + Math.abs(value))));
    }

    @Test
    void findsTheTruthThatMadeTheData() {
        Simulated data = Simulated.of(60_000, 4);

        Logistic model = Logistic.fit(data.matrix, data.positive).converged().orElseThrow();

        for (int j = 0; j < data.truth.length; j++) {
            assertThat(model.coefficient(j)).isCloseTo(data.truth[j], within(4 * model.standardError(j)));
            assertThat(model.standardError(j)).isBetween(0.001, 0.05);
        }
    }

    @Test
    void unitsDoNotMatterEvenWithAPenalty() {
        Simulated data = Simulated.of(2_000, 9);
        double[] scaled = data.matrix.values().clone();
        for (int i = 0; i < scaled.length; i += 3) {
            scaled[i] = 1000 * scaled[i] + 5e6;
        }
        Matrix other = Matrix.ofRows(data.matrix.names(), scaled);
        var penalty = new Penalty(5, 3);

        double[] plain = Logistic.fit(data.matrix, data.positive, penalty)
                .converged()
                .orElseThrow()
                .logOdds(data.matrix);
        double[] moved = Logistic.fit(other, data.positive, penalty)
                .converged()
                .orElseThrow()
                .logOdds(other);

        assertThat(moved).containsExactly(plain, within(1e-5));
    }

    @Test
    void aStrongLassoLeavesOnlyTheInterceptAndAWeakOneNearlyAll() {
        Simulated data = Simulated.of(2_000, 3);

        Logistic strong = Logistic.fit(data.matrix, data.positive, new Penalty(0, 5_000))
                .converged()
                .orElseThrow();
        Logistic weak = Logistic.fit(data.matrix, data.positive, new Penalty(0, 1e-6))
                .converged()
                .orElseThrow();
        Logistic free = Logistic.fit(data.matrix, data.positive).converged().orElseThrow();

        double share = (double) Checks.count(data.positive) / data.positive.length;
        assertThat(strong.intercept()).isCloseTo(Math.log(share / (1 - share)), within(1e-9));
        for (int j = 0; j < 3; j++) {
            assertThat(strong.coefficient(j)).isZero();
            assertThat(weak.coefficient(j)).isCloseTo(free.coefficient(j), within(1e-5));
        }
    }

    @Test
    void thePenalisedOptimumHasNoSlope() {
        Simulated data = Simulated.of(1_000, 8);
        var penalty = new Penalty(7, 12);
        Logistic model =
                Logistic.fit(data.matrix, data.positive, penalty).converged().orElseThrow();
        double best = objective(model.standard(), data, penalty);

        for (int j = 0; j <= 3; j++) {
            for (double step : new double[] {-1e-3, 1e-3}) {
                double[] moved = model.standard().clone();
                moved[j] += step;
                assertThat(objective(moved, data, penalty)).isGreaterThan(best);
            }
        }
    }

    private static double objective(double[] b, Simulated data, Penalty penalty) {
        Standardisation s = Standardisation.of(data.matrix);
        double[] scales = new double[3];
        for (int j = 0; j < 3; j++) {
            scales[j] = 1 / s.deviations[j];
        }
        return penalty.of(b)
                - new LogisticCurvature(data.matrix, data.positive, s.means, scales).at(b, false).logLikelihood;
    }

    @Test
    void contributionsAndTheMeanSumToTheLogOdds() {
        Simulated data = Simulated.of(500, 2);
        Logistic model = Logistic.fit(data.matrix, data.positive).converged().orElseThrow();
        double[] odds = model.logOdds(data.matrix);

        for (int i = 0; i < 500; i += 50) {
            double sum = model.meanLogOdds();
            for (double part : model.contributions(data.matrix, i)) {
                sum += part;
            }
            assertThat(sum).isCloseTo(odds[i], within(1e-12));
        }
    }

    @Test
    void perfectSeparationIsSaidInWordsAndARidgeGivesAnAnswer() {
        double[] values = new double[100];
        boolean[] positive = new boolean[100];
        for (int i = 0; i < 100; i++) {
            values[i] = i;
            positive[i] = i >= 50;
        }
        Matrix x = Matrix.ofRows(List.of("age"), values);

        assertThat(Logistic.fit(x, positive))
                .isInstanceOfSatisfying(
                        NotConverged.class, open -> assertThat(open.why()).contains("separate", "age", "ridge"));
        assertThat(Logistic.fit(x, positive, Penalty.ridge(1)).converged()).isPresent();
    }

    @Test
    void aColumnThatFollowsFromOthersIsNamedAndARidgeGivesAnAnswer() {
        Simulated data = Simulated.of(300, 6);
        double[] values = new double[300 * 3];
        for (int i = 0; i < 300; i++) {
            values[3 * i] = data.matrix.at(i, 0);
            values[3 * i + 1] = data.matrix.at(i, 1);
            values[3 * i + 2] = 2 * data.matrix.at(i, 0) - data.matrix.at(i, 1);
        }
        Matrix x = Matrix.ofRows(List.of("a", "b", "both"), values);

        assertThat(Logistic.fit(x, data.positive))
                .isInstanceOfSatisfying(
                        NotConverged.class, open -> assertThat(open.why()).contains("both"));
        assertThat(Logistic.fit(x, data.positive, Penalty.ridge(1)).converged()).isPresent();
    }

    @Test
    void aConstantColumnGetsNoCoefficient() {
        Simulated data = Simulated.of(500, 6);
        double[] values = data.matrix.values().clone();
        for (int i = 1; i < values.length; i += 3) {
            values[i] = 7;
        }

        Logistic model = Logistic.fit(Matrix.ofRows(data.matrix.names(), values), data.positive)
                .converged()
                .orElseThrow();

        assertThat(model.coefficient(1)).isZero();
        assertThat(model.coefficient(0)).isNotZero();
    }

    @Test
    void withOneOutcomeOnlyNothingIsFitted() {
        Matrix x = Matrix.ofRows(List.of("a"), new double[] {1, 2, 3});

        FitOutcome<Logistic> outcome = Logistic.fit(x, new boolean[3]);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TooLittleData.class,
                        little -> assertThat(little.shortages().toString()).contains("positives"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Logistic.fit(Matrix.ofRows(List.of("a"), new double[] {1, Double.NaN, 3}), new boolean[3]))
                .withMessageContaining("NaN");
    }

    @Test
    void aOneInAThousandOutcomeIsFittedWithoutBias() {
        var random = new SplittableRandom(12);
        int n = 200_000;
        double[] values = new double[n];
        boolean[] positive = new boolean[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
            positive[i] = random.nextDouble() < Logistic.probability(-7.4 + values[i]);
        }

        Logistic model = Logistic.fit(Matrix.ofRows(List.of("x"), values), positive)
                .converged()
                .orElseThrow();

        assertThat((double) Checks.count(positive) / n).isBetween(0.0005, 0.002);
        assertThat(model.coefficient(0)).isCloseTo(1, within(4 * model.standardError(0)));
        assertThat(Arrays.stream(model.probabilities(Matrix.ofRows(List.of("x"), values)))
                        .sum())
                .isCloseTo(Checks.count(positive), within(1e-6));
    }

    /** Three columns and outcomes by known coefficients. */
    private static final class Simulated {

        final double[] truth = {1, -0.5, 0};
        final Matrix matrix;
        final boolean[] positive;

        private Simulated(Matrix matrix, boolean[] positive) {
            this.matrix = matrix;
            this.positive = positive;
        }

        static Simulated of(int n, long seed) {
            var random = new SplittableRandom(seed);
            double[] values = random.doubles(3L * n, -2, 2).toArray();
            boolean[] positive = new boolean[n];
            for (int i = 0; i < n; i++) {
                double odds = -1 + values[3 * i] - 0.5 * values[3 * i + 1];
                positive[i] = random.nextDouble() < Logistic.probability(odds);
            }
            return new Simulated(Matrix.ofRows(List.of("a", "b", "c"), values), positive);
        }
    }
}
