package org.zhike.records;

import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issue;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;

/**
 * One set-based step of bringing rows into a table: match, refuse, update with history, insert. The SQL is written out
 * because its heart (RETURNING old and new, ON CONFLICT DO NOTHING, generated ids) is PostgreSQL's own; every name in it
 * comes from definitions, every value from the source's own select.
 */
final class Merge {

    static final Field<Long> ROW_NO = field(name("row_no"), Long.class);

    private final DSLContext sql;
    private final ObjectDefinition object;
    private final MergeRequest request;
    private final Actor actor;
    private final String target;
    private final List<FieldDefinition> given;
    private final List<String> columns;
    private final boolean lastTry;

    Merge(DSLContext sql, ObjectDefinition object, MergeRequest request, Actor actor) {
        this(sql, object, request, actor, false);
    }

    private Merge(DSLContext sql, ObjectDefinition object, MergeRequest request, Actor actor, boolean lastTry) {
        this.sql = sql;
        this.object = object;
        this.request = request;
        this.actor = actor;
        this.lastTry = lastTry;
        this.target = quoted(RecordTable.SCHEMA) + "." + quoted(object.name());
        Set<String> sourceColumns =
                request.source().fieldStream().map(Field::getName).collect(Collectors.toSet());
        this.given = object.fields().stream()
                .filter(definition -> sourceColumns.contains(definition.name()))
                .toList();
        this.columns = given.stream()
                .flatMap(definition -> RecordTable.columns(definition).stream())
                .map(Field::getName)
                .toList();
    }

    BulkOutcome run() {
        match();
        List<BulkOutcome.Refusal> refused = refusals();
        long matched = count("match_id is not null and refusal is null");
        long updated = update();
        long wanted = count("match_id is null and refusal is null");
        long created = insert();
        BulkOutcome outcome = new BulkOutcome(created, updated, matched - updated, refused);
        return created == wanted ? outcome : outcome.plus(leftOver());
    }

    /** Each source row beside the record its key names, or beside the id it will get, or with the reason to refuse it. */
    private void match() {
        String keys = request.key().stream().map(Merge::quoted).collect(joining(", "));
        String repeat = keys.isEmpty()
                ? "null::bigint"
                : "first_value(row_no) over (partition by " + keys + " order by row_no)";
        executeInlined("drop table if exists pg_temp.merge_rows");
        executeInlined("create temp table merge_rows on commit drop as "
                + "with source as (" + sql.renderInlined(request.source()) + "), "
                + "keyed as (select source.*, " + repeat + " as first_row from source), "
                + "matched as (select s.*, " + (keys.isEmpty() ? "null::bigint" : "m.id") + " as match_id, "
                + (keys.isEmpty() ? "0" : "m.found") + " as found from keyed s" + matchJoin() + ") "
                + "select matched.*, " + refusal() + " as refusal, "
                + "case when match_id is null then nextval(pg_get_serial_sequence('" + target
                + "', 'id')) end as new_id "
                // In the order of the rows, so that ids follow it.
                + "from (select * from matched order by row_no) matched");
        executeInlined("analyze pg_temp.merge_rows");
    }

    private String matchJoin() {
        if (request.key().isEmpty()) {
            return "";
        }
        String on = request.key().stream()
                .map(key -> "m." + quoted(key) + " = s." + quoted(key))
                .collect(joining(" and "));
        if (isUnique()) {
            return " left join lateral (select id, 1 as found from " + target + " m where " + on
                    + " and m.deleted_at is null) m on true";
        }
        return " left join lateral (select min(id) as id, count(*) as found from " + target + " m where " + on
                + " and m.deleted_at is null) m on true";
    }

    private boolean isUnique() {
        return request.key().size() > 1
                || object.field(request.key().getFirst()).orElseThrow().unique();
    }

