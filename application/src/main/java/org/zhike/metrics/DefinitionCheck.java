package org.zhike.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.And;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.Compare;
import org.zhike.expressions.Expression.Constant;
import org.zhike.expressions.Expression.Convert;
import org.zhike.expressions.Expression.In;
import org.zhike.expressions.Expression.IsNull;
import org.zhike.expressions.Expression.Not;
import org.zhike.expressions.Expression.Or;
import org.zhike.expressions.Expression.Variable;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.Path;
import org.zhike.expressions.Scope;
import org.zhike.expressions.ValueType;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Form.Composite;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.Metric.Unit;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.ReadyMetric.Follower;
import org.zhike.metrics.ReadyMetric.Rule;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/** Checks one definition against the objects and the other metrics; each problem is noted with its place in the text. */
final class DefinitionCheck {

    private final MetricFile.Read read;
    private final Metric metric;
    private final Map<String, ReadyMetric> others;
    private final ObjectCatalogue objects;
    private final Expressions expressions;
    private final FieldPaths paths;
    private final Issues issues;

    DefinitionCheck(
            MetricFile.Read read,
            Map<String, ReadyMetric> others,
            ObjectCatalogue objects,
            Expressions expressions,
            Issues issues) {
        this.read = read;
        this.metric = read.metric();
        this.others = others;
        this.objects = objects;
        this.expressions = expressions;
        this.paths = new FieldPaths(objects);
        this.issues = issues;
    }

    /** The formula alone, as far as it can be read, whatever else is wrong. */
    static Optional<Formula> formulaOf(MetricFile.Read read, ObjectCatalogue objects, Expressions expressions) {
        var check = new DefinitionCheck(read, Map.of(), objects, expressions, new Issues());
        if (!(read.metric().form() instanceof Form.Counted form)
                || check.object("counts", form.source().object()) == null) {
            return Optional.empty();
        }
        Scope scope = expressions.scope(form.source().object());
        return check.value(form, check.units(form, scope, check.rollUp(form, scope)))
                .flatMap(Formula::of);
    }

    @Nullable ReadyMetric ready() {
        return switch (metric.form()) {
            case Composite composite -> combined(composite);
            case Form.Counted counted -> counted(counted);
        };
    }

    private @Nullable Combined combined(Composite composite) {
        Map<String, ValueType> parts =
                others.keySet().stream().collect(Collectors.toMap(Function.identity(), id -> ValueType.DOUBLE));
        Expression value =
                read("value", composite.value(), text -> expressions.value(Scope.of("The metrics", parts), text));
        checkInterval(Optional.empty());
        if (value == null) {
            return null;
        }
        if (!Dual.canEvaluate(value, leaf -> leaf instanceof Variable)) {
            problem("value", DefinitionError.NOT_A_COMPOSITE);
            return null;
        }
        Expression whole = written(value);
        List<Counted> counted = whole.fields().stream()
                .map(path -> others.get(path.toString()))
                .filter(Counted.class::isInstance)
                .map(Counted.class::cast)
                .toList();
        return new Combined(metric, whole, counted);
    }

    /** With the formulas of the composites it names in their places, so that a part used twice is one part. */
    private Expression written(Expression part) {
        return switch (part) {
            case Variable variable
            when others.get(variable.path().toString()) instanceof Combined combined -> combined.value();
            case Arithmetic arithmetic ->
                new Arithmetic(arithmetic.operator(), written(arithmetic.left()), written(arithmetic.right()));
            case Convert convert -> new Convert(written(convert.operand()), convert.type());
            default -> part;
        };
    }

    private @Nullable Counted counted(Form.Counted form) {
        ObjectDefinition object = object("counts", form.source().object());
        if (object == null) {
            return null;
        }
        Path time = MetricCatalogue.path(form.source().time());
        FieldDefinition timeField = time("time", object, form.source().time());
        Scope scope = expressions.scope(object.name());
        Path per = per(form, object);
        Map<String, Expression> rollUp = rollUp(form, scope);
        Scope units = units(form, scope, rollUp);
        Formula formula = formula(form, units);
        Expression among = form instanceof States states ? condition("among", units, states.among()) : null;
        Expression where = condition("where", scope, form.source().where());
        Follower follower = form instanceof Followed followed ? follower(followed.by(), object) : null;
        boolean readsRecords = form instanceof Rows || form instanceof Followed;
        Set<Path> money = readsRecords ? money(object, formula) : money(object, rollUp);
        List<Rule> leaveOut = rules(form.source(), scope, object);
        checkDimensions(object);
        if (per != null && !(form instanceof Rows) && !isRequired(per, object) && !leavesOutMissing(leaveOut, per)) {
            problem("per", DefinitionError.BELONGS_TO_NOBODY, per, per);
        }
        if (formula != null || form instanceof Lifetimes) {
            checkUnit(!money.isEmpty());
        }
        if (!issues.isEmpty() || timeField == null) {
            return null;
        }
        return new Counted(
                metric, form, object, time, timeField, where, leaveOut, per, rollUp, among, follower, formula, money);
    }

