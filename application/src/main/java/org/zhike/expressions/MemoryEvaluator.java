package org.zhike.expressions;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression.Aggregate;
import org.zhike.expressions.Expression.And;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.BusinessHours;
import org.zhike.expressions.Expression.Compare;
import org.zhike.expressions.Expression.Comparison;
import org.zhike.expressions.Expression.Conditional;
import org.zhike.expressions.Expression.Constant;
import org.zhike.expressions.Expression.Convert;
import org.zhike.expressions.Expression.DatePart;
import org.zhike.expressions.Expression.Holds;
import org.zhike.expressions.Expression.Hours;
import org.zhike.expressions.Expression.In;
import org.zhike.expressions.Expression.IsNull;
import org.zhike.expressions.Expression.Lower;
import org.zhike.expressions.Expression.Not;
import org.zhike.expressions.Expression.Now;
import org.zhike.expressions.Expression.Or;
import org.zhike.expressions.Expression.PlusDays;
import org.zhike.expressions.Expression.Quantile;
import org.zhike.expressions.Expression.Size;
import org.zhike.expressions.Expression.TextTest;
import org.zhike.expressions.Expression.Variable;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.Money;

/** Computes expressions on one record in memory, with the answers {@link SqlRenderer} gives. */
public final class MemoryEvaluator {

    private final ZoneId zone;
    private final Clock clock;
    private final @Nullable BusinessCalendar calendar;

    /** @param zone the company's, in which days start */
    public MemoryEvaluator(ZoneId zone, Clock clock, BusinessCalendar calendar) {
        this.zone = zone;
        this.clock = clock;
        this.calendar = calendar;
    }

    private MemoryEvaluator(ZoneId zone, Clock clock) {
        this.zone = zone;
        this.clock = clock;
        this.calendar = null;
    }

    /** An evaluator of constants, which ask for no business hours. */
    static MemoryEvaluator ofConstants(ZoneId zone, Clock clock) {
        return new MemoryEvaluator(zone, clock);
    }

    /** Returns whether the condition is true; false also when it is null. */
    public boolean holds(Expression condition, Row row) {
        return Boolean.TRUE.equals(evaluate(condition, row));
    }

    /** Returns the value in the Java type of its {@link ValueType}; summaries are for SQL alone. */
    public @Nullable Object evaluate(Expression expression, Row row) {
        return switch (expression) {
            case Constant constant -> constant.value();
            case Variable variable -> read(variable, row);
            case Now _ -> clock.instant().truncatedTo(ChronoUnit.MICROS);
            case And and -> and(truth(and.left(), row), () -> truth(and.right(), row));
            case Or or -> negate(and(negate(truth(or.left(), row)), () -> negate(truth(or.right(), row))));
            case Not not -> negate(truth(not.operand(), row));
            case IsNull isNull -> evaluate(isNull.operand(), row) == null;
            case Conditional choice -> evaluate(holds(choice.condition(), row) ? choice.yes() : choice.no(), row);
            case In in -> in(in, row);
            case Convert convert -> map(convert, row, value -> convert(value, convert.type()));
            case Holds holds -> map(holds, row, list -> ((List<?>) list).contains(holds.text()));
            case PlusDays plus -> map(plus, row, value -> plusDays(value, plus.days()));
            case DatePart part -> map(part, row, date -> part((LocalDate) date, part.part()));
            case Lower lower -> map(lower, row, text -> lower((String) text));
            case Size size -> map(size, row, MemoryEvaluator::size);
            case Compare compare -> combine(compare, row, (a, b) -> compare(compare.comparison(), a, b));
            case TextTest test -> combine(test, row, (a, b) -> test(test.place(), (String) a, (String) b));
            case Arithmetic sum -> combine(sum, row, (a, b) -> compute(sum.operator(), (double) a, (double) b));
            case Hours hours -> combine(hours, row, (from, to) -> hours((Instant) from, (Instant) to));
            case BusinessHours hours -> combine(hours, row, (from, to) -> businessHours((Instant) from, (Instant) to));
            case Quantile quantile ->
                throw new IllegalArgumentException(quantile + " cannot be computed on one record");
            case Aggregate aggregate ->
                throw new IllegalArgumentException(aggregate.summary() + " cannot be computed on one record");
        };
    }

