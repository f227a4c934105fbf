package org.zhike.statistics.survival;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.RealMatrix;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.Order;
import org.zhike.statistics.test.ChiSquareStatistic;

/**
 * Tests whether groups last equally long (Mantel 1966, Peto and Peto 1972): the ends seen in each group beside those expected
 * if all had the same hazard at each time. Strongest when one group's hazard is a constant multiple of another's; blind to
 * curves that cross. Immutable.
 */
public final class LogRank {

    private final long[] units;
    private final long[] observed;
    private final double[] expected;
    private final double[][] covariance;

    private LogRank(int groups) {
        units = new long[groups];
        observed = new long[groups];
        expected = new double[groups];
        covariance = new double[groups][groups];
    }

    /** @param groups of each unit its group, from 0; at least two groups */
    public static LogRank of(double[] durations, boolean[] ended, int[] groups) {
        return of(durations, ended, groups, new int[durations.length]);
    }

    /**
     * The stratified test: units are compared only within their stratum.
     *
     * @param strata of each unit its stratum, from 0
     */
    public static LogRank of(double[] durations, boolean[] ended, int[] groups, int[] strata) {
        int n = durations.length;
        if (ended.length != n || groups.length != n || strata.length != n) {
            throw new IllegalArgumentException(n + " durations, but " + ended.length + " ends, " + groups.length
                    + " groups and " + strata.length + " strata");
        }
        int count = 0;
        for (int i = 0; i < n; i++) {
            Require.notNegative(durations[i], "a duration");
            Require.atLeast(0, groups[i], "a group");
            Require.atLeast(0, strata[i], "a stratum");
            count = Math.max(count, groups[i] + 1);
        }
        Require.atLeast(2, count, "the number of groups");
        var test = new LogRank(count);
        int[] order = Order.ascending(durations);
        double[] strataInOrder =
                Arrays.stream(order).mapToDouble(i -> strata[i]).toArray();
        int[] byStratum =
                Arrays.stream(Order.ascending(strataInOrder)).map(i -> order[i]).toArray();
        for (int start = 0; start < n; ) {
            int end = start;
            while (end < n && strata[byStratum[end]] == strata[byStratum[start]]) {
                end++;
            }
            test.addStratum(durations, ended, groups, Arrays.copyOfRange(byStratum, start, end));
            start = end;
        }
        return test;
    }

    private void addStratum(double[] durations, boolean[] ended, int[] groups, int[] order) {
        int k = units.length;
        long[] atRisk = new long[k];
        long[] ends = new long[k];
        long[] leaving = new long[k];
        for (int i : order) {
            atRisk[groups[i]]++;
            units[groups[i]]++;
        }
        long all = order.length;
        for (int start = 0; start < order.length; ) {
            Arrays.fill(ends, 0);
            Arrays.fill(leaving, 0);
            long d = 0;
            int end = start;
            while (end < order.length && durations[order[end]] == durations[order[start]]) {
                int i = order[end++];
                leaving[groups[i]]++;
                if (ended[i]) {
                    ends[groups[i]]++;
                    d++;
                }
            }
            if (d > 0) {
                addTime(atRisk, ends, all, d);
            }
            for (int g = 0; g < k; g++) {
                atRisk[g] -= leaving[g];
            }
            all -= end - start;
            start = end;
        }
    }

    /** The hypergeometric mean and covariance of the ends of one time. */
    private void addTime(long[] atRisk, long[] ends, long all, long d) {
        double spread = all == 1 ? 0 : (double) d * (all - d) / (all - 1);
        for (int g = 0; g < units.length; g++) {
            double share = (double) atRisk[g] / all;
            observed[g] += ends[g];
            expected[g] += d * share;
            for (int h = 0; h < units.length; h++) {
                double other = (double) atRisk[h] / all;
                covariance[g][h] += spread * share * ((g == h ? 1 : 0) - other);
            }
        }
    }

    public int groups() {
        return units.length;
    }

    public long units(int group) {
        return units[group];
    }

    /** How many of the group ended. */
    public long observed(int group) {
        return observed[group];
    }

    /** How many would have, with the hazard of all. */
    public double expected(int group) {
        return expected[group];
    }

    /**
     * The test of all groups. Groups that were gone before anything ended are left out; 0 degrees of freedom when there is
     * nothing to compare, and one less for every further set of groups that no stratum compares with the others.
     */
    public ChiSquareStatistic test() {
        int[] compared =
                IntStream.range(0, units.length).filter(g -> expected[g] > 0).toArray();
        if (compared.length < 2) {
            return new ChiSquareStatistic(0, 0);
        }
        int[] free = Arrays.copyOf(compared, compared.length - 1);
        RealMatrix inverse = Newton.inverse(variance(free));
        return inverse == null ? testOfRank(compared) : statistic(free, inverse);
    }

    /** The test by as many groups as tell something of their own, where strata compare some groups and not others. */
    private ChiSquareStatistic testOfRank(int[] compared) {
        int[] free = new int[0];
        ChiSquareStatistic found = new ChiSquareStatistic(0, 0);
        for (int group : compared) {
            int[] more = Arrays.copyOf(free, free.length + 1);
            more[free.length] = group;
            RealMatrix inverse = Newton.inverse(variance(more));
            if (inverse != null) {
                free = more;
                found = statistic(free, inverse);
            }
        }
        return found;
    }

    private ChiSquareStatistic statistic(int[] free, RealMatrix inverse) {
        double[] difference =
                Arrays.stream(free).mapToDouble(g -> observed[g] - expected[g]).toArray();
        return new ChiSquareStatistic(Math.max(0, CoxRegression.quadratic(difference, inverse)), free.length);
    }

    private double[][] variance(int[] groups) {
        return Arrays.stream(groups)
                .mapToObj(g ->
                        Arrays.stream(groups).mapToDouble(h -> covariance[g][h]).toArray())
                .toArray(double[][]::new);
    }
}