    private @Nullable FieldDefinition time(String part, ObjectDefinition object, String text) {
        if (!read.isRight(part)) {
            return null;
        }
        Optional<FieldDefinition> field = paths.field(object, MetricCatalogue.path(text));
        if (field.filter(found -> found.type() == FieldType.DATE || found.type() == FieldType.DATETIME)
                .isEmpty()) {
            problem(
                    part,
                    DefinitionError.TIME_EXPECTED,
                    text,
                    object.name(),
                    hint(object, text, DefinitionCheck::isTime));
            return null;
        }
        return field.get();
    }

    private static boolean isTime(FieldDefinition field) {
        return field.type() == FieldType.DATE || field.type() == FieldType.DATETIME;
    }

    private String hint(ObjectDefinition object, String given, Predicate<FieldDefinition> fits) {
        return paths.nearest(object, given, fits);
    }

    private @Nullable Follower follower(Form.Follower by, ObjectDefinition own) {
        ObjectDefinition object = object("followed_by.counts", by.object());
        if (object == null) {
            return null;
        }
        FieldDefinition timeField = time("followed_by.time", object, by.time());
        Map<Path, Path> same = new LinkedHashMap<>();
        by.same().forEach((theirs, ours) -> {
            ValueType left = type(object, MetricCatalogue.path(theirs));
            ValueType right = type(own, MetricCatalogue.path(ours));
            if (left == null || right == null || !isComparable(left, right)) {
                problem(
                        "followed_by.same." + theirs,
                        DefinitionError.CANNOT_EQUAL,
                        theirs,
                        object.name(),
                        ours,
                        own.name());
            } else {
                same.put(MetricCatalogue.path(theirs), MetricCatalogue.path(ours));
            }
        });
        Expression where = condition("followed_by.where", expressions.scope(object.name()), by.where());
        return timeField == null
                ? null
                : new Follower(object, MetricCatalogue.path(by.time()), timeField, where, same, by.withinDays());
    }

    private @Nullable ValueType type(ObjectDefinition object, Path path) {
        return paths.field(object, path)
                .map(field -> ValueType.of(field.type()))
                .orElse(null);
    }

    /** A reference holds the id of what it leads to. */
    private static boolean isComparable(ValueType left, ValueType right) {
        return left == right
                || (left == ValueType.REFERENCE && right == ValueType.NUMBER)
                || (left == ValueType.NUMBER && right == ValueType.REFERENCE);
    }

    private @Nullable ObjectDefinition object(String part, String name) {
        if (!read.isRight(part)) {
            return null;
        }
        try {
            return objects.get(name);
        } catch (ProductException e) {
            e.issues()
                    .forEach(issue ->
                            issues.add(issue.within(part).at(read.text().at(part))));
            return null;
        }
    }

    private @Nullable Path per(Form.Counted form, ObjectDefinition object) {
        String part = form instanceof Rows ? "latest_per" : "per";
        String text = switch (form) {
            case Rows rows -> rows.latestPer();
            case Followed _ -> null;
            case Groups groups -> groups.per();
            case Gaps gaps -> gaps.per();
            case States states -> states.per();
            case Lifetimes lifetimes -> lifetimes.per();
        };
        if (text == null || !read.isRight(part)) {
            return null;
        }
        Path path = MetricCatalogue.path(text);
        if (paths.field(object, path).filter(DefinitionCheck::isReference).isEmpty()) {
            problem(
                    part,
                    DefinitionError.REFERENCE_EXPECTED,
                    text,
                    object.name(),
                    hint(object, text, DefinitionCheck::isReference));
            return null;
        }
        return path;
    }

    private static boolean isReference(FieldDefinition field) {
        return field.type() == FieldType.REFERENCE;
    }

    private Map<String, Expression> rollUp(Form.Counted form, Scope scope) {
        Map<String, Expression> rollUp = new LinkedHashMap<>();
        if (form instanceof Groups groups) {
            groups.rollUp().forEach((name, text) -> {
                Expression value = read("roll_up." + name, text, formula -> expressions.aggregate(scope, formula));
                if (value != null) {
                    rollUp.put(name, value);
                }
            });
        }
        return rollUp;
    }

