package org.zhike.metrics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.Path;
import org.zhike.identity.Actor;
import org.zhike.identity.RowScope;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.platform.Company;
import org.zhike.platform.Measuring;
import org.zhike.projection.AnalyticsEngine;

/**
 * The door of the room: the metrics there are, their numbers, and the rows behind each number. Whoever is signed in may ask; their
 * numbers are of the records they see. Docs: docs/metrics.md. Safe for use by several threads.
 */
public final class Metrics {

    /** The most steps of time of one question: two years of days. */
    static final int MOST_STEPS = 750;

    /** A path as people write it: names between dots. */
    private static final Pattern NAMES = Pattern.compile("\\w+(\\.\\w+)*");

    private final Supplier<MetricCatalogue> catalogue;
    private final ObjectCatalogue objects;
    private final Expressions expressions;
    private final FieldPaths paths;
    private final StepSamples samples;
    private final AnalyticsEngine engine;
    private final Scopes scopes;
    private final Function<List<String>, List<Target>> targets;
    private final Supplier<Company> company;
    private final Clock clock;

    /** Who sees which records of an object. */
    public interface Scopes {

        Scopes ALL_SEE_ALL = (_, _) -> List.of();

        List<RowScope> on(Actor actor, ObjectDefinition object);
    }

    /** The metrics that ship. */
    public Metrics(
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            Scopes scopes,
            Function<List<String>, List<Target>> targets,
            Supplier<Company> company,
            Clock clock) {
        this(
                fixed(MetricCatalogue.standard(objects, expressions)),
                objects,
                expressions,
                engine,
                scopes,
                targets,
                company,
                clock);
    }

    private static Supplier<MetricCatalogue> fixed(MetricCatalogue catalogue) {
        return () -> catalogue;
    }

    /** @param catalogue asked once for each question */
    Metrics(
            Supplier<MetricCatalogue> catalogue,
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            Scopes scopes,
            Function<List<String>, List<Target>> targets,
            Supplier<Company> company,
            Clock clock) {
        this.catalogue = catalogue;
        this.objects = objects;
        this.expressions = expressions;
        this.paths = new FieldPaths(objects);
        this.samples = new StepSamples(paths);
        this.engine = engine;
        this.scopes = scopes;
        this.targets = targets;
        this.company = company;
        this.clock = clock;
    }

    /** The same on another catalogue and engine. */
    Metrics on(MetricCatalogue other, AnalyticsEngine otherEngine) {
        return new Metrics(fixed(other), objects, expressions, otherEngine, scopes, targets, company, clock);
    }

    public List<Metric> catalogue() {
        return catalogue.get().all();
    }

    public Metric get(String id) {
        Issues issues = new Issues();
        ReadyMetric found = catalogue.get().find(id, "metric", issues);
        issues.throwIfAny();
        return Objects.requireNonNull(found).metric();
    }

    /** The dimensions a metric is usually broken down by, and the fields at their ends; those that all parts of a composite share. */
    public Map<String, FieldDefinition> dimensions(Metric metric) {
        ReadyMetric ready = catalogue.get().find(metric.id(), "metric", new Issues());
        Map<String, FieldDefinition> found = new LinkedHashMap<>();
        List<Counted> counted = ready == null ? List.of() : counted(ready);
        for (String path : counted.isEmpty()
                ? List.<String>of()
                : counted.getFirst().metric().dimensions()) {
            if (counted.stream().allMatch(part -> part.metric().dimensions().contains(path))) {
                paths.field(counted.getFirst().object(), MetricCatalogue.path(path))
                        .ifPresent(field -> found.put(path, field));
            }
        }
        return found;
    }

    /** The field at the end of a path; empty unless the metric, and so all its parts, can be shown by it. */
    public Optional<FieldDefinition> dimension(Metric metric, String path) {
        ReadyMetric ready = catalogue.get().find(metric.id(), "metric", new Issues());
        List<Optional<FieldDefinition>> fields =
                ready == null || !NAMES.matcher(path).matches()
                        ? List.of()
                        : counted(ready).stream()
                                .map(part -> paths.field(part.object(), MetricCatalogue.path(path)))
                                .toList();
        return fields.stream()
                        .allMatch(field -> field.filter(FieldPaths::isDimension).isPresent())
                ? fields.stream().findFirst().flatMap(field -> field)
                : Optional.empty();
    }

