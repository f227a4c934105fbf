package org.zhike.statistics.forecast;

import java.util.Map;
import org.zhike.statistics.FitOutcome;

/**
 * The seasonal naive method: the next season will be as the last one. The baseline that every other method must beat. Where
 * there is less than a season and one value, the last value is repeated.
 */
public final class SeasonalNaive implements Forecaster {

    @Override
    public FitOutcome<Model> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        if (y.length < 2) {
            return FitOutcome.tooLittle("values", y.length, 2);
        }
        return new FitOutcome.Converged<>(new Model(y, y.length > period ? period : 1), 0);
    }

    /** The last season, to be repeated. */
    public static final class Model implements ForecastModel {

        private final double[] season;
        private final double[] residuals;
        private final double variance;

        private Model(double[] y, int lag) {
            season = new double[lag];
            System.arraycopy(y, y.length - lag, season, 0, lag);
            residuals = new double[y.length - lag];
            double sum = 0;
            for (int i = 0; i < residuals.length; i++) {
                residuals[i] = y[i + lag] - y[i];
                sum += residuals[i] * residuals[i];
            }
            variance = sum / residuals.length;
        }

        /** The variance grows by one step's with each season ahead. */
        @Override
        public Forecast forecast(int horizon, double level) {
            double[] point = new double[horizon];
            double[] deviation = new double[horizon];
            for (int i = 0; i < horizon; i++) {
                point[i] = season[i % season.length];
                deviation[i] = Math.sqrt(variance * (i / season.length + 1));
            }
            return Forecast.normal(point, deviation, level);
        }

        @Override
        public String describe() {
            return season.length > 1 ? "Seasonal naive (" + season.length + ")" : "Naive";
        }

        @Override
        public Map<String, Double> parameters() {
            return Map.of("variance", variance);
        }

        @Override
        public double[] residuals() {
            return residuals.clone();
        }
    }
}
