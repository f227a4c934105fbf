/**
 * What is bought together: frequent itemsets (all, closed or maximal) of baskets, and rules that hold beyond chance.
 *
 * <pre>{@code
 * Baskets baskets = Baskets.of(new int[] {0, 1}, new int[] {0, 1, 2}, new int[] {0, 1}, new int[] {2});
 * Itemsets frequent = ItemsetMiner.all(2).collect(baskets).converged().orElseThrow();
 * int together = frequent.count(0, 1);
 * List<Rule> rules = Rules.of(frequent, 0.5);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.basket;

import org.jspecify.annotations.NullMarked;
