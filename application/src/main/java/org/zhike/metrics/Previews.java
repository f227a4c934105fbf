package org.zhike.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.CatalogueBuilder.Checked;
import org.zhike.metrics.MetricCheck.Problem;
import org.zhike.metrics.MetricComparison.Change;
import org.zhike.metrics.MetricComparison.Step;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.projection.AnalyticsEngine;

/** Numbers of texts that are not published, through the same {@link Metrics} as all others, on a catalogue that has them. */
final class Previews {

    private static final int ROWS = 10;

    // Never the ids of metrics: those have no spaces.
    private static final String BEFORE = "the one before";
    private static final String AFTER = "the one after";

    private final Metrics metrics;
    private final AnalyticsEngine engine;
    private final CatalogueBuilder builder;
    private final Map<String, WatchedEngine> running = new ConcurrentHashMap<>();

    Previews(Metrics metrics, AnalyticsEngine engine, CatalogueBuilder builder) {
        this.metrics = metrics;
        this.engine = engine;
        this.builder = builder;
    }

    /** What to compute it for. */
    record Question(Period period, @Nullable Grain grain, List<String> by) {}

    MetricPreview preview(
            Actor actor, String text, Question question, String key, MetricCatalogue catalogue, Locale language) {
        Checked checked = builder.check(text, catalogue);
        ReadyMetric ready = checked.ready();
        if (ready == null) {
            return new MetricPreview(problems(checked, ""), null, null);
        }
        return watched(actor, key, watched -> {
            Metrics own = metrics.on(catalogue.with(ready), watched);
            String id = ready.metric().id();
            MetricAnswer answer = own.query(
                    actor,
                    new MetricQuery(List.of(id), question.by(), question.grain(), question.period(), null, null, true),
                    language);
            RowsAnswer rows = ready instanceof Counted
                    ? own.rows(
                            actor,
                            new RowsQuery(
                                    id,
                                    question.period(),
                                    null,
                                    null,
                                    Map.of(),
                                    null,
                                    null,
                                    RowsQuery.Side.COUNTED,
                                    null,
                                    ROWS,
                                    null))
                    : null;
            return new MetricPreview(List.of(), answer, rows);
        });
    }

    MetricComparison compare(
            Actor actor,
            String before,
            String after,
            Question question,
            String key,
            MetricCatalogue catalogue,
            Locale language) {
        Checked old = builder.check(before, catalogue);
        Checked next = builder.check(after, catalogue);
        List<Change> changes = DefinitionChanges.between(before, after);
        ReadyMetric left = old.ready();
        ReadyMetric right = next.ready();
        if (left == null || right == null) {
            List<Problem> problems = new ArrayList<>(problems(old, "before"));
            problems.addAll(problems(next, "after"));
            return new MetricComparison(problems, List.of(), null, null, null, changes, before, after);
        }
        return watched(actor, key, watched -> {
            MetricCatalogue both = catalogue.with(left.under(BEFORE)).with(right.under(AFTER));
            Metrics own = metrics.on(both, watched);
            MetricAnswer answer = own.query(
                    actor,
                    new MetricQuery(
                            List.of(BEFORE, AFTER), List.of(), question.grain(), question.period(), null, null, false),
                    language);
            MetricAnswer.Result result = answer.results().getLast();
            return new MetricComparison(
                    List.of(),
                    steps(answer.results().getFirst().cells(), result.cells()),
                    result.unit(),
                    result.currency(),
                    own.overlap(actor, BEFORE, AFTER, question.period()),
                    changes,
                    before,
                    after);
        });
    }

    private static List<Step> steps(List<MetricAnswer.Cell> before, List<MetricAnswer.Cell> after) {
        Map<String, MetricAnswer.Cell> old = new HashMap<>();
        before.forEach(cell -> old.put(String.valueOf(cell.time()), cell));
        return after.stream()
                .map(cell -> {
                    MetricAnswer.Cell other = old.get(String.valueOf(cell.time()));
                    Double left = other == null ? null : other.value();
                    Double right = cell.value();
                    return new Step(cell.time(), other, cell, left == null || right == null ? null : right - left);
                })
                .toList();
    }

    /** Runs the work; what the same person runs under the same key ends: its answer is not waited for any more. */
    private <T> T watched(Actor actor, String key, Function<WatchedEngine, T> work) {
        var watched = new WatchedEngine(engine);
        String name = actor.name() + "/" + key;
        WatchedEngine former = running.put(name, watched);
        if (former != null) {
            former.cancel();
        }
        try {
            return work.apply(watched);
        } finally {
            running.remove(name, watched);
        }
    }

    void cancel(Actor actor, String key) {
        WatchedEngine found = running.remove(actor.name() + "/" + key);
        if (found != null) {
            found.cancel();
        }
    }

    static List<Problem> problems(Checked checked, String side) {
        return checked.problems().stream()
                .map(issue -> Problem.of(side.isEmpty() ? issue : issue.within(side)))
                .toList();
    }
}
