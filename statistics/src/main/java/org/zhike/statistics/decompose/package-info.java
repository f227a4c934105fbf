/**
 * Why a metric moved: a change taken apart into pieces that add up to it exactly.
 *
 * <pre>{@code
 * var change = RateChange.of(new double[] {90, 20}, new double[] {100, 100}, new double[] {92, 63}, new double[] {100, 300});
 * change.total();     // -0.1625: the overall rate fell from 55 % to 38.75 %
 * change.isReversal(); // true: both cells rose
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.decompose;

import org.jspecify.annotations.NullMarked;
