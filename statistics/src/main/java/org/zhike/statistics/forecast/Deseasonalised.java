package org.zhike.statistics.forecast;

/** A series without its seasons, and the way back; the series itself where no seasons show. */
final class Deseasonalised {

    private enum Kind {
        NONE,
        ADDED,
        MULTIPLIED
    }

    /** An index nearer to 0 than this would blow the series up. */
    private static final double LEAST_INDEX = 1e-4;

    private final Kind kind;
    private final double[] pattern;
    private final double[] values;

    private Deseasonalised(Kind kind, double[] pattern, double[] values) {
        this.kind = kind;
        this.pattern = pattern;
        this.values = values;
    }

    static Deseasonalised untouched(double[] y) {
        return new Deseasonalised(Kind.NONE, new double[0], y);
    }

    static Deseasonalised of(double[] y, int period) {
        if (!Seasons.present(y, period)) {
            return untouched(y);
        }
        boolean positive = EtsFamily.isPositive(y);
        double[] pattern = Seasons.pattern(y, period, positive);
        for (double index : pattern) {
            if (positive && Math.abs(index) < LEAST_INDEX) {
                return untouched(y);
            }
        }
        double[] values = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            values[t] = positive ? y[t] / pattern[t % period] : y[t] - pattern[t % period];
        }
        return new Deseasonalised(positive ? Kind.MULTIPLIED : Kind.ADDED, pattern, values);
    }

    /** Not to be changed. */
    double[] values() {
        return values;
    }

    int length() {
        return values.length;
    }

    /** Puts the season of the t-th value back. */
    double seasonal(double value, int t) {
        return switch (kind) {
            case NONE -> value;
            case ADDED -> value + pattern[t % pattern.length];
            case MULTIPLIED -> value * pattern[t % pattern.length];
        };
    }

    /** What a difference in the values without seasons is with the season of the t-th value. */
    double factor(int t) {
        return kind == Kind.MULTIPLIED ? pattern[t % pattern.length] : 1;
    }

    String describe(String method) {
        return switch (kind) {
            case NONE -> method;
            case ADDED -> method + ", seasons added";
            case MULTIPLIED -> method + ", seasons multiplied";
        };
    }
}