    /** What the formula and {@code among} may read. */
    private Scope units(Form.Counted form, Scope scope, Map<String, Expression> rollUp) {
        return switch (form) {
            case Rows _ -> scope;
            case Groups _ ->
                Scope.of(
                        "roll_up",
                        rollUp.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().type())));
            case Followed _ -> scope.with(Units.FOLLOWED, ValueType.BOOLEAN);
            case Gaps _ -> Scope.of("The gap", Map.of(Units.DAYS, ValueType.NUMBER));
            case States _, Lifetimes _ ->
                Scope.of("The state", Map.of(Units.AT_START, ValueType.BOOLEAN, Units.AT_END, ValueType.BOOLEAN));
        };
    }

    private Optional<Expression> value(Form.Counted form, Scope units) {
        String text = switch (form) {
            case Rows rows -> rows.value();
            case Groups groups -> groups.value();
            case Gaps gaps -> gaps.value();
            case Followed followed -> followed.value();
            case States states -> states.value();
            case Lifetimes _ -> null;
        };
        return text == null
                ? Optional.empty()
                : Optional.ofNullable(read("value", text, formula -> expressions.aggregate(units, formula)));
    }

    private @Nullable Formula formula(Form.Counted form, Scope units) {
        if (form instanceof Lifetimes) {
            checkInterval(Optional.empty());
            return null;
        }
        Expression value = value(form, units).orElse(null);
        if (value == null) {
            return null;
        }
        Formula formula = Formula.of(value).orElse(null);
        if (formula == null) {
            problem("value", DefinitionError.NOT_A_FORMULA);
            return null;
        }
        checkInterval(Optional.of(formula));
        return formula;
    }

    private void checkInterval(Optional<Formula> formula) {
        if (read.isRight("interval") && !IntervalFit.fits(metric.interval(), metric.form(), formula)) {
            String fitting = IntervalFit.fitting(metric.form(), formula).stream()
                    .map(MetricFile::lower)
                    .collect(Collectors.joining(", "));
            problem("interval", DefinitionError.INTERVAL_DOES_NOT_FIT, MetricFile.lower(metric.interval()), fitting);
        }
    }

    private void checkUnit(boolean readsMoney) {
        if (!read.isRight("unit")) {
            return;
        }
        boolean isPartOfMoney = metric.unit() == Unit.PERCENT || metric.unit() == Unit.RATIO;
        if (metric.unit() == Unit.MONEY && !readsMoney) {
            problem("unit", DefinitionError.UNIT_WITHOUT_MONEY);
        } else if (readsMoney && metric.unit() != Unit.MONEY && !isPartOfMoney) {
            problem("unit", DefinitionError.MONEY_WITHOUT_UNIT);
        }
    }

    private Set<Path> money(ObjectDefinition object, @Nullable Formula formula) {
        return formula == null ? Set.of() : money(object, Map.of("value", formula.expression()));
    }

    private Set<Path> money(ObjectDefinition object, Map<String, Expression> formulas) {
        Set<Path> found = new LinkedHashSet<>();
        for (Expression formula : formulas.values()) {
            for (Path path : formula.fields()) {
                if (paths.field(object, path)
                        .filter(field -> field.type() == FieldType.MONEY)
                        .isPresent()) {
                    found.add(path);
                }
            }
        }
        return found;
    }

    private List<Rule> rules(Form.Source source, Scope scope, ObjectDefinition object) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < source.leaveOut().size(); i++) {
            Form.LeaveOut leaveOut = source.leaveOut().get(i);
            Expression when = condition("leave_out[" + i + "].when", scope, leaveOut.when());
            if (when != null) {
                rules.add(new Rule(leaveOut.reason(), when, leaveOut.text(), isNeverNull(when, object)));
            }
        }
        return rules;
    }

    private static boolean leavesOutMissing(List<Rule> rules, Path path) {
        return rules.stream()
                .anyMatch(rule -> rule.when() instanceof IsNull(Variable variable)
                        && variable.path().equals(path));
    }

    /** Null comes only of fields that may be missing, and no further than to a test for null. */
    private boolean isNeverNull(Expression expression, ObjectDefinition object) {
        return switch (expression) {
            case IsNull _ -> true;
            case Variable variable -> isRequired(variable.path(), object);
            case And _, Or _, Not _, Compare _, In _, Constant _ ->
                expression.operands().stream().allMatch(operand -> isNeverNull(operand, object));
            default -> false;
        };
    }

    private boolean isRequired(Path path, ObjectDefinition object) {
        boolean present =
                path.parent().map(parent -> isRequired(parent, object)).orElse(true);
        return present
                && paths.field(object, path).filter(FieldDefinition::required).isPresent();
    }

    private void checkDimensions(ObjectDefinition object) {
        for (int i = 0; i < metric.dimensions().size(); i++) {
            String dimension = metric.dimensions().get(i);
            if (paths.field(object, MetricCatalogue.path(dimension))
                    .filter(FieldPaths::isDimension)
                    .isEmpty()) {
                problem(
                        "dimensions[" + i + "]",
                        DefinitionError.NOT_A_DIMENSION,
                        dimension,
                        object.name(),
                        hint(object, dimension, FieldPaths::isDimension));
            }
        }
    }

    private @Nullable Expression condition(String part, Scope scope, @Nullable String text) {
        return text == null ? null : read(part, text, condition -> expressions.condition(scope, condition));
    }

    /** Reads an expression; its problems stand at their place in the whole text, and name their place in the expression. */
    private @Nullable Expression read(String part, String text, Function<String, Expression> reading) {
        if (!read.isRight(part)) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (ProductException e) {
            for (Issue issue : e.issues()) {
                Issue.Position inner = issue.position();
                issues.add(
                        inner == null
                                ? issue.within(part).at(read.text().at(part))
                                : issue.within(part + " " + inner.line() + ":" + inner.column())
                                        .at(read.text().inside(part, inner)));
            }
            return null;
        }
    }

    private void problem(String part, ErrorCode code, Object... arguments) {
        issues.add(Issue.of(part, code, arguments).at(read.text().at(part)));
    }
}
