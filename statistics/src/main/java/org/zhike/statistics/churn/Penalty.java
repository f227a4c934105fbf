package org.zhike.statistics.churn;

import org.zhike.statistics.Require;

/**
 * What keeps coefficients small: the fit maximises log-likelihood − {@code ridge}/2 · Σβ² − {@code lasso} · Σ|β| over the
 * coefficients of standardised columns; the intercept is free. scikit-learn's C is 1/ridge; glmnet's λ is
 * (ridge + lasso)/rows.
 */
public record Penalty(double ridge, double lasso) {

    public Penalty {
        Require.notNegative(ridge, "ridge");
        Require.notNegative(lasso, "lasso");
    }

    public static Penalty none() {
        return new Penalty(0, 0);
    }

    public static Penalty ridge(double ridge) {
        return new Penalty(ridge, 0);
    }

    boolean isNone() {
        return ridge == 0 && lasso == 0;
    }

    double of(double[] coefficients) {
        double sum = 0;
        for (int j = 1; j < coefficients.length; j++) {
            sum += ridge / 2 * coefficients[j] * coefficients[j] + lasso * Math.abs(coefficients[j]);
        }
        return sum;
    }
}
