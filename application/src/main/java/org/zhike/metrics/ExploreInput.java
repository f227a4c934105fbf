package org.zhike.metrics;

import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.Path;
import org.zhike.identity.RowScope;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;

/** Reads the words of a question; whatever is wrong goes to the issues, and the answer is null. */
final class ExploreInput {

    private final FieldPaths paths;
    private final Expressions expressions;
    private final Function<ObjectDefinition, List<RowScope>> scopes;
    private final Issues issues = new Issues();

    ExploreInput(FieldPaths paths, Expressions expressions, Function<ObjectDefinition, List<RowScope>> scopes) {
        this.paths = paths;
        this.expressions = expressions;
        this.scopes = scopes;
    }

    Issues issues() {
        return issues;
    }

    FieldPaths paths() {
        return paths;
    }

    /** Throws all problems there are; then what was read is there. */
    <T> T required(@Nullable T value) {
        issues.throwIfAny();
        if (value == null) {
            throw new IllegalStateException("nothing was read, yet nothing is wrong");
        }
        return value;
    }

    @Nullable ObjectDefinition object(String name, String path) {
        try {
            return paths.objects().get(name);
        } catch (ProductException e) {
            issues.addAll(e.within(path).issues());
            return null;
        }
    }

    @Nullable Source source(RecordsOf asked, @Nullable String per, String prefix) {
        ObjectDefinition object = object(asked.object(), prefix + "object");
        if (object == null) {
            return null;
        }
        String timeText = asked.time() == null ? String.valueOf(object.timeField()) : asked.time();
        if (asked.time() == null && object.timeField() == null) {
            timeText = "created_at";
        }
        Path time = MetricCatalogue.path(timeText);
        FieldDefinition timeField = paths.field(object, time)
                .filter(field -> Source.times().contains(field.type()))
                .orElse(null);
        if (timeField == null) {
            issues.add(prefix + "time", ExploreError.NO_TIME, timeText, object.name(), hint(object, timeText));
        }
        Path perPath = per == null ? Source.ITSELF : MetricCatalogue.path(per);
        ObjectDefinition owner = owner(object, perPath, prefix);
        Expression where = condition(object, asked.where(), prefix + "where");
        return timeField == null || owner == null
                ? null
                : new Source(object, time, timeField, where, perPath, owner, scopes.apply(object));
    }

    private @Nullable ObjectDefinition owner(ObjectDefinition object, Path per, String prefix) {
        if (per.equals(Source.ITSELF)) {
            return object;
        }
        String target = paths.field(object, per).map(FieldDefinition::target).orElse(null);
        if (target == null) {
            issues.add(
                    prefix + "per",
                    ExploreError.NOT_AN_OWNER,
                    per.toString(),
                    object.name(),
                    hint(object, per.toString()));
            return null;
        }
        return paths.objects().get(target);
    }

    String hint(ObjectDefinition object, String given) {
        List<String> usual = object.fields().stream()
                .filter(FieldPaths::isDimension)
                .map(FieldDefinition::name)
                .limit(6)
                .toList();
        return paths.hint(object, given, usual);
    }

    @Nullable Expression condition(ObjectDefinition object, @Nullable String text, String path) {
        return text == null || text.isBlank() ? null : read(path, () -> expressions.condition(object.name(), text));
    }

    @Nullable Expression value(ObjectDefinition object, String text, String path) {
        return read(path, () -> expressions.value(object.name(), text));
    }

    @Nullable Expression aggregate(ObjectDefinition object, String text, String path) {
        return read(path, () -> expressions.aggregate(object.name(), text));
    }

    private @Nullable Expression read(String path, Supplier<Expression> work) {
        try {
            return work.get();
        } catch (ProductException e) {
            issues.addAll(e.within(path).issues());
            return null;
        }
    }

    @Nullable Dimension dimension(ObjectDefinition object, @Nullable String text, String path) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Path fields = MetricCatalogue.path(text);
        FieldDefinition field =
                paths.field(object, fields).filter(FieldPaths::isDimension).orElse(null);
        if (field == null) {
            issues.add(path, ExploreError.BAD_PART, object.name(), text, hint(object, text));
            return null;
        }
        return new Dimension(fields, field);
    }

    int within(int value, int low, int high, String path) {
        if (value < low || value > high) {
            issues.add(path, ExploreError.OUT_OF_RANGE, value, low, high);
        }
        return value;
    }

    void steps(Grain grain, Period period, int most) {
        long steps = 0;
        for (LocalDate day = grain.startOf(period.from());
                day.isBefore(period.to()) && steps <= 10L * most;
                day = grain.plus(day, 1)) {
            steps++;
        }
        if (steps > most) {
            issues.add("period", ExploreError.TOO_MANY_PERIODS, steps, most);
        }
    }

    String currency(@Nullable String asked, String company) {
        if (asked == null) {
            return company;
        }
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(currency -> currency.getCurrencyCode().equals(asked))) {
            issues.add("currency", MetricError.UNKNOWN_CURRENCY, asked);
        }
        return asked;
    }

    /** The money field that a path leads to. */
    @Nullable Path money(ObjectDefinition object, String text, String path) {
        Path fields = MetricCatalogue.path(text);
        if (paths.field(object, fields)
                .filter(field -> field.type() == FieldType.MONEY)
                .isEmpty()) {
            issues.add(path, ExploreError.NOT_A_MONEY_FIELD, text, object.name());
            return null;
        }
        return fields;
    }
}
