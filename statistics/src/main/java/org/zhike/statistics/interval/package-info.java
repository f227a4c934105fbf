/**
 * Interval estimates, each from the sufficient statistics that SQL can deliver. Checked against independent software in the
 * tests.
 *
 * <pre>{@code
 * Interval satisfied = new Proportion(81, 263).wilson(0.95);
 * Interval score = new NetPromoter(500, 300, 200).adjustedWald(0.95);
 * Interval difference = new Proportion(231, 2000).minus(new Proportion(184, 2000), 0.95);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.interval;

import org.jspecify.annotations.NullMarked;
