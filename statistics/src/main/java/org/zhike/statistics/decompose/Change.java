package org.zhike.statistics.decompose;

import static java.lang.Math.abs;

import org.zhike.statistics.Require;

/** The change of a metric between two periods, taken apart over the cells of one dimension. */
public sealed interface Change permits RateChange, TotalChange {

    int cells();

    double before();

    double after();

    /** The value afterwards less the one before: what the effects of all cells add up to. */
    default double total() {
        return after() - before();
    }

    /** All that the cell did to the whole. */
    double effect(int cell);

    /** The standard error of {@link #effect}. */
    double standardError(int cell);

    /** What the cell would have done had all cells moved alike; adds up to the total as well. */
    double even(int cell);

    /** The standard error of {@link #effect} less {@link #even}. */
    double unevenError(int cell);

    /** Whether the cell's effect cannot be told from chance: |effect| &lt; z · standard error. */
    default boolean isNoise(int cell, double z) {
        return abs(effect(cell)) < Require.notNegative(z, "z") * standardError(cell);
    }
}
