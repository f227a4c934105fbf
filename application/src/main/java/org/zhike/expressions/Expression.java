package org.zhike.expressions;

import static org.zhike.expressions.ValueType.DATETIME;
import static org.zhike.expressions.ValueType.DOUBLE;
import static org.zhike.expressions.ValueType.NUMBER;
import static org.zhike.expressions.ValueType.TEXT;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked expression: a tree whose nodes know their types and whose operands already have the types the node needs.
 * Docs: docs/decisions/0002-expressions.md.
 */
public sealed interface Expression {

    ValueType type();

    /** The nodes directly below, from left to right. */
    List<Expression> operands();

    /** This node and all below it. */
    default Stream<Expression> nodes() {
        return Stream.concat(Stream.of(this), operands().stream().flatMap(Expression::nodes));
    }

    /** The fields it reads. */
    default Set<Path> fields() {
        Set<Path> fields = new TreeSet<>(Comparator.comparing(Path::toString));
        nodes().forEach(node -> {
            if (node instanceof Variable variable) {
                fields.add(variable.path());
            }
        });
        return fields;
    }

    /**
     * The references it goes through, each before those that go on from it: {@code order.customer.level} goes through
     * {@code order} and {@code order.customer}. A query needs one left join for each.
     */
    default Set<Path> paths() {
        Set<Path> paths = new TreeSet<>(
                Comparator.comparingInt((Path path) -> path.names().size()).thenComparing(Path::toString));
        for (Path field : fields()) {
            for (Optional<Path> path = field.parent();
                    path.isPresent();
                    path = path.get().parent()) {
                paths.add(path.get());
            }
        }
        return paths;
    }

    /** Whether it reads no record, and no calendar, so that it has one value for a given moment. */
    default boolean isConstant() {
        return nodes().noneMatch(node -> node instanceof Variable
                || node instanceof Aggregate
                || node instanceof Quantile
                || node instanceof BusinessHours);
    }

    /** A node with nothing below. */
    sealed interface Leaf extends Expression {
        @Override
        default List<Expression> operands() {
            return List.of();
        }
    }

    /** A node with one node below. */
    sealed interface OfOne extends Expression {
        Expression operand();

        @Override
        default List<Expression> operands() {
            return List.of(operand());
        }
    }

    /** A node with two nodes below. */
    sealed interface OfTwo extends Expression {
        Expression left();

        Expression right();

        @Override
        default List<Expression> operands() {
            return List.of(left(), right());
        }
    }

    /** A node that is true, false or null. */
    sealed interface Truth extends Expression {
        @Override
        default ValueType type() {
            return ValueType.BOOLEAN;
        }
    }

    /** A value written in the text; null only where a type is known from elsewhere. */
    record Constant(ValueType type, @Nullable Object value) implements Leaf {}

    /** A field, or with {@code currency} the currency of a money field. */
    record Variable(Path path, ValueType type, boolean currency) implements Leaf {}

    /** The moment of evaluation. */
    record Now() implements Leaf {
        @Override
        public ValueType type() {
            return DATETIME;
        }
    }

    /**
     * The operand as another type: NUMBER as DOUBLE, DATETIME as the DATE in the company's zone, DATE as the DATETIME at
     * which that day starts there, REFERENCE as the NUMBER of its id.
     */
    record Convert(Expression operand, ValueType type) implements OfOne {}

    /** Both operands have the same type; null when either is null. */
    record Compare(Comparison comparison, Expression left, Expression right) implements OfTwo, Truth {}

    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** Whether the operand equals one of the constants, at least one, all of its type; null if it equals none and one is null. */
    record In(Expression operand, List<Expression> constants) implements OfOne, Truth {
        public In {
            constants = List.copyOf(constants);
        }
    }

    /** Whether a TEXT_LIST holds the text. */
    record Holds(Expression operand, String text) implements OfOne, Truth {}

