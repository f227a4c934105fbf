package org.zhike.statistics.clv;

import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.log1p;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.special.Gamma;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;
import org.zhike.statistics.clv.Fitted.Named;
import org.zhike.statistics.numeric.SmoothFunction;

/** Fits {@link GammaGamma} by maximum likelihood, on the logarithms of the parameters with the analytic gradient. */
public final class GammaGammaFitter {

    static final int CUSTOMERS = 10;

    private static final List<Named<GammaGamma>> NAMES = List.of(
            new Named<>("p", GammaGamma::p, true),
            new Named<>("q", GammaGamma::q, true),
            new Named<>("v", GammaGamma::v, true));

    private GammaGammaFitter() {}

    /**
     * Fits to the customers with purchases and a positive mean; others say nothing here and are left out.
     *
     * @param purchases how many (repeat) purchases a customer's mean is of, not negative
     * @param means their mean values, not negative
     */
    public static FitOutcome<Fitted<GammaGamma>> fit(int[] purchases, double[] means) {
        GammaGamma.requireSameLength(purchases, means);
        int n = 0;
        int[] x = new int[means.length];
        double[] m = new double[means.length];
        boolean same = true;
        for (int i = 0; i < means.length; i++) {
            Require.atLeast(0, purchases[i], "purchases");
            Require.notNegative(means[i], "a mean");
            if (purchases[i] > 0 && means[i] > 0) {
                x[n] = purchases[i];
                m[n] = means[i];
                same &= m[n] == m[0];
                n++;
            }
        }
        if (n < CUSTOMERS) {
            return FitOutcome.tooLittle("customers_with_repeat_purchases_of_value", n, CUSTOMERS);
        }
        if (same) {
            return new FitOutcome.TooLittleData<>(List.of(new Shortage("different_mean_values", 1, 2)));
        }
        var loss = new Loss(java.util.Arrays.copyOf(x, n), java.util.Arrays.copyOf(m, n));
        double[] start = {log(4), log(4), log(4 * loss.meanOfMeans())};
        return MaximumLikelihood.fit(
                loss, n, start, log -> new GammaGamma(exp(log[0]), exp(log[1]), exp(log[2])), NAMES);
    }

    /**
     * Returns the correlation of how often and how much, of customers with purchases of a positive mean; the model takes it for
     * 0. Is 0 when either does not vary.
     */
    public static double correlation(int[] purchases, double[] means) {
        GammaGamma.requireSameLength(purchases, means);
        var pairs = new Correlation();
        for (int i = 0; i < means.length; i++) {
            if (purchases[i] > 0 && means[i] > 0) {
                pairs.add(purchases[i], means[i]);
            }
        }
        return pairs.value();
    }

    /** Minus the mean log-likelihood. What depends on x alone is computed once for each x. */
    private static final class Loss implements SmoothFunction {

        private final int[] x;
        private final double[] mean;
        private final double[] frequencies;
        private final double[] customers;
        private double purchases;
        private double logMeans;
        private double weightedLogs;

        Loss(int[] x, double[] mean) {
            this.x = x;
            this.mean = mean;
            Map<Integer, Integer> counts = new TreeMap<>();
            for (int i = 0; i < x.length; i++) {
                counts.merge(x[i], 1, Integer::sum);
                purchases += x[i];
                logMeans += log(mean[i]);
                weightedLogs += x[i] * log(mean[i] * x[i]);
            }
            frequencies = counts.keySet().stream().mapToDouble(f -> f).toArray();
            customers = counts.values().stream().mapToDouble(c -> c).toArray();
        }

        double meanOfMeans() {
            return java.util.Arrays.stream(mean).average().orElseThrow();
        }

        @Override
        public double at(double[] point, double[] gradient) {
            double p = exp(point[0]);
            double q = exp(point[1]);
            double v = exp(point[2]);
            // Σ ln(1 + xm/v), Σ x·ln(1 + xm/v), Σ xm/(v + xm), Σ x·xm/(v + xm): small where v is large, so that nothing
            // cancels
            double[] sums = Chunks.sum(x.length, 4, (start, end, part) -> {
                for (int i = start; i < end; i++) {
                    double spent = x[i] * mean[i];
                    double logRatio = log1p(spent / v);
                    double share = spent / (v + spent);
                    part[0] += logRatio;
                    part[1] += x[i] * logRatio;
                    part[2] += share;
                    part[3] += x[i] * share;
                }
            });
            int n = x.length;
            double byP = weightedLogs - purchases * point[2] - sums[1];
            double byQ = -sums[0];
            double value = p * byP - q * sums[0] - logMeans;
            double byLogV = q * sums[2] + p * (sums[3] - purchases);
            for (int i = 0; i < frequencies.length; i++) {
                double px = p * frequencies[i];
                double rise = Special.digammaRise(q, px);
                value += customers[i] * (Special.logGammaRise(q, px) - Gamma.logGamma(px));
                byP += customers[i] * frequencies[i] * (rise + Special.digamma(q) - Special.digamma(px));
                byQ += customers[i] * rise;
            }
            gradient[0] = -p * byP / n;
            gradient[1] = -q * byQ / n;
            gradient[2] = -byLogV / n;
            return -value / n;
        }
    }
}
