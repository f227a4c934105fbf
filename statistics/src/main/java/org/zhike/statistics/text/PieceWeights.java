package org.zhike.statistics.text;

import static java.lang.Math.abs;
import static java.lang.Math.log;

/**
 * What each piece weighs when one class is told from the rest: its inverse document frequency times its log-count ratio, held
 * off 0 (Wang and Manning 2012, Baselines and Bigrams, section 2.3, on presence, interpolated). A piece that occurs in too few
 * of the texts at hand weighs 0.
 */
final class PieceWeights {

    /** The weight of the ratio's mean, as Wang and Manning's 1 − β: rare but telling pieces cannot silence the others. */
    private static final double FLOOR = 0.3;

    private PieceWeights() {}

    /**
     * Learns the weights from the rows named.
     *
     * @param isClass whether a text is of the class; as long as there are texts
     */
    static double[] of(CountedTexts texts, int[] rows, boolean[] isClass, int minimumTexts) {
        int[] inClass = new int[texts.vocabulary.size()];
        int[] inRest = new int[texts.vocabulary.size()];
        int classSize = 0;
        for (int row : rows) {
            int[] there = isClass[row] ? inClass : inRest;
            classSize += isClass[row] ? 1 : 0;
            for (int k = texts.starts[row]; k < texts.starts[row + 1]; k++) {
                there[texts.pieces[k]]++;
            }
        }
        int restSize = rows.length - classSize;
        double[] weights = new double[inClass.length];
        for (int piece = 0; piece < weights.length; piece++) {
            int all = inClass[piece] + inRest[piece];
            if (all < minimumTexts) {
                continue;
            }
            double ratio =
                    log((inClass[piece] + 1.0) / (classSize + 2.0)) - log((inRest[piece] + 1.0) / (restSize + 2.0));
            double idf = log((1.0 + rows.length) / (1.0 + all)) + 1;
            weights[piece] = idf * (FLOOR + abs(ratio));
        }
        return weights;
    }

    /** What an occurrence count is worth: the second mention says less than the first. */
    static double damped(int count) {
        return count == 1 ? 1 : 1 + log(count);
    }

    /** The rows of the texts as unit vectors of weighted pieces. */
    static SparseRows rows(CountedTexts texts, int[] rows, double[] weights) {
        int size = rows.length;
        for (int row : rows) {
            size += texts.starts[row + 1] - texts.starts[row];
        }
        int[] starts = new int[rows.length + 1];
        int[] columns = new int[size];
        float[] values = new float[size];
        int at = 0;
        for (int r = 0; r < rows.length; r++) {
            double squares = 0;
            int first = at;
            for (int k = texts.starts[rows[r]]; k < texts.starts[rows[r] + 1]; k++) {
                double value = weights[texts.pieces[k]] * damped(texts.counts[k]);
                if (value != 0) {
                    columns[at] = texts.pieces[k];
                    values[at++] = (float) value;
                    squares += value * value;
                }
            }
            float scale = squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
            for (int k = first; k < at; k++) {
                values[k] *= scale;
            }
            if (texts.opinions[rows[r]] != 0) {
                columns[at] = weights.length;
                values[at++] = texts.opinions[rows[r]];
            }
            starts[r + 1] = at;
        }
        return new SparseRows(starts, columns, values, weights.length + 1);
    }
}
