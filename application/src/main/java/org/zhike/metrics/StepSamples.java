package org.zhike.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Spine.Step;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.projection.AnalyticsEngine.Seen;
import org.zhike.projection.ChangeLog;

/**
 * Finds the samples of a metric's steps, and keeps them until a run of the projection touches what they depend on: a question
 * counts only the steps that are not there or no longer hold, in one statement. What is kept goes by the statement itself, with all its
 * conditions and constants, so that a reader's scope, a filter or a day that has passed can never be given another's numbers. Equal
 * questions at the same time are counted once. Safe for use by several threads.
 */
final class StepSamples {

    /** What all kept samples together may take. */
    private static final long MOST_BYTES = 64L << 20;

    private static final long BYTES_OF_TEXTS = 8L << 20;
    private static final int BYTES_OF_VALUE = 48;

    /** Any step: the statement of one tells those of all apart from other metrics' and questions'. */
    private static final Spine ANY_STEP = new Spine(
            null,
            List.of(new Step(LocalDate.EPOCH, new Period(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1)), true)),
            1);

    /** What was found, and the statement that finds it. */
    record Counted(Map<List<@Nullable Object>, Map<LocalDate, Sample>> cells, String sql, boolean isCut) {}

    private record StepKey(String statement, Period step) {}

    private record TextKey(String statement, Spine spine) {}

    /** The samples of a step by dimensions, as a state of the projection gave them. */
    private record StepCells(Map<List<@Nullable Object>, Sample> cells, Seen seen) {}

    private final FieldPaths paths;
    private final Kept<StepKey, StepCells> steps = new Kept<>(MOST_BYTES);
    private final Kept<TextKey, String> texts = new Kept<>(BYTES_OF_TEXTS);
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(64).toList();

    StepSamples(FieldPaths paths) {
        this.paths = paths;
    }

    Counted of(AnalyticsEngine.Session session, ReadyMetric.Counted metric, Frame frame) {
        Seen seen = session.seen();
        if (seen == null) {
            return count(session, metric, frame);
        }
        CellQuery any = new CellQuery(metric, frame.on(ANY_STEP), paths);
        String statement = any.sql();
        if (changesByTheMoment(metric, frame, statement)) {
            return count(session, metric, frame);
        }
        ReentrantLock lock = locks.get(Math.floorMod(statement.hashCode(), locks.size()));
        lock.lock();
        try {
            return of(session, seen, metric, frame, statement, any.reach(paths));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a moment later it would be another statement: it reads the clock, and not just the day. */
    private boolean changesByTheMoment(ReadyMetric.Counted metric, Frame frame, String statement) {
        Clock later = Clock.offset(frame.clock(), Duration.ofMillis(1));
        return (statement.contains("timestamp '") || statement.contains("TIMESTAMP '"))
                && !new CellQuery(metric, frame.on(ANY_STEP).at(later), paths)
                        .sql()
                        .equals(statement);
    }

    private Counted of(
            AnalyticsEngine.Session session,
            Seen seen,
            ReadyMetric.Counted metric,
            Frame frame,
            String statement,
            Reach reach) {
        Spine spine = frame.spine();
        Map<Step, StepCells> known = new HashMap<>();
        List<Step> missing = new ArrayList<>();
        for (Step step : spine.steps()) {
            StepCells kept = steps.get(new StepKey(statement, step.period()));
            if (kept != null && holds(kept, seen, reach, step)) {
                known.put(step, kept);
            } else {
                missing.add(step);
            }
        }
        if (!missing.isEmpty()) {
            List<Step> counted = together(metric, spine, missing);
            CellQuery query = new CellQuery(metric, frame.on(spine.only(counted)), paths);
            Samples found = query.samples();
            session.forEach(query.select(), found::add);
            if (found.isCut()) {
                // Which cells are left out depends on all steps.
                return count(session, metric, frame);
            }
            keep(statement, counted, found.cells(), seen).forEach(known::put);
        }
        return new Counted(cells(spine, known, frame), text(metric, frame, statement), false);
    }

    /** Whether neither state holds a change that the other lacks. */
    private static boolean holds(StepCells kept, Seen seen, Reach reach, Step step) {
        ChangeLog log = seen.log();
        long both = Math.min(kept.seen().run(), seen.run());
        return kept.seen().log() == log && !reach.hasChanged(log, step, both);
    }

    /** A stock is added up over the steps: from the first to the last that is missing. */
    private static List<Step> together(ReadyMetric.Counted metric, Spine spine, List<Step> missing) {
        if (metric.form() instanceof Rows rows && rows.untilEnd()) {
            return spine.steps()
                    .subList(
                            spine.steps().indexOf(missing.getFirst()),
                            spine.steps().indexOf(missing.getLast()) + 1);
        }
        return missing;
    }

    private Map<Step, StepCells> keep(
            String statement,
            List<Step> counted,
            Map<List<@Nullable Object>, Map<LocalDate, Sample>> found,
            Seen seen) {
        Map<Step, StepCells> fresh = new HashMap<>();
        for (Step step : counted) {
            Map<List<@Nullable Object>, Sample> cells = new LinkedHashMap<>();
            long bytes = 200;
            for (Map.Entry<List<@Nullable Object>, Map<LocalDate, Sample>> cell : found.entrySet()) {
                Sample sample = cell.getValue().get(step.label());
                if (sample != null) {
                    cells.put(cell.getKey(), sample);
                    bytes += sample.bytes()
                            + (long) BYTES_OF_VALUE * (1 + cell.getKey().size());
                }
            }
            StepCells samples = new StepCells(cells, seen);
            fresh.put(step, samples);
            steps.put(new StepKey(statement, step.period()), samples, bytes);
        }
        return fresh;
    }

    private static Map<List<@Nullable Object>, Map<LocalDate, Sample>> cells(
            Spine spine, Map<Step, StepCells> known, Frame frame) {
        Map<List<@Nullable Object>, Map<LocalDate, Sample>> cells = new LinkedHashMap<>();
        if (frame.dimensions().isEmpty()) {
            // The whole is there even when nothing is in it.
            cells.put(List.of(), new HashMap<>());
        }
        for (Step step : spine.steps()) {
            StepCells samples = known.get(step);
            if (samples != null) {
                samples.cells()
                        .forEach((key, sample) -> cells.computeIfAbsent(key, ignored -> new HashMap<>())
                                .put(step.label(), sample));
            }
        }
        return cells;
    }

    /** The statement for all steps, which people may read and run. */
    private String text(ReadyMetric.Counted metric, Frame frame, String statement) {
        TextKey key = new TextKey(statement, frame.spine());
        String known = texts.get(key);
        if (known == null) {
            known = new CellQuery(metric, frame, paths).sql();
            texts.put(key, known, 4L * (known.length() + statement.length()));
        }
        return known;
    }

    private Counted count(AnalyticsEngine.Session session, ReadyMetric.Counted metric, Frame frame) {
        CellQuery query = new CellQuery(metric, frame, paths);
        Samples samples = query.samples();
        session.forEach(query.select(), samples::add);
        return new Counted(samples.cells(), query.sql(), samples.isCut());
    }
}
