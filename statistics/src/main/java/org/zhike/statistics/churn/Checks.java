package org.zhike.statistics.churn;

/** Checks of whole arrays. */
final class Checks {

    private Checks() {}

    static void sameLength(boolean[] positive, int length, String what) {
        if (positive.length == 0 || positive.length != length) {
            throw new IllegalArgumentException("there must be as many " + what + " as targets and at least one, not "
                    + length + " beside " + positive.length);
        }
    }

    static void finite(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(what + " must be finite, but number " + i + " is " + values[i]);
            }
        }
    }

    static void probabilities(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException(
                        "a probability lies between 0 and 1, but number " + i + " is " + values[i]);
            }
        }
    }

    static int count(boolean[] positive) {
        int count = 0;
        for (boolean p : positive) {
            count += p ? 1 : 0;
        }
        return count;
    }
}
