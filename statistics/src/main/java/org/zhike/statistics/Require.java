package org.zhike.statistics;

/**
 * Checks of arguments. The rule of the whole module: what comes in must be finite and in its range, else an
 * {@link IllegalArgumentException} says what is wrong; what goes out is never NaN. Where the data give no bound, the bound
 * is infinite.
 */
public final class Require {

    private Require() {}

    public static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be a finite number, not " + value);
        }
        return value;
    }

    public static double positive(double value, String name) {
        if (!(finite(value, name) > 0)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }

    public static double notNegative(double value, String name) {
        if (!(finite(value, name) >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
        return value;
    }

    public static long atLeast(long minimum, long value, String name) {
        if (value < minimum) {
            throw new IllegalArgumentException(name + " must be at least " + minimum + ", not " + value);
        }
        return value;
    }

    /** A confidence level, or any probability strictly between 0 and 1. */
    public static double level(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies between 0 and 1, both excluded; not " + level);
        }
        return level;
    }
}
