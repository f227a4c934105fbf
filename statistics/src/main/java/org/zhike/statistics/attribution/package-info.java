/**
 * Which channels bring the conversions: the credit for them divided among the channels that people met on their way.
 *
 * <pre>{@code
 * Journeys journeys = Journeys.builder()
 *         .add(List.of("search", "mail", "shop"), 1, 0)
 *         .add(List.of("search"), 0, 1)
 *         .add(List.of("mail", "shop"), 0, 1)
 *         .build();
 * Attribution credit = MarkovAttribution.fit(journeys, 1).converged().orElseThrow();
 * credit.share("mail"); // 0.4
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.attribution;

import org.jspecify.annotations.NullMarked;
