/**
 * What an action did: treated beside untreated, how many it takes to see it, and whether one may look before the end.
 *
 * <pre>{@code
 * ShareExperiment mail = new ShareExperiment(new Proportion(1080, 9000), new Proportion(95, 1000));
 * Interval lift = mail.interval(0.95);
 * double each = SampleSize.twoSided(0.05, 0.8).forShares(0.10, 0.12);
 * Interval anyDay = ConfidenceSequence.tunedFor(0.01, 0.95).interval(0.025, 0.0107, 0.95);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.experiment;

import org.jspecify.annotations.NullMarked;
