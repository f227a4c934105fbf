package org.zhike.statistics.clv;

import org.zhike.statistics.interval.Interval;

/**
 * An estimated number of a model.
 *
 * @param standardError from the curvature of the likelihood; infinite where the data do not determine the parameter
 * @param interval symmetric on the scale of the search: the logarithm of what must be positive
 */
public record Parameter(String name, double value, double standardError, Interval interval) {}
