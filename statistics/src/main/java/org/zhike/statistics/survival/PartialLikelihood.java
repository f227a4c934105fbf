package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.numeric.Order;

/**
 * Cox's partial likelihood of standardised covariates, with its slope and information. One pass from the longest duration to
 * the shortest, so that the sums over those at risk only grow. Not for several threads.
 */
final class PartialLikelihood {

    /** Hears of each time at which something ended, from the latest to the earliest, stratum after stratum. */
    interface Listener {

        /**
         * @param hazard the baseline's increment there, at the covariates' means
         * @param slope the share of this time in the slope; overwritten afterwards
         * @param information the share of this time in the information, p × p; overwritten afterwards
         */
        void ended(int stratum, double time, long ends, double hazard, double[] slope, double[] information);
    }

    private final CoxRegression.Ties ties;
    private final int p;
    private final double[] durations;
    private final boolean[] ended;
    private final int[] strata;
    private final double[] x;
    private final double[] predictor;

    private double value;
    private final double[] slope;
    private final double[] information;

    private double s0;
    private final double[] s1;
    private final double[] s2;
    private double d0;
    private final double[] d1;
    private final double[] d2;
    private final double[] slopeHere;
    private final double[] informationHere;
    private final double[] mean;

    /** @param strata of each unit its stratum; units compare only within one */
    PartialLikelihood(
            CoxRegression.Ties ties, double[] durations, boolean[] ended, int[] strata, Standardized covariates) {
        int n = durations.length;
        int[] byTime = Order.ascending(durations);
        double[] keys = new double[n];
        int[] latestFirst = new int[n];
        for (int i = 0; i < n; i++) {
            latestFirst[i] = byTime[n - 1 - i];
            keys[i] = strata[latestFirst[i]];
        }
        int[] byStratum = Order.ascending(keys);
        int[] order = new int[n];
        this.durations = new double[n];
        this.ended = new boolean[n];
        this.strata = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = latestFirst[byStratum[i]];
            this.durations[i] = durations[order[i]];
            this.ended[i] = ended[order[i]];
            this.strata[i] = strata[order[i]];
        }
        this.ties = ties;
        p = covariates.size();
        x = covariates.rows(order);
        predictor = new double[n];
        slope = new double[p];
        information = new double[p * p];
        s1 = new double[p];
        s2 = new double[p * p];
        d1 = new double[p];
        d2 = new double[p * p];
        slopeHere = new double[p];
        informationHere = new double[p * p];
        mean = new double[p];
    }

    double value() {
        return value;
    }

    double[] slope() {
        return slope.clone();
    }

    /** Minus the second derivatives. */
    double[][] information() {
        double[][] rows = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                rows[j][k] = information[j * p + k];
            }
        }
        return rows;
    }

    /** Evaluates everything at a point. */
    void at(double[] beta, @Nullable Listener listener) {
        double shift = fillPredictor(beta);
        value = 0;
        clear(slope);
        clear(information);
        int n = durations.length;
        for (int start = 0; start < n; ) {
            if (start == 0 || strata[start] != strata[start - 1]) {
                s0 = 0;
                clear(s1);
                clear(s2);
            }
            int end = start + 1;
            while (end < n && strata[end] == strata[start] && durations[end] == durations[start]) {
                end++;
            }
            long ends = enterRisk(start, end, shift);
            if (ends > 0) {
                double hazard = leave(ends, shift);
                if (listener != null) {
                    mirror(informationHere);
                    listener.ended(
                            strata[start], durations[start], ends, hazard * exp(-shift), slopeHere, informationHere);
                }
            }
            start = end;
        }
        mirror(information);
    }

    /** Returns the largest linear predictor, which the others are taken relative to. */
    private double fillPredictor(double[] beta) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < predictor.length; i++) {
            double sum = 0;
            for (int j = 0; j < p; j++) {
                sum += x[i * p + j] * beta[j];
            }
            predictor[i] = sum;
            largest = max(largest, sum);
        }
        return largest;
    }

    /** Adds units of one duration to those at risk; returns how many of them ended there. */
    private long enterRisk(int start, int end, double shift) {
        d0 = 0;
        clear(d1);
        clear(d2);
        clear(slopeHere);
        clear(informationHere);
        long ends = 0;
        for (int i = start; i < end; i++) {
            double weight = exp(predictor[i] - shift);
            s0 += weight;
            add(i, weight, s1, s2);
            if (ended[i]) {
                ends++;
                value += predictor[i];
                for (int j = 0; j < p; j++) {
                    slopeHere[j] += x[i * p + j];
                }
                if (ties == CoxRegression.Ties.EFRON) {
                    d0 += weight;
                    add(i, weight, d1, d2);
                }
            }
        }
        return ends;
    }

    private void add(int row, double weight, double[] first, double[] second) {
        int at = row * p;
        for (int j = 0; j < p; j++) {
            double weighted = weight * x[at + j];
            first[j] += weighted;
            for (int k = 0; k <= j; k++) {
                second[j * p + k] += weighted * x[at + k];
            }
        }
    }

    /** Takes in the ends of one time; returns the increment of the baseline hazard, for predictors less the shift. */
    private double leave(long ends, double shift) {
        double hazard = 0;
        // With Breslow all ends of a time see the same risk; with Efron the l-th sees those at risk less l/d of the
        // ends.
        long different = ties == CoxRegression.Ties.EFRON ? ends : 1;
        double each = (double) ends / different;
        for (long l = 0; l < different; l++) {
            double left = (double) l / ends;
            double risk = s0 - left * d0;
            value -= each * (log(risk) + shift);
            hazard += each / risk;
            for (int j = 0; j < p; j++) {
                mean[j] = (s1[j] - left * d1[j]) / risk;
                slopeHere[j] -= each * mean[j];
                for (int k = 0; k <= j; k++) {
                    double second = (s2[j * p + k] - left * d2[j * p + k]) / risk;
                    informationHere[j * p + k] += each * (second - mean[j] * mean[k]);
                }
            }
        }
        for (int j = 0; j < p; j++) {
            slope[j] += slopeHere[j];
        }
        for (int jk = 0; jk < information.length; jk++) {
            information[jk] += informationHere[jk];
        }
        return hazard;
    }

    private void mirror(double[] matrix) {
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                matrix[k * p + j] = matrix[j * p + k];
            }
        }
    }

    private static void clear(double[] values) {
        Arrays.fill(values, 0);
    }
}
