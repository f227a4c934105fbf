package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;

/** Chinese take-away reviews, in the folds and beside the results of the reference models. */
class WaimaiTest {

    @Test
    void theClassifierBeatsEveryReferenceModelOnTheGivenFolds() {
        Reviews reviews = Reviews.waimai();

        ClassificationScores ours = scores(reviews, TextClassifierFitter.standard()::fit);
        ClassificationScores bayes = scores(reviews, NaiveBayes::fit);

        double bestReference = Golden.rows("sentiment/waimai_cv_results.csv").stream()
                .mapToDouble(row -> Double.parseDouble(row[3]))
                .max()
                .orElseThrow();
        assertThat(ours.accuracy().share()).isGreaterThanOrEqualTo(0.902).isGreaterThan(bestReference);
        assertThat(ours.macroF1()).isGreaterThanOrEqualTo(0.886);
        assertThat(ours.logLoss()).isLessThan(0.26);
        assertThat(bayes.accuracy().share()).isBetween(0.84, ours.accuracy().share() - 0.01);
    }

    @Test
    void itsProbabilitiesAreTheSharesThatComeTrue() {
        Reviews reviews = Reviews.waimai();
        double[][] p = leftOut(reviews, TextClassifierFitter.standard()::fit);

        double gap = 0;
        for (int bin = 0; bin < 10; bin++) {
            double said = 0;
            double true1 = 0;
            for (int i = 0; i < p.length; i++) {
                if ((int) Math.min(9, p[i][1] * 10) == bin) {
                    said += p[i][1];
                    true1 += reviews.labels()[i];
                }
            }
            gap += Math.abs(said - true1) / p.length;
        }
        assertThat(gap).as("expected calibration error").isLessThan(0.02);
    }

    @Test
    void negationIsUnderstood() {
        Reviews reviews = Reviews.waimai();
        TextClassifier classifier = TextClassifierFitter.standard()
                .fit(reviews.texts(), reviews.labels(), 2)
                .converged()
                .orElseThrow();

        assertThat(List.of("太差", "不好", "不好吃", "不太满意", "不是很好", "再也不点了", "下次不来了"))
                .allSatisfy(
                        text -> assertThat(classifier.classify(text)).as(text).isZero());
        assertThat(List.of("好", "好吃", "很满意", "很好", "不错"))
                .allSatisfy(
                        text -> assertThat(classifier.classify(text)).as(text).isEqualTo(1));
    }

    @Test
    void theColdStartBeatsPublicLexiconsWithoutSeeingALabel() {
        Reviews reviews = Reviews.waimai();

        int right = 0;
        int silent = 0;
        for (int i = 0; i < reviews.labels().length; i++) {
            Opinion opinion = OpinionLexicon.standard().judge(reviews.texts().get(i));
            right += (opinion.isGood() ? 1 : 0) == reviews.labels()[i] ? 1 : 0;
            silent += opinion.findings().isEmpty() ? 1 : 0;
        }

        assertThat((double) right / reviews.labels().length).isGreaterThan(0.85);
        assertThat((double) silent / reviews.labels().length).isLessThan(0.05);
    }

    private static ClassificationScores scores(Reviews reviews, OutOfFold.Trainer trainer) {
        return ClassificationScores.of(reviews.labels(), leftOut(reviews, trainer));
    }

    private static double[][] leftOut(Reviews reviews, OutOfFold.Trainer trainer) {
        FitOutcome<double[][]> outcome = OutOfFold.probabilities(
                reviews.texts(), reviews.labels(), 2, Reviews.waimaiFolds(), trainer, (done, all) -> {});
        double[][] p = outcome.converged().orElseThrow();
        assertThat(Arrays.stream(p))
                .allSatisfy(row -> assertThat(row[0] + row[1]).isBetween(1 - 1e-12, 1 + 1e-12));
        return p;
    }
}
