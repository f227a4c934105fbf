package org.zhike.projection;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.StandardObjects;
import org.zhike.platform.PostgresForTests;
import org.zhike.records.RecordTablesForTests;

/** Records of every standard object in PostgreSQL, changed at random, with the projection that follows when it is told to. */
public final class FollowedRecords implements AutoCloseable {

    private final StandardObjects objects = new StandardObjects();
    private final PostgresForTests.Fresh database = PostgresForTests.freshDatabase();
    private final Projector projector = new Projector(database.dataSource(), objects, () -> ZoneId.of("Asia/Shanghai"));
    private final ProjectionFiles files;
    private final DuckDbEngine engine;
    private final Connection connection;
    private final SplittableRandom random;

    public FollowedRecords(Path directory, long seed) throws Exception {
        RecordTablesForTests.make(database, objects);
        ProjectionSettings settings =
                new ProjectionSettings(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(60), null, null);
        files = new ProjectionFiles(directory, settings);
        engine = new DuckDbEngine(files, settings);
        connection = database.dataSource().getConnection();
        random = new SplittableRandom(seed);
    }

    public AnalyticsEngine engine() {
        return engine;
    }

    /** Brings the projection to the state of the records. */
    public void follow() throws SQLException, IOException {
        projector.run(files.current(), (step, rows) -> {});
    }

    /** Builds the projection anew. */
    public void rebuild() throws SQLException, IOException {
        ProjectionFile built = files.beside();
        projector.run(built, (step, rows) -> {});
        files.takeOver(built);
    }

    public void addToEach(int records) throws SQLException {
        for (int i = 0; i < records; i++) {
            for (ObjectDefinition object : objects.all()) {
                add(object);
            }
        }
    }

    /** Adds, changes, deletes or restores a record of any object. */
    public void change() throws SQLException {
        ObjectDefinition object = objects.all().get(random.nextInt(objects.all().size()));
        String table = "records.\"" + object.name() + "\"";
        Long id = any(object.name());
        switch (random.nextInt(7)) {
            case 0, 1, 2 -> add(object);
            case 3, 4 -> {
                List<String> columns = new ArrayList<>();
                List<@Nullable Object> values = new ArrayList<>();
                for (FieldDefinition field : object.fields()) {
                    if (!field.unique() && random.nextInt(4) == 0) {
                        put(columns, values, field);
                    }
                }
                columns.add("version");
                values.add(2);
                values.add(id);
                execute("update " + table + " set " + String.join(" = ?, ", columns) + " = ? where id = ?", values);
            }
            case 5 -> execute("update " + table + " set version = 2, deleted_at = now() where id = ?", List.of(id));
            default ->
                execute(
                        "update " + table + " set version = 2, deleted_at = null where id in " + "(select id from "
                                + table + " where deleted_at is not null)",
                        List.of());
        }
    }

    private void add(ObjectDefinition object) throws SQLException {
        List<String> columns = new ArrayList<>(List.of("created_by", "updated_by"));
        List<@Nullable Object> values = new ArrayList<>(List.of("li", "li"));
        for (FieldDefinition field : object.fields()) {
            if (field.required() || random.nextInt(6) > 0) {
                put(columns, values, field);
            }
        }
        execute(
                "insert into records.\"" + object.name() + "\" (" + String.join(", ", columns) + ") values (?"
                        + ", ?".repeat(values.size() - 1) + ")",
                values);
    }

    private void put(List<String> columns, List<@Nullable Object> values, FieldDefinition field) throws SQLException {
        LocalDate day = LocalDate.parse("2024-11-01").plusDays(random.nextInt(300));
        Object value = switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL, REGION ->
                field.unique() ? "u" + random.nextInt() : "t" + random.nextInt(3);
            case NUMBER -> BigDecimal.valueOf(random.nextInt(12));
            case PERCENT -> BigDecimal.valueOf(random.nextInt(100), 2);
            case BOOLEAN -> random.nextBoolean();
            case DATE -> day;
            case DATETIME -> day.atTime(random.nextInt(24), random.nextInt(60)).atOffset(ZoneOffset.UTC);
            case SELECT ->
                field.options().get(random.nextInt(field.options().size())).value();
            case REFERENCE -> any(field.target());
            case MONEY -> BigDecimal.valueOf(random.nextInt(10_000), 2);
            case MULTI_SELECT -> null;
        };
        if (value == null) {
            return;
        }
        columns.add('"' + field.name() + '"');
        values.add(value);
        if (field.currencyColumn() != null && value instanceof BigDecimal && isMoney(field)) {
            columns.add('"' + field.currencyColumn() + '"');
            values.add(random.nextInt(8) == 0 ? "USD" : "CNY");
        }
    }

    private static boolean isMoney(FieldDefinition field) {
        return field.type() == org.zhike.objects.FieldType.MONEY;
    }

    /** The id of any record, deleted ones too; null when there is none. */
    private @Nullable Long any(@Nullable String object) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select id from records.\"%s\" order by id offset floor(%s * (select count(*) from records.\"%s\")) limit 1"
                                .formatted(object, random.nextDouble(), object))) {
            return row.next() ? row.getLong(1) : null;
        }
    }

    /** What keys and references forbid is left undone. */
    private void execute(String sql, List<@Nullable Object> values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            if (!e.getSQLState().startsWith("23")) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        engine.close();
        files.close();
    }
}
