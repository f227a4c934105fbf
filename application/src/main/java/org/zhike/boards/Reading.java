package org.zhike.boards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Names;
import tools.jackson.databind.JsonNode;

/** An object of a definition while it is read: every value by its name, every problem noted with its path. */
final class Reading {

    private static final int LONGEST_TEXT = 10_000;

    private final JsonNode node;
    private final String path;
    private final Issues issues;
    private final Set<String> read = new HashSet<>();

    Reading(JsonNode node, String path, Issues issues) {
        this.node = node;
        this.path = path;
        this.issues = issues;
        if (!node.isObject()) {
            issues.add(path, BoardError.MUST_BE, "an object");
        }
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    Issues issues() {
        return issues;
    }

    boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    @Nullable String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
            issues.add(at(name), BoardError.MUST_BE, "a text of at most " + LONGEST_TEXT + " characters");
            return null;
        }
        return value.stringValue();
    }

    String textOf(String name) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            missing(name);
            return "";
        }
        return text;
    }

    @Nullable Integer integer(String name, int least, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            issues.add(at(name), BoardError.MUST_BE, "a whole number");
            return null;
        }
        int number = value.intValue();
        if (number < least || number > most) {
            issues.add(at(name), BoardError.OUT_OF_BOUNDS, number, least, most);
            return null;
        }
        return number;
    }

    int integerOf(String name, int least, int most) {
        Integer number = integer(name, least, most);
        if (number == null && !has(name)) {
            missing(name);
        }
        return number == null ? least : number;
    }

    @Nullable Double number(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            issues.add(at(name), BoardError.MUST_BE, "a number");
            return null;
        }
        return value.doubleValue();
    }

    @Nullable Boolean yesNo(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            issues.add(at(name), BoardError.MUST_BE, "true or false");
            return null;
        }
        return value.booleanValue();
    }

    <E extends Enum<E>> @Nullable E choice(Class<E> type, String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (lower(constant).equals(text)) {
                return constant;
            }
        }
        String choices =
                Arrays.stream(type.getEnumConstants()).map(Reading::lower).collect(Collectors.joining(", "));
        issues.add(at(name), BoardError.NOT_ONE_OF, text, choices);
        return null;
    }

    void missing(String name) {
        if (issues.all().stream().noneMatch(issue -> issue.path().equals(at(name)))) {
            issues.add(at(name), BoardError.IS_MISSING, name);
        }
    }

    /** Both languages; a name that has only one stands for both. */
    @Nullable Labels labels(String name) {
        JsonNode value = value(name);
        return value == null ? null : labels(new Reading(value, at(name), issues));
    }

    /** Labels written straight into this object, as files do. */
    @Nullable Labels ownLabels() {
        String zh = text("zh");
        String en = text("en");
        return zh == null && en == null ? null : new Labels(zh == null ? en + "" : zh, en == null ? zh + "" : en);
    }

    private static Labels labels(Reading pair) {
        Labels labels = pair.ownLabels();
        pair.nothingElse();
        if (labels == null || labels.zh().isBlank() || labels.en().isBlank()) {
            pair.missing("zh");
            return new Labels("", "");
        }
        return labels;
    }

    /** A list of texts; a text alone is a list of one. */
    List<String> texts(String name, int most) {
        JsonNode value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (value.isString()) {
            texts.add(value.stringValue());
        } else if (value.isArray() && value.valueStream().allMatch(JsonNode::isString) && value.size() <= most) {
            value.forEach(item -> texts.add(item.stringValue()));
        } else {
            issues.add(at(name), BoardError.MUST_BE, "a list of at most " + most + " texts");
        }
        return texts;
    }

    <T> List<T> items(String name, int most, BiFunction<Reading, Integer, @Nullable T> read) {
        JsonNode value = value(name);
        List<T> items = new ArrayList<>();
        if (value == null) {
            return items;
        }
        if (!value.isArray() || value.size() > most) {
            issues.add(at(name), BoardError.MUST_BE, "a list of at most " + most);
            return items;
        }
        for (int i = 0; i < value.size(); i++) {
            T item = read.apply(new Reading(value.get(i), at(name) + "[" + i + "]", issues), i);
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    /** Plain values: texts, numbers, booleans, null. */
    List<@Nullable Object> values(String name, int most) {
        JsonNode value = value(name);
        List<@Nullable Object> values = new ArrayList<>();
        if (value == null) {
            return values;
        }
        if (!value.isArray() || value.size() > most || value.valueStream().anyMatch(JsonNode::isContainer)) {
            issues.add(at(name), BoardError.MUST_BE, "a list of at most " + most + " values");
            return values;
        }
        value.forEach(item -> values.add(plain(item)));
        return values;
    }

    @Nullable Reading object(String name) {
        JsonNode value = value(name);
        return value == null ? null : new Reading(value, at(name), issues);
    }

    /** Every property, whatever its name. */
    List<String> names() {
        List<String> names = node.isObject() ? List.copyOf(node.propertyNames()) : List.of();
        read.addAll(names);
        return names;
    }

    @Nullable Object plainValue(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (value.isArray() && value.valueStream().noneMatch(JsonNode::isContainer) && value.size() <= 50) {
            List<@Nullable Object> items = new ArrayList<>();
            value.forEach(item -> items.add(plain(item)));
            return items;
        }
        if (value.isContainer()) {
            issues.add(at(name), BoardError.MUST_BE, "a value or a list of values");
            return null;
        }
        return plain(value);
    }

    /** Notes every property that nobody asked for. */
    void nothingElse() {
        if (!node.isObject()) {
            return;
        }
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                String hint = Names.nearest(name, read)
                        .map(nearest -> "Did you mean \"" + nearest + "\"?")
                        .orElse("");
                issues.add(at(name), BoardError.UNKNOWN_PROPERTY, name, hint);
            }
        }
    }

    private @Nullable JsonNode value(String name) {
        read.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        return value.isNumber() ? (Object) value.doubleValue() : value.asString();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