    private String refusal() {
        List<String> cases = new ArrayList<>();
        String missing =
                request.key().stream().map(key -> quoted(key) + " is null").collect(joining(" or "));
        if (!missing.isEmpty()) {
            if (request.mode() != MergeMode.CREATE) {
                cases.add("when " + missing + " then 'MISSING_KEY'");
            }
            cases.add("when first_row < row_no and not (" + missing + ") then 'DUPLICATE_IN_INPUT'");
            cases.add("when found > 1 then 'AMBIGUOUS_KEY'");
        }
        switch (request.mode()) {
            case CREATE -> cases.add("when match_id is not null then 'ALREADY_EXISTS'");
            case UPDATE -> cases.add("when match_id is null then 'NOT_FOUND_FOR_UPDATE'");
            case UPSERT -> {}
        }
        for (FieldDefinition definition : object.fields()) {
            if (!definition.required()) {
                continue;
            }
            boolean isGiven = given.contains(definition);
            String empty = isGiven ? quoted(definition.name()) + " is null" : "true";
            if (definition.defaultValue() == null) {
                cases.add("when match_id is null and " + empty + " then 'REQUIRED:" + definition.name() + "'");
            }
            if (isGiven && !request.emptyKeeps()) {
                cases.add("when match_id is not null and " + empty + " then 'REQUIRED:" + definition.name() + "'");
            }
        }
        return cases.isEmpty() ? "null::text" : "case " + String.join(" ", cases) + " end";
    }

    private List<BulkOutcome.Refusal> refusals() {
        return sql.fetch("select row_no, refusal, first_row from merge_rows where refusal is not null order by row_no")
                .map(row -> new BulkOutcome.Refusal(
                        row.get(0, Long.class), issue(row.get(1, String.class), row.get(2, Long.class))));
    }

    private Issue issue(String reason, Object firstRow) {
        String key = String.join(" + ", request.key());
        String label = object.labels().en();
        if (reason.startsWith("REQUIRED:")) {
            String fieldName = reason.substring("REQUIRED:".length());
            return Issue.of(fieldName, RecordError.REQUIRED, fieldName);
        }
        return switch (RecordError.valueOf(reason)) {
            case MISSING_KEY -> Issue.of(key, RecordError.MISSING_KEY, key);
            case DUPLICATE_IN_INPUT -> Issue.of(key, RecordError.DUPLICATE_IN_INPUT, key, firstRow);
            case AMBIGUOUS_KEY -> Issue.of(key, RecordError.AMBIGUOUS_KEY, key);
            case NOT_FOUND_FOR_UPDATE -> Issue.of(key, RecordError.NOT_FOUND_FOR_UPDATE, label, key);
            case ALREADY_EXISTS -> Issue.of(key, RecordError.ALREADY_EXISTS, label, key, "");
            default -> throw new IllegalStateException(reason);
        };
    }

    /** Returns how many records changed; each has its history row. */
    private long update() {
        if (request.mode() == MergeMode.CREATE || columns.isEmpty()) {
            return 0;
        }
        String assignments = columns.stream()
                .map(column -> quoted(column) + " = " + newValue(column))
                .collect(joining(", "));
        String before = columns.stream().map(column -> "t." + quoted(column)).collect(joining(", "));
        String after = columns.stream().map(this::newValue).collect(joining(", "));
        String changes = given.stream().map(Merge::change).collect(joining(" || "));
        return sql.execute(
                "with changed as (update " + target + " t set " + assignments
                        + ", version = t.version + 1, updated_at = now(), updated_by = ?"
                        + " from merge_rows s where t.id = s.match_id and s.refusal is null and row(" + before
                        + ") is distinct from row(" + after + ")"
                        + " returning new.id, new.version, new.updated_at, " + changes + " as changes)"
                        + " insert into zhike.record_change"
                        + " (object, record_id, version, kind, changed_at, changed_by, import_id, changes)"
                        + " select ?, id, version, 'updated', updated_at, ?, cast(? as bigint), changes from changed",
                actor.name(),
                object.name(),
                actor.name(),
                request.importId());
    }

    /** What an existing record gets: the source's value, or its own where an empty cell leaves it alone. */
    private String newValue(String column) {
        String value = "s." + quoted(column);
        return request.emptyKeeps() ? "coalesce(" + value + ", t." + quoted(column) + ")" : value;
    }

    /** One field's change as the API writes it: {"field": [from, to]}, or {} when it is the same. */
    private static String change(FieldDefinition definition) {
        String column = quoted(definition.name());
        String differs = "old." + column + " is distinct from new." + column;
        if (definition.type() == FieldType.MONEY) {
            String currency = quoted(definition.currencyColumn());
            differs = "(" + differs + " or old." + currency + " is distinct from new." + currency + ")";
        }
        return "case when " + differs + " then jsonb_build_object('" + definition.name() + "', jsonb_build_array("
                + json(definition, "old.") + ", " + json(definition, "new.") + ")) else '{}'::jsonb end";
    }

