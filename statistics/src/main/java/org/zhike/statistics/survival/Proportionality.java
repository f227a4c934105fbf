package org.zhike.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.RealMatrix;
import org.zhike.statistics.test.ChiSquareStatistic;

/**
 * Whether hazards stay proportional over time: the score test for adding β·x·g(t) to a Cox model, with g = 1 − Kaplan–Meier
 * just before t (Grambsch and Therneau 1994, Biometrika 81:515, with the information of each time itself, as R's cox.zph from
 * version 3). A small p-value says that the covariate's effect fades or grows with time; its single hazard ratio then is an
 * average. Immutable.
 *
 * @param covariates one test for each covariate, in their order
 * @param global all covariates at once
 */
public record Proportionality(List<ChiSquareStatistic> covariates, ChiSquareStatistic global) {

    public Proportionality {
        covariates = List.copyOf(covariates);
    }

    /** Tests a model fitted without strata on the data it was fitted to. */
    static Proportionality of(
            CoxRegression.Ties ties,
            double[] durations,
            boolean[] ended,
            Standardized standardized,
            double[] coefficients) {
        int p = coefficients.length;
        var sums = new Sums(KaplanMeier.of(durations, ended), p);
        new PartialLikelihood(ties, durations, ended, new int[durations.length], standardized).at(coefficients, sums);
        List<ChiSquareStatistic> each = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            each.add(sums.test(new int[] {j}));
        }
        int[] all = new int[p];
        for (int j = 0; j < p; j++) {
            all[j] = j;
        }
        return new Proportionality(each, sums.test(all));
    }

    /** The slope and the information of the model with the terms added, at no change over time. */
    private static final class Sums implements PartialLikelihood.Listener {

        private final KaplanMeier curve;
        private final int p;
        private final double[] slope;
        private final double[][] plain;
        private final double[][] mixed;
        private final double[][] timed;

        Sums(KaplanMeier curve, int p) {
            this.curve = curve;
            this.p = p;
            slope = new double[p];
            plain = new double[p][p];
            mixed = new double[p][p];
            timed = new double[p][p];
        }

        @Override
        public void ended(int stratum, double time, long ends, double hazard, double[] score, double[] information) {
            int before = curve.stepAt(time) - 1;
            double g = before < 0 ? 0 : 1 - curve.survival(before);
            for (int j = 0; j < p; j++) {
                slope[j] += g * score[j];
                for (int k = 0; k < p; k++) {
                    double here = information[j * p + k];
                    plain[j][k] += here;
                    mixed[j][k] += g * here;
                    timed[j][k] += g * g * here;
                }
            }
        }

        /** The score test of the terms of some covariates, their coefficients at the others' best. */
        ChiSquareStatistic test(int[] terms) {
            RealMatrix inverse = Newton.inverse(plain);
            if (inverse == null) {
                return new ChiSquareStatistic(0, 0);
            }
            double[][] left = new double[terms.length][terms.length];
            double[] score = new double[terms.length];
            for (int a = 0; a < terms.length; a++) {
                score[a] = slope[terms[a]];
                double[] explained = inverse.operate(mixed[terms[a]]);
                for (int b = 0; b < terms.length; b++) {
                    double sum = 0;
                    for (int k = 0; k < p; k++) {
                        sum += explained[k] * mixed[terms[b]][k];
                    }
                    left[a][b] = timed[terms[a]][terms[b]] - sum;
                }
            }
            RealMatrix variance = Newton.inverse(left);
            // Without ends at different times there is no change over time to be seen.
            return variance == null
                    ? new ChiSquareStatistic(0, 0)
                    : new ChiSquareStatistic(Math.max(0, CoxRegression.quadratic(score, variance)), terms.length);
        }
    }
}
