package org.zhike.statistics.numeric;

import static java.lang.Math.abs;
import static java.lang.Math.ulp;

import java.math.BigDecimal;

/** Sums without rounding, and pieces trimmed so that their true sum rounds to a given total. */
public final class ExactSum {

    /** One round nearly always does; each further one shrinks what is left by the ulp of a smaller piece. */
    private static final int ROUNDS = 20;

    private ExactSum() {}

    /** The true sum, rounded once. */
    public static double of(double... values) {
        return exact(values).doubleValue();
    }

    /**
     * Puts the rounding of the pieces, some 1e-17, into the largest piece that is fine enough to hold it. Pieces that are 0
     * stay 0.
     */
    public static void trim(double[] pieces, double total) {
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal sum = exact(pieces);
            if (sum.doubleValue() == total) {
                return;
            }
            double missing = new BigDecimal(total).subtract(sum).doubleValue();
            int holder = holder(pieces, missing);
            if (holder < 0) {
                return;
            }
            pieces[holder] += missing;
        }
    }

    private static int holder(double[] pieces, double missing) {
        int largest = -1;
        int finest = -1;
        for (int i = 0; i < pieces.length; i++) {
            double size = abs(pieces[i]);
            if (size == 0) {
                continue;
            }
            if (ulp(size) <= abs(missing) && (largest < 0 || size > abs(pieces[largest]))) {
                largest = i;
            }
            if (finest < 0 || size < abs(pieces[finest])) {
                finest = i;
            }
        }
        return largest >= 0 ? largest : finest;
    }

    private static BigDecimal exact(double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum;
    }
}
