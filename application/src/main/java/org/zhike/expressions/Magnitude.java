package org.zhike.expressions;

import org.zhike.expressions.Expression.Arithmetic;

/**
 * Bounds of a number: its size is below 10^{@code most} and, unless it is zero, at least 10^{@code least}. Where they stay
 * inside what a double holds, no engine can overflow or underflow, which some answer with infinity and some with an error.
 */
record Magnitude(int most, int least) {

    /** 10^±308 are the limits of a double. */
    private static final int LIMIT = 300;

    /** The digits of a double: a difference of two numbers can be that much smaller than they are. */
    private static final int DIGITS = 17;

    /** A literal or a field. */
    private static final Magnitude EXACT = new Magnitude(20, -15);

    /** A sum over at most 10^12 records. */
    private static final Magnitude SUM = new Magnitude(32, -32);

    static Magnitude of(Expression expression) {
        return switch (expression) {
            case Arithmetic arithmetic -> of(arithmetic);
            case Expression.Variable variable -> variable.type() == ValueType.DOUBLE ? SUM : EXACT;
            case Expression.Aggregate aggregate ->
                aggregate.operand() == null ? EXACT : of(aggregate.operand()).times(SUM);
            case Expression.Hours _, Expression.BusinessHours _ -> SUM;
            default ->
                expression.operands().stream()
                        .filter(operand -> operand.type().isNumeric())
                        .map(Magnitude::of)
                        .reduce(EXACT, Magnitude::or);
        };
    }

    private static Magnitude of(Arithmetic arithmetic) {
        Magnitude left = of(arithmetic.left());
        Magnitude right = of(arithmetic.right());
        return switch (arithmetic.operator()) {
            case ADD, SUBTRACT ->
                new Magnitude(Math.max(left.most, right.most) + 1, Math.min(left.least, right.least) - DIGITS);
            case MULTIPLY -> left.times(right);
            case DIVIDE -> new Magnitude(left.most - right.least, left.least - right.most);
        };
    }

    boolean isSafe() {
        return most <= LIMIT && least >= -LIMIT;
    }

    private Magnitude times(Magnitude other) {
        return new Magnitude(most + other.most, least + other.least);
    }

    private Magnitude or(Magnitude other) {
        return new Magnitude(Math.max(most, other.most), Math.min(least, other.least));
    }
}
