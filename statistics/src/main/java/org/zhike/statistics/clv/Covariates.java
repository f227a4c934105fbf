package org.zhike.statistics.clv;

import java.util.HashSet;
import java.util.List;
import org.zhike.statistics.Require;

/** What is known of customers from the start and does not change: a channel, a region, the size of the first order. Immutable. */
public final class Covariates {

    /** What the covariates act on. */
    public enum Act {
        PURCHASES,
        PURCHASES_AND_DROPOUT
    }

    private final List<String> names;
    private final int customers;

    /** Row by row. */
    private final double[] values;

    private Covariates(List<String> names, int customers, double[] values) {
        this.names = names;
        this.customers = customers;
        this.values = values;
    }

    /**
     * From a row of finite numbers for each customer. Categories are told as 0 or 1 for all but one of them.
     *
     * @param names different, one for each column
     */
    public static Covariates of(List<String> names, double[][] rows) {
        int k = names.size();
        Require.atLeast(1, k, "the number of covariates");
        if (new HashSet<>(names).size() != k) {
            throw new IllegalArgumentException("covariates must have different names, not " + names);
        }
        double[] values = new double[rows.length * k];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != k) {
                throw new IllegalArgumentException(
                        "customer " + i + " must have " + k + " covariates, not " + rows[i].length);
            }
            for (int j = 0; j < k; j++) {
                values[i * k + j] = Require.finite(rows[i][j], names.get(j) + " of customer " + i);
            }
        }
        return new Covariates(List.copyOf(names), rows.length, values);
    }

    public List<String> names() {
        return names;
    }

    public int customers() {
        return customers;
    }

    public double value(int customer, int column) {
        return values[customer * names.size() + column];
    }

    /** Returns a customer's row. */
    public double[] of(int customer) {
        int k = names.size();
        return java.util.Arrays.copyOfRange(values, customer * k, (customer + 1) * k);
    }

    double mean(int column) {
        double sum = 0;
        for (int i = 0; i < customers; i++) {
            sum += value(i, column);
        }
        return sum / customers;
    }

    double standardDeviation(int column) {
        double mean = mean(column);
        double sum = 0;
        for (int i = 0; i < customers; i++) {
            double distance = value(i, column) - mean;
            sum += distance * distance;
        }
        return Math.sqrt(sum / customers);
    }
}
