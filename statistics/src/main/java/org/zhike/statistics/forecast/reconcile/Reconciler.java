package org.zhike.statistics.forecast.reconcile;

import static java.lang.Math.abs;

import org.zhike.statistics.Require;

/**
 * A way to make forecasts coherent: in the result each parent is the sum of its children exactly, since the leaves are computed
 * and then added up. Without state; the least-squares ways are in {@link MinimumTrace}.
 */
@FunctionalInterface
public interface Reconciler {

    /**
     * Returns coherent forecasts.
     *
     * @param forecasts a row for each node in the order of {@link Hierarchy#names}, a column for each period; not changed
     * @throws IllegalArgumentException when a node has no row, rows differ in length or a number is not finite
     */
    double[][] reconcile(double[][] forecasts);

    /** The sums of the leaves' own forecasts; those of the other nodes are not used. */
    static Reconciler bottomUp(Hierarchy hierarchy) {
        return forecasts -> {
            hierarchy.checked(forecasts);
            double[][] rows = forecasts.clone();
            for (int leaf : hierarchy.leaves()) {
                rows[leaf] = forecasts[leaf].clone();
            }
            hierarchy.addUp(rows);
            return rows;
        };
    }

    /**
     * The roots' forecasts, shared out to the leaves; those of the other nodes are not used.
     *
     * @param shares a share for each leaf in the order of {@link Hierarchy#leafNames}; those under one root sum to 1
     * @throws IllegalArgumentException naming a share that is negative or a root whose shares do not sum to 1
     */
    static Reconciler topDown(Hierarchy hierarchy, double[] shares) {
        int[] leaves = hierarchy.leaves();
        if (shares.length != leaves.length) {
            throw new IllegalArgumentException(
                    "there are " + leaves.length + " leaves, but " + shares.length + " shares");
        }
        double[] sums = new double[hierarchy.size()];
        int[] roots = new int[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            Require.notNegative(
                    shares[i], "the share of " + hierarchy.leafNames().get(i));
            roots[i] = leaves[i];
            while (hierarchy.parent(roots[i]) >= 0) {
                roots[i] = hierarchy.parent(roots[i]);
            }
            sums[roots[i]] += shares[i];
        }
        for (int node = 0; node < sums.length; node++) {
            if (hierarchy.parent(node) < 0 && abs(sums[node] - 1) > 1e-9) {
                throw new IllegalArgumentException(
                        "the shares under " + hierarchy.names().get(node) + " sum to " + sums[node] + ", not to 1");
            }
        }
        double[] kept = shares.clone();
        return forecasts -> {
            int horizon = hierarchy.checked(forecasts);
            double[][] rows = new double[forecasts.length][];
            for (int i = 0; i < leaves.length; i++) {
                rows[leaves[i]] = new double[horizon];
                for (int h = 0; h < horizon; h++) {
                    rows[leaves[i]][h] = kept[i] * forecasts[roots[i]][h];
                }
            }
            hierarchy.addUp(rows);
            return rows;
        };
    }

    /**
     * Returns the shares for {@link #topDown} from the past: each leaf's mean over its root's (Gross and Sohl 1990, method F);
     * equal shares under a root that was 0.
     *
     * @param history a row for each leaf, in the order of {@link Hierarchy#leafNames}; not negative
     */
    static double[] pastShares(Hierarchy hierarchy, double[][] history) {
        int[] leaves = hierarchy.leaves();
        if (history.length != leaves.length) {
            throw new IllegalArgumentException(
                    "there are " + leaves.length + " leaves, but " + history.length + " histories");
        }
        double[] totals = new double[hierarchy.size()];
        double[] counts = hierarchy.leafCounts();
        int[] roots = new int[leaves.length];
        double[] shares = new double[leaves.length];
        for (int i = 0; i < leaves.length; i++) {
            roots[i] = leaves[i];
            while (hierarchy.parent(roots[i]) >= 0) {
                roots[i] = hierarchy.parent(roots[i]);
            }
            for (double value : history[i]) {
                shares[i] += Require.notNegative(
                        value, "the past of " + hierarchy.leafNames().get(i));
            }
            shares[i] /= Require.atLeast(1, history[i].length, "the length of the past");
            totals[roots[i]] += shares[i];
        }
        for (int i = 0; i < leaves.length; i++) {
            double total = totals[roots[i]];
            shares[i] = total > 0 ? shares[i] / total : 1 / counts[roots[i]];
        }
        return shares;
    }
}
