package org.zhike.ingestion;

import java.util.List;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;

/**
 * A column of a staging table.
 *
 * @param name the path it holds, such as {@code customer.external_id}
 * @param type as SQL
 */
record StagedColumn(String name, String type) {

    static final String ROW_NO = "row_no";

    /** Whether the line was rejected; its order then is, too. */
    static final String BAD = "bad";

    /** One column, or amount and currency. */
    static List<StagedColumn> of(String path, FieldDefinition field) {
        String type = switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> "text";
            case NUMBER, MONEY, PERCENT -> "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case DATETIME -> "timestamptz";
            case MULTI_SELECT -> "text[]";
            case REFERENCE -> "bigint";
        };
        StagedColumn first = new StagedColumn(path, type);
        return field.type() == FieldType.MONEY
                ? List.of(first, new StagedColumn(path + FieldDefinition.CURRENCY_SUFFIX, "text"))
                : List.of(first);
    }

    boolean isArray() {
        return type.endsWith("[]");
    }

    String quoted() {
        return '"' + name + '"';
    }
}
