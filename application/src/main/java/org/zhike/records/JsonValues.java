package org.zhike.records;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import tools.jackson.databind.JsonNode;

/** Values as the API writes and reads them; docs/api.md, "Values". */
public final class JsonValues {

    private JsonValues() {}

    public static Map<String, @Nullable Object> write(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        values.forEach((name, value) -> written.put(name, write(value)));
        return written;
    }

    public static @Nullable Object write(@Nullable Object value) {
        return switch (value) {
            case Money money ->
                Map.of(
                        "amount",
                        plain(money.amount()).toPlainString(),
                        "currency",
                        money.currency().getCurrencyCode());
            case BigDecimal number -> plain(number);
            case Instant instant -> instant.toString();
            case LocalDate date -> date.toString();
            case null -> null;
            default -> value;
        };
    }

    /** Without trailing zeros, and without an exponent: 100, not 1E+2. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Returns the value in the field's Java type, not yet checked by {@link FieldRules}; null for JSON null or after adding an issue. */
    public static @Nullable Object read(FieldDefinition field, JsonNode node, String path, Issues issues) {
        if (node.isNull()) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION ->
                node.isString() ? node.stringValue() : wrong(field, node, "Give a string.", path, issues);
            case BOOLEAN ->
                node.isBoolean() ? node.booleanValue() : wrong(field, node, "Give true or false.", path, issues);
            case NUMBER, PERCENT ->
                node.isNumber() ? node.decimalValue() : wrong(field, node, "Give a JSON number.", path, issues);
            case REFERENCE ->
                node.isIntegralNumber() && node.canConvertToLong()
                        ? node.longValue()
                        : wrong(field, node, "Give the other record's id.", path, issues);
            case DATE -> date(field, node, path, issues);
            case DATETIME -> instant(field, node, path, issues);
            case MONEY -> money(field, node, path, issues);
            case MULTI_SELECT -> texts(field, node, path, issues);
        };
    }

    private static @Nullable Object date(FieldDefinition field, JsonNode node, String path, Issues issues) {
        try {
            return LocalDate.parse(node.asString());
        } catch (DateTimeException notOne) {
            return wrong(field, node, "Write it as 2026-01-31.", path, issues);
        }
    }

    private static @Nullable Object instant(FieldDefinition field, JsonNode node, String path, Issues issues) {
        try {
            return OffsetDateTime.parse(node.asString()).toInstant();
        } catch (DateTimeException notOne) {
            return wrong(field, node, "Write it as 2026-01-31T09:30:00Z.", path, issues);
        }
    }

    private static @Nullable Object money(FieldDefinition field, JsonNode node, String path, Issues issues) {
        JsonNode amount = node.path("amount");
        JsonNode currency = node.path("currency");
        if (!node.isObject() || !(amount.isString() || amount.isNumber()) || !currency.isString()) {
            return wrong(field, node, "Write it as {\"amount\": \"12.50\", \"currency\": \"CNY\"}.", path, issues);
        }
        Currency known = FieldRules.currency(currency.stringValue(), path + ".currency", issues);
        try {
            BigDecimal value = amount.isNumber() ? amount.decimalValue() : new BigDecimal(amount.stringValue());
            return known == null ? null : new Money(value, known);
        } catch (NumberFormatException notOne) {
            return wrong(field, amount, "Write the amount as \"12.50\".", path + ".amount", issues);
        }
    }

    private static @Nullable Object texts(FieldDefinition field, JsonNode node, String path, Issues issues) {
        if (!node.isArray()) {
            return wrong(field, node, "Give an array of strings.", path, issues);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isString()) {
                return wrong(field, item, "Give an array of strings.", path, issues);
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private static @Nullable Object wrong(
            FieldDefinition field, JsonNode node, String help, String path, Issues issues) {
        String given = node.isString() ? node.stringValue() : node.toString();
        issues.add(path, RecordError.WRONG_VALUE, FieldRules.shortened(given), typeName(field.type()), help);
        return null;
    }

    /** The type as a sentence names it. */
    static String typeName(FieldType type) {
        return switch (type) {
            case TEXT, LONG_TEXT, REGION -> "text";
            case NUMBER -> "number";
            case MONEY -> "sum of money";
            case PERCENT -> "fraction";
            case BOOLEAN -> "yes or no";
            case DATE -> "date";
            case DATETIME -> "date and time";
            case SELECT -> "choice";
            case MULTI_SELECT -> "list of choices";
            case REFERENCE -> "record id";
            case EMAIL -> "e-mail address";
            case PHONE -> "phone number";
            case URL -> "web address";
        };
    }
}
