package org.zhike.statistics.clv;

/** Pearson's correlation of pairs as they come (Welford's updating sums, which do not cancel). For one thread. */
final class Correlation {

    private long n;
    private double meanX;
    private double meanY;
    private double squaresX;
    private double squaresY;
    private double products;

    void add(double x, double y) {
        n++;
        double fromX = x - meanX;
        double fromY = y - meanY;
        meanX += fromX / n;
        meanY += fromY / n;
        squaresX += fromX * (x - meanX);
        squaresY += fromY * (y - meanY);
        products += fromX * (y - meanY);
    }

    /** 0 when either side does not vary. */
    double value() {
        double scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
        return scale > 0 ? products / scale : 0;
    }
}
