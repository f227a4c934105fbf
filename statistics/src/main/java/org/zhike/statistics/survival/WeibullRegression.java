package org.zhike.statistics.survival;

import static java.lang.Math.exp;
import static java.lang.Math.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;

/**
 * Fits {@link WeibullModel Weibull durations} that may be censored, by maximum likelihood (Kalbfleisch and Prentice 2002, 3.6).
 * In the shape α and γ = α·β the log-likelihood Σ δ(ln α + z − ln t) − eᶻ, z = α·ln t − γ₀ − γ·x, is concave: Newton's method
 * finds its only maximum. Cost per step: units times covariates squared.
 */
public record WeibullRegression(int maxIterations) {

    private static final double TOLERANCE = 1e-10;

    public WeibullRegression {
        Require.atLeast(1, maxIterations, "maxIterations");
    }

    public static WeibullRegression standard() {
        return new WeibullRegression(60);
    }

    /**
     * Fits to one duration each, whether it was seen to end, and what may have to do with it.
     *
     * @param durations positive: a Weibull duration is never 0
     * @return as {@link CoxRegression#fit}; too little data also when all ended at the same time
     */
    public FitOutcome<WeibullModel> fit(double[] durations, boolean[] ended, Covariates covariates) {
        long ends = CoxRegression.requireUnits(durations, ended, covariates, new int[durations.length]);
        for (double duration : durations) {
            Require.positive(duration, "a duration");
        }
        int p = covariates.size();
        Standardized standardized = Standardized.of(covariates);
        List<Shortage> shortages = new ArrayList<>();
        if (ends < p + 2) {
            shortages.add(new Shortage("ended", ends, p + 2));
        }
        long different = Arrays.stream(durations).distinct().limit(2).count();
        if (different < 2) {
            shortages.add(new Shortage("different_durations", different, 2));
        }
        shortages.addAll(standardized.shortages());
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        var newton = new Newton(maxIterations, TOLERANCE);
        double meanLog = 0;
        for (double duration : durations) {
            meanLog += log(duration) / durations.length;
        }
        Standardized none = Standardized.of(Covariates.of(durations.length).build());
        var alone = new Likelihood(durations, ended, none, meanLog);
        Newton.Result nothing = newton.maximize(alone, alone.start(ends));
        var likelihood = new Likelihood(durations, ended, standardized, meanLog);
        double[] start = likelihood.start(ends);
        start[0] = nothing.coefficients()[0];
        start[1] = nothing.coefficients()[1];
        Newton.Result result = newton.maximize(likelihood, start);
        if (result.covariance() == null) {
            return FitOutcome.tooLittle("differences_among_those_that_ended", 0, 1);
        }
        var model = WeibullModel.of(standardized, result, result.covariance(), meanLog, nothing.value());
        return switch (result.end()) {
            case CONVERGED -> new FitOutcome.Converged<>(model, result.iterations());
            case RUNS_OFF ->
                new FitOutcome.NotConverged<>(
                        model,
                        result.iterations(),
                        result.growing().stream().map(j -> name(j, covariates)).collect(Collectors.joining(", "))
                                + " grows without end: nobody of a group has ended, or all durations are almost alike");
            case SINGULAR, OUT_OF_STEPS ->
                new FitOutcome.NotConverged<>(
                        model, result.iterations(), "the coefficients still moved after the last step allowed");
        };
    }

    private static String name(int parameter, Covariates covariates) {
        return switch (parameter) {
            case 0 -> "shape";
            case 1 -> "intercept";
            default -> covariates.names().get(parameter - 2);
        };
    }

    /** Of the point (α, γ₀, γ), with ln t less its mean. */
    private static final class Likelihood implements Newton.Likelihood {

        private final double[] logs;
        private final boolean[] ended;
        private final double meanLog;
        private final double[] x;
        private final int p;

        private double value;
        private final double[] slope;
        private final double[][] information;
        private final double[] u;

        Likelihood(double[] durations, boolean[] ended, Standardized covariates, double meanLog) {
            int n = durations.length;
            this.ended = ended;
            this.meanLog = meanLog;
            logs = new double[n];
            for (int i = 0; i < n; i++) {
                logs[i] = log(durations[i]) - meanLog;
            }
            p = covariates.size();
            x = covariates.rows(IntStream.range(0, n).toArray());
            slope = new double[p + 2];
            information = new double[p + 2][p + 2];
            u = new double[p + 2];
        }

        /** The exponential fit without covariates. */
        double[] start(long ends) {
            double time = 0;
            for (double l : logs) {
                time += exp(l);
            }
            double[] start = new double[p + 2];
            start[0] = 1;
            start[1] = log(time / ends);
            return start;
        }

        @Override
        public void at(double[] point) {
            value = 0;
            Arrays.fill(slope, 0);
            for (double[] row : information) {
                Arrays.fill(row, 0);
            }
            double shape = point[0];
            if (!(shape > 0)) {
                value = Double.NEGATIVE_INFINITY;
                return;
            }
            for (int i = 0; i < logs.length; i++) {
                add(i, point, shape);
            }
            for (int j = 0; j < u.length; j++) {
                for (int k = 0; k < j; k++) {
                    information[k][j] = information[j][k];
                }
            }
        }

        private void add(int i, double[] point, double shape) {
            u[0] = logs[i];
            u[1] = -1;
            double z = shape * u[0] - point[1];
            for (int j = 0; j < p; j++) {
                u[j + 2] = -x[i * p + j];
                z += u[j + 2] * point[j + 2];
            }
            double hazard = exp(z);
            value -= hazard;
            double residual = -hazard;
            if (ended[i]) {
                value += log(shape) + z - logs[i] - meanLog;
                residual += 1;
                slope[0] += 1 / shape;
                information[0][0] += 1 / (shape * shape);
            }
            for (int j = 0; j < u.length; j++) {
                slope[j] += residual * u[j];
                double weighted = hazard * u[j];
                for (int k = 0; k <= j; k++) {
                    information[j][k] += weighted * u[k];
                }
            }
        }

        @Override
        public double value() {
            return value;
        }

        @Override
        public double[] slope() {
            return slope.clone();
        }

        @Override
        public double[][] information() {
            return Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
        }
    }
}
