package org.zhike.statistics.forecast;

import static org.zhike.statistics.forecast.EtsForm.Kind.MULTIPLICATIVE;

/**
 * Means and variances of the future values of an exponential smoothing model (Hyndman et al. 2008, chapter 6): class 1
 * (additive errors), class 2 (multiplicative errors about additive components) and class 3 (multiplicative errors and
 * seasons). All fifteen forms have exact moments, so none is simulated.
 */
final class EtsMoments {

    /** Where large relative errors compound over a long horizon, second moments stop here instead of overflowing. */
    private static final double MOST = 1e250;

    final double[] mean;
    final double[] variance;

    private EtsMoments(double[] mean, double[] variance) {
        this.mean = mean;
        this.variance = variance;
    }

    /**
     * The moments of the next values.
     *
     * @param last parameters with the states after the last value
     * @param sigma2 the variance of the (relative) errors
     */
    static EtsMoments of(EtsParameters last, double sigma2, int horizon) {
        return last.form.season() == MULTIPLICATIVE ? multiplied(last, sigma2, horizon) : added(last, sigma2, horizon);
    }

    private static EtsMoments added(EtsParameters p, double sigma2, int horizon) {
        int m = p.form.period();
        double[] mean = new double[horizon];
        double[] variance = new double[horizon];
        // The squared answer of the value j steps later to an error of 1.
        double[] answers = new double[horizon];
        double fading = 1;
        double path = 0;
        for (int h = 0; h < horizon; h++) {
            if (h > 0) {
                double answer = p.alpha + p.beta * path + (p.form.seasonal() && h % m == 0 ? p.gamma : 0);
                answers[h] = answer * answer;
            }
            fading *= p.phi;
            path += fading;
            mean[h] = p.level + path * p.slope + (p.form.seasonal() ? p.seasons[h % m] : 0);
        }
        if (!p.form.multiplicativeError()) {
            double sum = 1;
            for (int h = 0; h < horizon; h++) {
                sum += answers[h];
                variance[h] = sigma2 * sum;
            }
            return new EtsMoments(mean, variance);
        }
        double[] theta = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double sum = 0;
            for (int j = 1; j <= h; j++) {
                sum += answers[j] * theta[h - j];
            }
            theta[h] = Math.min(MOST, mean[h] * mean[h] + sigma2 * sum);
            variance[h] = (1 + sigma2) * theta[h] - mean[h] * mean[h];
        }
        return new EtsMoments(mean, variance);
    }

    /**
     * Class 3. With x = (level, slope) and ε the error, x becomes (F + Gε)x, and the season in use z becomes (1 + γε)z. So
     * u = xz of each season evolves by itself; its mean and its second moments E[uu'] are carried along.
     */
    private static EtsMoments multiplied(EtsParameters p, double sigma2, int horizon) {
        int m = p.form.period();
        double[] mean = new double[horizon];
        double[] variance = new double[horizon];
        for (int season = 0; season < Math.min(m, horizon); season++) {
            double z = p.seasons[season];
            double u = p.level * z;
            double v = p.slope * z;
            double uu = u * u;
            double uv = u * v;
            double vv = v * v;
            for (int h = 0; h < horizon; h++) {
                boolean used = h % m == season;
                double base = u + p.phi * v;
                double square = Math.min(MOST, uu + 2 * p.phi * uv + p.phi * p.phi * vv);
                if (used) {
                    mean[h] = base;
                    variance[h] = (1 + sigma2) * square - base * base;
                }
                double g = used ? p.gamma : 0;
                double cross = p.phi * uv + p.phi * p.phi * vv;
                // F S F', G S G' and G S F' + F S G'; Fx = (base, φv), Gx = base (α, β).
                double keep = 1 + g * g * sigma2;
                double both = sigma2 + 3 * g * g * sigma2 * sigma2;
                double mixed = (used ? 2 * g : 0) * sigma2;
                uu = keep * square + both * p.alpha * p.alpha * square + mixed * 2 * p.alpha * square;
                uv = keep * cross + both * p.alpha * p.beta * square + mixed * (p.alpha * cross + p.beta * square);
                vv = keep * p.phi * p.phi * vv + both * p.beta * p.beta * square + mixed * 2 * p.beta * cross;
                u = base + sigma2 * g * p.alpha * base;
                v = p.phi * v + sigma2 * g * p.beta * base;
            }
        }
        return new EtsMoments(mean, variance);
    }
}
