package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Previous;
import org.zhike.metrics.MetricAnswer.State;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.Spine.Step;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;
import org.zhike.objects.RecordTable;
import org.zhike.platform.Measuring;
import org.zhike.projection.AnalyticsEngine;

/** Makes the cells of an answer from estimates: those with the most units, each with the one before. */
final class Cells {

    /** The most cells of one metric. */
    static final int MOST = 1_000;

    /** The estimates by dimensions and step. */
    record Table(Map<List<@Nullable Object>, Map<LocalDate, Estimate>> estimates) {

        static Table empty() {
            return new Table(Map.of());
        }

        static Table of(
                Counted metric,
                Spine spine,
                Map<List<@Nullable Object>, Map<LocalDate, Sample>> samples,
                double level) {
            Map<List<@Nullable Object>, Map<LocalDate, Estimate>> estimates = new LinkedHashMap<>();
            samples.forEach((key, sampled) -> {
                Map<LocalDate, Estimate> steps = new HashMap<>();
                for (Step step : spine.steps()) {
                    Sample sample = sampled.getOrDefault(step.label(), Sample.nothing(metric));
                    steps.put(
                            step.label(),
                            Estimate.of(metric, sample, Years.of(step.period()), level)
                                    .orElseGet(() -> Estimate.without(sample.n())));
                }
                estimates.put(key, steps);
            });
            return new Table(estimates);
        }

        /** The formula where all its parts have a value. */
        static Table of(Combined metric, List<Table> parts, double level) {
            Map<List<@Nullable Object>, Map<LocalDate, Estimate>> estimates = new LinkedHashMap<>();
            parts.getFirst().estimates.forEach((key, first) -> {
                Map<LocalDate, Estimate> steps = new HashMap<>();
                for (LocalDate step : first.keySet()) {
                    List<Estimate> values = parts.stream()
                            .map(part ->
                                    part.estimates.getOrDefault(key, Map.of()).get(step))
                            .filter(estimate -> estimate != null && estimate.hasValue())
                            .toList();
                    if (values.size() == parts.size()) {
                        Estimate.of(metric, values, level).ifPresent(estimate -> steps.put(step, estimate));
                    }
                }
                estimates.put(key, steps);
            });
            return new Table(estimates);
        }
    }

    private final Spine spine;
    private final List<String> by;
    private final boolean compare;
    private final Measuring measuring;
    private final FieldPaths paths;
    private final AnalyticsEngine.Session session;
    private final boolean chinese;

    Cells(
            Spine spine,
            List<String> by,
            boolean compare,
            Measuring measuring,
            FieldPaths paths,
            AnalyticsEngine.Session session,
            Locale language) {
        this.spine = spine;
        this.by = by;
        this.compare = compare;
        this.measuring = measuring;
        this.paths = paths;
        this.session = session;
        this.chinese = language.getLanguage().equals("zh");
    }

    boolean isTruncated(Table table) {
        return (long) table.estimates().size() * spine.shown() > MOST;
    }