    private static @Nullable Object read(Variable variable, Row row) {
        Object value = row.value(variable.path());
        if (value instanceof Money money) {
            return variable.currency() ? money.currency().getCurrencyCode() : money.amount();
        }
        // An id is a NUMBER field, and a Long wherever records are handled.
        if (value instanceof Long id && variable.type() == ValueType.NUMBER) {
            return BigDecimal.valueOf(id);
        }
        return value;
    }

    private interface UnaryFunction {
        Object apply(Object value);
    }

    private interface BinaryFunction {
        @Nullable Object apply(Object left, Object right);
    }

    private @Nullable Object map(Expression.OfOne operation, Row row, UnaryFunction function) {
        Object value = evaluate(operation.operand(), row);
        return value == null ? null : function.apply(value);
    }

    private @Nullable Object combine(Expression.OfTwo operation, Row row, BinaryFunction function) {
        Object a = evaluate(operation.left(), row);
        if (a == null) {
            return null;
        }
        Object b = evaluate(operation.right(), row);
        return b == null ? null : function.apply(a, b);
    }

    private interface Later {
        @Nullable Boolean get();
    }

    private @Nullable Boolean truth(Expression condition, Row row) {
        return (Boolean) evaluate(condition, row);
    }

    private static @Nullable Boolean negate(@Nullable Boolean value) {
        return value == null ? null : !value;
    }

    private static @Nullable Boolean and(@Nullable Boolean left, Later right) {
        if (Boolean.FALSE.equals(left)) {
            return false;
        }
        Boolean other = right.get();
        if (Boolean.FALSE.equals(other)) {
            return false;
        }
        return left == null ? null : other;
    }

    private @Nullable Boolean in(In in, Row row) {
        Object value = evaluate(in.operand(), row);
        if (value == null) {
            return null;
        }
        boolean sawNull = false;
        for (Expression constant : in.constants()) {
            Object other = evaluate(constant, row);
            if (other != null && compare(Comparison.EQUAL, value, other)) {
                return true;
            }
            sawNull |= other == null;
        }
        return sawNull ? null : false;
    }

    private Object convert(Object value, ValueType type) {
        return switch (type) {
            case DOUBLE -> ((BigDecimal) value).doubleValue();
            case NUMBER -> BigDecimal.valueOf((Long) value);
            case DATE -> ((Instant) value).atZone(zone).toLocalDate();
            case DATETIME -> ((LocalDate) value).atStartOfDay(zone).toInstant();
            case BOOLEAN, TEXT, TEXT_LIST, REFERENCE -> throw new IllegalStateException("nothing becomes " + type);
        };
    }

    private static Object plusDays(Object value, int days) {
        return value instanceof LocalDate date ? date.plusDays(days) : ((Instant) value).plus(Duration.ofDays(days));
    }

    private static double hours(Instant from, Instant to) {
        return Math.floorDiv(ChronoUnit.MICROS.between(from, to), 60_000_000L) / 60.0;
    }

    private @Nullable Double businessHours(Instant from, Instant to) {
        return Objects.requireNonNull(calendar, "constants have no calendar")
                .hours(from, to)
                .orElse(null);
    }

    private static BigDecimal part(LocalDate date, Expression.Part part) {
        return BigDecimal.valueOf(
                switch (part) {
                    case YEAR -> date.getYear();
                    case MONTH -> date.getMonthValue();
                    case DAY -> date.getDayOfMonth();
                    case WEEKDAY -> date.getDayOfWeek().getValue();
                });
    }

    /** Each code point by itself, as the engines do it; {@link String#toLowerCase} would look at its neighbours. */
    private static String lower(String text) {
        int[] lower = text.codePoints().map(Character::toLowerCase).toArray();
        return new String(lower, 0, lower.length);
    }

    private static BigDecimal size(Object value) {
        return BigDecimal.valueOf(
                value instanceof String text ? text.codePointCount(0, text.length()) : ((List<?>) value).size());
    }

    /** Both are of one type, which the checker saw to. */
    @SuppressWarnings("unchecked")
    private static boolean compare(Comparison comparison, Object left, Object right) {
        int order = ((Comparable<Object>) left).compareTo(right);
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static boolean test(Expression.Place place, String text, String part) {
        return switch (place) {
            case ANYWHERE -> text.contains(part);
            case START -> text.startsWith(part);
            case END -> text.endsWith(part);
        };
    }

    private static @Nullable Double compute(Expression.Operator operator, double left, double right) {
        double result = switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
        };
        // Only a division by zero leaves the range, see Magnitude. Adding zero turns −0 into 0.
        return Double.isFinite(result) ? result + 0.0 : null;
    }
}
