package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.List;
import java.util.Map;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.test.ChiSquareStatistic;

/**
 * Proportional hazards (Cox 1972): a unit's hazard is a baseline, of whatever shape, times exp(β·x). Immutable; made by
 * {@link CoxRegression}.
 */
public final class CoxModel {

    private final Standardized covariates;
    private final double[] coefficients;
    private final @Nullable RealMatrix covariance;
    private final double nullLogLikelihood;
    private final double logLikelihood;
    private final ChiSquareStatistic score;
    private final Map<Integer, BaselineHazard> baselines;

    CoxModel(
            Standardized covariates,
            Newton.Result result,
            double nullLogLikelihood,
            ChiSquareStatistic score,
            Map<Integer, BaselineHazard> baselines,
            double logLikelihood) {
        this.covariates = covariates;
        this.coefficients = result.coefficients();
        this.covariance = result.covariance();
        this.nullLogLikelihood = nullLogLikelihood;
        this.logLikelihood = logLikelihood;
        this.score = score;
        this.baselines = Map.copyOf(baselines);
    }

    /** The names of the covariates, in the order that all indexes follow. */
    public List<String> names() {
        return covariates.names();
    }

    /** β: by how much one more of the covariate raises the logarithm of the hazard. */
    public double coefficient(int covariate) {
        return coefficients[covariate] / covariates.scale(covariate);
    }

    /** The covariance of two coefficients; infinite when the search ended where they cannot be told apart. */
    public double covariance(int first, int second) {
        return covariance == null
                ? Double.POSITIVE_INFINITY
                : covariance.getEntry(first, second) / covariates.scale(first) / covariates.scale(second);
    }

    public double standardError(int covariate) {
        return sqrt(covariance(covariate, covariate));
    }

    /** The coefficient in standard errors. */
    public double z(int covariate) {
        return coefficient(covariate) / standardError(covariate);
    }

    /** The two-sided p-value of "the covariate has nothing to do with it", the others given (Wald). */
    public double pValue(int covariate) {
        return Quantiles.twoSidedP(z(covariate), Double.POSITIVE_INFINITY);
    }

    /** exp(β): the factor by which one more of the covariate multiplies the hazard. */
    public double hazardRatio(int covariate) {
        return exp(coefficient(covariate));
    }

    public Interval hazardRatioInterval(int covariate, double level) {
        double margin = Quantiles.criticalZ(level) * standardError(covariate);
        if (Double.isInfinite(margin)) {
            return new Interval(0, Double.POSITIVE_INFINITY, level);
        }
        double beta = coefficient(covariate);
        return new Interval(exp(beta - margin), exp(beta + margin), level);
    }

    /** The logarithm of the partial likelihood. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** The same without any covariate. */
    public double nullLogLikelihood() {
        return nullLogLikelihood;
    }

    /** Tests "no covariate has to do with it" by twice the gain in log-likelihood: the one to trust of the three. */
    public ChiSquareStatistic likelihoodRatioTest() {
        return new ChiSquareStatistic(max(0, 2 * (logLikelihood - nullLogLikelihood)), coefficients.length);
    }

    /** The same from coefficients and their covariance; 0 where that is infinite. */
    public ChiSquareStatistic waldTest() {
        RealMatrix information = covariance == null ? null : Newton.inverse(covariance.getData());
        double value = information == null ? 0 : max(0, CoxRegression.quadratic(coefficients, information));
        return new ChiSquareStatistic(value, coefficients.length);
    }

    /** The same from the slope at zero; with one covariate of two values and no ties it is the log-rank test. */
    public ChiSquareStatistic scoreTest() {
        return score;
    }

    /** Tests whether the effects stay the same over time, on the data the model was fitted to; made without strata. */
    public Proportionality proportionality(
            CoxRegression.Ties ties, double[] durations, boolean[] ended, Covariates fitted) {
        CoxRegression.requireUnits(durations, ended, fitted, new int[durations.length]);
        if (!fitted.names().equals(names())) {
            throw new IllegalArgumentException("the model knows " + names() + ", not " + fitted.names());
        }
        return Proportionality.of(ties, durations, ended, Standardized.of(fitted), coefficients);
    }

    /** β·(x − mean): the logarithm of the unit's hazard beside that of one with the mean of each covariate. */
    public double relativeRisk(double... x) {
        if (x.length != coefficients.length) {
            throw new IllegalArgumentException(
                    "there are " + coefficients.length + " covariates, but " + x.length + " values");
        }
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            double standardized = (Require.finite(x[j], covariates.name(j)) - covariates.mean(j)) / covariates.scale(j);
            sum += coefficients[j] * standardized;
        }
        return sum;
    }

    /** The cumulative baseline hazard; of stratum 0 when there are none. */
    public BaselineHazard baseline() {
        return baseline(0);
    }

    /** The cumulative baseline hazard of a stratum in which something ended. */
    public BaselineHazard baseline(int stratum) {
        BaselineHazard found = baselines.get(stratum);
        if (found == null) {
            throw new IllegalArgumentException("nothing ended in stratum " + stratum);
        }
        return found;
    }

    /** The chance that a unit of such covariates lasts beyond a time, from the start. */
    public double survival(double time, double... x) {
        return lasting(baseline().at(Require.notNegative(time, "time")), relativeRisk(x));
    }

    /** The chance that one that has lasted until now lasts for so much longer. */
    public double survivalGiven(double now, double longer, double... x) {
        BaselineHazard baseline = baseline();
        double until = Require.notNegative(now, "now") + Require.notNegative(longer, "longer");
        return lasting(baseline.at(until) - baseline.at(now), relativeRisk(x));
    }

    /** Without hazard all last, even at a risk beyond all numbers. */
    private static double lasting(double hazard, double relativeRisk) {
        return hazard == 0 ? 1 : exp(-hazard * exp(relativeRisk));
    }

    /** The time by which such a unit has ended with a chance of one half; infinite when the data do not reach so far. */
    public double median(double... x) {
        return baseline().timeOf(Math.log(2) / exp(relativeRisk(x)));
    }
}
