package org.zhike.metrics;

import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Predicate;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.Constant;
import org.zhike.expressions.Expression.Convert;

/** A value of a formula and its slope in each of the formula's inputs; NaN where it has none, as when 0 divides. */
final class Dual {

    private final double value;
    private final double[] slopes;

    private Dual(double value, double[] slopes) {
        this.value = value;
        this.slopes = slopes;
    }

    double value() {
        return value;
    }

    double slope(int input) {
        return slopes[input];
    }

    static Dual constant(double value, int inputs) {
        return new Dual(value, new double[inputs]);
    }

    static Dual input(double value, int input, int inputs) {
        Dual dual = constant(value, inputs);
        dual.slopes[input] = 1;
        return dual;
    }

    Dual plus(Dual other, double sign) {
        return combine(value + sign * other.value, 1, other, sign);
    }

    Dual times(Dual other) {
        return combine(value * other.value, other.value, other, value);
    }

    Dual over(Dual other) {
        if (other.value == 0) {
            return constant(Double.NaN, slopes.length);
        }
        double ratio = value / other.value;
        return combine(ratio, 1 / other.value, other, -ratio / other.value);
    }

    private Dual combine(double result, double mySlope, Dual other, double itsSlope) {
        double[] combined = new double[slopes.length];
        for (int i = 0; i < combined.length; i++) {
            combined[i] = mySlope * slopes[i] + itsSlope * other.slopes[i];
        }
        return new Dual(result, combined);
    }

    /** Whether only arithmetic stands above the leaves, so that {@link #of} can evaluate it. */
    static boolean canEvaluate(Expression formula, Predicate<Expression> leaf) {
        return switch (formula) {
            case Convert convert -> canEvaluate(convert.operand(), leaf);
            case Arithmetic arithmetic -> canEvaluate(arithmetic.left(), leaf) && canEvaluate(arithmetic.right(), leaf);
            case Constant constant -> constant.value() instanceof BigDecimal || constant.value() instanceof Double;
            default -> leaf.test(formula);
        };
    }

    /** Evaluates the arithmetic above the leaves. */
    static Dual of(Expression formula, int inputs, Function<Expression, Dual> leaf) {
        return switch (formula) {
            case Convert convert -> of(convert.operand(), inputs, leaf);
            case Constant constant
            when constant.value() instanceof Number number -> constant(number.doubleValue(), inputs);
            case Arithmetic arithmetic -> {
                Dual left = of(arithmetic.left(), inputs, leaf);
                Dual right = of(arithmetic.right(), inputs, leaf);
                yield switch (arithmetic.operator()) {
                    case ADD -> left.plus(right, 1);
                    case SUBTRACT -> left.plus(right, -1);
                    case MULTIPLY -> left.times(right);
                    case DIVIDE -> left.over(right);
                };
            }
            default -> leaf.apply(formula);
        };
    }
}
