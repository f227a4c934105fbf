package org.zhike.metrics;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.metrics.Frame.Dimension;

/** Values of dimensions, as they come in JSON or from a command line. */
final class DimensionValue {

    private DimensionValue() {}

    /** Returns the value in the type of the dimension's column; null for "none", and where it is none, which the issues then say. */
    static @Nullable Object read(Dimension dimension, @Nullable Object given, Issues issues) {
        if (given == null) {
            return null;
        }
        String text = given.toString();
        try {
            return switch (dimension.field().type()) {
                case NUMBER, PERCENT, MONEY -> new BigDecimal(text);
                case REFERENCE -> new BigDecimal(text).longValueExact();
                case DATE -> LocalDate.parse(text);
                case BOOLEAN -> {
                    if (!text.equals("true") && !text.equals("false")) {
                        throw new NumberFormatException(text);
                    }
                    yield text.equals("true");
                }
                case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION, DATETIME, MULTI_SELECT -> text;
            };
        } catch (ArithmeticException | NumberFormatException | DateTimeException e) {
            issues.add("dimensions." + dimension.name(), MetricError.BAD_VALUE, text, dimension.name());
            return null;
        }
    }
}
