package org.zhike.statistics.forecast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * The optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016): the weight 1 − 1/θ of the straight
 * line is fitted instead of being one half. The dynamic kind draws the line through the values so far, the static kind through
 * all. Seasons as in {@link Theta}. For a given α the errors are linear in the first level and in the weight, so the search is
 * over α alone and finds the best of all. Cost: about 100 passes over the series.
 */
public final class OptimisedTheta implements Forecaster {

    private static final int FEWEST = 5;

    private final boolean dynamic;

    private OptimisedTheta(boolean dynamic) {
        this.dynamic = dynamic;
    }

    /** The line of the values so far. */
    public static OptimisedTheta dynamic() {
        return new OptimisedTheta(true);
    }

    /** The line of all values. */
    public static OptimisedTheta fixed() {
        return new OptimisedTheta(false);
    }

    @Override
    public FitOutcome<Model> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        if (y.length < FEWEST) {
            return FitOutcome.tooLittle("values", y.length, FEWEST);
        }
        return new FitOutcome.Converged<>(new Model(Deseasonalised.of(y, period), dynamic), 1);
    }

    /** The line that a forecast is drawn towards, and what of it the level has not yet. */
    private static final class Line {

        private final double[] x;
        private final boolean dynamic;
        private double mean;
        private double slope;
        private double intercept;

        Line(double[] x, boolean dynamic) {
            this.x = x;
            this.dynamic = dynamic;
            if (!dynamic) {
                double[] line = EtsStart.line(x, x.length);
                intercept = line[0];
                slope = line[1];
            }
        }

        /** What it adds to value t (from 1), where power is (1 − α)^(t−1): power A + (1 − (1 − α)^t)/α B (equation 13). */
        double adds(double alpha, double power) {
            return power * intercept + (1 - power * (1 - alpha)) / alpha * slope;
        }

        /** Least squares with one value more, number t (equations 15 to 17). */
        void see(double value, int t) {
            if (dynamic) {
                slope = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (value - mean)) / (t + 1);
                mean = ((t - 1) * mean + value) / t;
                intercept = mean - (t + 1) / 2.0 * slope;
            }
        }
    }

    /** The best first level and weight for an α: errors are e − level u − weight c. */
    private static final class Pass {

        final double squares;
        final double weight;
        final double first;

        Pass(Line line, double alpha) {
            double level = 0;
            double power = 1;
            double ee = 0;
            double eu = 0;
            double ec = 0;
            double uu = 0;
            double uc = 0;
            double cc = 0;
            for (int t = 1; t <= line.x.length; t++) {
                double value = line.x[t - 1];
                double c = line.adds(alpha, power);
                double e = value - level;
                ee += e * e;
                eu += e * power;
                ec += e * c;
                uu += power * power;
                uc += power * c;
                cc += c * c;
                level += alpha * e;
                power *= 1 - alpha;
                line.see(value, t);
            }
            double determinant = uu * cc - uc * uc;
            double free = determinant > 1e-12 * uu * cc ? (uu * ec - uc * eu) / determinant : 0;
            weight = Math.clamp(free, 0, 1);
            first = (eu - weight * uc) / uu;
            double explained = 2 * (first * eu + weight * ec - first * weight * uc);
            squares = Math.max(0, ee - explained + first * first * uu + weight * weight * cc);
        }
    }

    /** Level, line and seasons. */
    public static final class Model implements ForecastModel {

        /** The range of α in the authors' software; slower smoothing cannot be told from the line. */
        private static final double LOWEST_ALPHA = 0.1;

        private static final double HIGHEST_ALPHA = 0.99;

        private final Deseasonalised series;
        private final boolean dynamic;
        private final double alpha;
        private final double weight;
        private final double first;

        private Model(Deseasonalised series, boolean dynamic) {
            this.series = series;
            this.dynamic = dynamic;
            double[] x = series.values();
            alpha = LineSearch.lowest(a -> new Pass(new Line(x, dynamic), a).squares, LOWEST_ALPHA, HIGHEST_ALPHA, 24);
            var pass = new Pass(new Line(x, dynamic), alpha);
            weight = pass.weight;
            first = pass.first;
        }

        /** Runs through the series and on with its own forecasts: forecasts of all values and of the horizon. */
        private double[] run(int horizon) {
            double[] x = series.values();
            var line = new Line(x, dynamic);
            double[] forecasts = new double[x.length + horizon];
            double level = first;
            double power = 1;
            for (int t = 1; t <= forecasts.length; t++) {
                double forecast = level + weight * line.adds(alpha, power);
                double value = t <= x.length ? x[t - 1] : forecast;
                forecasts[t - 1] = forecast;
                level += alpha * (value - level);
                power *= 1 - alpha;
                line.see(value, t);
            }
            return forecasts;
        }

        private double sigma2(double[] forecasts) {
            double[] x = series.values();
            double squares = 0;
            for (int t = 0; t < x.length; t++) {
                squares += (x[t] - forecasts[t]) * (x[t] - forecasts[t]);
            }
            return squares / (x.length - 3);
        }

        /** Future values by the recursion without errors; the interval of smoothing's variance, seasons put back. */
        @Override
        public Forecast forecast(int horizon, double level) {
            Require.atLeast(1, horizon, "horizon");
            int n = series.length();
            double[] forecasts = run(horizon);
            double sigma2 = sigma2(forecasts);
            double[] point = new double[horizon];
            double[] deviation = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                point[h] = series.seasonal(forecasts[n + h], n + h);
                deviation[h] = series.factor(n + h) * Math.sqrt(sigma2 * (1 + h * alpha * alpha));
            }
            return Forecast.normal(point, deviation, level);
        }

        @Override
        public String describe() {
            return series.describe(dynamic ? "Dynamic optimised Theta" : "Optimised Theta");
        }

        /** The smoothing, the line's weight 1 − 1/θ, the first level and the variance. */
        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> named = new LinkedHashMap<>();
            named.put("alpha", alpha);
            named.put("weight", weight);
            named.put("level", first);
            named.put("sigma2", sigma2(run(0)));
            return Collections.unmodifiableMap(named);
        }

        @Override
        public double[] residuals() {
            double[] x = series.values();
            double[] forecasts = run(0);
            double[] residuals = new double[x.length];
            for (int t = 0; t < x.length; t++) {
                residuals[t] = (x[t] - forecasts[t]) * series.factor(t);
            }
            return residuals;
        }
    }
}
