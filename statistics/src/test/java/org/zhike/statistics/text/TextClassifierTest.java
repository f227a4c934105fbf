package org.zhike.statistics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.TooLittleData;

class TextClassifierTest {

    private static final TextClassifierFitter FITTER = TextClassifierFitter.standard();

    @Test
    void findsTheClassOfNewTextsAlsoWhenSomeLabelsAreWrong() {
        TextClassifier classifier = fitted(Reviews.made(900, 3, 0.1, 1), 3);
        Reviews fresh = Reviews.made(300, 3, 0, 2);

        ClassificationScores scores = ClassificationScores.of(fresh.labels(), classifier.probabilities(fresh.texts()));

        assertThat(scores.accuracy().share()).isGreaterThan(0.98);
        assertThat(scores.macroF1()).isGreaterThan(0.98);
        assertThat(classifier.pieces()).isPositive();
        assertThat(classifier.crossFittedLogLoss()).isBetween(0.0, Math.log(3));
    }

    @Test
    void theExampleOfThePackageRuns() {
        Reviews reviews = Reviews.made(200, 2, 0, 3);

        FitOutcome<TextClassifier> fit = TextClassifierFitter.standard().fit(reviews.texts(), reviews.labels(), 2);
        TextClassifier classifier = fit.converged().orElseThrow();
        double good = classifier.probabilities("送得很快，味道不错")[1];
        Opinion untrained = OpinionLexicon.standard().judge("不太满意");

        assertThat(good).isGreaterThan(0.5);
        assertThat(untrained.isBad()).isTrue();
    }

    @Test
    void probabilitiesSumToOneAndDoNotDependOnTheWayOfAsking() {
        TextClassifier classifier = fitted(Reviews.made(600, 3, 0.1, 4), 3);
        List<String> texts = new ArrayList<>(Reviews.made(2000, 3, 0, 5).texts());
        texts.addAll(List.of("", "👍👍", "1234", "的".repeat(1000)));

        double[][] together = classifier.probabilities(texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(Arrays.stream(together[i]).sum()).isCloseTo(1, within(1e-12));
            assertThat(together[i]).containsExactly(classifier.probabilities(texts.get(i)));
        }
    }

    @Test
    void contributionsAndBiasSumToTheScore() {
        TextClassifier two = fitted(Reviews.made(300, 2, 0.1, 6), 2);
        TextClassifier three = fitted(Reviews.made(300, 3, 0.1, 6), 3);
        for (TextClassifier classifier : List.of(two, three)) {
            for (String text : List.of("味道很好，太慢了太慢了", "", "not fresh, 凉透了", "x")) {
                for (int k = 0; k < classifier.classes(); k++) {
                    double sum = classifier.contributions(text, k).stream()
                            .mapToDouble(TextClassifier.Contribution::value)
                            .sum();
                    assertThat(sum + classifier.bias(k)).isCloseTo(classifier.score(text, k), within(1e-9));
                }
            }
        }
        assertThat(two.score("太慢了", 0)).isEqualTo(-two.score("太慢了", 1));
    }

    @Test
    void thePiecesThatSpokeForAClassAreNamed() {
        TextClassifier classifier = fitted(Reviews.made(600, 2, 0.05, 7), 2);

        List<TextClassifier.Contribution> bad = classifier.contributions("下雨天送餐凉透了", 0);

        assertThat(bad.getFirst().value()).isPositive();
        assertThat(bad.stream().limit(6).map(TextClassifier.Contribution::piece))
                .anyMatch(piece -> piece.contains("凉透"));
    }

