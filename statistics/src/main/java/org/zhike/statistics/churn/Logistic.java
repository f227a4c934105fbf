package org.zhike.statistics.churn;

import static java.lang.Math.exp;
import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Quantiles;

/**
 * A logistic regression: log-odds = intercept + Σ coefficient · column, fitted by maximum likelihood, penalised or not
 * (McCullagh and Nelder 1989, chapter 4). Coefficients are per unit of the columns as given; the penalty acts on standardised
 * ones, so that units do not matter. Immutable.
 *
 * <p>Cost of a fit: rows × columns² / 2 multiplications for each of about seven steps, on all cores.
 */
public final class Logistic {

    /** In logistic regression a linear predictor beyond this means that the outcome is certain. */
    private static final double CERTAIN = 20;

    private final List<String> names;
    private final double intercept;
    private final double[] coefficients;
    private final double[] standardErrors;
    private final double[] means;
    private final double logLikelihood;
    private final Penalty penalty;

    /** On standardised columns; a warm start for a neighbouring penalty. */
    private final double[] standard;

    private Logistic(LogisticSearch search, Matrix x, double[] means, double[] scales, Penalty penalty) {
        int p = x.columns();
        names = x.names();
        this.means = means;
        this.penalty = penalty;
        standard = search.coefficients;
        logLikelihood = search.here.logLikelihood;
        coefficients = new double[p];
        double constant = standard[0];
        for (int j = 0; j < p; j++) {
            coefficients[j] = standard[j + 1] * scales[j];
            constant -= coefficients[j] * means[j];
        }
        intercept = constant;
        standardErrors = standardErrors(search, means, scales);
    }

    /** Errors of intercept and coefficients as given; NaN inside where the curvature has no inverse. */
    private static double[] standardErrors(LogisticSearch search, double[] means, double[] scales) {
        int n = means.length + 1;
        double[] errors = new double[n];
        Cholesky root = new Cholesky(withConstants(search.penalised()), 0);
        if (root.dependent() >= 0) {
            Arrays.fill(errors, Double.POSITIVE_INFINITY);
            return errors;
        }
        double[][] covariance = root.inverse();
        double variance = covariance[0][0];
        for (int j = 1; j < n; j++) {
            double shift = means[j - 1] * scales[j - 1];
            errors[j] = scales[j - 1] * sqrt(covariance[j][j]);
            variance -= 2 * shift * covariance[0][j];
            for (int k = 1; k < n; k++) {
                variance += shift * means[k - 1] * scales[k - 1] * covariance[j][k];
            }
        }
        errors[0] = sqrt(variance);
        return errors;
    }

    /** Constant columns have no curvature; they stand aside with a 1. */
    private static double[][] withConstants(double[][] curvature) {
        for (int j = 1; j < curvature.length; j++) {
            if (curvature[j][j] == 0) {
                curvature[j][j] = 1;
            }
        }
        return curvature;
    }

    /**
     * Fits without a penalty: the maximum of the likelihood. {@link NotConverged} when columns depend on one another or separate
     * the positives, as there is no maximum then.
     */
    public static FitOutcome<Logistic> fit(Matrix x, boolean[] positive) {
        return fit(x, positive, Penalty.none());
    }

    /**
     * Fits with a penalty. A ridge, however small, has one answer also for separated and dependent columns.
     *
     * @param x without NaN or infinity; constant columns get the coefficient 0
     */
    public static FitOutcome<Logistic> fit(Matrix x, boolean[] positive, Penalty penalty) {
        return fit(x, positive, penalty, null);
    }

    static FitOutcome<Logistic> fit(Matrix x, boolean[] positive, Penalty penalty, @Nullable Logistic near) {
        Checks.sameLength(positive, x.rows(), "rows");
        Checks.finite(x.values(), "a feature");
        int positives = Checks.count(positive);
        List<Shortage> shortages = new ArrayList<>();
        if (positives == 0) {
            shortages.add(new Shortage("positives", 0, 1));
        }
        if (positives == positive.length) {
            shortages.add(new Shortage("negatives", 0, 1));
        }
        if (penalty.isNone() && x.rows() <= x.columns() + 1) {
            shortages.add(new Shortage("rows", x.rows(), x.columns() + 2));
        }
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        Standardisation standardisation = Standardisation.of(x);
        double[] scales = new double[x.columns()];
        for (int j = 0; j < scales.length; j++) {
            scales[j] = standardisation.deviations[j] == 0 ? 0 : 1 / standardisation.deviations[j];
        }
        double[] start = new double[x.columns() + 1];
        start[0] = Math.log((double) positives / (positive.length - positives));
        if (near != null) {
            start = near.standard;
        }
        Penalty used = penalty.isNone() && hasConstant(scales) ? Penalty.ridge(1e-12) : penalty;
        var search = new LogisticSearch(new LogisticCurvature(x, positive, standardisation.means, scales), used, start);
        var model = new Logistic(search, x, standardisation.means, scales, penalty);
        return model.outcome(search);
    }

