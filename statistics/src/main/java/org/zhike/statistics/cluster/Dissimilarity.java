package org.zhike.statistics.cluster;

/** How unlike two rows are: not negative, symmetric, 0 for a row and itself, finite. Safe for several threads. */
public interface Dissimilarity {

    /** How many rows there are; they are numbered from 0. */
    int rows();

    double between(int i, int j);
}