    @Test
    void theSameTextsInAnyOrderGiveTheSameModelAndRepeatedFitsEqualOnes() {
        Reviews reviews = Reviews.made(400, 2, 0.1, 8);
        TextClassifier once = fitted(reviews, 2);
        TextClassifier again = fitted(reviews, 2);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 400).boxed().toList());
        Collections.shuffle(order, new Random(1));
        TextClassifier shuffled = fitted(
                new Reviews(
                        order.stream().map(reviews.texts()::get).toList(),
                        order.stream().mapToInt(i -> reviews.labels()[i]).toArray()),
                2);

        for (String text : Reviews.made(50, 2, 0, 9).texts()) {
            assertThat(again.probabilities(text)).containsExactly(once.probabilities(text));
            // The planes are the same up to the solver's tolerance, the calibration up to which texts were left out
            // together.
            assertThat(shuffled.probabilities(text)[1]).isCloseTo(once.probabilities(text)[1], within(0.08));
        }
    }

    @Test
    void aTextItKnowsNothingOfGetsTheSharesOfTheClasses() {
        Reviews reviews = Reviews.made(300, 3, 0, 10);
        List<String> texts = new ArrayList<>(reviews.texts().subList(0, 240));
        TextClassifier classifier = fitted(new Reviews(texts, Arrays.copyOf(reviews.labels(), 240)), 3);

        for (String unknown : List.of("", "🦜🦚", "ξψω")) {
            assertThat(classifier.knows(unknown)).isFalse();
            assertThat(classifier.probabilities(unknown)).containsExactly(80 / 240.0, 80 / 240.0, 80 / 240.0);
        }
        assertThat(classifier.knows("味道")).isTrue();
    }

    @Test
    void aTextOfAMegabyteIsClassifiedAsWhatItSays() {
        TextClassifier classifier = fitted(Reviews.made(300, 2, 0, 11), 2);

        assertThat(classifier.classify("味道 凉透了！".repeat(130_000))).isZero();
        assertThat(classifier.classify("x".repeat(1 << 20))).isBetween(0, 1);
    }

    @Test
    void oneClassOnlyIsTooLittle() {
        Reviews reviews = Reviews.made(100, 1, 0, 12);

        assertThat(FITTER.fit(reviews.texts(), reviews.labels(), 2)).isEqualTo(FitOutcome.tooLittle("classes", 1, 2));
        assertThat(FITTER.fit(List.of(), new int[0], 2)).isInstanceOf(TooLittleData.class);
    }

    @Test
    void aClassOfThreeTextsIsNamedAsTooSmall() {
        Reviews reviews = Reviews.made(100, 2, 0, 13);
        int[] labels = new int[100];
        Arrays.fill(labels, 0, 3, 1);

        assertThat(FITTER.fit(reviews.texts(), labels, 2)).isEqualTo(FitOutcome.tooLittle("texts_of_class_1", 3, 10));
    }

    @Test
    void aClassOfOneInAThousandIsFoundAndItsProbabilityIsNotOverstated() {
        int n = 20_000;
        var random = new SplittableRandom(14);
        List<String> texts = new ArrayList<>();
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 1000 == 0 ? 1 : 0;
            texts.add(labels[i] == 1 ? Reviews.text(2, random) + "泄露隐私" : Reviews.text(random.nextInt(3), random));
        }
        for (TextClassifierFitter fitter : List.of(FITTER, FITTER.withBalance())) {
            TextClassifier classifier = fitter.fit(texts, labels, 2).converged().orElseThrow();
            assertThat(classifier.probabilities("晚上客服 泄露隐私")[1]).isGreaterThan(0.3);
            double expected = Arrays.stream(classifier.probabilities(texts))
                    .mapToDouble(p -> p[1])
                    .sum();
            assertThat(expected).isCloseTo(20, within(10.0));
        }
    }

    @Test
    void balanceFindsMoreOfARareClass() {
        int n = 3000;
        var random = new SplittableRandom(15);
        List<String> texts = new ArrayList<>();
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % 50 == 0 ? 1 : 0;
            // Half of what the rare class says, others say too.
            boolean alike = random.nextDouble() < (labels[i] == 1 ? 0.9 : 0.05);
            texts.add(Reviews.text(alike ? 2 : 0, random));
        }
        double plain = FITTER.fit(texts, labels, 2).converged().orElseThrow().score("几点开门", 1);
        double balanced = FITTER.withBalance()
                .fit(texts, labels, 2)
                .converged()
                .orElseThrow()
                .score("几点开门", 1);

        assertThat(balanced).isGreaterThan(plain);
        assertThat(balanced).isPositive();
    }

    @Test
    void labelsOutsideTheClassesAndMissingLabelsAreRefused() {
        assertThatThrownBy(() -> FITTER.fit(List.of("a", "b"), new int[] {0, 2}, 2))
                .hasMessageContaining("there is no 2");
        assertThatThrownBy(() -> FITTER.fit(List.of("a", "b"), new int[] {0}, 2))
                .hasMessageContaining("2 and 1");
        assertThatThrownBy(() -> new TextClassifierFitter(List.of(), 2, false, 5, 1))
                .hasMessageContaining("costs");
        assertThatThrownBy(() -> new TextClassifierFitter(List.of(-1.0), 2, false, 5, 1))
                .hasMessageContaining("-1.0");
        assertThatThrownBy(() -> fitted(Reviews.made(100, 2, 0, 16), 2).score("", 2))
                .hasMessageContaining("there is no 2");
    }

    @Test
    void itBeatsNaiveBayesInLogLoss() {
        Reviews reviews = Reviews.made(600, 3, 0.2, 17);
        int[] folds = Folds.stratified(reviews.labels(), 5, 1);

        double ours = logLoss(reviews, folds, FITTER::fit);
        double bayes = logLoss(reviews, folds, NaiveBayes::fit);
        double shares = Math.log(3);

        assertThat(ours).isLessThan(bayes).isLessThan(shares);
    }

    private static double logLoss(Reviews reviews, int[] folds, OutOfFold.Trainer trainer) {
        double[][] p = OutOfFold.probabilities(reviews.texts(), reviews.labels(), 3, folds, trainer, (done, all) -> {})
                .converged()
                .orElseThrow();
        return ClassificationScores.of(reviews.labels(), p).logLoss();
    }

    private static TextClassifier fitted(Reviews reviews, int classes) {
        return FITTER.fit(reviews.texts(), reviews.labels(), classes)
                .converged()
                .orElseThrow();
    }
}
