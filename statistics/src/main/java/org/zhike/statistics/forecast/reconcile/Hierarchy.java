package org.zhike.statistics.forecast.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhike.statistics.Require;

/**
 * A tree of series, or several: each inner one is the sum of its children. Nodes have an order: parents before children, so
 * that rows of numbers can follow it. Immutable.
 */
public final class Hierarchy {

    private final List<String> names;
    private final int[] parents;
    private final int[][] children;
    private final int[] leaves;

    private Hierarchy(List<String> names, int[] parents, int[][] children, int[] leaves) {
        this.names = names;
        this.parents = parents;
        this.children = children;
        this.leaves = leaves;
    }

    /**
     * A hierarchy by each child's parent; nodes that are nobody's child are roots.
     *
     * @throws IllegalArgumentException when there are no nodes or they go round in a circle
     */
    public static Hierarchy of(Map<String, String> parentByChild) {
        Require.atLeast(1, parentByChild.size(), "the number of nodes with a parent");
        Map<String, List<String>> below = new LinkedHashMap<>();
        parentByChild.forEach((child, parent) ->
                below.computeIfAbsent(parent, key -> new ArrayList<>()).add(child));
        List<String> order = new ArrayList<>();
        for (String parent : below.keySet()) {
            if (!parentByChild.containsKey(parent)) {
                order.add(parent);
            }
        }
        for (int i = 0; i < order.size(); i++) {
            order.addAll(below.getOrDefault(order.get(i), List.of()));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String name : order) {
            places.put(name, places.size());
        }
        for (String child : parentByChild.keySet()) {
            if (!places.containsKey(child)) {
                throw new IllegalArgumentException(child + " is among its own parents");
            }
        }
        int[] parents = new int[order.size()];
        int[][] children = new int[order.size()][];
        List<Integer> leaves = new ArrayList<>();
        for (int i = 0; i < parents.length; i++) {
            String parent = parentByChild.get(order.get(i));
            parents[i] = parent == null ? -1 : place(places, parent);
            children[i] = below.getOrDefault(order.get(i), List.of()).stream()
                    .mapToInt(child -> place(places, child))
                    .toArray();
            if (children[i].length == 0) {
                leaves.add(i);
            }
        }
        return new Hierarchy(
                List.copyOf(order),
                parents,
                children,
                leaves.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int place(Map<String, Integer> places, String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("there is no node " + name);
        }
        return place;
    }

    /** The nodes, parents before children. */
    public List<String> names() {
        return names;
    }

    /** The nodes without children, in their order. */
    public List<String> leafNames() {
        List<String> some = new ArrayList<>();
        for (int leaf : leaves) {
            some.add(names.get(leaf));
        }
        return List.copyOf(some);
    }

    public int size() {
        return names.size();
    }

    /**
     * Puts rows by name into the order of the nodes.
     *
     * @throws IllegalArgumentException naming nodes without a row, rows without a node, and rows of other lengths
     */
    public double[][] rows(Map<String, double[]> byName) {
        List<String> missing =
                names.stream().filter(name -> !byName.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("there are no values for " + missing);
        }
        List<String> unknown =
                byName.keySet().stream().filter(name -> !names.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the hierarchy has no " + unknown);
        }
        double[][] rows = new double[names.size()][];
        for (int i = 0; i < rows.length; i++) {
            double[] row = byName.get(names.get(i));
            rows[i] = row == null ? new double[0] : row.clone();
        }
        checked(rows);
        return rows;
    }

    /** Fills the inner rows with the sums of their children, from the leaves up: exact to the last digit of each addition. */
    void addUp(double[][] rows) {
        for (int i = rows.length - 1; i >= 0; i--) {
            if (children[i].length > 0) {
                double[] sum = rows[children[i][0]].clone();
                for (int c = 1; c < children[i].length; c++) {
                    double[] row = rows[children[i][c]];
                    for (int t = 0; t < sum.length; t++) {
                        sum[t] += row[t];
                    }
                }
                rows[i] = sum;
            }
        }
    }

    /** Checks that there is a row for each node, all finite and of one length; returns that length. */
    int checked(double[][] rows) {
        if (rows.length != names.size()) {
            throw new IllegalArgumentException(
                    "the hierarchy has " + names.size() + " nodes, there are rows for " + rows.length);
        }
        int length = rows[0].length;
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != length) {
                throw new IllegalArgumentException(
                        names.get(i) + " has " + rows[i].length + " values, " + names.getFirst() + " has " + length);
            }
            for (double value : rows[i]) {
                Require.finite(value, "the value of " + names.get(i));
            }
        }
        return length;
    }

    int[] leaves() {
        return leaves;
    }

    int[] children(int node) {
        return children[node];
    }

    /** The parent's place, or −1. */
    int parent(int node) {
        return parents[node];
    }

    /** How many leaves lie under each node; 1 for a leaf. */
    double[] leafCounts() {
        double[] counts = new double[names.size()];
        for (int i = counts.length - 1; i >= 0; i--) {
            if (children[i].length == 0) {
                counts[i] = 1;
            }
            if (parents[i] >= 0) {
                counts[parents[i]] += counts[i];
            }
        }
        return counts;
    }
}
