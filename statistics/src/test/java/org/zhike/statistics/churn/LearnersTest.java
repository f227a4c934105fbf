package org.zhike.statistics.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;

class LearnersTest {

    private static final Learner LOGISTIC = new LogisticLearner(LogisticLearner.Settings.standard());

    /** The example of the package's description. */
    @Test
    void aModelOfSimulatedCustomersBeatsTheShareOfLeavers() {
        var customers = Customers.of(1000, 1);
        double[] tenure = customers.tenure;
        String[] contract = customers.contract;
        boolean[] churned = customers.left;

        Features features = Features.of(1000)
                .numbers("tenure", tenure)
                .texts("contract", contract)
                .build();
        int[] folds = Folds.stratified(churned, 5, 1);
        OutOfFold result =
                OutOfFold.of(LOGISTIC, features, churned, folds, 0).converged().orElseThrow();
        Scores scores = result.scores(churned);

        assertThat(scores.auc()).isGreaterThan(0.7);
        assertThat(scores.skill()).isPositive();
    }

    @Test
    void onTheTelephoneCompanyTheLogisticModelReachesTheBounds() {
        Telco telco = Telco.read();

        OutOfFold result = OutOfFold.of(LOGISTIC, telco.features, telco.left, telco.folds, 0)
                .converged()
                .orElseThrow();

        Scores scores = result.scores(telco.left);
        assertThat(scores.auc()).isGreaterThanOrEqualTo(0.850);
        assertThat(scores.logLoss()).isLessThanOrEqualTo(0.410);
        assertThat(scores.brier()).isLessThanOrEqualTo(0.1333);
        assertThat(scores.ece()).isLessThanOrEqualTo(0.01);
        assertThat(scores.baselineLogLoss()).isGreaterThan(0.57);
        assertThat(LeakCheck.of(telco.features, telco.left)).isEmpty();
    }

    @Test
    void curvesAndPairsAreFoundWhereALineMissesThem() {
        var random = new SplittableRandom(2);
        int n = 4000;
        double[] a = random.doubles(n, -2, 2).toArray();
        double[] b = random.doubles(n, -2, 2).toArray();
        double[] c = random.doubles(n, -2, 2).toArray();
        boolean[] left = new boolean[n];
        for (int i = 0; i < n; i++) {
            left[i] = random.nextDouble() < Logistic.probability(a[i] * a[i] - 2 + b[i] * c[i]);
        }
        Features features =
                Features.of(n).numbers("a", a).numbers("b", b).numbers("c", c).build();

        Classifier model = LOGISTIC.fit(features, left).converged().orElseThrow();

        assertThat(Scores.of(left, model.probabilities(features)).auc()).isGreaterThan(0.8);
        assertThat(model.choices().get("pairs").toString()).contains("b × c");
        Contributions reasons = model.contributions(features);
        assertThat(reasons.features()).containsExactlyInAnyOrder("a", "b", "c");
        double[] odds = model.logOdds(features);
        for (int i = 0; i < n; i += 100) {
            assertThat(reasons.logOdds(i)).isCloseTo(odds[i], within(1e-9));
        }
    }

    @Test
    void whatIsLearnedDoesNotDependOnTheOrderOfColumnsOrOnARepeatedFit() {
        var customers = Customers.of(600, 3);
        Features one = Features.of(600)
                .numbers("tenure", customers.tenure)
                .texts("contract", customers.contract)
                .build();
        Features other = Features.of(600)
                .texts("contract", customers.contract)
                .numbers("tenure", customers.tenure)
                .build();

        double[] first =
                LOGISTIC.fit(one, customers.left).converged().orElseThrow().logOdds(one);

        assertThat(LOGISTIC.fit(one, customers.left).converged().orElseThrow().logOdds(one))
                .isEqualTo(first);
        assertThat(LOGISTIC.fit(other, customers.left).converged().orElseThrow().logOdds(one))
                .containsExactly(first, within(1e-6));
    }

    @Test
    void unseenCategoriesMissingNumbersAndConstantColumnsAreTaken() {
        var customers = Customers.of(600, 4);
        double[] tenure = customers.tenure.clone();
        Arrays.fill(tenure, 0, 40, Double.NaN);
        double[] constant = new double[600];
        Features training = Features.of(600)
                .numbers("tenure", tenure)
                .texts("contract", customers.contract)
                .numbers("constant", constant)
                .build();
        Features strange = Features.of(3)
                .numbers("tenure", new double[] {Double.NaN, 1e9, 5})
                .texts("contract", new String[] {"never seen", "", "month"})
                .numbers("constant", new double[] {3, 4, 5})
                .build();

        Classifier model = LOGISTIC.fit(training, customers.left).converged().orElseThrow();

        assertThat(model.warnings()).anyMatch(warning -> warning.contains("constant"));
        assertThat(Arrays.stream(model.probabilities(strange))).allMatch(p -> p >= 0 && p <= 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.logOdds(strange.without(List.of("tenure"))))
                .withMessageContaining("tenure");
    }

    @Test
    void anUnseenCategoryCountsAsTheAverage() {
        Features training = Features.of(6)
                .texts("plan", new String[] {"a", "a", "a", "b", "b", "c"})
                .build();
        Features unseen = Features.of(1).texts("plan", new String[] {"x"}).build();

        Matrix linear = Encoder.linear(training, 1).encode(unseen);
        Matrix trees = Encoder.trees(training, 1).encode(unseen);

        assertThat(linear.names()).containsExactly("plan = b", "plan = c");
        assertThat(linear.at(0, 0)).isCloseTo(2 / 6.0, within(1e-15));
        assertThat(linear.at(0, 1)).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(trees.names()).containsExactly("plan = a", "plan = b", "plan = c");
        assertThat(trees.at(0, 0)).isNaN();
    }

