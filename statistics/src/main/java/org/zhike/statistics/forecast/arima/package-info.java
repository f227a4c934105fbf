/**
 * Models of a series by its own past values and past errors, with seasons and with regressors: the ARIMA class.
 *
 * <pre>{@code
 * FitOutcome<ArimaModel> outcome = Arima.automatic().fit(monthlySales, 12);
 * outcome.converged().map(model -> model.forecast(18, 0.95));
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.forecast.arima;

import org.jspecify.annotations.NullMarked;
