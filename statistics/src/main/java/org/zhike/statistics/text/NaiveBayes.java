package org.zhike.statistics.text;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * Multinomial naive Bayes with one added to each count (Manning, Raghavan and Schütze 2008, figure 13.2), on the same pieces as
 * {@link TextClassifier}: the baseline that it must beat. Its probabilities are far too sure, as pieces overlap.
 */
public final class NaiveBayes implements TextModel {

    private final Vocabulary vocabulary;
    private final double[] logShares;
    private final double[][] logLikelihoods;

    private NaiveBayes(Vocabulary vocabulary, double[] logShares, double[][] logLikelihoods) {
        this.vocabulary = vocabulary;
        this.logShares = logShares;
        this.logLikelihoods = logLikelihoods;
    }

    /**
     * Counts; there must be a text of each class.
     *
     * @param labels the class of each text, from 0 to {@code classes} − 1
     */
    public static FitOutcome<NaiveBayes> fit(List<String> texts, int[] labels, int classes) {
        Require.atLeast(1, classes, "classes");
        CountedTexts counted = CountedTexts.of(texts, 1);
        double[][] counts = new double[classes][counted.vocabulary.size()];
        double[] sums = new double[classes];
        double[] sizes = new double[classes];
        for (int text = 0; text < labels.length; text++) {
            int k = labels[text];
            sizes[k]++;
            for (int at = counted.starts[text]; at < counted.starts[text + 1]; at++) {
                counts[k][counted.pieces[at]] += counted.counts[at];
                sums[k] += counted.counts[at];
            }
        }
        for (int k = 0; k < classes; k++) {
            if (sizes[k] == 0) {
                return FitOutcome.tooLittle("texts_of_class_" + k, 0, 1);
            }
            sizes[k] = log(sizes[k] / labels.length);
            for (int piece = 0; piece < counts[k].length; piece++) {
                counts[k][piece] = log((counts[k][piece] + 1) / (sums[k] + counts[k].length));
            }
        }
        return new FitOutcome.Converged<>(new NaiveBayes(counted.vocabulary, sizes, counts), 1);
    }

    @Override
    public int classes() {
        return logShares.length;
    }

    @Override
    public double[] probabilities(String text) {
        var buffer = new Pieces();
        var row = new CountedTexts.Row();
        buffer.read(text);
        row.find(buffer, vocabulary);
        double[] p = logShares.clone();
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            for (int at = 0; at < row.size(); at++) {
                p[k] += row.times(at) * logLikelihoods[k][row.piece(at)];
            }
            most = Math.max(most, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = exp(p[k] - most);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }

    @Override
    public double[][] probabilities(List<String> texts) {
        return texts.parallelStream().map(this::probabilities).toArray(double[][]::new);
    }
}
