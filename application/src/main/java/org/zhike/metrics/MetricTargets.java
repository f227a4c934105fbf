package org.zhike.metrics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/** The targets and red lines of metrics. Everybody reads them; who may write records sets them. */
@Service
public final class MetricTargets {

    private static final int LONGEST_NOTE = 500;

    private final Metrics metrics;
    private final TargetTable table;
    private final DSLContext dsl;
    private final Audit audit;
    private final Clock clock;

    MetricTargets(Metrics metrics, TargetTable table, DSLContext dsl, Audit audit, Clock clock) {
        this.metrics = metrics;
        this.table = table;
        this.dsl = dsl;
        this.audit = audit;
        this.clock = clock;
    }

    /** A target as somebody sets it; see {@link Target}. */
    public record Draft(
            @Nullable String dimension,
            @Nullable String value,
            @Nullable Grain grain,
            @Nullable LocalDate since,
            @Nullable Double target,
            @Nullable Double redLine,
            @Nullable String note) {}

    /** Returns a metric's targets, those that hold from the latest day first. */
    public List<Target> of(Actor actor, String metric) {
        metrics.get(metric);
        return table.of(List.of(metric));
    }

    /** Sets a target, in the place of the one for the same part, step and day if there is one. All problems come at once. */
    public Target set(Actor actor, String metric, Draft draft) {
        actor.mustBeAbleToWrite();
        Metric definition = metrics.get(metric);
        check(definition, draft).throwIfAny();
        Target target = new Target(
                0,
                metric,
                draft.dimension(),
                draft.value(),
                Objects.requireNonNull(draft.grain()),
                Objects.requireNonNull(draft.since()),
                draft.target(),
                draft.redLine(),
                draft.note() == null ? "" : draft.note().strip(),
                actor.name(),
                clock.instant());
        return dsl.transactionResult(_ -> {
            Target set = table.put(target);
            audit.record(actor, "target_set", Map.of("target", set));
            return set;
        });
    }

    private Issues check(Metric metric, Draft draft) {
        Issues issues = new Issues();
        if (draft.dimension() != null && !metrics.dimensions(metric).containsKey(draft.dimension())) {
            String known = String.join(", ", metrics.dimensions(metric).keySet());
            issues.add(
                    "dimension",
                    MetricError.UNKNOWN_DIMENSION,
                    metric.id(),
                    draft.dimension(),
                    "Choose one of " + known + ".");
        }
        if ((draft.dimension() == null) != (draft.value() == null)) {
            issues.add("value", MetricError.TARGET_WITHOUT_PART);
        }
        if (draft.target() == null && draft.redLine() == null) {
            issues.add("target", MetricError.EMPTY_TARGET);
        }
        if (draft.since() == null) {
            issues.add("since", MetricError.TARGET_WITHOUT_START);
        }
        if (draft.grain() == null) {
            issues.add("grain", MetricError.TARGET_WITHOUT_GRAIN);
        }
        if (draft.note() != null && draft.note().strip().length() > LONGEST_NOTE) {
            issues.add("note", MetricError.LONG_NOTE, LONGEST_NOTE);
        }
        if (draft.target() != null && draft.redLine() != null) {
            boolean up = metric.direction() == Metric.Direction.UP;
            if (up ? draft.redLine() > draft.target() : draft.redLine() < draft.target()) {
                issues.add("redLine", MetricError.RED_LINE_BEYOND_TARGET);
            }
        }
        return issues;
    }

    /** Removes a target; the one before it holds again. */
    public void remove(Actor actor, String metric, long id) {
        actor.mustBeAbleToWrite();
        dsl.transaction(_ -> {
            Target gone = table.remove(metric, id)
                    .orElseThrow(() -> new ProductException(MetricError.NO_SUCH_TARGET, metric, id));
            audit.record(actor, "target_removed", Map.of("target", gone));
        });
    }
}
