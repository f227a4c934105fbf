package org.zhike.statistics.forecast;

import java.util.Map;
import java.util.OptionalDouble;

/** A model fitted to a series. Immutable. */
public interface ForecastModel {

    /**
     * Tells what comes after the last value.
     *
     * @param horizon how many periods ahead, at least 1
     * @param level the share of future values that each interval is to hold, such as 0.95
     */
    Forecast forecast(int horizon, double level);

    /** What was chosen, in the usual short form, such as {@code ETS(M,Ad,M)}. */
    String describe();

    /** The fitted parameters by name, in a fixed order. */
    Map<String, Double> parameters();

    /**
     * The errors of forecasts one step ahead within the sample: value − forecast. The last belongs to the last value; there
     * may be fewer than values where a method has no forecast of the first ones.
     */
    double[] residuals();

    /** The logarithm of the likelihood; empty where the method has none. Comparable within one family only. */
    default OptionalDouble logLikelihood() {
        return OptionalDouble.empty();
    }
}
