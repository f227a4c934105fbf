package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * A linear classifier of texts with calibrated probabilities: for two classes one plane, for more one for each class against
 * the rest. Immutable and safe for several threads. Made by {@link TextClassifierFitter}.
 *
 * <p>A text of which it knows nothing (empty, or only signs that it never saw) gets the shares of the classes among the
 * training texts, see {@link #knows}.
 */
public final class TextClassifier implements TextModel {

    /** The name of the contribution of the {@link OpinionLexicon}. */
    public static final String OPINION = "(opinion)";

    private static final int CHUNK = 512;

    private final Vocabulary vocabulary;
    private final Plane[] planes;
    private final double[] shares;
    private final double cost;
    private final double logLoss;

    TextClassifier(Vocabulary vocabulary, Plane[] planes, double[] shares, double cost, double logLoss) {
        this.vocabulary = vocabulary;
        this.planes = planes;
        this.shares = shares;
        this.cost = cost;
        this.logLoss = logLoss;
    }

    /** One class against the rest: what its pieces weigh and say, and how its scores become probabilities. */
    static final class Plane {

        private final double[] weights;
        private final double[] says;
        private final double bias;
        private final double opinion;
        private final Platt platt;

        Plane(double[] weights, double[] coefficients, double bias, Platt platt) {
            this.weights = weights;
            this.bias = bias;
            this.platt = platt;
            opinion = coefficients[weights.length];
            says = new double[weights.length];
            for (int piece = 0; piece < says.length; piece++) {
                says[piece] = weights[piece] * coefficients[piece];
            }
        }

        private double score(CountedTexts.Row row, double said) {
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < row.size(); k++) {
                int piece = row.piece(k);
                double times = PieceWeights.damped(row.times(k));
                double length = times * weights[piece];
                sum += times * says[piece];
                squares += length * length;
            }
            return bias + opinion * said + (squares > 0 ? sum / Math.sqrt(squares) : 0);
        }
    }

    @Override
    public int classes() {
        return shares.length;
    }

    /** How many pieces it knows. */
    public int pieces() {
        return vocabulary.size();
    }

    /** C, the price of an error against a large weight; chosen while fitting. */
    public double cost() {
        return cost;
    }

    /** The log loss (natural logarithm) on training texts left out in turn. */
    public double crossFittedLogLoss() {
        return logLoss;
    }

    /** Whether any piece of the text was seen in training or has an opinion in the lexicon. */
    public boolean knows(String text) {
        var reader = new Reader();
        return reader.read(text).size() > 0 || reader.buffer.opinion() != 0;
    }

    @Override
    public double[] probabilities(String text) {
        return new Reader().probabilities(text);
    }

    @Override
    public double[][] probabilities(List<String> texts) {
        double[][] all = new double[texts.size()][];
        int chunks = (texts.size() + CHUNK - 1) / CHUNK;
        IntStream.range(0, chunks).parallel().forEach(chunk -> {
            var reader = new Reader();
            for (int i = chunk * CHUNK; i < Math.min(texts.size(), (chunk + 1) * CHUNK); i++) {
                all[i] = reader.probabilities(texts.get(i));
            }
        });
        return all;
    }

    /** The score of a class, 0 on the plane between it and the rest: the bias plus all contributions. */
    public double score(String text, int ofClass) {
        checked(ofClass);
        var reader = new Reader();
        double score = plane(ofClass).score(reader.read(text), reader.buffer.opinion());
        return isTurned(ofClass) ? -score : score;
    }

    /** The score of a class before a text says anything. */
    public double bias(int ofClass) {
        checked(ofClass);
        return isTurned(ofClass) ? -plane(ofClass).bias : plane(ofClass).bias;
    }

    /**
     * What a piece of a text adds to a class's score.
     *
     * @param piece the piece, normalised; {@code ^} stands for the text's start and {@code $} for its end. {@link #OPINION} is
     *     what all words of the opinion lexicon say together
     * @param value above 0 when it speaks for the class
     */
    public record Contribution(String piece, double value) {}

    /** The pieces that the classifier knows, those that say most first; their values and the bias sum to the score. */
    public List<Contribution> contributions(String text, int ofClass) {
        checked(ofClass);
        var reader = new Reader();
        CountedTexts.Row row = reader.read(text);
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int i = 0; i < reader.buffer.count(); i++) {
            names.putIfAbsent(vocabulary.find(reader.buffer.key(i)), reader.buffer.show(i));
        }
        Plane plane = plane(ofClass);
        double squares = 0;
        for (int k = 0; k < row.size(); k++) {
            double length = PieceWeights.damped(row.times(k)) * plane.weights[row.piece(k)];
            squares += length * length;
        }
        double scale = squares > 0 ? (isTurned(ofClass) ? -1 : 1) / Math.sqrt(squares) : 0;
        List<Contribution> all = new ArrayList<>();
        double said = (isTurned(ofClass) ? -1 : 1) * plane.opinion * reader.buffer.opinion();
        if (said != 0) {
            all.add(new Contribution(OPINION, said));
        }
        for (int k = 0; k < row.size(); k++) {
            int piece = row.piece(k);
            double value = scale * PieceWeights.damped(row.times(k)) * plane.says[piece];
            all.add(new Contribution(names.getOrDefault(piece, ""), value));
        }
        all.sort(Comparator.comparingDouble((Contribution one) -> -Math.abs(one.value()))
                .thenComparing(Contribution::piece));
        return List.copyOf(all);
    }

    /** Probabilities of the classes from the scores of their planes. */
    static double[] combined(double[] scores, Platt[] platts) {
        if (scores.length == 1) {
            double p = platts[0].probability(scores[0]);
            return new double[] {1 - p, p};
        }
        double[] p = new double[scores.length];
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = platts[k].probability(scores[k]);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] = sum > 0 ? p[k] / sum : 1.0 / p.length;
        }
        return p;
    }

    private void checked(int ofClass) {
        Require.atLeast(0, ofClass, "the class");
        if (ofClass >= classes()) {
            throw new IllegalArgumentException("there are " + classes() + " classes; there is no " + ofClass);
        }
    }

    private Plane plane(int ofClass) {
        return planes[planes.length == 1 ? 0 : ofClass];
    }

    /** Of two classes the plane is the second one's; the first has it the other way round. */
    private boolean isTurned(int ofClass) {
        return planes.length == 1 && ofClass == 0;
    }

    /** Buffers for one thread. */
    private final class Reader {

        private final Pieces buffer = new Pieces();
        private final CountedTexts.Row row = new CountedTexts.Row();
        private final double[] scores = new double[planes.length];
        private final Platt[] platts = new Platt[planes.length];

        Reader() {
            for (int k = 0; k < planes.length; k++) {
                platts[k] = planes[k].platt;
            }
        }

        CountedTexts.Row read(String text) {
            buffer.read(text);
            row.find(buffer, vocabulary);
            return row;
        }

        double[] probabilities(String text) {
            read(text);
            double said = buffer.opinion();
            if (row.size() == 0 && said == 0) {
                return shares.clone();
            }
            for (int k = 0; k < planes.length; k++) {
                scores[k] = planes[k].score(row, said);
            }
            return combined(scores, platts);
        }
    }
}
