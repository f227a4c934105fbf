/**
 * What to offer whom: popularity, personal frequency, item cosine, EASE, implicit ALS and a blend with the trend, judged by
 * leaving each customer's last basket out.
 *
 * <pre>{@code
 * Purchases purchases = Purchases.of(users, items, days);
 * Recommender ease = EaseFitter.of(500).fit(purchases).converged().orElseThrow();
 * int[] offers = Ranking.top(ease, purchases.history(3), 10, true);
 *
 * LeaveLastOut split = LeaveLastOut.of(purchases).converged().orElseThrow();
 * Recommender judged = EaseFitter.of(500).fit(split.training()).converged().orElseThrow();
 * double hitRate = split.evaluate(judged, 10, true, 1).hitRate();
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.recommend;

import org.jspecify.annotations.NullMarked;
