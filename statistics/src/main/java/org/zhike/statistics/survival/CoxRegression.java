package org.zhike.statistics.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hipparchus.linear.RealMatrix;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;
import org.zhike.statistics.test.ChiSquareStatistic;

/**
 * Fits {@link CoxModel proportional hazards} by Newton's method on the partial likelihood. Cost per step: units times
 * covariates squared, after one sort.
 *
 * @param ties what to do where several end at once
 * @param maxIterations of Newton's method; 25 are plenty when there is an end to find
 */
public record CoxRegression(Ties ties, int maxIterations) {

    /** The largest last step, in standard deviations of a covariate. */
    private static final double TOLERANCE = 1e-10;

    /** How ends at the same time share the risk. */
    public enum Ties {
        /** Efron (1977): near the exact likelihood even when a tenth ends at once; what to use, and R's choice. */
        EFRON,
        /** Breslow (1974): as if each of them saw all the others; shrinks coefficients when there are many ties. */
        BRESLOW
    }

    public CoxRegression {
        Require.atLeast(1, maxIterations, "maxIterations");
    }

    public static CoxRegression efron() {
        return new CoxRegression(Ties.EFRON, 50);
    }

    public static CoxRegression breslow() {
        return new CoxRegression(Ties.BRESLOW, 50);
    }

    /**
     * Fits to one duration each, whether it was seen to end, and what may have to do with it.
     *
     * @return too little data when fewer have ended than there are covariates, or when a covariate is constant or a combination
     *     of others (the shortage names it); not converged when the likelihood has no maximum, such as when nobody of a group
     *     has ended
     */
    public FitOutcome<CoxModel> fit(double[] durations, boolean[] ended, Covariates covariates) {
        return fit(durations, ended, covariates, new int[durations.length]);
    }

    /**
     * The same with strata, each with a baseline hazard of its own and common coefficients.
     *
     * @param strata of each unit its stratum; from 0 without gaps
     */
    public FitOutcome<CoxModel> fit(double[] durations, boolean[] ended, Covariates covariates, int[] strata) {
        long ends = requireUnits(durations, ended, covariates, strata);
        Standardized standardized = Standardized.of(covariates);
        List<Shortage> shortages = new ArrayList<>();
        long need = Math.max(1, covariates.size());
        if (ends < need) {
            shortages.add(new Shortage("ended", ends, need));
        }
        if (ends > 0) {
            shortages.addAll(standardized.shortages());
        }
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        var likelihood = new PartialLikelihood(ties, durations, ended, strata, standardized);
        double[] zero = new double[covariates.size()];
        likelihood.at(zero, null);
        RealMatrix inverse = Newton.inverse(likelihood.information());
        if (inverse == null) {
            // Covariates differ, but not among those who were at risk when something ended.
            return FitOutcome.tooLittle("differences_among_those_at_risk", 0, 1);
        }
        double nullValue = likelihood.value();
        double[] slope = likelihood.slope();
        ChiSquareStatistic score = new ChiSquareStatistic(Math.max(0, quadratic(slope, inverse)), zero.length);
        Newton.Result result = new Newton(maxIterations, TOLERANCE).maximize(new Function(likelihood), zero);
        var baseline = new BaselineHazard.Collector();
        likelihood.at(result.coefficients(), baseline);
        var model = new CoxModel(standardized, result, nullValue, score, baseline.hazards(), likelihood.value());
        return switch (result.end()) {
            case CONVERGED -> new FitOutcome.Converged<>(model, result.iterations());
            case RUNS_OFF ->
                new FitOutcome.NotConverged<>(model, result.iterations(), runsOff(result, covariates.names()));
            case SINGULAR ->
                new FitOutcome.NotConverged<>(
                        model, result.iterations(), "the covariates cannot be told apart at the coefficients reached");
            case OUT_OF_STEPS ->
                new FitOutcome.NotConverged<>(
                        model, result.iterations(), "the coefficients still moved after the last step allowed");
        };
    }

    private static String runsOff(Newton.Result result, List<String> names) {
        return result.growing().stream().map(names::get).collect(Collectors.joining(", "))
                + " separates those who ended from those who did not: the likelihood rises as the coefficient grows without"
                + " end (at the last step the log-likelihood stood at " + result.value() + ")";
    }

    static double quadratic(double[] vector, RealMatrix matrix) {
        double[] product = vector.length == 0 ? vector : matrix.operate(vector);
        double sum = 0;
        for (int j = 0; j < vector.length; j++) {
            sum += vector[j] * product[j];
        }
        return sum;
    }

    /** Checks what goes together; returns how many ended. */
    static long requireUnits(double[] durations, boolean[] ended, Covariates covariates, int[] strata) {
        Require.atLeast(1, durations.length, "the number of durations");
        if (ended.length != durations.length
                || covariates.rows() != durations.length
                || strata.length != durations.length) {
            throw new IllegalArgumentException(durations.length + " durations, but " + ended.length + " ends, "
                    + covariates.rows() + " rows of covariates and " + strata.length + " strata");
        }
        long ends = 0;
        for (int i = 0; i < durations.length; i++) {
            Require.notNegative(durations[i], "a duration");
            Require.atLeast(0, strata[i], "a stratum");
            ends += ended[i] ? 1 : 0;
        }
        return ends;
    }

    /** The partial likelihood as Newton's method wants it. */
    private record Function(PartialLikelihood likelihood) implements Newton.Likelihood {

        @Override
        public void at(double[] point) {
            likelihood.at(point, null);
        }

        @Override
        public double value() {
            return likelihood.value();
        }

        @Override
        public double[] slope() {
            return likelihood.slope();
        }

        @Override
        public double[][] information() {
            return likelihood.information();
        }
    }
}
