package org.zhike.records;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;

/** Between the values of a record and the columns of its table. */
final class Rows {

    private Rows() {}

    /** Returns the column (two for MONEY) of a field with what is written there. */
    static Map<Field<?>, @Nullable Object> columns(FieldDefinition field, @Nullable Object value) {
        List<Field<?>> columns = RecordTable.columns(field);
        Map<Field<?>, @Nullable Object> written = new LinkedHashMap<>();
        if (field.type() == FieldType.MONEY) {
            Money money = (Money) value;
            written.put(columns.getFirst(), money == null ? null : money.amount());
            written.put(
                    columns.getLast(), money == null ? null : money.currency().getCurrencyCode());
        } else if (value instanceof Instant instant) {
            written.put(columns.getFirst(), instant.atOffset(ZoneOffset.UTC));
        } else if (value instanceof List<?> tags) {
            written.put(columns.getFirst(), tags.toArray(String[]::new));
        } else {
            written.put(columns.getFirst(), value);
        }
        return written;
    }

    /** Returns the values of all own fields of a row that holds the table's columns. */
    static Map<String, @Nullable Object> values(ObjectDefinition object, Record row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldDefinition field : object.fields()) {
            values.put(field.name(), value(field, row));
        }
        return Collections.unmodifiableMap(values);
    }

    static @Nullable Object value(FieldDefinition field, Record row) {
        String column = field.name();
        return switch (field.type()) {
            case DATETIME -> {
                OffsetDateTime time = row.get(column, OffsetDateTime.class);
                yield time == null ? null : time.toInstant();
            }
            case MONEY -> {
                BigDecimal amount = row.get(column, BigDecimal.class);
                String currency = row.get(field.currencyColumn(), String.class);
                yield amount == null ? null : new Money(amount, Currency.getInstance(currency));
            }
            case MULTI_SELECT -> {
                String[] tags = row.get(column, String[].class);
                yield tags == null ? null : Collections.unmodifiableList(Arrays.asList(tags));
            }
            case NUMBER, PERCENT -> row.get(column, BigDecimal.class);
            case REFERENCE -> row.get(column, Long.class);
            case TEXT, LONG_TEXT, BOOLEAN, DATE, SELECT, EMAIL, PHONE, URL, REGION -> row.get(column);
        };
    }

    /** Returns what people call the record of a row. */
    static String label(ObjectDefinition object, Record row) {
        for (String field : object.displayFields()) {
            Object value = row.get(field);
            if (value != null && !value.toString().isEmpty()) {
                return value.toString();
            }
        }
        return "#" + row.get(RecordTable.ID);
    }
}
