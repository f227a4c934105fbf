package org.zhike.statistics.churn;

import static java.lang.Math.log;
import static java.lang.Math.max;

/**
 * How good probabilities are, on cases the model has not seen.
 *
 * @param auc chance that a positive case stands above a negative one; 0.5 is chance
 * @param logLoss mean of −log of the probability given to what happened; a probability of 0 or 1 counts as 1e-15 away
 * @param brier mean squared error of the probability (Brier 1950)
 * @param ece expected calibration error in ten groups of equal size, see {@link Calibration}
 * @param averagePrecision mean precision over the positives
 * @param topDecileLift how many times richer in positives the best tenth is
 * @param baselineLogLoss what the share of positives, the same for all cases, would score
 * @param baselineBrier the same for the squared error
 */
public record Scores(
        long cases,
        long positives,
        double auc,
        double logLoss,
        double brier,
        double ece,
        double averagePrecision,
        double topDecileLift,
        double baselineLogLoss,
        double baselineBrier) {

    static final double SMALLEST = 1e-15;

    /**
     * Scores probabilities; cost: one sort.
     *
     * @param probabilities of being positive, between 0 and 1, no NaN
     */
    public static Scores of(boolean[] positive, double[] probabilities) {
        Checks.sameLength(positive, probabilities.length, "probabilities");
        Checks.probabilities(probabilities);
        Ranking ranking = Ranking.of(positive, probabilities);
        double share = (double) ranking.positives() / ranking.cases();
        return new Scores(
                ranking.cases(),
                ranking.positives(),
                ranking.auc(),
                logLoss(positive, probabilities),
                brier(positive, probabilities),
                Calibration.of(positive, probabilities, 10).expectedError(),
                ranking.averagePrecision(),
                ranking.lift(0.1),
                share == 0 || share == 1 ? 0 : -share * log(share) - (1 - share) * log(1 - share),
                share * (1 - share));
    }

    /** The share of the baseline's log loss that the model takes away; 0 is no better, below 0 worse. */
    public double skill() {
        return baselineLogLoss == 0 ? 0 : 1 - logLoss / baselineLogLoss;
    }

    public boolean beatsBaseline() {
        return logLoss < baselineLogLoss;
    }

    /** Mean −log of the probability given to what happened. */
    public static double logLoss(boolean[] positive, double[] probabilities) {
        double sum = 0;
        for (int i = 0; i < positive.length; i++) {
            sum += loss(positive[i], probabilities[i]);
        }
        return sum / positive.length;
    }

    static double loss(boolean positive, double probability) {
        return -log(max(positive ? probability : 1 - probability, SMALLEST));
    }

    /**
     * Which of several ways has the least mean loss; the usual one unless another is better by more than two standard errors of the
     * difference over the same cases, so that noise does not choose.
     *
     * @param losses for each way the loss of each case
     */
    static int clearlyBest(double[][] losses, int usual) {
        int best = usual;
        double bestMean = mean(losses[usual]);
        for (int w = 0; w < losses.length; w++) {
            double mean = mean(losses[w]);
            if (mean < bestMean) {
                best = w;
                bestMean = mean;
            }
        }
        int n = losses[usual].length;
        double gain = mean(losses[usual]) - bestMean;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = losses[usual][i] - losses[best][i] - gain;
            squares += d * d;
        }
        return gain > 2 * Math.sqrt(squares) / n ? best : usual;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static double brier(boolean[] positive, double[] probabilities) {
        double sum = 0;
        for (int i = 0; i < positive.length; i++) {
            double error = (positive[i] ? 1 : 0) - probabilities[i];
            sum += error * error;
        }
        return sum / positive.length;
    }
}
