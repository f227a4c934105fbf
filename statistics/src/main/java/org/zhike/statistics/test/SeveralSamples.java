package org.zhike.statistics.test;

import static java.lang.Math.max;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Moments;

/** Whether several samples come from one distribution. */
public final class SeveralSamples {

    private SeveralSamples() {}

    /**
     * A statistic that follows the F distribution when there is nothing to find.
     *
     * @param value not negative; infinite when the samples differ and nothing varies within them
     */
    public record FStatistic(double value, double numeratorDegrees, double denominatorDegrees) {

        public FStatistic {
            if (!(value >= 0)) {
                throw new IllegalArgumentException("an F statistic is not negative, but " + value + " is");
            }
            Require.positive(numeratorDegrees, "numeratorDegrees");
            Require.positive(denominatorDegrees, "denominatorDegrees");
        }

        /** The chance of so large a value or a larger one. */
        public double pValue() {
            return Quantiles.fTail(value, numeratorDegrees, denominatorDegrees);
        }
    }

    /** One-way analysis of variance (Fisher 1925): equal means, given equal variances. */
    public static FStatistic anova(double[]... samples) {
        requireSamples(2, samples);
        double n = 0;
        double sum = 0;
        double within = 0;
        Moments[] moments = new Moments[samples.length];
        for (int s = 0; s < samples.length; s++) {
            moments[s] = Moments.of(samples[s]);
            n += moments[s].n();
            // From the first mean, so that equal means leave exactly nothing between the samples.
            sum += moments[s].n() * (moments[s].mean() - moments[0].mean());
            within += moments[s].variance() * (moments[s].n() - 1);
        }
        double between = 0;
        for (Moments sample : moments) {
            double distance = sample.mean() - moments[0].mean() - sum / n;
            between += sample.n() * distance * distance;
        }
        double numerator = samples.length - 1.0;
        double denominator = n - samples.length;
        double value = between == 0 ? 0 : between / numerator / (within / denominator);
        return new FStatistic(value, numerator, denominator);
    }

    /** Equal means when variances may differ (Welch 1951); each sample needs two values that differ. */
    public static FStatistic welchAnova(double[]... samples) {
        requireSamples(2, samples);
        int k = samples.length;
        double[] weights = new double[k];
        double[] means = new double[k];
        double all = 0;
        double mean = 0;
        for (int s = 0; s < k; s++) {
            Moments moments = Moments.of(samples[s]);
            weights[s] = moments.n() / Require.positive(moments.variance(), "the variance of a sample");
            means[s] = moments.mean();
            all += weights[s];
            mean += weights[s] * means[s];
        }
        mean /= all;
        double between = 0;
        double lambda = 0;
        for (int s = 0; s < k; s++) {
            double distance = means[s] - mean;
            between += weights[s] * distance * distance / (k - 1);
            double rest = 1 - weights[s] / all;
            lambda += rest * rest / (samples[s].length - 1);
        }
        double value = between / (1 + 2 * (k - 2) * lambda / ((double) k * k - 1));
        return new FStatistic(value, k - 1.0, ((double) k * k - 1) / (3 * lambda));
    }

    /** The same question by ranks, with the correction for ties (Kruskal and Wallis 1952). */
    public static ChiSquareStatistic kruskalWallis(double[]... samples) {
        requireSamples(1, samples);
        Ranks ranks = Ranks.of(samples);
        double n = 0;
        double sum = 0;
        for (int s = 0; s < samples.length; s++) {
            n += samples[s].length;
            sum += ranks.sumOf(s) * ranks.sumOf(s) / samples[s].length;
        }
        double untied = 1 - ranks.tieTerm() / (n * n * n - n);
        if (!(untied > 0)) {
            return new ChiSquareStatistic(0, samples.length - 1.0);
        }
        return new ChiSquareStatistic(max(0, (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / untied), samples.length - 1.0);
    }

    private static void requireSamples(int size, double[]... samples) {
        Require.atLeast(2, samples.length, "the number of samples");
        for (double[] sample : samples) {
            Require.atLeast(size, sample.length, "the size of a sample");
        }
    }
}
