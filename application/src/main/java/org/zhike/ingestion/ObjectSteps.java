package org.zhike.ingestion;

import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issue;
import org.zhike.objects.RecordTable;
import org.zhike.records.BulkOutcome;
import org.zhike.records.BulkRecords;
import org.zhike.records.MergeRequest;
import org.zhike.records.RecordError;

/** One row of the file is one record of one object. */
final class ObjectSteps implements WriteSteps {

    /** The temporary table of a chunk's rows with their references' ids. */
    private static final String RESOLVED = "import_resolved";

    private final DSLContext sql;
    private final BulkRecords records;
    private final Actor actor;
    private final long importId;
    private final ImportPlan plan;
    private final Staging staging;
    private final String object;

    ObjectSteps(DSLContext sql, BulkRecords records, Actor actor, long importId, ImportPlan plan, Staging staging) {
        this.sql = sql;
        this.records = records;
        this.actor = actor;
        this.importId = importId;
        this.plan = plan;
        this.staging = staging;
        this.object = plan.target().name();
    }

    @Override
    public List<String> objects() {
        return List.of(object);
    }

    /** Of rows with one key the first stays: which chunk a row falls into must not matter. */
    @Override
    public Prepared prepare() {
        List<String> keys =
                plan.match().stream().map(place -> quoted(place.path())).toList();
        staging.execute("create index on " + staging.rows() + " (row_no)");
        staging.execute("analyze " + staging.rows());
        if (!keys.isEmpty()) {
            String key = String.join(", ", keys);
            String words = String.join(" + ", MappingCheck.fields(plan.match()));
            String known = keys.stream().map(column -> column + " is not null").collect(joining(" and "));
            sql.execute(
                    "with numbered as (select row_no, first_value(row_no) over (partition by " + key
                            + " order by row_no) as first_row from " + staging.rows() + " where " + known + "),"
                            + " gone as (delete from " + staging.rows() + " r using numbered n"
                            + " where r.row_no = n.row_no and n.first_row < n.row_no"
                            + " returning n.row_no, n.first_row, concat_ws(' + ', " + prefixed("r", keys)
                            + ") as value)"
                            + " insert into zhike.import_reject (import_id, line, flaws)"
                            + " select ?, row_no, jsonb_build_array(jsonb_build_object('column', ?::text, 'value', left(value, 80),"
                            + " 'code', ?::text, 'arguments', jsonb_build_array(?::text, first_row::text))) from gone"
                            + " on conflict do nothing",
                    importId,
                    heading(plan.match().getFirst()),
                    RecordError.DUPLICATE_IN_INPUT.name(),
                    words);
        }
        return new Prepared(staging.count(staging.rows()), Map.of());
    }

    @Override
    public List<Step> steps() {
        long last = staging.number("select max(row_no) from " + staging.rows());
        return List.of(new Step(object, (int) (last / CHUNK) + 1));
    }

    @Override
    public Written write(int step, int chunk) {
        resolve(chunk);
        List<Reject> rejects = new ArrayList<>(unresolved());
        List<Field<?>> fields = new ArrayList<>(List.of(field(name(StagedColumn.ROW_NO))));
        Condition resolved = noCondition();
        for (Target.Place place : references()) {
            fields.add(field(name(id(place))).as(place.reference()));
            resolved = resolved.and(field(name(place.path()))
                    .isNull()
                    .or(field(name(found(place)), Long.class).eq(1L)));
        }
        for (ImportPlan.Column column : plan.columns()) {
            Target.Place place = column.place();
            if (place.reference() == null && !place.currency()) {
                StagedColumn.of(place.path(), place.field()).forEach(part -> fields.add(field(name(part.name()))));
            }
        }
        MergeRequest request = new MergeRequest(
                object,
                select(fields).from(table(name(RESOLVED))).where(resolved),
                MappingCheck.fields(plan.match()),
                plan.mode(),
                true,
                importId);
        BulkOutcome outcome = records.merge(actor, request);
        outcome.refused().forEach(refusal -> rejects.add(Reject.of(refusal.row(), withHeading(refusal.issue()))));
        return new Written(Map.of(object, outcome), rejects);
    }

    /** The chunk's rows, with the ids their references mean; looked up once, so that refusing and writing agree. */
    private void resolve(int chunk) {
        StringBuilder ids = new StringBuilder();
        StringBuilder joins = new StringBuilder();
        for (Target.Place place : references()) {
            String alias = quoted("to " + place.reference());
            ids.append(
                    ", " + alias + ".id as " + quoted(id(place)) + ", " + alias + ".found as " + quoted(found(place)));
            joins.append(" left join lateral (select min(m.id) as id, count(*) as found from "
                    + quoted(RecordTable.SCHEMA) + "." + quoted(place.object()) + " m where m."
                    + quoted(place.field().name()) + " = s." + quoted(place.path()) + " and m.deleted_at is null) "
                    + alias + " on true");
        }
        staging.execute("drop table if exists pg_temp." + RESOLVED);
        staging.execute("create temp table " + RESOLVED + " on commit drop as select s.*" + ids + " from "
                + staging.rows() + " s" + joins + " where s.row_no >= " + (long) chunk * CHUNK + " and s.row_no < "
                + (chunk + 1L) * CHUNK);
    }

    /** The rows whose reference names no record, or several. */
    private List<Reject> unresolved() {
        List<Reject> rejects = new ArrayList<>();
        for (Target.Place place : references()) {
            String key = quoted(place.path());
            staging.fetch("select row_no, " + key + "::text, " + quoted(found(place)) + " from " + RESOLVED + " where "
                            + key + " is not null and " + quoted(found(place)) + " <> 1")
                    .forEach(row -> rejects.add(Reject.of(
                            row.get(0, Long.class),
                            heading(place),
                            row.get(1, String.class),
                            row.get(2, Long.class) == 0
                                    ? RecordError.UNKNOWN_REFERENCE
                                    : IngestionError.AMBIGUOUS_REFERENCE,
                            place.object(),
                            place.field().name(),
                            row.get(1, String.class))));
        }
        return rejects;
    }

    private static String id(Target.Place place) {
        return "id of " + place.reference();
    }

    private static String found(Target.Place place) {
        return "found of " + place.reference();
    }

    private List<Target.Place> references() {
        return plan.columns().stream()
                .map(ImportPlan.Column::place)
                .filter(place -> place.reference() != null)
                .toList();
    }

    private Issue withHeading(Issue issue) {
        return plan.columns().stream()
                .filter(column -> column.place().reference() == null
                        && column.place().field().name().equals(issue.path()))
                .findFirst()
                .map(column -> new Issue(column.heading(), issue.code(), issue.arguments()))
                .orElse(issue);
    }

    private String heading(Target.Place place) {
        return plan.column(place.path()).map(ImportPlan.Column::heading).orElse(place.path());
    }

    private static String prefixed(String table, List<String> columns) {
        return columns.stream().map(column -> table + "." + column).collect(joining(", "));
    }

    private static String quoted(String identifier) {
        return '"' + identifier + '"';
    }
}
