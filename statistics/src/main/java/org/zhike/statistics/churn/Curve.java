package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A number bent: the columns of a restricted cubic spline beyond the number itself (linear outside the outer knots) and, where
 * asked for, its logarithm.
 */
final class Curve {

    private final String name;
    private final double[] knots;
    private final boolean logarithm;

    private Curve(String name, double[] knots, boolean logarithm) {
        this.name = name;
        this.knots = knots;
        this.logarithm = logarithm;
    }

    /** Empty for numbers that take too few values to be bent. */
    static Optional<Curve> learn(Features.Numbers numbers, int count) {
        double[] sorted = numbers.sortedPresent();
        if (sorted.length < 10 * count) {
            return Optional.empty();
        }
        double outer = count > 5 ? 0.025 : count == 3 ? 0.1 : 0.05;
        double[] knots = new double[count];
        for (int k = 0; k < count; k++) {
            double at = outer + (1 - 2 * outer) * k / (count - 1);
            knots[k] = sorted[(int) Math.round(at * (sorted.length - 1))];
        }
        if (Order.firstAtLeast(sorted, Math.nextUp(sorted[0]))
                == Order.firstAtLeast(sorted, sorted[sorted.length - 1])) {
            return Optional.empty(); // One or two values: a yes or no has no curve.
        }
        double[] distinct = Arrays.stream(knots).distinct().toArray();
        double median = sorted[sorted.length / 2];
        double mean = Arrays.stream(sorted).average().orElse(0);
        boolean skewed = sorted[0] >= 0 && mean > median;
        if (distinct.length < 3) {
            distinct = new double[0];
        }
        return distinct.length == 0 && !skewed
                ? Optional.empty()
                : Optional.of(new Curve(numbers.name(), distinct, skewed));
    }

    String name() {
        return name;
    }

    List<Features.Numbers> of(Features.Numbers numbers) {
        List<Features.Numbers> columns = new ArrayList<>();
        double[] x = numbers.values();
        if (logarithm) {
            columns.add(Features.numbersOf("log " + name, name, map(x, v -> Math.log1p(Math.max(0, v)))));
        }
        int last = knots.length - 1;
        for (int k = 0; k < last - 1; k++) {
            double knot = knots[k];
            double before = knots[last - 1];
            double end = knots[last];
            double width = knots[last] - knots[0];
            columns.add(Features.numbersOf(name + " bend " + (k + 1), name, map(x, v -> {
                double a = cube(v - knot);
                double b = cube(v - before) * (end - knot) / (end - before);
                double c = cube(v - end) * (before - knot) / (end - before);
                return (a - b + c) / (width * width);
            })));
        }
        return columns;
    }

    private static double cube(double x) {
        return Double.isNaN(x) ? x : x <= 0 ? 0 : x * x * x;
    }

    private static double[] map(double[] x, DoubleUnaryOperator f) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.isNaN(x[i]) ? Double.NaN : f.applyAsDouble(x[i]);
        }
        return y;
    }
}
