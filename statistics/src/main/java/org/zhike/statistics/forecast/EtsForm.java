package org.zhike.statistics.forecast;

import java.util.ArrayList;
import java.util.List;
import org.zhike.statistics.Require;

/**
 * Which of the exponential smoothing models: how errors, trend and seasons enter (Hyndman, Koehler, Ord and Snyder 2008,
 * Forecasting with Exponential Smoothing, table 2.1). Left out as numerically unstable are multiplicative trends, and additive
 * errors with multiplicative seasons; fifteen forms are left.
 *
 * @param period values per season; 1 without seasons
 */
public record EtsForm(Kind error, Trend trend, Kind season, int period) {

    /** How a component enters. */
    public enum Kind {
        NONE("N"),
        ADDITIVE("A"),
        MULTIPLICATIVE("M");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    /** A straight trend, one that fades, or none. */
    public enum Trend {
        NONE("N"),
        ADDITIVE("A"),
        DAMPED("Ad");

        private final String sign;

        Trend(String sign) {
            this.sign = sign;
        }
    }

    public EtsForm {
        Require.atLeast(1, period, "period");
        if (error == Kind.NONE) {
            throw new IllegalArgumentException("the error is additive or multiplicative");
        }
        if ((season == Kind.NONE) != (period == 1)) {
            throw new IllegalArgumentException("a form with seasons has a period of 2 or more, one without has 1");
        }
        if (error == Kind.ADDITIVE && season == Kind.MULTIPLICATIVE) {
            throw new IllegalArgumentException("multiplicative seasons need multiplicative errors");
        }
    }

    /**
     * The forms that fit a series.
     *
     * @param period 1 for the forms without seasons alone
     * @param positive whether all values are above 0; multiplicative forms need that
     */
    public static List<EtsForm> all(int period, boolean positive) {
        List<EtsForm> forms = new ArrayList<>();
        for (Kind error : List.of(Kind.ADDITIVE, Kind.MULTIPLICATIVE)) {
            for (Trend trend : Trend.values()) {
                for (Kind season : Kind.values()) {
                    boolean multiplicative = error == Kind.MULTIPLICATIVE;
                    boolean unstable = !multiplicative && season == Kind.MULTIPLICATIVE;
                    if ((positive || !multiplicative) && !unstable && (period > 1 || season == Kind.NONE)) {
                        forms.add(new EtsForm(error, trend, season, season == Kind.NONE ? 1 : period));
                    }
                }
            }
        }
        return List.copyOf(forms);
    }

    boolean multiplicativeError() {
        return error == Kind.MULTIPLICATIVE;
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean damped() {
        return trend == Trend.DAMPED;
    }

    boolean seasonal() {
        return season != Kind.NONE;
    }

    /** How many parameters and initial states are free, the variance not counted. */
    int freeParameters() {
        return 2 + (hasTrend() ? 2 : 0) + (damped() ? 1 : 0) + (seasonal() ? period : 0);
    }

    @Override
    public String toString() {
        return "ETS(" + error.sign + "," + trend.sign + "," + season.sign + ")";
    }
}
