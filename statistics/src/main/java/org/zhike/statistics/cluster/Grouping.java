package org.zhike.statistics.cluster;

import org.zhike.statistics.Require;

/** The group of each row, numbered from 0; no group is empty. Immutable. */
public final class Grouping {

    private final int[] groups;
    private final int[] sizes;

    private Grouping(int[] groups, int[] sizes) {
        this.groups = groups;
        this.sizes = sizes;
    }

    /** From the group of each row: numbers from 0 without a gap. */
    public static Grouping of(int... groups) {
        Require.atLeast(1, groups.length, "the number of rows");
        int k = 0;
        for (int i = 0; i < groups.length; i++) {
            Require.atLeast(0, groups[i], "the group of row " + i);
            k = Math.max(k, groups[i] + 1);
        }
        int[] sizes = new int[k];
        for (int group : groups) {
            sizes[group]++;
        }
        for (int g = 0; g < k; g++) {
            Require.atLeast(1, sizes[g], "the size of group " + g);
        }
        return new Grouping(groups.clone(), sizes);
    }

    /** How many groups there are. */
    public int k() {
        return sizes.length;
    }

    public int rows() {
        return groups.length;
    }

    public int group(int row) {
        return groups[row];
    }

    public int size(int group) {
        return sizes[group];
    }

    /** The group of each row; a copy. */
    public int[] groups() {
        return groups.clone();
    }
}