    /** Notes all that is wrong with a question, without asking it. */
    public void check(MetricQuery query, Issues issues) {
        Question question = new Question(Actor.SYSTEM, query.period(), query.grain(), query.filter(), query.currency());
        for (ReadyMetric metric : resolve(query.metrics(), issues)) {
            counted(metric).forEach(part -> question.plan(part, query.by(), Map.of(), issues));
        }
        question.check(issues);
    }

    /** Answers a question; all that is wrong with it comes as one {@link ProductException}. */
    public MetricAnswer query(Actor actor, MetricQuery query, Locale language) {
        Question question = new Question(actor, query.period(), query.grain(), query.filter(), query.currency());
        Issues issues = new Issues();
        List<ReadyMetric> metrics = resolve(query.metrics(), issues);
        Map<String, Plan> plans = new LinkedHashMap<>();
        for (ReadyMetric metric : metrics) {
            for (Counted part : counted(metric)) {
                plans.computeIfAbsent(part.metric().id(), id -> question.plan(part, query.by(), Map.of(), issues));
            }
        }
        question.check(issues);
        issues.throwIfAny();
        Goals goals = new Goals(targets(query, question, plans.values()), query.by(), query.grain(), query.period());
        return engine.read(session -> {
            Spine spine = question.spine(session, query.compare());
            Map<String, Numbers> numbers = new HashMap<>();
            plans.forEach((id, plan) -> numbers.put(id, numbers(session, plan, spine, question)));
            Cells cells = new Cells(spine, query.by(), query.compare(), question.measuring(), paths, session, language);
            List<MetricAnswer.Result> results = metrics.stream()
                    .map(metric -> result(metric, cells, numbers, question, goals))
                    .toList();
            Period before = query.compare() ? question.previous() : null;
            return new MetricAnswer(session.asOf(), query.period(), before, results);
        });
    }

    /** Puts two segments or two periods side by side, with what their differences can bear. */
    public CompareAnswer compare(Actor actor, CompareQuery query, Locale language) {
        Question a = new Question(actor, query.a().period(), null, query.a().filter(), query.currency());
        Question b = new Question(actor, query.b().period(), null, query.b().filter(), query.currency());
        Issues issues = new Issues();
        List<ReadyMetric> metrics = resolve(query.metrics(), issues);
        Issues inB = new Issues();
        Map<String, Plan> plansA = plans(metrics, query.by(), a, issues);
        Map<String, Plan> plansB = plans(metrics, query.by(), b, inB);
        a.check(issues);
        inB.all().stream()
                .filter(issue -> !issues.all().contains(issue))
                .forEach(issue -> issues.add(issue.path().equals("filter") ? issue.within("b") : issue));
        issues.throwIfAny();
        return engine.read(session -> {
            List<CompareAnswer.Result> results = new ArrayList<>();
            for (ReadyMetric metric : metrics) {
                results.add(compare(session, metric, new Two(a, plansA), new Two(b, plansB), query.by(), language));
            }
            return new CompareAnswer(session.asOf(), areApart(session, actor, plansA, query), results);
        });
    }

    /** One of the two sides. */
    private record Two(Question question, Map<String, Plan> plans) {}

