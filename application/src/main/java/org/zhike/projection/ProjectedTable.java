package org.zhike.projection;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;

/**
 * An object's table in the projection, and the SQL that brings rows there: PostgreSQL's COPY writes a CSV file, DuckDB reads
 * it. On the way datetimes are microseconds and dates are days since 1970, which both sides read and write fast and in
 * every year; lists are JSON. The day of a datetime is that of PostgreSQL's session zone. Names come from definitions that allow only {@code [a-z0-9_]}; quoting is for words such as
 * "order".
 */
record ProjectedTable(String object, List<Column> columns) {

    private static final String EPOCH = "date '1970-01-01'";

    /** What each row of the file says besides its columns: whether the record is deleted. */
    private static final String GONE = "gone?";

    /**
     * One column.
     *
     * @param type in DuckDB
     * @param source how PostgreSQL computes what is written to the file
     * @param fileType the DuckDB type of what the file holds
     * @param target how DuckDB computes the value from that
     */
    record Column(String name, String type, String source, String fileType, String target) {

        private static Column plain(String name, String type) {
            return new Column(name, type, quoted(name), type, quoted(name));
        }
    }

    static ProjectedTable of(ObjectDefinition object) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.plain("id", "BIGINT"));
        columns.add(Column.plain("version", "INTEGER"));
        addDatetime(columns, "created_at");
        columns.add(Column.plain("created_by", "VARCHAR"));
        addDatetime(columns, "updated_at");
        columns.add(Column.plain("updated_by", "VARCHAR"));
        columns.add(Column.plain("import_id", "BIGINT"));
        object.fields().forEach(field -> addColumns(columns, field));
        return new ProjectedTable(object.name(), List.copyOf(columns));
    }

    /** DuckDB: makes the table, empty, instead of the one there may be. */
    String create() {
        return "create or replace table " + table() + list(column -> quoted(column.name()) + " " + column.type());
    }

    /** PostgreSQL: all live records. */
    String selectAll() {
        return select("deleted_at is null");
    }

    /** PostgreSQL: the records whose last change was not yet visible at the horizon. */
    String selectChangedSince(Horizon horizon) {
        return select(horizon.isBefore("changed_xid"));
    }

    /** PostgreSQL: whether there are such records. */
    String existsChangedSince(Horizon horizon) {
        return "exists (select from " + table() + " where " + horizon.isBefore("changed_xid") + ")";
    }

    /** PostgreSQL: how many live records there are. */
    String countAll() {
        return "select count(*) from " + table() + " where deleted_at is null";
    }

    /** DuckDB: adds the live records that the file holds. */
    String insert(RowFile file) {
        return insertFrom(readCsv(file));
    }

    /** DuckDB: makes the connection's own table of what has changed, empty. */
    String createChanges() {
        return "create or replace temp table " + changes()
                + columns.stream()
                        .map(column -> quoted(column.name()) + " " + column.fileType())
                        .collect(joining(", ", " (", ", " + quoted(GONE) + " BOOLEAN)"));
    }

    /** DuckDB: adds what the file holds to what has changed. */
    String addChanges(RowFile file) {
        return "insert into " + changes() + " select * from " + readCsv(file);
    }

    /** DuckDB: deletes the records that have changed. */
    String deleteChanged() {
        return "delete from " + table() + " where " + isChanged("id");
    }

    /** DuckDB: adds those of them that are live. */
    String insertChanged() {
        return insertFrom(changes());
    }

    /** DuckDB: whether a record that was there before is among them, or one that comes back; those of version 1 are new. */
    String changesExisting() {
        return "select exists (select 1 from %1$s where %2$s) or exists (select 1 from %3$s where version > 1 and not %4$s)"
                .formatted(table(), isChanged("id"), changes(), quoted(GONE));
    }

    String dropChanges() {
        return "drop table " + changes();
    }

    /** DuckDB: whether a column holds the id of a record that has changed. */
    String isChanged(String column) {
        return column + " in (select id from " + changes() + ")";
    }

    private String insertFrom(String source) {
        return "insert into " + table() + " select "
                + columns.stream().map(Column::target).collect(joining(", "))
                + " from " + source + " where not " + quoted(GONE);
    }

    private String changes() {
        return "temp.main." + quoted(object);
    }

    private String select(String condition) {
        return "select " + columns.stream().map(Column::source).collect(joining(", "))
                + ", deleted_at is not null from " + table() + " where " + condition;
    }

    private String readCsv(RowFile file) {
        String types = columns.stream()
                .map(column -> "'" + column.name() + "': '" + column.fileType() + "'")
                .collect(joining(", ", "{", ", '" + GONE + "': 'BOOLEAN'}"));
        // In one thread: a quoted line break cannot be mistaken for the end of a row.
        return "read_csv('" + file.path().toString().replace("'", "''") + "', columns = " + types
                + ", auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', new_line = '\\n'"
                + ", nullstr = '', allow_quoted_nulls = false, parallel = false, max_line_size = "
                + (file.longestRow() + 1)
                + ")";
    }

    private String list(Function<Column, String> part) {
        return columns.stream().map(part).collect(joining(", ", " (", ")"));
    }

    String table() {
        return "records." + quoted(object);
    }

    private static void addColumns(List<Column> columns, FieldDefinition field) {
        String name = field.name();
        switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> columns.add(Column.plain(name, "VARCHAR"));
            case NUMBER -> columns.add(Column.plain(name, "DECIMAL(18, " + field.decimals() + ")"));
            case MONEY -> {
                columns.add(Column.plain(name, "DECIMAL(18, 4)"));
                columns.add(Column.plain(field.currencyColumn(), "VARCHAR"));
            }
            case PERCENT -> columns.add(Column.plain(name, "DECIMAL(9, 6)"));
            case BOOLEAN -> columns.add(Column.plain(name, "BOOLEAN"));
            case DATE -> columns.add(date(name, quoted(name)));
            case DATETIME -> addDatetime(columns, name);
            case MULTI_SELECT ->
                columns.add(new Column(
                        name,
                        "VARCHAR[]",
                        "to_json(" + quoted(name) + ")",
                        "VARCHAR",
                        "cast(cast(" + quoted(name) + " as JSON) as VARCHAR[])"));
            case REFERENCE -> columns.add(Column.plain(name, "BIGINT"));
        }
    }

    private static void addDatetime(List<Column> columns, String name) {
        columns.add(new Column(
                name,
                "TIMESTAMP",
                "(extract(epoch from " + quoted(name) + ") * 1000000)::bigint",
                "BIGINT",
                "make_timestamp(" + quoted(name) + ")"));
        columns.add(date(name + "__day", quoted(name) + "::date"));
    }

    private static Column date(String name, String source) {
        return new Column(name, "DATE", source + " - " + EPOCH, "INTEGER", EPOCH + " + " + quoted(name));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