    List<Cell> of(Metric metric, Table table, ObjectDefinition object) {
        if (spine.isEmpty()) {
            return List.of();
        }
        List<List<@Nullable Object>> keys = keys(table);
        List<Map<Object, String>> labels = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            labels.add(labels(by.get(i), i, object, keys));
        }
        List<Cell> cells = new ArrayList<>();
        for (List<@Nullable Object> key : keys) {
            Map<LocalDate, Estimate> estimates = table.estimates().getOrDefault(key, Map.of());
            for (int i = spine.steps().size() - spine.shown(); i < spine.steps().size(); i++) {
                cells.add(cell(metric, key, labels, estimates, i));
            }
        }
        return cells;
    }

    /** Two tables of one step each side by side, the parts with the most units first. */
    List<CompareAnswer.Cell> sideBySide(Metric metric, ObjectDefinition object, Table a, Table b) {
        Map<List<@Nullable Object>, Long> units = new HashMap<>();
        Map<List<@Nullable Object>, Estimate> left = only(a, units);
        Map<List<@Nullable Object>, Estimate> right = only(b, units);
        List<List<@Nullable Object>> keys = units.keySet().stream()
                .filter(key -> by.isEmpty() || units.getOrDefault(key, 0L) > 0)
                .sorted(Comparator.<List<@Nullable Object>>comparingLong(key -> -units.getOrDefault(key, 0L))
                        .thenComparing(Object::toString))
                .limit(MOST)
                .toList();
        List<Map<Object, String>> labels = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            labels.add(labels(by.get(i), i, object, keys));
        }
        List<CompareAnswer.Cell> cells = new ArrayList<>();
        for (List<@Nullable Object> key : keys) {
            Map<String, @Nullable Object> dimensions = new LinkedHashMap<>();
            Map<String, String> texts = new LinkedHashMap<>();
            for (int i = 0; i < by.size(); i++) {
                Object value = key.get(i);
                dimensions.put(by.get(i), value);
                String text = value == null ? null : labels.get(i).get(value);
                if (text != null) {
                    texts.put(by.get(i), text);
                }
            }
            Estimate before = left.get(key);
            Estimate after = right.get(key);
            cells.add(new CompareAnswer.Cell(
                    Collections.unmodifiableMap(dimensions),
                    texts,
                    Compared.side(metric, before, measuring),
                    Compared.side(metric, after, measuring),
                    Compared.difference(metric, before, after, measuring)));
        }
        return cells;
    }

    private static Map<List<@Nullable Object>, Estimate> only(Table table, Map<List<@Nullable Object>, Long> units) {
        Map<List<@Nullable Object>, Estimate> estimates = new HashMap<>();
        table.estimates()
                .forEach((key, steps) -> steps.values().forEach(estimate -> {
                    estimates.put(key, estimate);
                    units.merge(key, estimate.n(), Long::sum);
                }));
        return estimates;
    }

    /** Those to show, the ones with the most units first; without dimensions always the one there is. */
    private List<List<@Nullable Object>> keys(Table table) {
        if (by.isEmpty()) {
            return List.of(List.of());
        }
        Map<List<@Nullable Object>, Long> units = new HashMap<>();
        table.estimates().forEach((key, estimates) -> {
            long n = 0;
            for (Step step : spine.shownSteps()) {
                Estimate estimate = estimates.get(step.label());
                n += estimate == null ? 0 : estimate.n();
            }
            units.put(key, n);
        });
        return table.estimates().keySet().stream()
                // A value seen only in the step before the first has no cell to stand in.
                .filter(key -> units.getOrDefault(key, 0L) > 0)
                .sorted(Comparator.<List<@Nullable Object>>comparingLong(key -> -units.getOrDefault(key, 0L))
                        .thenComparing(Object::toString))
                .limit(MOST / spine.shown())
                .toList();
    }

    private Cell cell(
            Metric metric,
            List<@Nullable Object> key,
            List<Map<Object, String>> labels,
            Map<LocalDate, Estimate> estimates,
            int index) {
        Map<String, @Nullable Object> dimensions = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < by.size(); i++) {
            Object value = key.get(i);
            dimensions.put(by.get(i), value);
            String text = value == null ? null : labels.get(i).get(value);
            if (text != null) {
                texts.put(by.get(i), text);
            }
        }
        Step step = spine.steps().get(index);
        Estimate now = estimates.get(step.label());
        Step stepBefore = compare ? spine.steps().get(index - 1) : null;
        Estimate before = stepBefore == null ? null : estimates.get(stepBefore.label());
        // Without a grain the period before was cut to the same length.
        boolean comparable = spine.grain() == null || (step.complete() && stepBefore != null && stepBefore.complete());
        return new Cell(
                spine.grain() == null ? null : step.label(),
                step.complete(),
                Collections.unmodifiableMap(dimensions),
                texts,
                value(now),
                now == null ? 0 : now.n(),
                now == null ? null : now.numerator(),
                now == null ? null : now.denominator(),
                low(now),
                high(now),
                now == null ? State.TOO_FEW : now.state(metric, measuring),
                stepBefore == null ? null : previous(metric, before),
                now == null || before == null || !comparable
                        ? null
                        : now.since(before, metric.interval(), measuring.level()),
                null);
    }

    private static @Nullable Double value(@Nullable Estimate estimate) {
        return estimate == null || !estimate.hasValue() ? null : estimate.value();
    }

    private Previous previous(Metric metric, @Nullable Estimate before) {
        return before == null
                ? new Previous(null, 0, null, null, State.TOO_FEW)
                : new Previous(value(before), before.n(), low(before), high(before), before.state(metric, measuring));
    }

    private static @Nullable Double low(@Nullable Estimate estimate) {
        return estimate == null || estimate.interval() == null
                ? null
                : finite(estimate.interval().low());
    }

    private static @Nullable Double high(@Nullable Estimate estimate) {
        return estimate == null || estimate.interval() == null
                ? null
                : finite(estimate.interval().high());
    }

    private static @Nullable Double finite(double bound) {
        return Double.isFinite(bound) ? bound : null;
    }

    /** Words for the values of one dimension: of a choice its label, of a reference what the record is called. */
    Map<Object, String> labels(String path, int index, ObjectDefinition object, List<List<@Nullable Object>> keys) {
        FieldDefinition field = paths.field(object, MetricCatalogue.path(path)).orElse(null);
        Map<Object, String> labels = new HashMap<>();
        if (field == null) {
            return labels;
        }
        if (field.type() == FieldType.SELECT) {
            for (Option option : field.options()) {
                labels.put(
                        option.value(),
                        chinese ? option.labels().zh() : option.labels().en());
            }
        }
        if (field.target() != null) {
            Set<Object> ids = new LinkedHashSet<>();
            for (List<@Nullable Object> key : keys) {
                Object id = key.get(index);
                if (id != null) {
                    ids.add(id);
                }
            }
            ObjectDefinition target = paths.objects().get(field.target());
            session.fetch(DSL.select(field(name("id"), Long.class), RecordLabel.of(target, "r_"))
                            .from(RecordTable.of(target.name()).as("r_"))
                            .where(field(name("id")).in(ids)))
                    .forEach(row -> labels.put(row.value1(), row.value2()));
        }
        return labels;
    }
}
