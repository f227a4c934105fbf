package org.zhike.ingestion.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;

/** What is done to every cell of a column because of what the column as a whole looks like. People see it and can switch it off. */
public enum Transform {
    AS_IS,
    /** {@code 17850.0} is the number 17850. */
    WHOLE_NUMBER,
    /** {@code 3/4/2026} is in April. */
    DAY_FIRST,
    /** {@code 3/4/2026} is in March. */
    MONTH_FIRST,
    /** {@code 46053.5} is noon of 31 January 2026, as Excel counts days. */
    EXCEL_SERIAL,
    /** {@code 1.234,50} is one thousand two hundred and thirty-four and a half. */
    DECIMAL_COMMA;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Transform of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Returns what the column calls for. */
    public static Transform detect(FieldDefinition field, ColumnProfile column, Conventions conventions) {
        FieldType type = field.type();
        if (type == FieldType.DATE || type == FieldType.DATETIME) {
            return detectDate(column, conventions.dateFormat());
        }
        if (type.isNumeric()) {
            boolean comma = conventions.decimal() != null
                    ? conventions.decimal() == ','
                    : column.decimal() != null
                            ? column.decimal().equals(",")
                            : conventions.semicolons()
                                    && column.examples().stream().anyMatch(text -> text.matches(".*[.,].*"));
            return comma ? DECIMAL_COMMA : AS_IS;
        }
        return column.wholeNumbers() && (type == FieldType.TEXT || type == FieldType.PHONE) ? WHOLE_NUMBER : AS_IS;
    }

    private static Transform detectDate(ColumnProfile column, @Nullable String format) {
        if (column.serials()) {
            return EXCEL_SERIAL;
        }
        if (column.order() != null) {
            return valueOf(column.order());
        }
        if (format == null) {
            return AS_IS;
        }
        return format.indexOf('d') < format.indexOf('M') ? DAY_FIRST : MONTH_FIRST;
    }
}
