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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.And;
import org.zhike.expressions.Expression.Compare;
import org.zhike.expressions.Expression.Constant;
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
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.States;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.Metric.Unit;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.ReadyMetric.Rule;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/** The metrics there are, read and checked against the objects once; all problems of all files come at once. */
final class MetricCatalogue {

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
        // Formulas of other metrics come after those.
        read.sort(Comparator.comparing(metric -> metric.form() instanceof Composite));
        read.forEach(metric -> catalogue.add(metric, issues));
        issues.throwIfAny();
        return catalogue;
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
            Map<String, ValueType> parts = metrics.keySet().stream()
                    .filter(id -> metrics.get(id) instanceof Counted)
                    .collect(Collectors.toMap(Function.identity(), id -> ValueType.DOUBLE));
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
            return new Combined(
                    metric, value, value.fields().stream().map(Path::toString).toList());
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
            Set<Path> money = form instanceof Rows ? money(object, formula) : money(object, rollUp);
            List<Rule> leaveOut = rules(form.source(), scope, object);
            metric.dimensions().forEach(dimension -> checkDimension(object, dimension));
            if (per != null
                    && !(form instanceof Rows)
                    && !isRequired(per, object)
                    && !leavesOutMissing(leaveOut, per)) {
                problem("records without " + per + " belong to nobody; leave them out: when: \"" + per + " == null\"");
            }
            if ((metric.unit() == Unit.MONEY) != !money.isEmpty()) {
                problem("the unit is money exactly when the formula reads an amount of money");
            }
            if (!issues.isEmpty()) {
                return null;
            }
            return new Counted(
                    metric, form, object, time, timeField, where, leaveOut, per, rollUp, among, formula, money);
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
                problem("value is made of count, sum, mean and share with + − × ÷, or is a median alone");
                return null;
            }
            requireInterval(
                    switch (metric.interval()) {
                        case WILSON -> formula.shareOf().isPresent();
                        case ORDER_STATISTICS -> formula.median().isPresent();
                        case KAPLAN_MEIER, COMPOSITE -> false;
                        case POISSON -> text.strip().startsWith("count(");
                        case NPS -> formula.isDifferenceOfShares();
                        case DELTA, TOTAL, NONE -> formula.median().isEmpty();
                    });
            return formula;
        }

        private void requireInterval(boolean fits) {
            if (!fits) {
                problem("its interval does not fit its form and value");
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
