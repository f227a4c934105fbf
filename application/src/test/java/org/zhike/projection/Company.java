package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.platform.PostgresForTests;
import org.zhike.records.RecordTablesForTests;

/** A company with two objects of every field type, on a database of its own, and how its two stores are compared. */
final class Company implements ObjectCatalogue {

    static final ProjectionSettings SETTINGS =
            new ProjectionSettings(Duration.ofMillis(20), Duration.ofSeconds(1), Duration.ofSeconds(30), null, null);

    final PostgresForTests.Fresh database = PostgresForTests.freshDatabase();
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    private List<ObjectDefinition> objects = List.of();

    Company() {
        define(object("order"), object("part"));
    }

    /** Makes these the company's objects. */
    void define(ObjectDefinition... definitions) {
        objects = List.of(definitions);
        RecordTablesForTests.make(database, this);
    }

    Projector projector() {
        return new Projector(database.dataSource(), this, () -> zone);
    }

    @Override
    public List<ObjectDefinition> all() {
        return objects;
    }

    @Override
    public ObjectDefinition get(String name) {
        return objects.stream()
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** An object with a field of every type; {@code part} refers to {@code order}, whose name SQL reserves. */
    static ObjectDefinition object(String name, FieldDefinition... more) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (FieldType type : FieldType.values()) {
            fields.add(field("f_" + type.name().toLowerCase(java.util.Locale.ROOT), type));
        }
        fields.add(field("balance", FieldType.NUMBER));
        fields.addAll(List.of(more));
        var labels = new Labels(name, name);
        return new ObjectDefinition(
                name,
                labels,
                labels,
                List.of("f_text"),
                null,
                fields,
                List.of(),
                List.of(),
                ObjectDefinition.Area.OPERATIONS);
    }

    static FieldDefinition field(String name, FieldType type) {
        String target = type == FieldType.REFERENCE ? "order" : null;
        var labels = new Labels(name, name);
        return new FieldDefinition(
                name, type, labels, null, false, false, false, false, false, target, List.of(), 3, List.of(), false);
    }

    /** What a file holds of an object: the names of the columns, then the rows by id. */
    List<List<@Nullable Object>> projected(ProjectionFile file, String object) throws SQLException {
        try (Connection connection = file.connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from records.\"" + object + "\" order by id")) {
            List<List<@Nullable Object>> found = new ArrayList<>();
            List<@Nullable Object> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            found.add(names);
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    row.add(value(rows, i));
                }
                found.add(row);
            }
            return found;
        }
    }

    /** What a file ought to hold of an object, computed here from what PostgreSQL holds now. */
    List<List<@Nullable Object>> expected(String object) throws SQLException {
        List<String> columns = new ArrayList<>(
                List.of("id", "version", "created_at", "created_by", "updated_at", "updated_by", "import_id"));
        for (FieldDefinition field : get(object).fields()) {
            columns.add(field.name());
            if (field.type() == FieldType.MONEY) {
                columns.add(field.currencyColumn());
            }
        }
        String sql = "select \"%s\" from records.\"%s\" where deleted_at is null order by id"
                .formatted(String.join("\", \"", columns), object);
        try (Connection connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> found = new ArrayList<>();
            List<@Nullable Object> names = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                names.add(columns.get(i - 1));
                if (rows.getMetaData().getColumnTypeName(i).equals("timestamptz")) {
                    names.add(columns.get(i - 1) + "__day");
                }
            }
            found.add(names);
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    if (rows.getMetaData().getColumnTypeName(i).equals("timestamptz")) {
                        var at = rows.getObject(i, OffsetDateTime.class);
                        row.add(at == null ? null : LocalDateTime.ofInstant(at.toInstant(), ZoneOffset.UTC));
                        row.add(at == null ? null : LocalDate.ofInstant(at.toInstant(), zone));
                    } else {
                        row.add(value(rows, i));
                    }
                }
                found.add(row);
            }
            return found;
        }
    }

    /** Fails unless every row and column of every object is the same in both stores. */
    void assertSame(ProjectionFile file) throws SQLException {
        for (ObjectDefinition object : objects) {
            List<List<@Nullable Object>> expected = expected(object.name());
            List<List<@Nullable Object>> projected = projected(file, object.name());
            for (int i = 0; i < Math.min(expected.size(), projected.size()); i++) {
                assertThat(projected.get(i)).as("%s, row %s", object.name(), i).isEqualTo(expected.get(i));
            }
            assertThat(projected).as(object.name()).hasSameSizeAs(expected);
        }
    }

    private static @Nullable Object value(ResultSet rows, int column) throws SQLException {
        return switch (rows.getMetaData().getColumnTypeName(column)) {
            case "date" -> rows.getObject(column, LocalDate.class);
            case "TIMESTAMP" -> rows.getObject(column, LocalDateTime.class);
            case "bool", "BOOLEAN" -> {
                boolean value = rows.getBoolean(column);
                yield rows.wasNull() ? null : value;
            }
            default -> {
                Object value = rows.getObject(column);
                yield value instanceof Array array ? Arrays.asList((Object[]) array.getArray()) : value;
            }
        };
    }
}
