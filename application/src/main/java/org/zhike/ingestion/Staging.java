package org.zhike.ingestion;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.records.CopyWriter;

/**
 * The tables that hold an import's rows between file and records, typed, each under the line it came from. They are not
 * logged: fast to fill, empty after a crash of the database, and filled again from the file then.
 */
final class Staging {

    private static final String SCHEMA = "staging";

    private final DSLContext sql;
    private final String prefix;
    private final List<StagedColumn> columns;

    Staging(DSLContext sql, long importId, List<StagedColumn> columns) {
        this.sql = sql;
        this.prefix = "import_" + importId;
        this.columns = columns;
    }

    List<StagedColumn> columns() {
        return columns;
    }

    Optional<StagedColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The table of the rows themselves, as SQL. */
    String rows() {
        return part("");
    }

    /** A table made from the rows, as SQL. */
    String part(String name) {
        return SCHEMA + ".\"" + tableName(name) + '"';
    }

    /** As {@link #part}, for jOOQ. */
    Table<Record> table(String name) {
        return DSL.table(DSL.name(SCHEMA, tableName(name)));
    }

    private String tableName(String name) {
        return name.isEmpty() ? prefix : prefix + "_" + name;
    }

    /** Makes the rows' table, empty. */
    void create() {
        drop();
        String definitions = columns.stream()
                .map(column -> column.quoted() + " " + column.type())
                .collect(joining(", "));
        execute("create unlogged table " + rows() + " (" + definitions + ")");
    }

    /** Makes a table from a select over the rows; replaces an earlier one. */
    void derive(String name, String select, @Nullable String indexed) {
        execute("drop table if exists " + part(name));
        execute("create unlogged table " + part(name) + " as " + select);
        if (indexed != null) {
            execute("create index on " + part(name) + " (" + indexed + ")");
        }
        execute("analyze " + part(name));
    }

    /** Adds rows, in the caller's transaction. */
    void copy(List<List<@Nullable Object>> rows) {
        sql.connection(connection -> {
            List<String> names = columns.stream().map(StagedColumn::name).toList();
            try (CopyWriter copy = CopyWriter.into(connection, rows(), names)) {
                for (List<@Nullable Object> row : rows) {
                    copy.write(row.toArray());
                }
                copy.finish();
            }
        });
    }

    /** Whether the rows' table is there with so many rows. */
    boolean holds(long count) {
        boolean isThere =
                sql.fetchSingle("select to_regclass(?) is not null", rows()).get(0, Boolean.class);
        return isThere && count(rows()) == count;
    }

    long count(String table) {
        return number("select count(*) from " + table);
    }

    long number(String select) {
        return Objects.requireNonNullElse(sql.fetchSingle(select).get(0, Long.class), 0L);
    }

    Result<Record> fetch(String query, Object... binds) {
        return sql.fetch(query, binds);
    }

    /** Runs SQL without binds. */
    void execute(String text) {
        sql.connection(connection -> execute(connection.createStatement(), text));
    }

    private static void execute(Statement statement, String text) throws SQLException {
        try (statement) {
            statement.execute(text);
        }
    }

    /** Drops all tables of the import. */
    void drop() {
        for (String name : List.of("", "customer", "product", "order", "item")) {
            execute("drop table if exists " + part(name));
        }
    }
}
