package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.zhike.statistics.Require;

/** The usual steps before a model. */
public final class Transformations {

    private Transformations() {}

    /**
     * A curve for each number: restricted cubic splines (Harrell 2015, Regression Modeling Strategies, 2.4.5) with knots at
     * quantiles of the training rows, and the logarithm of skewed numbers that are never negative. Numbers with few different
     * values are left as they are.
     *
     * @param knots at least 3; 5 is usual
     */
    public static Transformation curves(int knots) {
        Require.atLeast(3, knots, "knots");
        return new Step("curves with " + knots + " knots", training -> {
            List<Curve> curves = new ArrayList<>();
            for (Features.Column column : training.columns()) {
                if (column instanceof Features.Numbers numbers) {
                    Curve.learn(numbers, knots).ifPresent(curves::add);
                }
            }
            return features -> {
                List<Features.Numbers> further = new ArrayList<>();
                for (Curve curve : curves) {
                    further.addAll(curve.of(numbers(features, curve.name())));
                }
                return features.and(further);
            };
        });
    }

    /** The quotient of two numbers, missing where the divisor is 0 or either is missing. */
    public static Transformation ratio(String dividend, String divisor) {
        String name = dividend + " per " + divisor;
        return new Step(name, training -> features -> {
            double[] top = numbers(features, dividend).values();
            double[] bottom = numbers(features, divisor).values();
            double[] quotient = new double[top.length];
            for (int i = 0; i < quotient.length; i++) {
                double q = top[i] / bottom[i];
                quotient[i] = Double.isInfinite(q) ? Double.NaN : q;
            }
            return features.and(List.of(Features.numbersOf(name, name, quotient)));
        });
    }

    /**
     * How many of several categories hold a level, such as the number of services a customer has.
     *
     * @param columns at least one
     */
    public static Transformation count(String name, List<String> columns, String level) {
        Require.atLeast(1, columns.size(), "the number of columns");
        List<String> counted = List.copyOf(columns);
        return new Step(name, training -> features -> {
            double[] count = new double[features.rows()];
            for (String column : counted) {
                Features.Categories categories = categories(features, column);
                int code = categories.levels().indexOf(level);
                for (int i = 0; i < count.length; i++) {
                    count[i] += code >= 0 && categories.code(i) == code ? 1 : 0;
                }
            }
            return features.and(List.of(Features.numbersOf(name, name, count)));
        });
    }

    /**
     * Counts of levels that several columns share: for each level that occurs in at least three columns of the training rows, how
     * many of them hold it. Finds by itself what {@link #count} is told.
     */
    public static Transformation sharedLevels() {
        return new Step("counts of shared levels", training -> {
            Map<String, List<String>> columnsOf = new LinkedHashMap<>();
            for (Features.Column column : training.columns()) {
                if (column instanceof Features.Categories categories) {
                    categories
                            .levels()
                            .forEach(level -> columnsOf
                                    .computeIfAbsent(level, l -> new ArrayList<>())
                                    .add(categories.name()));
                }
            }
            List<Learned> counts = new ArrayList<>();
            columnsOf.forEach((level, columns) -> {
                if (columns.size() >= 3) {
                    counts.add(count("number of " + level, columns, level).learn(training)::apply);
                }
            });
            return features -> {
                Features all = features;
                for (Learned count : counts) {
                    all = count.apply(all);
                }
                return all;
            };
        });
    }

    private interface Learned extends Transformation.Learned {}

    /** Learns the steps one after the other, each on what the ones before give. */
    static Transformation.Learned learn(List<Transformation> steps, Features training) {
        List<Transformation.Learned> learned = new ArrayList<>();
        Features current = training;
        for (Transformation step : steps) {
            Transformation.Learned next = step.learn(current);
            learned.add(next);
            current = next.apply(current);
        }
        return features -> {
            Features all = features;
            for (Transformation.Learned step : learned) {
                all = step.apply(all);
            }
            return all;
        };
    }

    private record Step(String name, Function<Features, Transformation.Learned> learner) implements Transformation {

        @Override
        public Transformation.Learned learn(Features training) {
            return learner.apply(training);
        }
    }

    static Features.Numbers numbers(Features features, String name) {
        if (features.column(name).orElse(null) instanceof Features.Numbers numbers) {
            return numbers;
        }
        throw new IllegalArgumentException("there must be a column " + name + " of numbers");
    }

    static Features.Categories categories(Features features, String name) {
        if (features.column(name).orElse(null) instanceof Features.Categories categories) {
            return categories;
        }
        throw new IllegalArgumentException("there must be a column " + name + " of categories");
    }
}
