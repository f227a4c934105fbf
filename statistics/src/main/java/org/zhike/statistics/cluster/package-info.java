/**
 * Groups of similar customers: k-means on numbers, k-medoids on mixed columns with gaps, how many groups there are, how far to
 * trust them, and in what they differ; RFM scores.
 *
 * <pre>{@code
 * Points raw = Points.ofColumns(recency, frequency, monetary);
 * Points scaled = Scaling.fit(raw, List.of(Scaling.Step.LOG1P, Scaling.Step.Z)).apply(raw);
 * KMeans groups = KMeansFitter.of(4, 1).fit(scaled).converged().orElseThrow();
 * double silhouette = Silhouette.of(scaled, groups.grouping(), 1).mean();
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.cluster;

import org.jspecify.annotations.NullMarked;
