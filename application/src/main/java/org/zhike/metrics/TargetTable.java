package org.zhike.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Grain;

/** The table of targets. */
@Component
final class TargetTable {

    private final DSLContext dsl;

    TargetTable(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Returns the targets of metrics, those that hold from the latest day first. */
    List<Target> of(Collection<String> metrics) {
        return dsl.resultQuery(
                        "select * from zhike.metric_target where metric = any(?) order by since desc, id desc",
                        DSL.val(metrics.toArray(String[]::new)))
                .fetch(TargetTable::target);
    }

    /** Writes a target, in the place of the one for the same part, step and day if there is one; its own id counts for nothing. */
    Target put(Target target) {
        return Objects.requireNonNull(dsl.resultQuery(
                        """
                        insert into zhike.metric_target
                          (metric, dimension, value, grain, since, target, red_line, note, set_by, set_at)
                        values (?, ?, ?, ?, cast(? as date), ?, ?, ?, ?, cast(? as timestamptz))
                        on conflict (metric, coalesce(dimension, ''), coalesce(value, ''), grain, since)
                        do update set target = excluded.target, red_line = excluded.red_line, note = excluded.note,
                          set_by = excluded.set_by, set_at = excluded.set_at
                        returning *""",
                        target.metric(),
                        target.dimension(),
                        target.value(),
                        target.grain().name(),
                        target.since(),
                        target.target(),
                        target.redLine(),
                        target.note(),
                        target.setBy(),
                        target.setAt())
                .fetchOne(TargetTable::target));
    }

    Optional<Target> remove(String metric, long id) {
        return dsl.resultQuery("delete from zhike.metric_target where metric = ? and id = ? returning *", metric, id)
                .fetchOptional(TargetTable::target);
    }

    private static Target target(Record row) {
        return new Target(
                row.get("id", Long.class),
                row.get("metric", String.class),
                row.get("dimension", String.class),
                row.get("value", String.class),
                row.get("grain", Grain.class),
                row.get("since", LocalDate.class),
                row.get("target", Double.class),
                row.get("red_line", Double.class),
                row.get("note", String.class),
                row.get("set_by", String.class),
                row.get("set_at", Instant.class));
    }
}
