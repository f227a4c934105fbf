package org.zhike.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
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
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Form.Composite;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.Metric.Unit;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.ReadyMetric.Follower;
import org.zhike.metrics.ReadyMetric.Rule;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/** The metrics there are, read and checked against the objects once; all problems of all files come at once. */
final class MetricCatalogue {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

    private final ObjectCatalogue objects;
    private final Expressions expressions;
    private final FieldPaths paths;
    private final Map<String, ReadyMetric> metrics = new LinkedHashMap<>();

    private MetricCatalogue(ObjectCatalogue objects, Expressions expressions) {
        this.objects = objects;
        this.expressions = expressions;
        this.paths = new FieldPaths(objects);
    }

    /** Reads {@code metrics/*.yaml} from the class path. */
    static MetricCatalogue standard(ObjectCatalogue objects, Expressions expressions) {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:metrics/*.yaml");
            Map<String, String> texts = new LinkedHashMap<>();
            Arrays.sort(files, Comparator.comparing(Resource::getFilename));
            for (Resource file : files) {
                texts.put(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
            }
            return of(texts, objects, expressions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param texts definitions by file name */
    static MetricCatalogue of(Map<String, String> texts, ObjectCatalogue objects, Expressions expressions) {
        MetricCatalogue catalogue = new MetricCatalogue(objects, expressions);
        Issues issues = new Issues();
        List<Metric> read = new ArrayList<>();
        texts.forEach((file, text) -> {
            Metric metric = MetricFile.read(file, text, issues);
            if (metric != null) {
                read.add(metric);
            }
        });
        inOrder(read, issues).forEach(metric -> catalogue.add(metric, issues));
        issues.throwIfAny();
        return catalogue;
    }

    /** Those made of others come after these; those made of themselves are left out and noted. */
    private static List<Metric> inOrder(List<Metric> metrics, Issues issues) {
        List<Metric> ordered = new ArrayList<>(metrics);
        ordered.removeIf(metric -> metric.form() instanceof Composite);
        List<Metric> open = new ArrayList<>(metrics);
        open.removeAll(ordered);
        while (!open.isEmpty()) {
            Set<String> openIds = open.stream().map(Metric::id).collect(Collectors.toSet());
            List<Metric> ready =
                    open.stream().filter(metric -> !isMadeOf(metric, openIds)).toList();
            if (ready.isEmpty()) {
                for (Metric metric : open) {
                    issues.add(
                            metric.id(),
                            MetricError.BAD_DEFINITION,
                            metric.id(),
                            "it is made of itself, by way of " + String.join(", ", openIds));
                }
                return ordered;
            }
            ordered.addAll(ready);
            open.removeAll(ready);
        }
        return ordered;
    }

    private static boolean isMadeOf(Metric metric, Set<String> ids) {
        return metric.form() instanceof Composite composite
                && WORD.matcher(composite.value()).results().anyMatch(word -> ids.contains(word.group()));
    }

    List<Metric> all() {
        return metrics.values().stream().map(ReadyMetric::metric).toList();
    }

    /** Returns the metric; null when there is none, which {@code issues} then say at the path. */
    @Nullable ReadyMetric find(String id, String path, Issues issues) {
        ReadyMetric found = metrics.get(id);
        if (found == null) {
            String hint = Names.nearest(id, metrics.keySet())
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("There are: " + String.join(", ", metrics.keySet()) + ".");
            issues.add(path, MetricError.UNKNOWN_METRIC, id, hint);
        }
        return found;
    }

    Counted counted(String id) {
        if (metrics.get(id) instanceof Counted counted) {
            return counted;
        }
        throw new IllegalStateException("not a metric that counts: " + id);
    }

    private void add(Metric metric, Issues issues) {
        Reader reader = new Reader(metric, new Issues());
        ReadyMetric ready = switch (metric.form()) {
            case Composite composite -> reader.combined(composite);
            case Form.Counted counted -> reader.counted(counted);
        };
        if (metrics.containsKey(metric.id())) {
            reader.problem("there is another metric of this id");
        }
        issues.addAll(reader.issues.all());
        if (ready != null) {
            metrics.put(metric.id(), ready);
        }
    }

    /** Checks one definition. */
    private final class Reader {

        private final Metric metric;
        private final Issues issues;

        Reader(Metric metric, Issues issues) {
            this.metric = metric;
            this.issues = issues;
        }

        private void problem(String what) {
            issues.add(metric.id(), MetricError.BAD_DEFINITION, metric.id(), what);
        }

        @Nullable Combined combined(Composite composite) {
            Map<String, ValueType> parts =
                    metrics.keySet().stream().collect(Collectors.toMap(Function.identity(), id -> ValueType.DOUBLE));
            Expression value =
                    read("value", composite.value(), text -> expressions.value(Scope.of("The metrics", parts), text));
            if (value == null) {
                return null;
            }
            if (metric.interval() != IntervalMethod.COMPOSITE
                    || !Dual.canEvaluate(value, leaf -> leaf instanceof Variable)) {
                problem("a composite is arithmetic on metrics, and its interval is composite");
                return null;
            }
            Expression whole = written(value);
            return new Combined(
                    metric, whole, whole.fields().stream().map(Path::toString).toList());
        }

        /** With the formulas of the composites it names in their places, so that a part used twice is one part. */
        private Expression written(Expression part) {
            return switch (part) {
                case Variable variable
                when metrics.get(variable.path().toString()) instanceof Combined combined -> combined.value();
                case Arithmetic arithmetic ->
                    new Arithmetic(arithmetic.operator(), written(arithmetic.left()), written(arithmetic.right()));
                case Convert convert -> new Convert(written(convert.operand()), convert.type());
                default -> part;
            };
        }

        @Nullable Counted counted(Form.Counted form) {
            ObjectDefinition object = object(form.source().object());
            if (object == null) {
                return null;
            }
            Path time = path(form.source().time());
            FieldDefinition timeField = paths.field(object, time).orElse(null);
            if (timeField == null || (timeField.type() != FieldType.DATE && timeField.type() != FieldType.DATETIME)) {
                problem("time must be a date or time of " + object.name() + ", not " + time);
                return null;
            }
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
            metric.dimensions().forEach(dimension -> checkDimension(object, dimension));
            if (per != null
                    && !(form instanceof Rows)
                    && !isRequired(per, object)
                    && !leavesOutMissing(leaveOut, per)) {
                problem("records without " + per + " belong to nobody; leave them out: when: \"" + per + " == null\"");
            }
            checkUnit(metric.unit(), !money.isEmpty());
            if (!issues.isEmpty()) {
                return null;
            }
            return new Counted(
                    metric, form, object, time, timeField, where, leaveOut, per, rollUp, among, follower, formula,
                    money);
        }

        private @Nullable Follower follower(Form.Follower by, ObjectDefinition own) {
            ObjectDefinition object = object(by.object());
            if (object == null) {
                return null;
            }
            Path time = path(by.time());
            FieldDefinition timeField = paths.field(object, time).orElse(null);
            if (timeField == null || (timeField.type() != FieldType.DATE && timeField.type() != FieldType.DATETIME)) {
                problem("followed_by.time must be a date or time of " + object.name() + ", not " + time);
                return null;
            }
            Map<Path, Path> same = new LinkedHashMap<>();
            by.same().forEach((theirs, ours) -> {
                ValueType left = type(object, path(theirs));
                ValueType right = type(own, path(ours));
                if (left == null || right == null || !isComparable(left, right)) {
                    problem("followed_by.same: " + theirs + " of " + object.name() + " cannot equal " + ours + " of "
                            + own.name());
                } else {
                    same.put(path(theirs), path(ours));
                }
            });
            Expression where = condition("followed_by.where", expressions.scope(object.name()), by.where());
            return new Follower(object, time, timeField, where, same, by.withinDays());
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

        private @Nullable ObjectDefinition object(String name) {
            try {
                return objects.get(name);
            } catch (ProductException e) {
                issues.addAll(e.within(metric.id() + ", counts").issues());
                return null;
            }
        }

        private @Nullable Path per(Form.Counted form, ObjectDefinition object) {
            String text = switch (form) {
                case Rows rows -> rows.latestPer();
                case Followed _ -> null;
                case Groups groups -> groups.per();
                case Gaps gaps -> gaps.per();
                case States states -> states.per();
                case Lifetimes lifetimes -> lifetimes.per();
            };
            if (text == null) {
                return null;
            }
            Path path = path(text);
            if (paths.field(object, path)
                    .filter(field -> field.type() == FieldType.REFERENCE)
                    .isEmpty()) {
                problem(text + " is not a reference of " + object.name());
            }
            return path;
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

        private @Nullable Formula formula(Form.Counted form, Scope units) {
            String text = switch (form) {
                case Rows rows -> rows.value();
                case Groups groups -> groups.value();
                case Gaps gaps -> gaps.value();
                case Followed followed -> followed.value();
                case States states -> states.value();
                case Lifetimes _ -> null;
            };
            if (text == null) {
                requireInterval(metric.interval() == IntervalMethod.KAPLAN_MEIER);
                return null;
            }
            Expression value = read("value", text, formula -> expressions.aggregate(units, formula));
            if (value == null) {
                return null;
            }
            Formula formula = Formula.of(value).orElse(null);
            if (formula == null) {
                problem("value is made of count, sum, mean and share with + − × ÷, or is a median or quantile alone");
                return null;
            }
            requireInterval(
                    switch (metric.interval()) {
                        case WILSON -> formula.shareOf().isPresent();
                        case ORDER_STATISTICS -> formula.quantile().isPresent();
                        case KAPLAN_MEIER, COMPOSITE -> false;
                        case POISSON -> text.strip().startsWith("count(");
                        case NPS -> formula.isDifferenceOfShares();
                        case DELTA, TOTAL, NONE -> formula.quantile().isEmpty();
                    });
            return formula;
        }

        private void requireInterval(boolean fits) {
            if (!fits) {
                problem("its interval does not fit its form and value");
            }
        }

        private void checkUnit(Unit unit, boolean readsMoney) {
            boolean isPartOfMoney = unit == Unit.PERCENT || unit == Unit.RATIO;
            if (unit == Unit.MONEY && !readsMoney) {
                problem("the unit is money, but the formula reads no amount of money");
            } else if (readsMoney && unit != Unit.MONEY && !isPartOfMoney) {
                problem("the formula reads an amount of money: the unit is money, or for amounts divided by amounts"
                        + " percent or ratio");
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
            for (Form.LeaveOut leaveOut : source.leaveOut()) {
                Expression when = condition("leave_out." + leaveOut.reason(), scope, leaveOut.when());
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
                    && paths.field(object, path)
                            .filter(FieldDefinition::required)
                            .isPresent();
        }

        private void checkDimension(ObjectDefinition object, String dimension) {
            if (paths.field(object, path(dimension))
                    .filter(FieldPaths::isDimension)
                    .isEmpty()) {
                problem("\"" + dimension + "\" cannot be a dimension of " + object.name());
            }
        }

        private @Nullable Expression condition(String part, Scope scope, @Nullable String text) {
            return text == null ? null : read(part, text, condition -> expressions.condition(scope, condition));
        }

        private @Nullable Expression read(String part, String text, Function<String, Expression> reading) {
            try {
                return reading.apply(text);
            } catch (ProductException e) {
                issues.addAll(e.within(metric.id() + ", " + part).issues());
                return null;
            }
        }
    }

    static Path path(String text) {
        return new Path(List.of(text.split("\\.", -1)));
    }
}
