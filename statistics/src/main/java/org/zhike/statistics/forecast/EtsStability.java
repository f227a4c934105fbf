package org.zhike.statistics.forecast;

import java.util.Arrays;

/**
 * Whether a form forgets: whether an old value weighs less and less (Hyndman, Akram and Archibald 2008, The admissible
 * parameter space for exponential smoothing models). Within the usual region only forms with both trend and seasons can fail
 * to; for months about half of that region is not admissible.
 */
final class EtsStability {

    private EtsStability() {}

    static boolean mayFail(EtsForm form) {
        return form.hasTrend() && form.seasonal();
    }

    /**
     * Returns −Σ log(1 − k²) over the reflection coefficients k of the characteristic polynomial (Schur and Cohn: all roots lie
     * within the unit circle when all |k| are below 1); infinite when the form does not forget. Smooth, for a barrier.
     */
    static double barrier(EtsParameters p) {
        if (!mayFail(p.form)) {
            return 0;
        }
        double[] a = polynomial(p);
        double sum = 0;
        for (int degree = a.length - 1; degree > 0; degree--) {
            double k = a[degree];
            double rest = 1 - k * k;
            if (!(rest > 0)) {
                return Double.POSITIVE_INFINITY;
            }
            sum -= Math.log(rest);
            double[] lower = new double[degree];
            for (int i = 0; i < degree; i++) {
                lower[i] = (a[i] - k * a[degree - i]) / rest;
            }
            a = lower;
        }
        return sum;
    }

    /**
     * The moving average polynomial of the errors after (1 − φB)(1 − B^m), highest power first: the characteristic polynomial
     * without its root 1, the shift between level and seasons. The slope enters forecasts as φ times itself, and so does β; R
     * leaves that φ out.
     */
    private static double[] polynomial(EtsParameters p) {
        int m = p.form.period();
        double[] a = new double[m + 2];
        double beta = p.phi * p.beta;
        double middle = p.alpha + beta - p.alpha * p.phi;
        Arrays.fill(a, middle);
        a[0] = 1;
        a[1] = p.alpha + beta - p.phi;
        a[m] = middle + p.gamma - 1;
        a[m + 1] = p.phi * (1 - p.alpha - p.gamma);
        return a;
    }
}
