package org.zhike.expressions;

import java.util.Optional;
import org.zhike.objects.FieldType;

/**
 * What an expression yields. The Java value of each type is:
 *
 * <pre>
 * BOOLEAN    Boolean
 * NUMBER     BigDecimal, exact: fields, literals, counts and sums
 * DOUBLE     Double, the result of arithmetic; never NaN, infinite or −0
 * TEXT       String
 * TEXT_LIST  List&lt;String&gt;
 * DATE       LocalDate
 * DATETIME   Instant (microseconds)
 * REFERENCE  Long, the id of the other record
 * </pre>
 *
 * Any of them can be null.
 */
public enum ValueType {
    BOOLEAN("a condition"),
    NUMBER("a number"),
    DOUBLE("a number"),
    TEXT("a text"),
    TEXT_LIST("a list of choices"),
    DATE("a date"),
    DATETIME("a time"),
    REFERENCE("a reference");

    private final String label;

    ValueType(String label) {
        this.label = label;
    }

    public static ValueType of(FieldType type) {
        return switch (type) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> TEXT;
            case NUMBER, MONEY, PERCENT -> NUMBER;
            case BOOLEAN -> BOOLEAN;
            case DATE -> DATE;
            case DATETIME -> DATETIME;
            case MULTI_SELECT -> TEXT_LIST;
            case REFERENCE -> REFERENCE;
        };
    }

    /** The words of messages. */
    String label() {
        return label;
    }

    boolean isNumeric() {
        return this == NUMBER || this == DOUBLE;
    }

    boolean isTemporal() {
        return this == DATE || this == DATETIME;
    }

    boolean isOrdered() {
        return isNumeric() || isTemporal();
    }

    /** The type in which values of both can be compared; empty when there is none. */
    static Optional<ValueType> common(ValueType left, ValueType right) {
        if (left == right) {
            return Optional.of(left);
        }
        if (left.isNumeric() && right.isNumeric()) {
            return Optional.of(DOUBLE);
        }
        if (left.isTemporal() && right.isTemporal()) {
            return Optional.of(DATETIME);
        }
        // An id is a number that only equality makes sense of.
        boolean ids = (left == REFERENCE && right == NUMBER) || (left == NUMBER && right == REFERENCE);
        return ids ? Optional.of(NUMBER) : Optional.empty();
    }
}
