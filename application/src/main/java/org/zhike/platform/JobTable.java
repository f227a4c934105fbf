package org.zhike.platform;

import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.when;
import static org.zhike.platform.Job.State.CANCELLED;
import static org.zhike.platform.Job.State.CANCELLING;
import static org.zhike.platform.Job.State.QUEUED;
import static org.zhike.platform.Job.State.RUNNING;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of {@code zhike.job}. */
record JobTable(JsonMapper json) {

    private static final Table<Record> JOB = table(name(Database.SCHEMA, "job"));
    private static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
    private static final Field<String> KIND = field(name("kind"), SQLDataType.CLOB);
    private static final Field<JSONB> ARGUMENTS = field(name("arguments"), SQLDataType.JSONB);
    private static final Field<String> STATE = field(name("state"), SQLDataType.CLOB);
    private static final Field<String> PHASE = field(name("phase"), SQLDataType.CLOB);
    private static final Field<Long> DONE = field(name("done"), SQLDataType.BIGINT);
    private static final Field<Long> TOTAL = field(name("total"), SQLDataType.BIGINT);
    private static final Field<JSONB> PROBLEM = field(name("problem"), SQLDataType.JSONB);
    private static final Field<OffsetDateTime> CREATED_AT =
            field(name("created_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> STARTED_AT =
            field(name("started_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);
    private static final Field<OffsetDateTime> ENDED_AT = field(name("ended_at"), SQLDataType.TIMESTAMPWITHTIMEZONE);

    private static final List<Field<?>> COLUMNS =
            List.of(ID, KIND, ARGUMENTS, STATE, PHASE, DONE, TOTAL, PROBLEM, CREATED_AT, STARTED_AT, ENDED_AT);

    long insert(DSLContext dsl, String kind, JsonNode arguments) {
        return dsl.insertInto(JOB)
                .set(KIND, kind)
                .set(ARGUMENTS, JSONB.valueOf(arguments.toString()))
                .set(STATE, word(QUEUED))
                .returningResult(ID)
                .fetchSingle()
                .value1();
    }

    Optional<Job> find(DSLContext dsl, long id) {
        return dsl.select(COLUMNS).from(JOB).where(ID.eq(id)).fetchOptional(this::job);
    }

    List<Job> find(DSLContext dsl, Collection<Long> ids) {
        return dsl.select(COLUMNS).from(JOB).where(ID.in(ids)).fetch(this::job);
    }

    /** Marks a job as running; empty when it has ended. One cancelled while it ran last time is still being cancelled. */
    Optional<Job> begin(DSLContext dsl, long id) {
        return dsl.update(JOB)
                .set(STATE, when(STATE.eq(word(QUEUED)), word(RUNNING)).otherwise(STATE))
                .set(STARTED_AT, currentOffsetDateTime())
                .where(ID.eq(id).and(STATE.in(word(QUEUED), word(RUNNING), word(CANCELLING))))
                .returning(COLUMNS)
                .fetchOptional(this::job);
    }

    void cancel(DSLContext dsl, long id) {
        dsl.update(JOB)
                .set(ENDED_AT, when(STATE.eq(word(QUEUED)), currentOffsetDateTime()))
                .set(STATE, when(STATE.eq(word(QUEUED)), word(CANCELLED)).otherwise(word(CANCELLING)))
                .where(ID.eq(id).and(STATE.in(word(QUEUED), word(RUNNING))))
                .execute();
    }

    /** Writes the progress, if there is news, and returns whether the job is being cancelled. */
    boolean exchange(DSLContext dsl, long id, Job.@Nullable Progress progress) {
        if (progress == null) {
            return dsl.fetchExists(JOB, ID.eq(id).and(STATE.eq(word(CANCELLING))));
        }
        return dsl.update(JOB)
                .set(PHASE, progress.phase())
                .set(DONE, progress.done())
                .set(TOTAL, progress.total())
                .where(ID.eq(id))
                .returningResult(STATE)
                .fetchSingle()
                .value1()
                .equals(word(CANCELLING));
    }

    void end(DSLContext dsl, long id, Job.State state, @Nullable Problem problem) {
        dsl.update(JOB)
                .set(STATE, word(state))
                .set(PROBLEM, problem == null ? null : JSONB.valueOf(json.writeValueAsString(problem)))
                .set(ENDED_AT, currentOffsetDateTime())
                .where(ID.eq(id))
                .execute();
    }

    private Job job(Record row) {
        String phase = row.get(PHASE);
        JSONB problem = row.get(PROBLEM);
        return new Job(
                row.get(ID),
                row.get(KIND),
                json.readTree(row.get(ARGUMENTS).data()),
                Job.State.valueOf(row.get(STATE).toUpperCase(Locale.ROOT)),
                phase == null ? null : new Job.Progress(phase, row.get(DONE), row.get(TOTAL)),
                problem == null ? null : json.readValue(problem.data(), Problem.class),
                row.get(CREATED_AT).toInstant(),
                instant(row.get(STARTED_AT)),
                instant(row.get(ENDED_AT)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String word(Job.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
