package org.zhike.statistics.forecast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * The average of all forms of exponential smoothing, each with its Akaike weight exp(−ΔAICc/2) (Burnham and Anderson 2002,
 * section 2.9; Kolassa 2011 for exponential smoothing): steadier than the single best form, whose lead is often chance.
 * Intervals hold the disagreement between forms too. Seasons of more than {@value Ets#LONGEST_PERIOD} values are taken out by
 * decomposition before. Cost: that of {@link Ets}.
 */
public final class EtsAverage implements Forecaster {

    /** A form with less than this share of the best form's weight is left out. */
    private static final double LEAST_WEIGHT = 1e-3;

    @Override
    public FitOutcome<Model> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        if (y.length < Ets.FEWEST) {
            return FitOutcome.tooLittle("values", y.length, Ets.FEWEST);
        }
        Deseasonalised series =
                period > Ets.LONGEST_PERIOD ? Deseasonalised.of(y, period) : Deseasonalised.untouched(y);
        double[] x = series.values();
        List<EtsFamily.Member> fitted = EtsFamily.fit(x, EtsFamily.forms(x, period));
        double best = fitted.getFirst().model().aicc();
        List<EtsModel> models = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        int iterations = 0;
        for (EtsFamily.Member member : fitted) {
            iterations += member.iterations();
            double weight = Math.exp((best - member.model().aicc()) / 2);
            if (weight >= LEAST_WEIGHT) {
                models.add(member.model());
                weights.add(weight);
            }
        }
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] shares = weights.stream().mapToDouble(w -> w / sum).toArray();
        return new FitOutcome.Converged<>(new Model(series, models, shares), iterations);
    }

    /** Forms with their weights. */
    public static final class Model implements ForecastModel {

        private final Deseasonalised series;
        private final List<EtsModel> models;
        private final double[] weights;

        private Model(Deseasonalised series, List<EtsModel> models, double[] weights) {
            this.series = series;
            this.models = List.copyOf(models);
            this.weights = weights;
        }

        /** The mean of the mixture, and a normal interval of its variance. */
        @Override
        public Forecast forecast(int horizon, double level) {
            Require.atLeast(1, horizon, "horizon");
            var mixture = new Mixture(horizon);
            for (int i = 0; i < weights.length; i++) {
                mixture.add(models.get(i).forecast(horizon, level), weights[i]);
            }
            double[] point = mixture.mean();
            double[] deviation = mixture.deviation();
            for (int h = 0; h < horizon; h++) {
                int t = series.length() + h;
                point[h] = series.seasonal(point[h], t);
                deviation[h] *= series.factor(t);
            }
            return Forecast.normal(point, deviation, level);
        }

        @Override
        public String describe() {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < Math.min(3, weights.length); i++) {
                parts.add("%s %.2f".formatted(models.get(i).describe(), weights[i]));
            }
            return series.describe("Average of " + String.join(", ", parts) + (weights.length > 3 ? ", …" : ""));
        }

        /** The weight of each form. */
        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < weights.length; i++) {
                named.put(models.get(i).describe(), weights[i]);
            }
            return Collections.unmodifiableMap(named);
        }

        @Override
        public double[] residuals() {
            double[] sum = new double[series.length()];
            for (int i = 0; i < weights.length; i++) {
                double[] residuals = models.get(i).residuals();
                for (int t = 0; t < sum.length; t++) {
                    sum[t] += weights[i] * residuals[t] * series.factor(t);
                }
            }
            return sum;
        }
    }
}
