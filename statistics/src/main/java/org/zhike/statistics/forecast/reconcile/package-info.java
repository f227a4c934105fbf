/**
 * Forecasts of parts that add up to the forecasts of the whole.
 *
 * <pre>{@code
 * Hierarchy shops = Hierarchy.of(parentByChild);
 * double[][] coherent = MinimumTrace.shrinkage(shops, errors).reconcile(forecasts);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.forecast.reconcile;

import org.jspecify.annotations.NullMarked;
