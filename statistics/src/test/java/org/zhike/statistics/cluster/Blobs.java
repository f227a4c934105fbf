package org.zhike.statistics.cluster;

import java.util.SplittableRandom;

/** Normal clouds around random places, with the truth. */
record Blobs(Points points, Grouping truth) {

    /** @param spread the range of the centres' coordinates, in standard deviations */
    static Blobs of(int k, int rows, int columns, double spread, long seed) {
        var random = new SplittableRandom(seed);
        double[][] centres = new double[k][columns];
        for (int g = 0; g < k; g++) {
            for (int j = 0; j < columns; j++) {
                // On the corners of a grid, so that no two coincide.
                centres[g][j] = spread * ((g >> j) % 2) + (j == 0 ? spread * 2 * (g >> columns) : 0);
            }
        }
        double[][] values = new double[rows][columns];
        int[] truth = new int[rows];
        for (int i = 0; i < rows; i++) {
            truth[i] = i < k ? i : random.nextInt(k);
            for (int j = 0; j < columns; j++) {
                values[i][j] = centres[truth[i]][j] + random.nextGaussian();
            }
        }
        return new Blobs(Points.ofRows(values), Grouping.of(truth));
    }
}
