package org.zhike.boards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.boards.Board.Limit;
import org.zhike.metrics.Form;
import org.zhike.metrics.Metric;
import org.zhike.metrics.Metrics;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;

/** Turns the limits of a board into a condition on what one metric counts. */
final class Limits {

    /** Six digits of GB/T 2260; {@code within} knows which of them hold others. */
    private static final Pattern PLACE = Pattern.compile("CN-\\d{6}");

    /** What charts call the province of a region; people limit by the region itself. */
    private static final String PROVINCE = ".province";

    private Limits() {}

    /**
     * Returns the path by which the metric's records have what the limit speaks of. Where they are themselves what the path begins
     * with, they have the rest: {@code customer.level} is {@code level} of customers.
     */
    static Optional<String> path(Metrics metrics, Metric metric, String given) {
        String path = given.endsWith(PROVINCE) ? given.substring(0, given.length() - PROVINCE.length()) : given;
        if (metrics.dimension(metric, path).isPresent()) {
            return Optional.of(path);
        }
        int dot = path.indexOf('.');
        boolean isOwn = dot > 0
                && metric.form() instanceof Form.Counted counted
                && counted.source().object().equals(path.substring(0, dot));
        return isOwn
                ? Optional.of(path.substring(dot + 1))
                        .filter(rest -> metrics.dimension(metric, rest).isPresent())
                : Optional.empty();
    }

    /** Returns the condition, in CEL; empty when there is nothing to limit. Only of limits whose paths the metric has. */
    static @Nullable String condition(Metrics metrics, Metric metric, List<Limit> limits, List<String> others) {
        List<String> conditions = new ArrayList<>(others);
        for (Limit limit : limits) {
            if (limit.values().isEmpty()) {
                continue;
            }
            path(metrics, metric, limit.path())
                    .ifPresent(path -> conditions.add(
                            condition(path, metrics.dimension(metric, path).orElseThrow(), limit.values())));
        }
        if (conditions.size() <= 1) {
            return conditions.isEmpty() ? null : conditions.getFirst();
        }
        return conditions.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" && "));
    }

    private static String condition(String path, FieldDefinition field, List<@Nullable Object> values) {
        List<String> parts = new ArrayList<>();
        List<String> plain = new ArrayList<>();
        for (Object value : values) {
            if (value == null) {
                parts.add(path + " == null");
            } else if (field.type() == FieldType.REGION
                    && PLACE.matcher(String.valueOf(value)).matches()) {
                parts.add("within(" + path + ", " + quoted(String.valueOf(value)) + ")");
            } else {
                plain.add(literal(field, value));
            }
        }
        if (plain.size() == 1) {
            parts.add(path + " == " + plain.getFirst());
        } else if (!plain.isEmpty()) {
            parts.add(path + " in [" + String.join(", ", plain) + "]");
        }
        return String.join(" || ", parts);
    }

    private static String literal(FieldDefinition field, Object value) {
        return switch (field.type()) {
            case NUMBER, REFERENCE, PERCENT, MONEY, BOOLEAN ->
                value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
            case DATE, DATETIME -> "date(" + quoted(value.toString()) + ")";
            case TEXT, LONG_TEXT, SELECT, MULTI_SELECT, EMAIL, PHONE, URL, REGION -> quoted(value.toString());
        };
    }

    /** A text as CEL writes it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(sign -> {
            if (sign == '"' || sign == '\\') {
                quoted.append('\\').append((char) sign);
            } else if (sign < ' ' || sign == 0x7f) {
                quoted.append("\\u%04x".formatted(sign));
            } else {
                quoted.append((char) sign);
            }
        });
        return quoted.append('"').toString();
    }
}