    private Map<String, Plan> plans(List<ReadyMetric> metrics, List<String> by, Question question, Issues issues) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        for (ReadyMetric metric : metrics) {
            for (Counted part : counted(metric)) {
                plans.computeIfAbsent(part.metric().id(), id -> question.plan(part, by, Map.of(), issues));
            }
        }
        return plans;
    }

    private CompareAnswer.Result compare(
            AnalyticsEngine.Session session, ReadyMetric metric, Two a, Two b, List<String> by, Locale language) {
        Cells.Table left = whole(session, metric, a);
        Cells.Table right = whole(session, metric, b);
        Metric definition = metric.metric();
        ObjectDefinition object = counted(metric).getFirst().object();
        Cells words = new Cells(
                b.question().spine(session, false), by, false, b.question().measuring(), paths, session, language);
        List<CompareAnswer.Cell> cells = words.sideBySide(definition, object, left, right);
        return new CompareAnswer.Result(
                definition.id(),
                definition.unit(),
                definition.unit() == Metric.Unit.MONEY ? b.question().currency() : null,
                cells.size() >= Cells.MOST,
                Compared.adjusted(cells));
    }

    /** The numbers of a period as a whole. */
    private Cells.Table whole(AnalyticsEngine.Session session, ReadyMetric metric, Two side) {
        Spine spine = side.question().spine(session, false);
        List<Cells.Table> parts = counted(metric).stream()
                .map(part ->
                        Objects.requireNonNull(side.plans().get(part.metric().id())))
                .map(plan -> numbers(session, plan, spine, side.question()).cells())
                .toList();
        return switch (metric) {
            case Counted _ -> parts.getFirst();
            case Combined combined ->
                parts.isEmpty()
                        ? Cells.Table.empty()
                        : Cells.Table.of(
                                combined, parts, side.question().measuring().level());
        };
    }

    /** Whether no record can lie on both sides: the periods do not meet, or nothing meets both conditions. */
    private boolean areApart(
            AnalyticsEngine.Session session, Actor actor, Map<String, Plan> plans, CompareQuery query) {
        Period a = query.a().period();
        Period b = query.b().period();
        if (!a.from().isBefore(b.to()) || !b.from().isBefore(a.to())) {
            return true;
        }
        String left = query.a().filter();
        String right = query.b().filter();
        if (left == null || right == null || left.isBlank() || right.isBlank()) {
            return false;
        }
        Period both =
                new Period(a.from().isAfter(b.from()) ? a.from() : b.from(), a.to().isBefore(b.to()) ? a.to() : b.to());
        Question question = new Question(actor, both, null, "(" + left + ") && (" + right + ")", query.currency());
        Spine spine = question.spine(session, false);
        return plans.values().stream().allMatch(plan -> {
            Plan shared = question.plan(plan.metric(), List.of(), Map.of(), new Issues());
            return numbers(session, shared, spine, question).cells().estimates().values().stream()
                    .flatMap(steps -> steps.values().stream())
                    .allMatch(estimate -> estimate.n() == 0);
        });
    }

    /** The targets are the company's, in its currency: numbers of a part of the records are not held against them. */
    private List<Target> targets(MetricQuery query, Question question, Collection<Plan> plans) {
        boolean ofAll = query.filter() == null
                && plans.stream().allMatch(plan -> plan.scopes().isEmpty())
                && question.currency().equals(company.get().currency().getCurrencyCode());
        return ofAll ? targets.apply(query.metrics()) : List.of();
    }

    /** Takes the change since the period before apart over dimensions. */
    public WhyAnswer why(Actor actor, WhyQuery query, Locale language) {
        Question question = new Question(actor, query.period(), null, query.filter(), query.currency());
        Issues issues = new Issues();
        ReadyMetric ready = catalogue.get().find(query.metric(), "metric", issues);
        if (ready != null && !Why.canExplain(ready)) {
            issues.add("metric", MetricError.CANNOT_EXPLAIN, ready.metric().id());
        }
        question.check(issues);
        issues.throwIfAny();
        if (!(ready instanceof Counted metric)) {
            throw new IllegalStateException("what can be explained counts");
        }
        List<String> by = query.by().isEmpty()
                ? metric.metric().dimensions().stream()
                        .filter(path -> Why.partsAreApart(metric, path))
                        .toList()
                : query.by();
        by.stream()
                .filter(path -> !Why.partsAreApart(metric, path))
                .forEach(path -> issues.add(
                        "by", MetricError.OVERLAPPING, metric.metric().id(), path, metric.perPath()));
        Plan whole = question.plan(metric, List.of(), Map.of(), issues);
        Map<String, Plan> plans = new LinkedHashMap<>();
        by.forEach(path -> plans.put(path, question.plan(metric, List.of(path), Map.of(), issues)));
        issues.throwIfAny();
        return engine.read(session -> why(session, metric, whole, plans, question, language));
    }

    private WhyAnswer why(
            AnalyticsEngine.Session session,
            Counted metric,
            Plan whole,
            Map<String, Plan> plans,
            Question question,
            Locale language) {
        Spine spine = question.spine(session, true);
        Metric definition = metric.metric();
        Map<LocalDate, Estimate> total = spine.isEmpty()
                ? Map.of()
                : numbers(session, whole, spine, question).cells().estimates().getOrDefault(List.of(), Map.of());
        Estimate nothing = Estimate.without(0);
        Estimate before = spine.isEmpty()
                ? nothing
                : total.getOrDefault(spine.steps().getFirst().label(), nothing);
        Estimate after = spine.isEmpty()
                ? nothing
                : total.getOrDefault(spine.steps().getLast().label(), nothing);
        boolean known = before.hasValue() && after.hasValue();
        List<WhyAnswer.Dimension> dimensions = new ArrayList<>();
        if (known) {
            plans.forEach((path, plan) -> {
                Cells cells = new Cells(spine, List.of(path), true, question.measuring(), paths, session, language);
                Cells.Table table = numbers(session, plan, spine, question).cells();
                Map<Object, String> labels = cells.labels(
                        path, 0, metric.object(), List.copyOf(table.estimates().keySet()));
                List<Why.Pair> pairs = table.estimates().entrySet().stream()
                        .map(entry -> new Why.Pair(
                                entry.getKey().getFirst(),
                                entry.getValue().get(spine.steps().getFirst().label()),
                                entry.getValue().get(spine.steps().getLast().label())))
                        .toList();
                dimensions.add(new Why(pairs, labels, question.measuring().level()).dimension(path, before, after));
            });
            dimensions.sort(Comparator.comparingDouble(dimension -> -dimension.explained()));
        }
        return new WhyAnswer(
                session.asOf(),
                definition.id(),
                definition.unit(),
                definition.unit() == Metric.Unit.MONEY ? question.currency() : null,
                question.period(),
                question.previous(),
                before.hasValue() ? before.value() : null,
                after.hasValue() ? after.value() : null,
                known
                        ? after.since(
                                before,
                                definition.interval(),
                                question.measuring().level())
                        : null,
                dimensions);
    }

    /** Returns the rows that a cell counts, or those it leaves out, by the same definition and the same SQL. */
    public RowsAnswer rows(Actor actor, RowsQuery query) {
        Question question = new Question(actor, period(query), query.grain(), query.filter(), query.currency());
        Issues issues = new Issues();
        ReadyMetric ready = catalogue.get().find(query.metric(), "metric", issues);
        if (ready instanceof Combined combined) {
            issues.add(
                    "metric",
                    MetricError.NO_ROWS_OF_ITS_OWN,
                    combined.metric().id(),
                    String.join(", ", combined.parts()));
        }
        question.check(issues);
        if (!(ready instanceof Counted metric)) {
            issues.throwIfAny();
            throw new IllegalStateException("a metric either counts or is combined");
        }
        Plan plan = question.plan(metric, List.of(), query.dimensions(), issues);
        CellRows rows = new CellRows(metric, query, paths, issues);
        issues.throwIfAny();
        return engine.read(session -> {
            Spine spine = Spine.of(question.period(), null, false, question.today(session));
            return rows.read(session, question.frame(plan, spine));
        });
    }

    /** How many units two metrics both count in a period, and each alone; null where they count different things. */
    MetricComparison.@Nullable Overlap overlap(Actor actor, String before, String after, Period period) {
        Question question = new Question(actor, period, null, null, null);
        Issues issues = new Issues();
        List<ReadyMetric> both = resolve(List.of(before, after), issues);
        issues.throwIfAny();
        if (!(both.getFirst() instanceof Counted left) || !(both.getLast() instanceof Counted right)) {
            return null;
        }
        if (!CellRows.unitsOf(left, paths).equals(CellRows.unitsOf(right, paths))) {
            return null;
        }
        Plan leftPlan = question.plan(left, List.of(), Map.of(), issues);
        Plan rightPlan = question.plan(right, List.of(), Map.of(), issues);
        issues.throwIfAny();
        return engine.read(session -> {
            Spine spine = Spine.of(period, null, false, question.today(session));
            return spine.isEmpty()
                    ? null
                    : CellRows.overlap(
                            session,
                            left,
                            question.frame(leftPlan, spine),
                            right,
                            question.frame(rightPlan, spine),
                            paths);
        });
    }

    /** The days of one cell: its step inside the period. */
    private static Period period(RowsQuery query) {
        Period period = query.period();
        Grain grain = query.grain();
        LocalDate time = query.time();
        if (grain == null || time == null) {
            return period;
        }
        LocalDate from = grain.startOf(time);
        LocalDate to = grain.plus(from, 1);
        LocalDate start = from.isBefore(period.from()) ? period.from() : from;
        LocalDate end = to.isAfter(period.to()) ? period.to() : to;
        return start.isBefore(end) ? new Period(start, end) : new Period(from, to);
    }

    private List<ReadyMetric> resolve(List<String> ids, Issues issues) {
        if (ids.isEmpty()) {
            issues.add("metrics", MetricError.NOTHING_ASKED);
        }
        List<ReadyMetric> found = new ArrayList<>();
        MetricCatalogue known = catalogue.get();
        for (int i = 0; i < ids.size(); i++) {
            ReadyMetric metric = known.find(ids.get(i), "metrics[" + i + "]", issues);
            if (metric != null) {
                found.add(metric);
            }
        }
        return found;
    }

    /** The metrics that must be counted for it. */
    private List<Counted> counted(ReadyMetric metric) {
        return switch (metric) {
            case Counted counted -> List.of(counted);
            case Combined combined -> combined.counted();
        };
    }

    /** What a question means for one metric, found without the engine. */
    private record Plan(
            Counted metric,
            List<Dimension> dimensions,
            @Nullable Expression filter,
            Map<Path, @Nullable Object> only,
            List<RowScope> scopes) {}

    /** The numbers of one metric, by dimensions and step, and the SQL that found them. */
    private record Numbers(Cells.Table cells, String sql, boolean cut) {}

    private Numbers numbers(AnalyticsEngine.Session session, Plan plan, Spine spine, Question question) {
        if (spine.isEmpty()) {
            return new Numbers(Cells.Table.empty(), "", false);
        }
        StepSamples.Counted counted = samples.of(session, plan.metric(), question.frame(plan, spine));
        return new Numbers(
                Cells.Table.of(
                        plan.metric(),
                        spine,
                        counted.cells(),
                        question.measuring().level()),
                counted.sql(),
                counted.isCut());
    }

    private MetricAnswer.Result result(
            ReadyMetric metric, Cells cells, Map<String, Numbers> numbers, Question question, Goals goals) {
        List<Numbers> parts = counted(metric).stream()
                .map(part -> part.metric().id())
                .map(id -> Objects.requireNonNull(numbers.get(id)))
                .toList();
        Cells.Table table = switch (metric) {
            case Counted _ -> parts.getFirst().cells();
            case Combined combined ->
                Cells.Table.of(
                        combined,
                        parts.stream().map(Numbers::cells).toList(),
                        question.measuring().level());
        };
        ObjectDefinition object = counted(metric).getFirst().object();
        List<MetricAnswer.Cell> shown = goals.judge(metric.metric(), cells.of(metric.metric(), table, object));
        boolean cut = parts.stream().anyMatch(Numbers::cut) || cells.isTruncated(table);
        Metric definition = metric.metric();
        return new MetricAnswer.Result(
                definition.id(),
                definition.version(),
                definition.unit(),
                definition.unit() == Metric.Unit.MONEY ? question.currency() : null,
                parts.stream().map(Numbers::sql).collect(Collectors.joining(";\n\n")),
                cut,
                shown);
    }

    /** What a question says for all its metrics alike. */
    private final class Question {

        private final Actor actor;
        private final Period period;
        private final @Nullable Grain grain;
        private final @Nullable String filter;
        private final @Nullable String asked;
        private final Company settings = company.get();

        Question(
                Actor actor, Period period, @Nullable Grain grain, @Nullable String filter, @Nullable String currency) {
            this.actor = actor;
            this.period = period;
            this.grain = grain;
            this.filter = filter == null || filter.isBlank() ? null : filter;
            this.asked = currency;
        }

        Period period() {
            return period;
        }

        Measuring measuring() {
            return settings.measuring();
        }

        String currency() {
            return asked == null ? settings.currency().getCurrencyCode() : asked;
        }

        void check(Issues issues) {
            if (asked != null
                    && Currency.getAvailableCurrencies().stream()
                            .noneMatch(currency -> currency.getCurrencyCode().equals(asked))) {
                issues.add("currency", MetricError.UNKNOWN_CURRENCY, asked);
            }
            long steps = grain == null ? 1 : steps(grain);
            if (steps > MOST_STEPS) {
                issues.add("grain", MetricError.TOO_MANY_STEPS, steps, MOST_STEPS);
            }
        }

        private long steps(Grain grain) {
            long steps = 0;
            for (LocalDate day = grain.startOf(period.from());
                    day.isBefore(period.to()) && steps <= 10L * MOST_STEPS;
                    day = grain.plus(day, 1)) {
                steps++;
            }
            return steps;
        }

        Period previous() {
            if (grain == null) {
                return Spine.previous(period);
            }
            return new Period(grain.plus(period.from(), -1), grain.plus(period.to(), -1));
        }

        LocalDate today(AnalyticsEngine.Session session) {
            return LocalDate.ofInstant(session.asOf(), settings.zone());
        }

        Spine spine(AnalyticsEngine.Session session, boolean compare) {
            return Spine.of(period, grain, compare, today(session));
        }

        Frame frame(Plan plan, Spine spine) {
            return new Frame(
                    spine,
                    plan.dimensions(),
                    plan.filter(),
                    plan.only(),
                    plan.scopes(),
                    currency(),
                    settings.measuring().churnWindowDays(),
                    settings.zone(),
                    clock);
        }

        Plan plan(Counted metric, List<String> by, Map<String, @Nullable Object> only, Issues issues) {
            List<Dimension> dimensions = new ArrayList<>();
            for (int i = 0; i < by.size(); i++) {
                Dimension dimension = dimension(metric, by.get(i), "by[" + i + "]", issues);
                if (dimension != null) {
                    dimensions.add(dimension);
                }
            }
            Map<Path, @Nullable Object> values = new LinkedHashMap<>();
            only.forEach((text, value) -> {
                Dimension dimension = dimension(metric, text, "dimensions." + text, issues);
                if (dimension != null) {
                    values.put(dimension.path(), DimensionValue.read(dimension, value, issues));
                }
            });
            return new Plan(
                    metric, List.copyOf(dimensions), filter(metric, issues), values, scopes.on(actor, metric.object()));
        }

        private @Nullable Dimension dimension(Counted metric, String text, String path, Issues issues) {
            Path fields = MetricCatalogue.path(text);
            FieldDefinition field = paths.field(metric.object(), fields)
                    .filter(FieldPaths::isDimension)
                    .orElse(null);
            if (field == null) {
                String hint = paths.hint(metric.object(), text, metric.metric().dimensions());
                issues.add(path, MetricError.UNKNOWN_DIMENSION, metric.metric().id(), text, hint);
                return null;
            }
            return new Dimension(fields, field);
        }

        private @Nullable Expression filter(Counted metric, Issues issues) {
            if (filter == null) {
                return null;
            }
            try {
                return expressions.condition(metric.object().name(), filter);
            } catch (ProductException e) {
                e.within("filter").issues().stream()
                        .filter(issue -> !issues.all().contains(issue))
                        .forEach(issues::add);
                return null;
            }
        }
    }
}
