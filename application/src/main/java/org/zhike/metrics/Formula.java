package org.zhike.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.Aggregate;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.Constant;
import org.zhike.expressions.Expression.Convert;
import org.zhike.expressions.Expression.Operator;
import org.zhike.expressions.Expression.Quantile;
import org.zhike.expressions.Expression.Summary;

/**
 * A metric's formula, taken apart into sums over the units counted: the engine adds up the terms and their products, and value,
 * slopes and variance come of these sums.
 */
final class Formula {

    /** One number of each unit. */
    sealed interface Term {

        /** 1 where the condition is true, else 0; everywhere 1 without a condition. */
        record Count(@Nullable Expression condition) implements Term {}

        /** 1 where there is a value. */
        record Known(Expression operand) implements Term {}

        /** The value, 0 where there is none. */
        record Sum(Expression operand) implements Term {}
    }

    /** What was divided by what. */
    record Fraction(double numerator, double denominator) {}

    private final Expression expression;
    private final List<Term> terms;

    private Formula(Expression expression, List<Term> terms) {
        this.expression = expression;
        this.terms = terms;
    }

    /** Returns the formula; empty when it is none of counts, sums, means and shares, nor a quantile alone. */
    static Optional<Formula> of(Expression expression) {
        if (expression instanceof Quantile) {
            return Optional.of(new Formula(expression, List.of()));
        }
        if (!Dual.canEvaluate(expression, leaf -> leaf instanceof Aggregate aggregate && isOfSums(aggregate))) {
            return Optional.empty();
        }
        Set<Term> terms = new LinkedHashSet<>();
        expression.nodes().forEach(node -> {
            if (node instanceof Aggregate aggregate) {
                terms.addAll(terms(aggregate));
            }
        });
        return terms.isEmpty() ? Optional.empty() : Optional.of(new Formula(expression, List.copyOf(terms)));
    }

    private static boolean isOfSums(Aggregate aggregate) {
        return switch (aggregate.summary()) {
            case COUNT, SUM, MEAN, SHARE -> true;
            case MIN, MAX, DISTINCT -> false;
        };
    }

    private static List<Term> terms(Aggregate aggregate) {
        Expression operand = aggregate.operand();
        if (operand == null) {
            return List.of(new Term.Count(null));
        }
        return switch (aggregate.summary()) {
            case COUNT -> List.of(new Term.Count(operand));
            case SUM -> List.of(new Term.Sum(operand));
            case MEAN -> List.of(new Term.Sum(operand), new Term.Known(operand));
            case SHARE -> List.of(new Term.Count(operand), new Term.Known(operand));
            case MIN, MAX, DISTINCT -> throw new IllegalStateException("not a sum: " + aggregate);
        };
    }

    Expression expression() {
        return expression;
    }

    List<Term> terms() {
        return terms;
    }

    /** The quantile, when the formula is nothing else. */
    Optional<Quantile> quantile() {
        return expression instanceof Quantile quantile ? Optional.of(quantile) : Optional.empty();
    }

    /** The condition whose share the formula is, when it is one. */
    Optional<Expression> shareOf() {
        return unscaled(expression) instanceof Aggregate aggregate && aggregate.summary() == Summary.SHARE
                ? Optional.ofNullable(aggregate.operand())
                : Optional.empty();
    }

    /** Whether its terms are two conditions and how many units have an answer to each: (true, known, true, known). */
    boolean isDifferenceOfShares() {
        return unscaled(expression) instanceof Arithmetic difference
                && difference.operator() == Operator.SUBTRACT
                && terms.size() == 4
                && terms.stream().filter(Term.Count.class::isInstance).count() == 2;
    }

    /** The value and its slope in each sum. */
    Dual evaluate(double[] sums) {
        return Dual.of(expression, sums.length, leaf -> aggregate((Aggregate) leaf, sums));
    }

    private Dual aggregate(Aggregate aggregate, double[] sums) {
        List<Dual> values = new ArrayList<>();
        for (Term term : terms(aggregate)) {
            int index = terms.indexOf(term);
            values.add(Dual.input(sums[index], index, sums.length));
        }
        return values.size() == 1 ? values.getFirst() : values.getFirst().over(values.getLast());
    }

    /** What the formula divides by what, where it is a ratio; a constant factor is left aside. */
    Optional<Fraction> fraction(double[] sums) {
        return fraction(unscaled(expression), sums);
    }

    /** Whether it is a mean, a share or one thing divided by another, a constant factor left aside. */
    boolean isRatio() {
        return switch (unscaled(expression)) {
            case Aggregate aggregate -> terms(aggregate).size() == 2;
            case Arithmetic arithmetic -> arithmetic.operator() == Operator.DIVIDE;
            default -> false;
        };
    }

    private Optional<Fraction> fraction(Expression part, double[] sums) {
        if (part instanceof Aggregate aggregate && terms(aggregate).size() == 2) {
            List<Term> ratio = terms(aggregate);
            return Optional.of(
                    new Fraction(sums[terms.indexOf(ratio.getFirst())], sums[terms.indexOf(ratio.getLast())]));
        }
        if (!(part instanceof Arithmetic arithmetic)) {
            return Optional.empty();
        }
        if (arithmetic.operator() == Operator.DIVIDE) {
            return Optional.of(new Fraction(value(arithmetic.left(), sums), value(arithmetic.right(), sums)));
        }
        // Shares of the same units have one denominator; two divisions may only happen to.
        boolean ofSharesOrMeans =
                unscaled(arithmetic.left()) instanceof Aggregate && unscaled(arithmetic.right()) instanceof Aggregate;
        Optional<Fraction> left = ofSharesOrMeans ? fraction(arithmetic.left(), sums) : Optional.empty();
        Optional<Fraction> right = ofSharesOrMeans ? fraction(arithmetic.right(), sums) : Optional.empty();
        boolean comparable = left.isPresent()
                && right.isPresent()
                && left.get().denominator() == right.get().denominator();
        return comparable && arithmetic.operator() == Operator.SUBTRACT
                ? Optional.of(new Fraction(
                        left.get().numerator() - right.get().numerator(),
                        left.get().denominator()))
                : Optional.empty();
    }

    private double value(Expression part, double[] sums) {
        return Dual.of(part, sums.length, leaf -> aggregate((Aggregate) leaf, sums))
                .value();
    }

    /** Without conversions and constant factors around it. */
    private static Expression unscaled(Expression part) {
        return switch (part) {
            case Convert convert -> unscaled(convert.operand());
            case Arithmetic product
            when product.operator() == Operator.MULTIPLY && isNumber(product.left()) -> unscaled(product.right());
            case Arithmetic product
            when product.operator() == Operator.MULTIPLY && isNumber(product.right()) -> unscaled(product.left());
            default -> part;
        };
    }

    private static boolean isNumber(Expression part) {
        return part instanceof Constant || (part instanceof Convert convert && convert.operand() instanceof Constant);
    }
}
