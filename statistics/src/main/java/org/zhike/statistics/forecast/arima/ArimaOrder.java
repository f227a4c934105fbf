package org.zhike.statistics.forecast.arima;

import org.zhike.statistics.Require;

/**
 * How many terms an ARIMA model has: ARIMA(p,d,q)(P,D,Q)[period], in the words of Box and Jenkins.
 *
 * @param p past values
 * @param d differences of neighbours
 * @param q past errors
 * @param seasonalP past values of the same season
 * @param seasonalD differences to the season before
 * @param seasonalQ past errors of the same season
 * @param period values in a season; 1 without seasons
 * @param constant whether there is a mean (without differences) or a drift (with one difference); none with more
 */
public record ArimaOrder(
        int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int period, boolean constant) {

    public ArimaOrder {
        Require.atLeast(0, p, "p");
        Require.atLeast(0, d, "d");
        Require.atLeast(0, q, "q");
        Require.atLeast(0, seasonalP, "P");
        Require.atLeast(0, seasonalD, "D");
        Require.atLeast(0, seasonalQ, "Q");
        Require.atLeast(1, period, "period");
        if (period == 1 && seasonalP + seasonalD + seasonalQ > 0) {
            throw new IllegalArgumentException("seasonal terms need a period of at least 2");
        }
        if (constant && d + seasonalD > 1) {
            throw new IllegalArgumentException("a constant with " + (d + seasonalD)
                    + " differences would be a curve that bends ever more; at most 1 difference with a constant");
        }
    }

    /** An order without seasons. */
    public static ArimaOrder of(int p, int d, int q, boolean constant) {
        return new ArimaOrder(p, d, q, 0, 0, 0, 1, constant);
    }

    /** How many values the differences cost. */
    public int lost() {
        return d + seasonalD * period;
    }

    /** How many coefficients of past values and errors there are. */
    public int terms() {
        return p + q + seasonalP + seasonalQ;
    }

    /** The longest lag of past values. */
    int longestAr() {
        return p + seasonalP * period;
    }

    /** The longest lag of past errors. */
    int longestMa() {
        return q + seasonalQ * period;
    }

    /** The same differences with other terms. */
    ArimaOrder with(int newP, int newQ, int newSeasonalP, int newSeasonalQ, boolean newConstant) {
        return new ArimaOrder(newP, d, newQ, newSeasonalP, seasonalD, newSeasonalQ, period, newConstant);
    }

    /** Such as {@code ARIMA(0,1,1)(0,1,1)[12]} or {@code ARIMA(1,0,0) with non-zero mean}. */
    @Override
    public String toString() {
        String text = "ARIMA(" + p + "," + d + "," + q + ")";
        if (seasonalP + seasonalD + seasonalQ > 0) {
            text += "(" + seasonalP + "," + seasonalD + "," + seasonalQ + ")[" + period + "]";
        }
        if (constant) {
            text += d + seasonalD == 0 ? " with non-zero mean" : " with drift";
        }
        return text;
    }
}
