package org.zhike.statistics.numeric;

/** A function of several variables with its gradient. */
@FunctionalInterface
public interface SmoothFunction {

    /**
     * Returns the value at a point, infinite or NaN where the function is not defined.
     *
     * @param gradient overwritten with the gradient; as long as the point
     */
    double at(double[] point, double[] gradient);
}
