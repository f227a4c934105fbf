package org.zhike.statistics.experiment;

import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.List;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Moments;

/**
 * A difference of means with the part of the noise taken out that a value from before the experiment foretells (Deng, Xu,
 * Kohavi and Walker 2013, "CUPED"): y − θ·(before − its mean), θ = cov(y, before) / var(before). The value must not know of the
 * treatment; then the difference stays unbiased.
 *
 * @param theta from both arms together
 * @param correlation of before and after, over both arms
 * @param raw the difference without the adjustment (Welch)
 * @param adjusted the difference with it (Welch)
 * @param regression the coefficient of the treatment in the regression of y on treatment and before: θ from within the arms,
 *     ordinary standard error
 */
public record Cuped(double theta, double correlation, Comparison raw, Comparison adjusted, Comparison regression) {

    /**
     * Adjusts one value after by one value before of each unit.
     *
     * @return too little data when an arm has fewer than three units or values that do not vary
     */
    public static FitOutcome<Cuped> of(boolean[] treated, double[] before, double[] after) {
        int n = treated.length;
        if (before.length != n || after.length != n) {
            throw new IllegalArgumentException(
                    n + " units, but " + before.length + " values before and " + after.length + " after");
        }
        double[] x = arm(treated, before, true);
        double[] y = arm(treated, after, true);
        double[] x0 = arm(treated, before, false);
        double[] y0 = arm(treated, after, false);
        if (Math.min(y.length, y0.length) < 3) {
            return new FitOutcome.TooLittleData<>(
                    List.of(new Shortage(y.length < 3 ? "treated" : "control", Math.min(y.length, y0.length), 3)));
        }
        Moments all = Moments.of(before);
        if (!(all.variance() > 0)) {
            return FitOutcome.tooLittle("different_values_before", 1, 2);
        }
        if (!(Moments.of(y).variance() > 0 && Moments.of(y0).variance() > 0)) {
            return FitOutcome.tooLittle("different_values_after_in_each_arm", 1, 2);
        }
        double covariance = products(before, after) / (n - 1.0);
        double theta = covariance / all.variance();
        double correlation =
                covariance / sqrt(all.variance() * Moments.of(after).variance());
        Comparison raw = Moments.of(y).minus(Moments.of(y0));
        Moments adjusted = adjusted(x, y, theta, all.mean());
        Moments adjusted0 = adjusted(x0, y0, theta, all.mean());
        if (!(adjusted.variance() > 0 && adjusted0.variance() > 0)) {
            return FitOutcome.tooLittle("noise_beyond_the_value_before", 0, 1);
        }
        return new FitOutcome.Converged<>(
                new Cuped(theta, correlation, raw, adjusted.minus(adjusted0), regression(x, y, x0, y0)), 1);
    }

    private static double[] arm(boolean[] treated, double[] values, boolean which) {
        return IntStream.range(0, values.length)
                .filter(i -> treated[i] == which)
                .mapToDouble(i -> Require.finite(values[i], "a value"))
                .toArray();
    }

    private static Moments adjusted(double[] before, double[] after, double theta, double mean) {
        double[] values = new double[after.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = after[i] - theta * (before[i] - mean);
        }
        return Moments.of(values);
    }

    /** The regression by its normal equations within the arms (Frisch and Waugh 1933). */
    private static Comparison regression(double[] x, double[] y, double[] x0, double[] y0) {
        double xx = products(x, x) + products(x0, x0);
        double xy = products(x, y) + products(x0, y0);
        double yy = products(y, y) + products(y0, y0);
        double theta = xx == 0 ? 0 : xy / xx;
        double gap = Moments.of(x).mean() - Moments.of(x0).mean();
        double difference = Moments.of(y).mean() - Moments.of(y0).mean() - theta * gap;
        double degrees = x.length + x0.length - 3.0;
        double residual = max(0, yy - theta * xy) / degrees;
        double leverage = 1.0 / x.length + 1.0 / x0.length + (xx == 0 ? 0 : gap * gap / xx);
        return new Comparison(difference, sqrt(residual * leverage), degrees);
    }

    /** Σ of products of deviations from the means. */
    private static double products(double[] a, double[] b) {
        double meanA = Moments.of(a).mean();
        double meanB = Moments.of(b).mean();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum;
    }

    /** The share of the variance that is gone, correlation²: 0.5 means that half the units would have done. */
    public double varianceReduction() {
        return correlation * correlation;
    }
}
