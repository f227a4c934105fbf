package org.zhike.statistics.clv;

/**
 * The log-likelihood of one history with its gradient by the logarithms of a model's four parameters, in two parts: what depends
 * on x alone is shared by all customers with that x. For one thread.
 */
interface HistoryDensity {

    /** How many parameters a purchase model has. */
    int PARAMETERS = 4;

    /** Returns the part of x, weighted; its weighted gradient is added. */
    double countPart(int x, double weight, double[] gradient);

    /** Returns the part of t_x and T, weighted; its weighted gradient is added. */
    double timePart(int x, double tx, double age, double weight, double[] gradient);

    /** Makes the density at parameters, given by their logarithms. */
    @FunctionalInterface
    interface Family {
        HistoryDensity at(double[] logarithms);
    }
}
