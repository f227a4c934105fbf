/**
 * The best decision under what a forecast leaves uncertain: when to order, how much, how many agents.
 *
 * <pre>{@code
 * ReorderAdvice advice = Reorder.normal(120, 25, 4, 0, 0.95);
 * double order = Newsvendor.normal(500, 80, Newsvendor.criticalRatio(10, 6, 2));
 * int agents = new ErlangC(100 / 1800.0, 180).agentsFor(0.8, 20); // 14
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.optimise;

import org.jspecify.annotations.NullMarked;
