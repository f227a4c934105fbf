package org.zhike.statistics.forecast;

import org.zhike.statistics.FitOutcome;

/** A method of forecasting: it makes a model of a series. Without state, the same for the same input, safe for several threads. */
@FunctionalInterface
public interface Forecaster {

    /**
     * Fits a model.
     *
     * @param values one for each period of time, oldest first, without gaps; not changed, not kept
     * @param period how many values make a season, such as 12 for months; 1 where there are no seasons
     * @return a model, or what is too little of: usually {@code values}
     * @throws IllegalArgumentException when a value is not finite or the period is below 1
     */
    FitOutcome<? extends ForecastModel> fit(double[] values, int period);
}