    @Test
    void rareLevelsShareAColumnAndRepeatedColumnsAreLeftOut() {
        Features training = Features.of(8)
                .texts("plan", new String[] {"a", "a", "a", "a", "b", "b", "c", "d"})
                .numbers("n", new double[] {1, 2, 3, 4, 5, 6, 7, 8})
                .numbers("same", new double[] {1, 2, 3, 4, 5, 6, 7, 8})
                .build();

        assertThat(Encoder.linear(training, 2).names()).containsExactlyInAnyOrder("plan = (rare)", "plan = b", "n");
    }

    @Test
    void stepsMakeQuotientsAndCounts() {
        Features features = Features.of(3)
                .numbers("charges", new double[] {10, 20, 5})
                .numbers("months", new double[] {2, 0, Double.NaN})
                .texts("tv", new String[] {"Yes", "No", "Yes"})
                .texts("backup", new String[] {"Yes", "Yes", "No"})
                .texts("phone", new String[] {"No", "Yes", "No"})
                .build();

        Features made = Transformations.learn(
                        List.of(Transformations.ratio("charges", "months"), Transformations.sharedLevels()), features)
                .apply(features);

        assertThat(Transformations.numbers(made, "charges per months").values())
                .containsExactly(5, Double.NaN, Double.NaN);
        assertThat(Transformations.numbers(made, "number of Yes").values()).containsExactly(2, 2, 1);
    }

    @Test
    void tooFewLeaversAreSaidInsteadOfAGuess() {
        var customers = Customers.of(300, 5);
        boolean[] few = new boolean[300];
        few[7] = true;
        Features features = Features.of(300).numbers("tenure", customers.tenure).build();

        for (Learner learner : List.of(LOGISTIC, new Blend(List.of(LOGISTIC), 3, 1))) {
            assertThat(learner.fit(features, few))
                    .isInstanceOfSatisfying(
                            FitOutcome.TooLittleData.class,
                            little -> assertThat(little.shortages().toString()).contains("positives"));
        }
    }

    @Test
    void featuresThatNeverVaryAreSaidInsteadOfAGuess() {
        var customers = Customers.of(300, 5);
        Features constant = Features.of(300).numbers("tenure", new double[300]).build();

        assertThat(LOGISTIC.fit(constant, customers.left))
                .isInstanceOfSatisfying(
                        FitOutcome.TooLittleData.class,
                        little -> assertThat(little.shortages().toString()).contains("varying_features"));
    }

    @Test
    void aYesOrNoGivenAsANumberHasNoCurve() {
        var customers = Customers.of(400, 8);
        double[] flag = new double[400];
        for (int i = 0; i < 400; i += 5) {
            flag[i] = 1;
        }
        Features features = Features.of(400)
                .numbers("flag", flag)
                .numbers("tenure", customers.tenure)
                .build();

        Features bent = Transformations.learn(List.of(Transformations.curves(5)), features)
                .apply(features);

        assertThat(bent.names()).contains("tenure bend 1").noneMatch(name -> name.startsWith("log flag"));
    }

    @Test
    void weightsGoToTheModelThatKnowsAndTogetherBeatEach() {
        var random = new SplittableRandom(6);
        int n = 5000;
        double[] first = new double[n];
        double[] second = new double[n];
        double[] nothing = new double[n];
        boolean[] left = new boolean[n];
        for (int i = 0; i < n; i++) {
            first[i] = random.nextGaussian();
            second[i] = random.nextGaussian();
            nothing[i] = random.nextGaussian();
            left[i] = random.nextDouble() < Logistic.probability((first[i] + second[i]) / 2);
        }

        double[] weights = Blend.weights(List.of(first, second, nothing), left);

        assertThat(weights[0]).isCloseTo(0.5, within(0.06));
        assertThat(weights[1]).isCloseTo(0.5, within(0.06));
        assertThat(weights[2]).isBetween(0.0, 0.05);
    }

    @Test
    void theTestOfASplitByTimeUsesTheLastPartOnly() {
        var customers = Customers.of(900, 7);
        double[] day = new double[900];
        for (int i = 0; i < 900; i++) {
            day[i] = i;
        }
        Features features = Features.of(900).numbers("tenure", customers.tenure).build();
        int[] folds = Folds.byTime(day, 0.25, 30);

        OutOfFold result = OutOfFold.ofLast(LOGISTIC, features, customers.left, folds, 2)
                .converged()
                .orElseThrow();

        assertThat(result.rows()).hasSize(225).startsWith(675);
        assertThat(result.scores(customers.left).cases()).isEqualTo(225);
        assertThat(result.reasons(700)).hasSize(1);
        assertThat(result.reasons(1)).isEmpty();
    }

    /** New customers by the month leave, old ones with a contract stay. */
    private static final class Customers {

        final double[] tenure;
        final String[] contract;
        final boolean[] left;

        private Customers(int n) {
            tenure = new double[n];
            contract = new String[n];
            left = new boolean[n];
        }

        static Customers of(int n, long seed) {
            var random = new SplittableRandom(seed);
            var customers = new Customers(n);
            for (int i = 0; i < n; i++) {
                customers.tenure[i] = random.nextInt(72);
                customers.contract[i] = random.nextInt(2) == 0 ? "month" : "year";
                double odds = 0.5 - customers.tenure[i] / 24 - (customers.contract[i].equals("year") ? 1 : 0);
                customers.left[i] = random.nextDouble() < Logistic.probability(odds);
            }
            return customers;
        }
    }
}
