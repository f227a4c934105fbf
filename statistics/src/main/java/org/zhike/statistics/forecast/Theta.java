package org.zhike.statistics.forecast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000), the winner of the M3 competition, as simple exponential smoothing
 * with half the drift of a straight line (Hyndman and Billah 2003), and as R's thetaf: seasons are taken out by classical
 * decomposition when they show at 90 %, multiplicative ones where all values are above 0, else additive ones.
 */
public final class Theta implements Forecaster {

    private static final int FEWEST = 4;

    @Override
    public FitOutcome<Model> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        if (y.length < FEWEST) {
            return FitOutcome.tooLittle("values", y.length, FEWEST);
        }
        Deseasonalised series = Deseasonalised.of(y, period);
        return new FitOutcome.Converged<>(new Model(series), 1);
    }

    /** Smoothed level, drift and seasons. */
    public static final class Model implements ForecastModel {

        private final Deseasonalised series;
        private final Ses ses;
        private final double drift;
        private final double sigma2;

        private Model(Deseasonalised series) {
            this.series = series;
            double[] x = series.values();
            ses = Ses.fit(x);
            drift = EtsStart.line(x, x.length)[1] / 2;
            sigma2 = ses.squares / (x.length - 2);
        }

        /**
         * The interval as in R's thetaf: normal, of smoothing's variance before the seasons are put back.
         */
        @Override
        public Forecast forecast(int horizon, double level) {
            Require.atLeast(1, horizon, "horizon");
            double alpha = ses.alpha;
            double start = (1 - Math.pow(1 - alpha, series.length())) / alpha;
            double[] point = new double[horizon];
            double[] deviation = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                point[h] = series.seasonal(ses.last + drift * (h + start), series.length() + h);
                deviation[h] = Math.sqrt(sigma2 * (1 + h * alpha * alpha));
            }
            return Forecast.normal(point, deviation, level);
        }

        @Override
        public String describe() {
            return series.describe("Theta");
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> named = new LinkedHashMap<>();
            named.put("alpha", ses.alpha);
            named.put("level", ses.last);
            named.put("drift", drift);
            named.put("sigma2", sigma2);
            return Collections.unmodifiableMap(named);
        }

        /** The errors of smoothing, seasons put back; without the drift, as in R. */
        @Override
        public double[] residuals() {
            double[] residuals = new double[series.length()];
            double[] x = series.values();
            for (int t = 0; t < residuals.length; t++) {
                residuals[t] = series.seasonal(x[t], t) - series.seasonal(x[t] - ses.residuals[t], t);
            }
            return residuals;
        }
    }
}
