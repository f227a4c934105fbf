package org.zhike.statistics.clv;

import org.zhike.statistics.numeric.SmoothFunction;

/** Minus the mean log-likelihood of all customers, by the logarithms of the parameters. Costs by different histories. */
final class HistoryLikelihood implements SmoothFunction {

    private final DistinctHistories distinct;
    private final HistoryDensity.Family family;

    /** How many customers there are for each x that occurs. */
    private final int[] frequencies;

    private final double[] customersOfFrequency;

    HistoryLikelihood(DistinctHistories distinct, HistoryDensity.Family family) {
        this.distinct = distinct;
        this.family = family;
        PurchaseHistories rows = distinct.histories();
        int[] frequencies = new int[rows.size()];
        double[] customers = new double[rows.size()];
        int k = -1;
        for (int row = 0; row < rows.size(); row++) {
            if (k < 0 || frequencies[k] != rows.frequency(row)) {
                frequencies[++k] = rows.frequency(row);
            }
            customers[k] += distinct.count(row);
        }
        this.frequencies = java.util.Arrays.copyOf(frequencies, k + 1);
        this.customersOfFrequency = java.util.Arrays.copyOf(customers, k + 1);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        PurchaseHistories rows = distinct.histories();
        int last = HistoryDensity.PARAMETERS;
        double[] sums = Chunks.sum(rows.size(), last + 1, (start, end, part) -> {
            HistoryDensity density = family.at(point);
            for (int row = start; row < end; row++) {
                part[last] += density.timePart(
                        rows.frequency(row), rows.ageAtLastPurchase(row), rows.age(row), distinct.count(row), part);
            }
        });
        HistoryDensity density = family.at(point);
        for (int i = 0; i < frequencies.length; i++) {
            sums[last] += density.countPart(frequencies[i], customersOfFrequency[i], sums);
        }
        double scale = -1.0 / distinct.customers();
        for (int i = 0; i < last; i++) {
            gradient[i] = scale * sums[i];
        }
        return scale * sums[last];
    }
}
