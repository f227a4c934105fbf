/**
 * Tests of hypotheses: whether a difference may be chance. Each returns its p-value beside the size of what it tested.
 *
 * <pre>{@code
 * double p = new FisherExact(231, 1769, 184, 1816).twoSided();
 * double[] adjusted = ManyTests.holm(p, 0.04, 0.20);
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.test;

import org.jspecify.annotations.NullMarked;
