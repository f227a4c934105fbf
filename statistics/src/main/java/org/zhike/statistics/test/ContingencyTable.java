package org.zhike.statistics.test;

import static java.lang.Math.abs;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * Counts by group (rows) and answer (columns). Rows and columns without a single case say nothing and are left out. Cost of a
 * test: one look at each count.
 */
public final class ContingencyTable {

    private final long[][] counts;
    private final double[] rowSums;
    private final double[] columnSums;
    private final double total;

    private ContingencyTable(long[][] counts, double total) {
        this.counts = counts;
        rowSums = new double[counts.length];
        columnSums = new double[counts[0].length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                rowSums[i] += counts[i][j];
                columnSums[j] += counts[i][j];
            }
        }
        this.total = total;
    }

    /**
     * From the counts themselves.
     *
     * @param counts rows of the same length, not negative, at least one case in all
     */
    public static ContingencyTable of(long[]... counts) {
        Require.atLeast(1, counts.length, "the number of rows");
        int columns = counts[0].length;
        long[] sums = new long[columns];
        for (long[] row : counts) {
            if (row.length != columns) {
                throw new IllegalArgumentException("the rows have " + columns + " and " + row.length + " columns");
            }
            for (int j = 0; j < columns; j++) {
                sums[j] += Require.atLeast(0, row[j], "a count");
            }
        }
        int[] filled = IntStream.range(0, columns).filter(j -> sums[j] > 0).toArray();
        long[][] kept = Arrays.stream(counts)
                .filter(row -> Arrays.stream(row).sum() > 0)
                .map(row -> Arrays.stream(filled).mapToLong(j -> row[j]).toArray())
                .toArray(long[][]::new);
        long total = Require.atLeast(1, Arrays.stream(sums).sum(), "the number of cases");
        return new ContingencyTable(kept, total);
    }

    /** Pearson's (1900) test of "group and answer have nothing to do with each other". */
    public ChiSquareStatistic pearson() {
        return statistic(0);
    }

    /**
     * The same with Yates's (1934) correction when the table has two rows and two columns, never more than brings the counts to
     * the expected ones, as in R.
     */
    public ChiSquareStatistic yates() {
        if (counts.length != 2 || counts[0].length != 2) {
            return pearson();
        }
        return statistic(min(0.5, abs(counts[0][0] - expected(0, 0))));
    }

    private ChiSquareStatistic statistic(double correction) {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                double expected = expected(i, j);
                double distance = abs(counts[i][j] - expected) - correction;
                sum += distance * distance / expected;
            }
        }
        return new ChiSquareStatistic(sum, (counts.length - 1.0) * (counts[0].length - 1));
    }

    /** The smallest count that independence would lead one to expect; below 5 the chi-square tests are not to be trusted. */
    public double leastExpected() {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts[i].length; j++) {
                least = min(least, expected(i, j));
            }
        }
        return least;
    }

    /** Cramér's V, 0 for no connection to 1 for a complete one: how strong it is, whatever the number of cases. */
    public double cramersV() {
        double smaller = min(counts.length, counts[0].length) - 1.0;
        return smaller == 0 ? 0 : min(1, sqrt(max(0, pearson().value()) / total / smaller));
    }

    private double expected(int row, int column) {
        return rowSums[row] / total * columnSums[column];
    }
}