    private static boolean hasConstant(double[] scales) {
        return Arrays.stream(scales).anyMatch(s -> s == 0);
    }

    private FitOutcome<Logistic> outcome(LogisticSearch search) {
        if (penalty.isNone() && search.here.furthest > CERTAIN && largestError() > 100) {
            return new NotConverged<>(
                    this,
                    search.steps,
                    "the columns separate some cases for sure, so that the coefficient of %s grows without end; a ridge gives an answer"
                            .formatted(names.get(mostUncertain())));
        }
        if (search.dependent > 0) {
            return new NotConverged<>(
                    this,
                    search.steps,
                    "column %s follows from the columns before it, so that its coefficient is not defined; leave it out or use a ridge"
                            .formatted(names.get(search.dependent - 1)));
        }
        if (!search.converged) {
            return new NotConverged<>(this, search.steps, "the likelihood still rose at " + search.here.logLikelihood);
        }
        return new FitOutcome.Converged<>(this, search.steps);
    }

    /** The largest standard error on standardised columns. */
    private double largestError() {
        int j = mostUncertain();
        return standardErrors[j + 1] * Math.abs(scaleOf(j));
    }

    private double scaleOf(int column) {
        return coefficients[column] == 0 ? 0 : standard[column + 1] / coefficients[column];
    }

    private int mostUncertain() {
        int worst = 0;
        double largest = -1;
        for (int j = 0; j < coefficients.length; j++) {
            double error = standardErrors[j + 1] * Math.abs(scaleOf(j));
            if (error > largest) {
                worst = j;
                largest = error;
            }
        }
        return worst;
    }

    public List<String> names() {
        return names;
    }

    public double intercept() {
        return intercept;
    }

    /** The change of the log-odds with one unit of a column. */
    public double coefficient(int column) {
        return coefficients[column];
    }

    /**
     * The standard error of a coefficient from the curvature at the end; with a ridge the spread of the posterior under the normal
     * prior that the ridge is. Infinite where the curvature has no inverse.
     */
    public double standardError(int column) {
        return standardErrors[column + 1];
    }

    public double interceptStandardError() {
        return standardErrors[0];
    }

    /** The two-sided p-value of Wald's test that a coefficient is 0; meant for fits without a penalty. */
    public double pValue(int column) {
        double error = standardErrors[column + 1];
        return error == 0 || Double.isInfinite(error)
                ? 1
                : Quantiles.twoSidedP(coefficients[column] / error, Double.POSITIVE_INFINITY);
    }

    /** Of the training rows, without the penalty. */
    public double logLikelihood() {
        return logLikelihood;
    }

    public Penalty penalty() {
        return penalty;
    }

    /** The log-odds of each row. */
    public double[] logOdds(Matrix x) {
        int p = checked(x);
        double[] values = x.values();
        double[] odds = new double[x.rows()];
        for (int i = 0; i < odds.length; i++) {
            double sum = intercept;
            for (int j = 0; j < p; j++) {
                sum += coefficients[j] * values[i * p + j];
            }
            odds[i] = sum;
        }
        return odds;
    }

    public double[] probabilities(Matrix x) {
        return probabilities(logOdds(x));
    }

    static double[] probabilities(double[] logOdds) {
        double[] p = new double[logOdds.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = probability(logOdds[i]);
        }
        return p;
    }

    static double probability(double logOdds) {
        return 1 / (1 + exp(-logOdds));
    }

    /**
     * What each column adds to a row's log-odds, measured from the mean training case: coefficient · (value − mean). Together with
     * {@link #meanLogOdds} they sum to the row's log-odds exactly.
     */
    public double[] contributions(Matrix x, int row) {
        int p = checked(x);
        double[] parts = new double[p];
        for (int j = 0; j < p; j++) {
            parts[j] = coefficients[j] * (x.at(row, j) - means[j]);
        }
        return parts;
    }

    /** On standardised columns, the intercept first; not to be changed. */
    double[] standard() {
        return standard;
    }

    /** The log-odds of a case in which every column has its training mean. */
    public double meanLogOdds() {
        return standard[0];
    }

    private int checked(Matrix x) {
        if (!x.names().equals(names)) {
            throw new IllegalArgumentException("the model has columns " + names + ", not " + x.names());
        }
        return names.size();
    }
}