    private static String json(FieldDefinition definition, String row) {
        String column = row + quoted(definition.name());
        return switch (definition.type()) {
            case NUMBER, PERCENT -> "trim_scale(" + column + ")";
            case MONEY ->
                "case when " + column + " is not null then jsonb_build_object('amount', trim_scale(" + column
                        + ")::text, 'currency', " + row + quoted(definition.currencyColumn()) + ") end";
            case DATETIME -> "(to_json(" + column + " at time zone 'UTC') #>> '{}') || 'Z'";
            case TEXT, LONG_TEXT, BOOLEAN, DATE, SELECT, MULTI_SELECT, REFERENCE, EMAIL, PHONE, URL, REGION -> column;
        };
    }

    private long insert() {
        if (request.mode() == MergeMode.UPDATE) {
            return 0;
        }
        List<String> names = new ArrayList<>(columns);
        List<String> values = new ArrayList<>();
        List<@Nullable Object> binds = new ArrayList<>();
        for (String column : columns) {
            String defaultValue = defaultOf(column);
            values.add(defaultValue == null ? "s." + quoted(column) : "coalesce(s." + quoted(column) + ", ?)");
            if (defaultValue != null) {
                binds.add(defaultValue);
            }
        }
        for (FieldDefinition definition : object.fields()) {
            if (definition.defaultValue() != null && !given.contains(definition)) {
                names.add(definition.name());
                values.add("?");
                binds.add(definition.defaultValue());
            }
        }
        binds.add(actor.name());
        binds.add(actor.name());
        binds.add(request.importId());
        return sql.execute(
                "insert into " + target + " (id, "
                        + names.stream().map(Merge::quoted).collect(joining(", "))
                        + (names.isEmpty() ? "" : ", ") + "created_by, updated_by, import_id)"
                        + " select s.new_id, " + String.join(", ", values) + (values.isEmpty() ? "" : ", ")
                        + "?, ?, cast(? as bigint)"
                        + " from merge_rows s where s.match_id is null and s.refusal is null order by s.row_no"
                        + " on conflict do nothing",
                binds.toArray());
    }

    private @Nullable String defaultOf(String column) {
        return object.field(column).map(FieldDefinition::defaultValue).orElse(null);
    }

    /**
     * Rows that met a unique value while being inserted: somebody else created the record meanwhile (then a second try
     * finds it), or another unique field is taken (then they are refused).
     */
    private BulkOutcome leftOver() {
        String notThere = "match_id is null and refusal is null and not exists (select from " + target
                + " t where t.id = merge_rows.new_id)";
        if (lastTry) {
            List<BulkOutcome.Refusal> refused = sql.fetch("select row_no from merge_rows where " + notThere)
                    .map(row -> new BulkOutcome.Refusal(row.get(0, Long.class), taken()));
            return new BulkOutcome(0, 0, 0, refused);
        }
        executeInlined("drop table if exists pg_temp.merge_left");
        executeInlined("create temp table merge_left on commit drop as select row_no"
                + columns.stream().map(column -> ", " + quoted(column)).collect(joining()) + " from merge_rows where "
                + notThere);
        List<Field<?>> fields = new ArrayList<>(List.of(ROW_NO));
        columns.forEach(column -> fields.add(field(name(column))));
        MergeRequest again = new MergeRequest(
                object.name(),
                select(fields).from(table(name("merge_left"))),
                request.key(),
                request.mode(),
                request.emptyKeeps(),
                request.importId());
        return new Merge(sql, object, again, actor, true).run();
    }

    private Issue taken() {
        String unique = object.fields().stream()
                .filter(definition -> definition.unique() && !request.key().contains(definition.name()))
                .map(FieldDefinition::name)
                .collect(joining(" / "));
        return Issue.of("", RecordError.ALREADY_EXISTS, object.labels().en(), unique, "");
    }

    private long count(String condition) {
        Long found = sql.fetchSingle("select count(*) from merge_rows where " + condition)
                .get(0, Long.class);
        return found;
    }

    /** Runs SQL whose literals are part of it, as CREATE TABLE AS takes no binds. */
    private void executeInlined(String text) {
        sql.connection(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text);
            }
        });
    }

    private static String quoted(String identifier) {
        return '"' + identifier + '"';
    }
}
