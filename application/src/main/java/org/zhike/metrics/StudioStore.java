package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.MetricHistory.Draft;
import org.zhike.metrics.MetricHistory.Event;
import org.zhike.metrics.MetricHistory.Kind;
import org.zhike.metrics.MetricHistory.Version;

/** The company's own definitions in PostgreSQL. Whoever changes several rows brings the transaction. */
final class StudioStore {

    /** The channel on which every change is told to all nodes. */
    static final String CHANNEL = "zhike_metrics";

    private static final Table<?> DEFINITION = table(name("zhike", "metric_definition"));
    private static final Table<?> EVENT = table(name("zhike", "metric_event"));
    private static final Field<Long> ID = field(name("id"), Long.class);
    private static final Field<String> METRIC = field(name("metric"), String.class);
    private static final Field<String> STATE = field(name("state"), String.class);
    private static final Field<Integer> VERSION = field(name("version"), Integer.class);
    private static final Field<String> TEXT = field(name("text"), String.class);
    private static final Field<Integer> REVISION = field(name("revision"), Integer.class);
    private static final Field<String> CHANGED_BY = field(name("changed_by"), String.class);
    private static final Field<OffsetDateTime> CHANGED_AT = field(name("changed_at"), OffsetDateTime.class);
    private static final Field<String> KIND = field(name("kind"), String.class);
    private static final Field<String> NOTE = field(name("note"), String.class);
    private static final Field<String> SUCCESSOR = field(name("successor"), String.class);
    private static final Field<String> DONE_BY = field(name("done_by"), String.class);
    private static final Field<OffsetDateTime> DONE_AT = field(name("done_at"), OffsetDateTime.class);

    private static final String DRAFT = "DRAFT";
    private static final String PUBLISHED = "PUBLISHED";

    private final DSLContext dsl;
    private final Clock clock;

    StudioStore(DSLContext dsl, Clock clock) {
        this.dsl = dsl;
        this.clock = clock;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Lets one publisher in after another: two that are right alone can be wrong together. Until the transaction ends. */
    void lock() {
        dsl.execute("select pg_advisory_xact_lock(hashtext(?))", CHANNEL);
    }

    /** Tells all nodes, once the transaction is committed. */
    void tell() {
        dsl.execute("select pg_notify(?, 'changed')", CHANNEL);
    }

    /** The newest text that the company published of each metric. */
    Map<String, String> newest() {
        Map<String, String> texts = new LinkedHashMap<>();
        dsl.select(METRIC, TEXT)
                .distinctOn(METRIC)
                .from(DEFINITION)
                .where(STATE.eq(PUBLISHED))
                .orderBy(METRIC, VERSION.desc())
                .forEach(row -> texts.put(row.value1(), row.value2()));
        return texts;
    }

    /** What was done with each metric, oldest first. */
    Map<String, List<Event>> events() {
        Map<String, List<Event>> events = new HashMap<>();
        dsl.selectFrom(EVENT)
                .orderBy(ID)
                .forEach(row -> events.computeIfAbsent(row.get(METRIC), metric -> new ArrayList<>())
                        .add(event(row)));
        return events;
    }

    List<Event> events(String metric) {
        return dsl.selectFrom(EVENT).where(METRIC.eq(metric)).orderBy(ID).fetch(StudioStore::event);
    }

    private static Event event(Record row) {
        return new Event(
                Kind.valueOf(row.get(KIND)),
                row.get(VERSION),
                row.get(NOTE),
                row.get(SUCCESSOR),
                row.get(DONE_BY),
                row.get(DONE_AT).toInstant());
    }

    List<Version> versions(String metric) {
        return dsl.selectFrom(DEFINITION)
                .where(METRIC.eq(metric))
                .and(STATE.eq(PUBLISHED))
                .orderBy(VERSION.desc())
                .fetch(row -> new Version(
                        row.get(VERSION),
                        row.get(CHANGED_BY),
                        row.get(CHANGED_AT).toInstant()));
    }

    int newestVersion(String metric) {
        Integer newest = dsl.select(max(VERSION))
                .from(DEFINITION)
                .where(METRIC.eq(metric))
                .fetchOne(0, Integer.class);
        return newest == null ? 0 : newest;
    }

    Optional<String> text(String metric, int version) {
        return dsl.select(TEXT)
                .from(DEFINITION)
                .where(METRIC.eq(metric))
                .and(VERSION.eq(version))
                .fetchOptional(TEXT);
    }

    Optional<Draft> draft(String metric) {
        return dsl.selectFrom(DEFINITION)
                .where(METRIC.eq(metric))
                .and(STATE.eq(DRAFT))
                .fetchOptional(StudioStore::draft);
    }

    Map<String, Draft> drafts() {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        dsl.selectFrom(DEFINITION)
                .where(STATE.eq(DRAFT))
                .orderBy(METRIC)
                .forEach(row -> drafts.put(row.get(METRIC), draft(row)));
        return drafts;
    }

    private static Draft draft(Record row) {
        return new Draft(
                row.get(TEXT),
                row.get(REVISION),
                row.get(CHANGED_BY),
                row.get(CHANGED_AT).toInstant());
    }

    /** @param revision the one seen; 0 when there was no draft; null to write over whatever there is */
    Draft save(Actor actor, String metric, String text, @Nullable Integer revision) {
        Draft before = dsl.selectFrom(DEFINITION)
                .where(METRIC.eq(metric))
                .and(STATE.eq(DRAFT))
                .forUpdate()
                .fetchOptional(StudioStore::draft)
                .orElse(null);
        if (before != null && revision != null && before.revision() != revision) {
            throw new ProductException(StudioError.DRAFT_CHANGED, before.by(), before.at());
        }
        if (before != null) {
            dsl.update(DEFINITION)
                    .set(TEXT, text)
                    .set(REVISION, before.revision() + 1)
                    .set(CHANGED_BY, actor.name())
                    .set(CHANGED_AT, now())
                    .where(METRIC.eq(metric))
                    .and(STATE.eq(DRAFT))
                    .execute();
        } else {
            dsl.insertInto(DEFINITION, METRIC, STATE, TEXT, CHANGED_BY, CHANGED_AT)
                    .values(metric, DRAFT, text, actor.name(), now())
                    .onConflictDoNothing()
                    .execute();
        }
        Draft after = draft(metric).orElseThrow();
        if (!after.text().equals(text)) {
            // Another wrote the first draft at the same moment.
            throw new ProductException(StudioError.DRAFT_CHANGED, after.by(), after.at());
        }
        return after;
    }

    void discard(String metric) {
        dsl.deleteFrom(DEFINITION).where(METRIC.eq(metric)).and(STATE.eq(DRAFT)).execute();
    }

    void publish(Actor actor, String metric, int version) {
        dsl.update(DEFINITION)
                .set(STATE, PUBLISHED)
                .set(VERSION, version)
                .set(CHANGED_BY, actor.name())
                .set(CHANGED_AT, now())
                .where(METRIC.eq(metric))
                .and(STATE.eq(DRAFT))
                .execute();
    }

    void add(Actor actor, String metric, Kind kind, int version, String note, @Nullable String successor) {
        dsl.insertInto(EVENT, METRIC, KIND, VERSION, NOTE, SUCCESSOR, DONE_BY, DONE_AT)
                .values(metric, kind.name(), version, note, successor, actor.name(), now())
                .execute();
    }
}
