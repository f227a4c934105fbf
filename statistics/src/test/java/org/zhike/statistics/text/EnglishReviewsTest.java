package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishReviewsTest {

    @ParameterizedTest
    @CsvSource({"amazon_cells, 0.90", "imdb, 0.85", "yelp, 0.88"})
    void theClassifierBeatsNaiveBayesAndTheLexiconOnAThousandEnglishSentences(String source, double atLeast) {
        Reviews reviews = Reviews.english(source);
        int[] folds = Folds.stratified(reviews.labels(), 5, 1);

        double ours = accuracy(reviews, folds, TextClassifierFitter.standard()::fit);
        double bayes = accuracy(reviews, folds, NaiveBayes::fit);
        double lexicon = 0;
        for (int i = 0; i < reviews.labels().length; i++) {
            boolean good =
                    OpinionLexicon.standard().judge(reviews.texts().get(i)).isGood();
            lexicon += (good ? 1 : 0) == reviews.labels()[i] ? 1.0 / reviews.labels().length : 0;
        }

        assertThat(ours).isGreaterThan(atLeast).isGreaterThan(bayes).isGreaterThan(lexicon);
        assertThat(lexicon).isGreaterThan(0.8);
    }

    private static double accuracy(Reviews reviews, int[] folds, OutOfFold.Trainer trainer) {
        double[][] p = OutOfFold.probabilities(reviews.texts(), reviews.labels(), 2, folds, trainer, (done, all) -> {})
                .converged()
                .orElseThrow();
        return ClassificationScores.of(reviews.labels(), p).accuracy().share();
    }
}
