/**
 * What a series of numbers will do next, with intervals, and how well methods would have told it before.
 *
 * <pre>{@code
 * FitOutcome<Combination.Model> outcome = Combination.standard().fit(sales, 12);
 * Forecast next = outcome.converged().orElseThrow().forecast(12, 0.95);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.forecast;

import org.jspecify.annotations.NullMarked;
