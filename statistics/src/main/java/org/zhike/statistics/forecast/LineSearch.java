package org.zhike.statistics.forecast;

import java.util.function.DoubleUnaryOperator;

/** The lowest point of a function of one variable that may have several valleys. */
final class LineSearch {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double CLOSE = 1e-9;

    private LineSearch() {}

    /** Looks at a grid and narrows the deepest valley by golden section; the ends are looked at too. */
    static double lowest(DoubleUnaryOperator function, double low, double high, int cells) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= cells; i++) {
            double value = function.applyAsDouble(low + (high - low) * i / cells);
            if (value < least) {
                least = value;
                best = i;
            }
        }
        double a = low + (high - low) * Math.max(0, best - 1) / cells;
        double b = low + (high - low) * Math.min(cells, best + 1) / cells;
        double c = b - GOLDEN * (b - a);
        double d = a + GOLDEN * (b - a);
        double fc = function.applyAsDouble(c);
        double fd = function.applyAsDouble(d);
        while (b - a > CLOSE * (high - low)) {
            if (fc < fd) {
                b = d;
                d = c;
                fd = fc;
                c = b - GOLDEN * (b - a);
                fc = function.applyAsDouble(c);
            } else {
                a = c;
                c = d;
                fc = fd;
                d = a + GOLDEN * (b - a);
                fd = function.applyAsDouble(d);
            }
        }
        double inner = (a + b) / 2;
        double grid = low + (high - low) * best / cells;
        return function.applyAsDouble(inner) <= least ? inner : grid;
    }
}
