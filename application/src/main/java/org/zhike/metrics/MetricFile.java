package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.metrics.Form.Composite;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Follower;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.LeaveOut;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.Source;
import org.zhike.metrics.Form.States;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads one metric from its definition file (YAML); every problem of the file is noted, none thrown. */
final class MetricFile {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record LeaveOutYaml(String reason, String when, String zh, String en) {}

    private record MetricYaml(
            String metric,
            int version,
            Labels labels,
            Labels description,
            Labels falls,
            Labels formula,
            String kind,
            String stage,
            String unit,
            String direction,
            String owner,
            int minimum,
            String interval,
            @Nullable List<String> dimensions,
            String form,
            @Nullable String counts,
            @Nullable String time,
            @Nullable String where,
            @JsonProperty("leave_out") @Nullable List<LeaveOutYaml> leaveOut,
            @Nullable String until,
            @JsonProperty("latest_per") @Nullable String latestPer,
            @Nullable String per,
            @JsonProperty("roll_up") @Nullable Map<String, String> rollUp,
            @Nullable String among,
            @JsonProperty("followed_by") @Nullable FollowerYaml followedBy,
            @Nullable String value) {}

    private record FollowerYaml(
            @Nullable String counts,
            @Nullable String time,
            @Nullable String where,
            @Nullable Map<String, String> same,
            @JsonProperty("within_days") int withinDays) {}

    private final MetricYaml yaml;
    private final Issues issues;
    private final String file;

    private MetricFile(MetricYaml yaml, String file, Issues issues) {
        this.yaml = yaml;
        this.file = file;
        this.issues = issues;
    }

    /** Returns the metric the text describes; null when it has problems, which go to {@code issues}. */
    static @Nullable Metric read(String file, String text, Issues issues) {
        Issues own = new Issues();
        Metric metric = null;
        try {
            metric = new MetricFile(YAML.readValue(text, MetricYaml.class), file, own).metric();
        } catch (JacksonException e) {
            own.add(file, MetricError.BAD_DEFINITION, file, e.getOriginalMessage());
        }
        issues.addAll(own.all());
        return own.isEmpty() ? metric : null;
    }

    private @Nullable Metric metric() {
        for (var part : Map.of(
                        "metric",
                        yaml.metric() != null,
                        "labels",
                        full(yaml.labels()),
                        "description",
                        full(yaml.description()),
                        "falls",
                        full(yaml.falls()),
                        "formula",
                        full(yaml.formula()),
                        "owner",
                        yaml.owner() != null,
                        "version",
                        yaml.version() > 0,
                        "minimum",
                        yaml.minimum() > 0)
                .entrySet()) {
            if (!part.getValue()) {
                problem(part.getKey() + " is missing or not complete");
            }
        }
        if (yaml.metric() != null && !NAME.matcher(yaml.metric()).matches()) {
            problem("\"" + yaml.metric() + "\" cannot be an id; use small letters, digits and underscores");
        }
        Metric.Kind kind = choice(Metric.Kind.class, "kind", yaml.kind());
        Metric.Stage stage = choice(Metric.Stage.class, "stage", yaml.stage());
        Metric.Unit unit = choice(Metric.Unit.class, "unit", yaml.unit());
        Metric.Direction direction = choice(Metric.Direction.class, "direction", yaml.direction());
        Metric.IntervalMethod interval = choice(Metric.IntervalMethod.class, "interval", yaml.interval());
        Form form = form();
        if (form == null
                || kind == null
                || stage == null
                || unit == null
                || direction == null
                || interval == null
                || !issues.isEmpty()) {
            return null;
        }
        return new Metric(
                yaml.metric(),
                yaml.version(),
                yaml.labels(),
                yaml.description(),
                yaml.falls(),
                yaml.formula(),
                kind,
                stage,
                unit,
                direction,
                yaml.owner(),
                yaml.minimum(),
                interval,
                yaml.dimensions() == null ? List.of() : yaml.dimensions(),
                form);
    }

    private @Nullable Form form() {
        if ("composite".equals(yaml.form())) {
            return new Composite(needed("value", yaml.value()));
        }
        Source source = new Source(
                needed("counts", yaml.counts()),
                needed("time", yaml.time()),
                yaml.where(),
                yaml.leaveOut() == null
                        ? List.of()
                        : yaml.leaveOut().stream()
                                .map(rule -> new LeaveOut(rule.reason(), rule.when(), new Labels(rule.zh(), rule.en())))
                                .toList());
        return switch (String.valueOf(yaml.form())) {
            case "rows" -> new Rows(source, untilEnd(), yaml.latestPer(), needed("value", yaml.value()));
            case "groups" ->
                new Groups(
                        source,
                        untilEnd(),
                        needed("per", yaml.per()),
                        yaml.rollUp() == null ? Map.of() : yaml.rollUp(),
                        needed("value", yaml.value()));
            case "gaps" -> new Gaps(source, needed("per", yaml.per()), needed("value", yaml.value()));
            case "states" -> new States(source, needed("per", yaml.per()), yaml.among(), needed("value", yaml.value()));
            case "followed" -> new Followed(source, follower(yaml.followedBy()), needed("value", yaml.value()));
            case "lifetimes" -> new Lifetimes(source, needed("per", yaml.per()));
            default -> {
                problem("form is one of rows, groups, gaps, followed, states, lifetimes, composite; not "
                        + yaml.form());
                yield null;
            }
        };
    }

    private Follower follower(@Nullable FollowerYaml given) {
        if (given == null || given.same() == null || given.same().isEmpty() || given.withinDays() < 1) {
            problem("form followed needs followed_by with counts, time, same and within_days of at least 1");
            return new Follower("", "", null, Map.of(), 1);
        }
        return new Follower(
                needed("followed_by.counts", given.counts()),
                needed("followed_by.time", given.time()),
                given.where(),
                given.same(),
                given.withinDays());
    }

    private boolean untilEnd() {
        if (yaml.until() != null && !yaml.until().equals("end")) {
            problem("until can only be end, not " + yaml.until());
        }
        return yaml.until() != null;
    }

    private String needed(String part, @Nullable String text) {
        if (text == null || text.isBlank()) {
            problem("form " + yaml.form() + " needs " + part);
            return "";
        }
        return text;
    }

    private <E extends Enum<E>> @Nullable E choice(Class<E> type, String part, @Nullable String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return value;
            }
        }
        String choices = Arrays.stream(type.getEnumConstants())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        problem(part + " is one of " + choices + "; not " + text);
        return null;
    }

    private static boolean full(@Nullable Labels labels) {
        return labels != null && labels.zh() != null && labels.en() != null;
    }

    private void problem(String what) {
        String name = yaml.metric() == null ? file : yaml.metric();
        issues.add(file, MetricError.BAD_DEFINITION, name, what);
    }
}