    /** Never null. */
    record IsNull(Expression operand) implements OfOne, Truth {}

    /** False if one is false, else null if one is null, else true. */
    record And(Expression left, Expression right) implements OfTwo, Truth {}

    /** True if one is true, else null if one is null, else false. */
    record Or(Expression left, Expression right) implements OfTwo, Truth {}

    record Not(Expression operand) implements OfOne, Truth {}

    /** On DOUBLE operands; a division by zero is null. */
    record Arithmetic(Operator operator, Expression left, Expression right) implements OfTwo {
        @Override
        public ValueType type() {
            return DOUBLE;
        }
    }

    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE
    }

    /** A DATE so many days on, or a DATETIME so many times 24 hours on. */
    record PlusDays(Expression operand, int days) implements OfOne {
        @Override
        public ValueType type() {
            return operand.type();
        }
    }

    /** The hours from one DATETIME to another, whole minutes rounded down; negative when the second comes first. */
    record Hours(Expression left, Expression right) implements OfTwo {
        @Override
        public ValueType type() {
            return DOUBLE;
        }
    }

    /**
     * The hours in which the company was open from one DATETIME to another, whole minutes rounded down; negative when the second
     * comes first, null where one lies outside of {@link org.zhike.kernel.BusinessCalendar}.
     */
    record BusinessHours(Expression left, Expression right) implements OfTwo {
        @Override
        public ValueType type() {
            return DOUBLE;
        }
    }

    /** A NUMBER out of a DATE. */
    record DatePart(Part part, Expression operand) implements OfOne {
        @Override
        public ValueType type() {
            return NUMBER;
        }
    }

    enum Part {
        YEAR,
        MONTH,
        DAY,
        /** 1 for Monday to 7 for Sunday. */
        WEEKDAY
    }

    /** Whether the left text holds the right one, exactly; every text holds the empty one. */
    record TextTest(Place place, Expression left, Expression right) implements OfTwo, Truth {}

    enum Place {
        ANYWHERE,
        START,
        END
    }

    /** The text with each code point in lower case (Unicode's simple mapping). */
    record Lower(Expression operand) implements OfOne {
        @Override
        public ValueType type() {
            return TEXT;
        }
    }

    /** The code points of a TEXT, or the choices of a TEXT_LIST, counted. */
    record Size(Expression operand) implements OfOne {
        @Override
        public ValueType type() {
            return NUMBER;
        }
    }

    /** {@code yes} if the condition is true, {@code no} if it is false or null; both of one type. */
    record Conditional(Expression condition, Expression yes, Expression no) implements Expression {
        @Override
        public ValueType type() {
            return yes.type();
        }

        @Override
        public List<Expression> operands() {
            return List.of(condition, yes, no);
        }
    }

    /** One value of many records; only SQL computes it. The operand is null for a count of all. */
    record Aggregate(Summary summary, @Nullable Expression operand) implements Expression {
        @Override
        public ValueType type() {
            return switch (summary) {
                case COUNT, DISTINCT -> NUMBER;
                case MEAN, SHARE -> DOUBLE;
                case SUM, MIN, MAX -> operand == null ? NUMBER : operand.type();
            };
        }

        @Override
        public List<Expression> operands() {
            return operand == null ? List.of() : List.of(operand);
        }
    }

    /**
     * The value below which that share of many DOUBLE values lies, between two of them in proportion (type 7 of Hyndman and
     * Fan); only SQL computes it. The median is that of 0.5.
     *
     * @param probability between 0 and 1, both excluded
     */
    record Quantile(Expression operand, double probability) implements OfOne {
        @Override
        public ValueType type() {
            return DOUBLE;
        }
    }

    /** Nulls are left out everywhere; over no values a count is 0 and all else null. */
    enum Summary {
        /** Records, or those for which a condition is true. */
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        /** Those true among those true or false. */
        SHARE,
        /** Different values. */
        DISTINCT
    }
}
