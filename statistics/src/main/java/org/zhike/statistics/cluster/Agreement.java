package org.zhike.statistics.cluster;

/** How far two groupings of the same rows agree, whatever their numbers are. */
public final class Agreement {

    private Agreement() {}

    /**
     * The adjusted Rand index (Hubert and Arabie 1985): 1 for the same groups, about 0 for groups made by chance, rarely below;
     * 1 too when both have one group only, or rows alone.
     */
    public static double adjustedRand(Grouping a, Grouping b) {
        long[][] table = table(a, b);
        double both = 0;
        for (long[] row : table) {
            for (long cell : row) {
                both += pairs(cell);
            }
        }
        double inA = 0;
        for (int g = 0; g < a.k(); g++) {
            inA += pairs(a.size(g));
        }
        double inB = 0;
        for (int g = 0; g < b.k(); g++) {
            inB += pairs(b.size(g));
        }
        double all = pairs(a.rows());
        double expected = all == 0 ? 0 : inA * inB / all;
        double most = (inA + inB) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    /** For each group of a, the largest Jaccard similarity |A ∩ B| / |A ∪ B| to a group of b (Hennig 2007). */
    public static double[] bestJaccard(Grouping a, Grouping b) {
        long[][] table = table(a, b);
        double[] best = new double[a.k()];
        for (int g = 0; g < a.k(); g++) {
            for (int h = 0; h < b.k(); h++) {
                double union = (double) a.size(g) + b.size(h) - table[g][h];
                best[g] = Math.max(best[g], table[g][h] / union);
            }
        }
        return best;
    }

    private static long[][] table(Grouping a, Grouping b) {
        if (a.rows() != b.rows()) {
            throw new IllegalArgumentException("groupings of %d and of %d rows".formatted(a.rows(), b.rows()));
        }
        long[][] table = new long[a.k()][b.k()];
        for (int i = 0; i < a.rows(); i++) {
            table[a.group(i)][b.group(i)]++;
        }
        return table;
    }

    private static double pairs(long n) {
        return n * (n - 1.0) / 2;
    }
}
