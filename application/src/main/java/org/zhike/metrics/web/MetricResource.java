package org.zhike.metrics.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Money;
import org.zhike.kernel.Period;
import org.zhike.metrics.Form;
import org.zhike.metrics.Metric;
import org.zhike.metrics.MetricAnswer;
import org.zhike.metrics.MetricError;
import org.zhike.metrics.MetricQuery;
import org.zhike.metrics.Metrics;
import org.zhike.metrics.RowsAnswer;
import org.zhike.metrics.RowsQuery;
import org.zhike.metrics.WhyAnswer;
import org.zhike.metrics.WhyQuery;

/** Metrics over HTTP; docs/api.md, "Metrics and boards". Whoever is signed in may read them. */
@RestController
@RequestMapping("/api/metrics")
class MetricResource {

    private static final int USUAL_LIMIT = 50;

    private final Metrics metrics;

    MetricResource(Metrics metrics) {
        this.metrics = metrics;
    }

    record DimensionJson(String path, Labels labels, String type) {}

    /** @param object what it counts; null for a formula of other metrics */
    record MetricJson(
            String id,
            int version,
            Labels labels,
            Labels description,
            Labels falls,
            Labels formula,
            String kind,
            String stage,
            Metric.Unit unit,
            String direction,
            String owner,
            @Nullable String object,
            String interval,
            int minimum,
            List<DimensionJson> dimensions) {}

    @GetMapping
    List<MetricJson> all(Actor actor) {
        return metrics.catalogue().stream().map(this::json).toList();
    }

    private MetricJson json(Metric metric) {
        List<DimensionJson> dimensions = metrics.dimensions(metric).entrySet().stream()
                .map(entry -> new DimensionJson(
                        entry.getKey(),
                        entry.getValue().labels(),
                        lower(entry.getValue().type())))
                .toList();
        return new MetricJson(
                metric.id(),
                metric.version(),
                metric.labels(),
                metric.description(),
                metric.falls(),
                metric.formula(),
                lower(metric.kind()),
                lower(metric.stage()),
                metric.unit(),
                lower(metric.direction()),
                metric.owner(),
                metric.form() instanceof Form.Counted counted ? counted.source().object() : null,
                lower(metric.interval()),
                metric.minimum(),
                dimensions);
    }

    record PeriodJson(@Nullable LocalDate from, @Nullable LocalDate to) {}

    record QueryJson(
            @Nullable List<String> metrics,
            @Nullable List<String> by,
            @Nullable String grain,
            @Nullable PeriodJson period,
            @Nullable String filter,
            @Nullable String currency,
            @Nullable Boolean compare) {}

    @PostMapping("/query")
    MetricAnswer query(Actor actor, Locale language, @RequestBody QueryJson query) {
        Issues issues = new Issues();
        Period period = period(query.period(), issues);
        Grain grain = choice(Grain.class, "grain", query.grain(), issues);
        issues.throwIfAny();
        return metrics.query(
                actor,
                new MetricQuery(
                        orEmpty(query.metrics()),
                        orEmpty(query.by()),
                        grain,
                        period,
                        query.filter(),
                        query.currency(),
                        Boolean.TRUE.equals(query.compare())),
                language);
    }

    record WhyJson(
            @Nullable String metric,
            @Nullable List<String> by,
            @Nullable PeriodJson period,
            @Nullable String filter,
            @Nullable String currency) {}

    @PostMapping("/why")
    WhyAnswer why(Actor actor, Locale language, @RequestBody WhyJson query) {
        Issues issues = new Issues();
        Period period = period(query.period(), issues);
        issues.throwIfAny();
        return metrics.why(
                actor,
                new WhyQuery(
                        query.metric() == null ? "" : query.metric(),
                        orEmpty(query.by()),
                        period,
                        query.filter(),
                        query.currency()),
                language);
    }

    record RowsJson(
            @Nullable String metric,
            @Nullable PeriodJson period,
            @Nullable String filter,
            @Nullable String currency,
            @Nullable LocalDate time,
            @Nullable String grain,
            @Nullable Map<String, @Nullable Object> dimensions,
            @Nullable String side,
            @Nullable String reason,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    @PostMapping("/rows")
    RowsAnswer rows(Actor actor, @RequestBody RowsJson query) {
        Issues issues = new Issues();
        Period period = period(query.period(), issues);
        Grain grain = choice(Grain.class, "grain", query.grain(), issues);
        RowsQuery.Side side = choice(RowsQuery.Side.class, "side", query.side(), issues);
        issues.throwIfAny();
        RowsAnswer answer = metrics.rows(
                actor,
                new RowsQuery(
                        query.metric() == null ? "" : query.metric(),
                        period,
                        grain,
                        query.time(),
                        query.dimensions() == null ? Map.of() : query.dimensions(),
                        query.filter(),
                        query.currency(),
                        side == null ? RowsQuery.Side.COUNTED : side,
                        query.reason(),
                        query.limit() == null ? USUAL_LIMIT : query.limit(),
                        query.cursor()));
        return answer.withValues(MetricResource::json);
    }

    /** Money as the API writes it everywhere; all else is JSON already. */
    static Object json(Object value) {
        return value instanceof Money money
                ? Map.of(
                        "amount",
                        money.amount().toPlainString(),
                        "currency",
                        money.currency().getCurrencyCode())
                : value;
    }

    static Period period(@Nullable PeriodJson json, Issues issues) {
        return period(json, "period", issues);
    }

    /** Returns any period when it is wrong, which the issues then say at the path. */
    static Period period(@Nullable PeriodJson json, String path, Issues issues) {
        if (json != null
                && json.from() != null
                && json.to() != null
                && json.from().isBefore(json.to())) {
            return new Period(json.from(), json.to());
        }
        issues.add(path, MetricError.BAD_PERIOD);
        return new Period(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1));
    }

    static <E extends Enum<E>> @Nullable E choice(Class<E> type, String path, @Nullable String text, Issues issues) {
        if (text == null) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (lower(constant).equals(text)) {
                return constant;
            }
        }
        String choices = Arrays.stream(type.getEnumConstants())
                .map(MetricResource::lower)
                .collect(Collectors.joining(", "));
        issues.add(path, MetricError.UNKNOWN_CHOICE, text, choices);
        return null;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
