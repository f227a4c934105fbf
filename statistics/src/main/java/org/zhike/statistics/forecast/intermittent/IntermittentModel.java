package org.zhike.statistics.forecast.intermittent;

import static java.lang.Math.min;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.zhike.statistics.Require;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;

/**
 * A rate of demand and the sizes it comes in. Demand of a period is taken as none, or one of the sizes seen, late ones weighing
 * more as in the smoothing; periods are taken as independent. Intervals and quantiles follow from that: the lower end is
 * usually 0, and where demand is rare the upper end of one period may be 0 as well.
 */
public final class IntermittentModel implements ForecastModel {

    private final String name;
    private final double rate;
    private final double chance;
    private final double[] sizes;
    private final double[] weights;
    private final DemandClass demandClass;
    private final double[] residuals;

    private IntermittentModel(
            String name,
            double rate,
            double chance,
            double[] sizes,
            double[] weights,
            DemandClass demandClass,
            double[] residuals) {
        this.name = name;
        this.rate = rate;
        this.chance = chance;
        this.sizes = sizes;
        this.weights = weights;
        this.demandClass = demandClass;
        this.residuals = residuals;
    }

    static IntermittentModel of(String name, double[] values, double[] rates, double smoothing) {
        TreeMap<Double, Double> distribution = new TreeMap<>();
        int first = -1;
        double mean = 0;
        for (int t = 0; t < values.length; t++) {
            if (values[t] > 0) {
                // What smoothing does to the mean, done to the whole distribution.
                double weight = first < 0 ? 1 : smoothing;
                distribution.replaceAll((size, before) -> before * (1 - weight));
                distribution.merge(values[t], weight, Double::sum);
                mean += weight * (values[t] - mean);
                first = first < 0 ? t : first;
            }
        }
        double rate = rates[values.length - 1];
        double chance = rate / mean;
        // A bias correction or rounding may ask for more than certainty; then sizes grow instead.
        double scale = chance > 1 ? chance : 1;
        double[] sizes = new double[distribution.size()];
        double[] weights = new double[sizes.length];
        int i = 0;
        for (Map.Entry<Double, Double> entry : distribution.entrySet()) {
            sizes[i] = entry.getKey() * scale;
            weights[i++] = entry.getValue();
        }
        double[] residuals = new double[values.length - 1 - first];
        for (int t = first + 1; t < values.length; t++) {
            residuals[t - first - 1] = values[t] - rates[t - 1];
        }
        return new IntermittentModel(name, rate, min(1, chance), sizes, weights, DemandClass.of(values), residuals);
    }

    @Override
    public Forecast forecast(int horizon, double level) {
        Require.atLeast(1, horizon, "horizon");
        Require.level(level);
        double[] point = new double[horizon];
        double[] low = new double[horizon];
        double[] high = new double[horizon];
        DemandDistribution one = demandOver(1);
        Arrays.fill(point, rate);
        Arrays.fill(low, one.quantile((1 - level) / 2));
        Arrays.fill(high, one.quantile((1 + level) / 2));
        return new Forecast(point, low, high, level);
    }

    /** Returns the distribution of the demand of so many periods together, such as a lead time. */
    public DemandDistribution demandOver(int periods) {
        return DemandDistribution.compound(chance, sizes, weights, periods);
    }

    /** The expected demand of a period. */
    public double rate() {
        return rate;
    }

    /** The class of the demand that the model was fitted to. */
    public DemandClass demandClass() {
        return demandClass;
    }

    @Override
    public String describe() {
        return name;
    }

    /** The rate, the chance that a period has demand, and the mean size then. */
    @Override
    public Map<String, Double> parameters() {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put("rate", rate);
        parameters.put("chance", chance);
        parameters.put("size", rate / chance);
        return parameters;
    }

    /** The errors from the first period after the first demand on. */
    @Override
    public double[] residuals() {
        return residuals.clone();
    }
}
