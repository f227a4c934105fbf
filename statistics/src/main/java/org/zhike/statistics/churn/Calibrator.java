package org.zhike.statistics.churn;

import static java.lang.Math.log;

import java.util.Arrays;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;

/**
 * From a model's log-odds to probabilities that come true, learned from cases the model has not seen. Never turns the order of two
 * cases round.
 */
public sealed interface Calibrator {

    /** How to calibrate. */
    enum Kind {
        /** Not at all. */
        NONE,
        /** A line on the log-odds. */
        PLATT,
        /** A rising curve of steps, joined. */
        ISOTONIC
    }

    Kind kind();

    /** Returns the calibrated log-odds; finite. */
    double logOdds(double given);

    default double[] logOdds(double[] given) {
        return Arrays.stream(given).map(this::logOdds).toArray();
    }

    /**
     * Learns from log-odds and outcomes; without both outcomes, or where the line falls, there is nothing to learn and it leaves
     * log-odds as they are.
     */
    static Calibrator fit(Kind kind, double[] logOdds, boolean[] positive) {
        Checks.sameLength(positive, logOdds.length, "log-odds");
        Checks.finite(logOdds, "a log-odds");
        int positives = Checks.count(positive);
        if (positives == 0 || positives == positive.length) {
            return new None();
        }
        return switch (kind) {
            case NONE -> new None();
            case PLATT -> Platt.fit(logOdds, positive);
            case ISOTONIC -> Isotonic.fit(logOdds, positive);
        };
    }

    /** Leaves log-odds as they are. */
    record None() implements Calibrator {

        @Override
        public Kind kind() {
            return Kind.NONE;
        }

        @Override
        public double logOdds(double given) {
            return given;
        }
    }

    /** A line on the log-odds (Platt 1999) by maximum likelihood with the weakest ridge that keeps it finite. */
    record Platt(double intercept, double slope) implements Calibrator {

        static Calibrator fit(double[] logOdds, boolean[] positive) {
            Matrix x = Matrix.ofRows(java.util.List.of("log-odds"), logOdds.clone());
            FitOutcome<Logistic> fit = Logistic.fit(x, positive, Penalty.ridge(1e-3));
            return fit instanceof Converged<Logistic>(Logistic line, int steps) && line.coefficient(0) > 0
                    ? new Platt(line.intercept(), line.coefficient(0))
                    : new None();
        }

        @Override
        public Kind kind() {
            return Kind.PLATT;
        }

        @Override
        public double logOdds(double given) {
            return intercept + slope * given;
        }
    }

    /**
     * The rising shares nearest to the outcomes (pool adjacent violators: Ayer et al. 1955), joined by lines between the middles of
     * the pools, flat outside. Shares stay half a case away from 0 and 1.
     */
    final class Isotonic implements Calibrator {

        private final double[] middles;
        private final double[] shares;

        private Isotonic(double[] middles, double[] shares) {
            this.middles = middles;
            this.shares = shares;
        }

        static Isotonic fit(double[] logOdds, boolean[] positive) {
            int[] order = Order.ascending(logOdds);
            int n = order.length;
            double[] sum = new double[n];
            double[] hits = new double[n];
            double[] count = new double[n];
            int pools = 0;
            for (int k = 0; k < n; k++) {
                boolean tied = k > 0 && logOdds[order[k]] == logOdds[order[k - 1]];
                if (tied) {
                    pools--;
                } else {
                    sum[pools] = 0;
                    hits[pools] = 0;
                    count[pools] = 0;
                }
                sum[pools] += logOdds[order[k]];
                hits[pools] += positive[order[k]] ? 1 : 0;
                count[pools]++;
                pools++;
                boolean tieFollows = k + 1 < n && logOdds[order[k + 1]] == logOdds[order[k]];
                while (!tieFollows
                        && pools > 1
                        && hits[pools - 2] * count[pools - 1] >= hits[pools - 1] * count[pools - 2]) {
                    pools--;
                    sum[pools - 1] += sum[pools];
                    hits[pools - 1] += hits[pools];
                    count[pools - 1] += count[pools];
                }
            }
            double[] middles = new double[pools];
            double[] shares = new double[pools];
            for (int k = 0; k < pools; k++) {
                middles[k] = sum[k] / count[k];
                shares[k] = Math.clamp(hits[k] / count[k], 0.5 / n, 1 - 0.5 / n);
            }
            return new Isotonic(middles, shares);
        }

        @Override
        public Kind kind() {
            return Kind.ISOTONIC;
        }

        /** How many pools of equal share there are. */
        public int pools() {
            return shares.length;
        }

        @Override
        public double logOdds(double given) {
            double p = share(given);
            return log(p / (1 - p));
        }

        private double share(double given) {
            int above = Order.firstAtLeast(middles, given);
            if (above == 0) {
                return shares[0];
            }
            if (above == middles.length) {
                return shares[above - 1];
            }
            double part = (given - middles[above - 1]) / (middles[above] - middles[above - 1]);
            return shares[above - 1] + part * (shares[above] - shares[above - 1]);
        }
    }
}
