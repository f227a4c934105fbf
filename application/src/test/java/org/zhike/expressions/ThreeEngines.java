package org.zhike.expressions;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.zhike.expressions.SqlRenderer.Engine;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.Money;
import org.zhike.kernel.OpeningHours;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.platform.PostgresForTests;

/** The same records in memory, in PostgreSQL and in DuckDB, laid out as docs/architecture.md says. */
final class ThreeEngines implements AutoCloseable {

    /** Object → id → field → value. */
    private final Map<String, Map<Long, Map<String, Object>>> records = new LinkedHashMap<>();

    private final ObjectCatalogue objects;
    private final ZoneId zone;
    private final Clock clock;
    private final Connection postgres;
    private final Connection duckdb;

    private BusinessCalendar calendar;

    ThreeEngines(ObjectCatalogue objects, ZoneId zone, Instant now) throws SQLException {
        this(objects, zone, now, OpeningHours.USUAL);
    }

    ThreeEngines(ObjectCatalogue objects, ZoneId zone, Instant now, OpeningHours hours) throws SQLException {
        this.calendar = new BusinessCalendar(hours, zone);
        this.objects = objects;
        this.zone = zone;
        this.clock = Clock.fixed(now, ZoneOffset.UTC);
        this.postgres = PostgresForTests.unmigratedDatabase().connect();
        this.duckdb = DriverManager.getConnection("jdbc:duckdb:");
        // Neither engine may look at the zone of its session.
        postgres.createStatement().execute("set time zone 'America/Los_Angeles'");
        duckdb.createStatement().execute("set timezone = 'Pacific/Auckland'");
        keepCalendar();
        for (ObjectDefinition object : objects.all()) {
            create(Engine.POSTGRES, object);
            create(Engine.DUCKDB, object);
            records.put(object.name(), new TreeMap<>());
        }
    }

    /** Puts the calendar where both engines read it, as rows of the same numbers. */
    private void keepCalendar() throws SQLException {
        String columns = " (utc__day bigint, opens__at bigint, open__for bigint, open__before bigint)";
        postgres.createStatement().execute("create schema zhike");
        postgres.createStatement().execute("create table zhike.business_day" + columns);
        duckdb.createStatement().execute("create table main." + SqlRenderer.BUSINESS_DAY + columns);
        StringBuilder rows = new StringBuilder();
        try (DuckDBAppender appender =
                duckdb.unwrap(DuckDBConnection.class).createAppender("main", SqlRenderer.BUSINESS_DAY)) {
            for (BusinessCalendar.Piece piece : calendar.pieces()) {
                rows.append(piece.day()).append(',').append(piece.opens()).append(',');
                rows.append(piece.openFor())
                        .append(',')
                        .append(piece.openBefore())
                        .append('\n');
                appender.beginRow();
                appender.append((long) piece.day());
                appender.append(piece.opens());
                appender.append(piece.openFor());
                appender.append(piece.openBefore());
                appender.endRow();
            }
        }
        try {
            postgres.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy zhike.business_day from stdin (format csv)", new StringReader(rows.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postgres.createStatement().execute("create index on zhike.business_day (utc__day, opens__at)");
        postgres.createStatement().execute("analyze zhike.business_day");
    }

    void add(String object, Map<String, Object> record) {
        Objects.requireNonNull(records.get(object)).put((Long) Objects.requireNonNull(record.get("id")), record);
        for (Engine engine : Engine.values()) {
            Map<Field<?>, Object> values = new LinkedHashMap<>();
            for (FieldDefinition field : objects.get(object).allFields()) {
                columns(engine, field, record.get(field.name())).forEach((column, value) -> values.put(column, value));
            }
            dsl(engine).insertInto(table(name(object))).set(values).execute();
        }
    }

    DSLContext dsl(Engine engine) {
        return switch (engine) {
            case POSTGRES -> DSL.using(postgres, SQLDialect.POSTGRES);
            case DUCKDB -> DSL.using(duckdb, SQLDialect.DUCKDB);
        };
    }

    SqlRenderer renderer(Engine engine) {
        return new SqlRenderer(
                engine,
                zone,
                clock,
                path -> DSL.field(name(alias(path.parent().map(Path::toString).orElse("")), path.name())));
    }

    /** Returns the value of each expression, by record. */
    Map<Long, List<@Nullable Object>> inMemory(String object, List<Expression> expressions) {
        MemoryEvaluator evaluator = new MemoryEvaluator(zone, clock, calendar);
        Map<Long, List<@Nullable Object>> answers = new TreeMap<>();
        Objects.requireNonNull(records.get(object)).forEach((id, record) -> {
            List<@Nullable Object> values = new ArrayList<>();
            for (Expression expression : expressions) {
                values.add(plain(evaluator.evaluate(expression, path -> read(object, record, path))));
            }
            answers.put(id, values);
        });
        return answers;
    }

    /** Returns the value of each expression, by record. */
    Map<Long, List<@Nullable Object>> inSql(Engine engine, String object, List<Expression> expressions) {
        SqlRenderer renderer = renderer(engine);
        List<Field<?>> fields = new ArrayList<>();
        fields.add(DSL.field(name(alias(""), "id"), Long.class));
        expressions.forEach(expression -> fields.add(renderer.field(expression)
                .coerce(type(engine, expression.type()))
                .as("v" + fields.size())));
        Map<Long, List<@Nullable Object>> answers = new TreeMap<>();
        for (Record row :
                dsl(engine).select(fields).from(joined(object, expressions)).fetch()) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 1; i < fields.size(); i++) {
                values.add(plain(row.get(i)));
            }
            answers.put(row.get(0, Long.class), values);
        }
        return answers;
    }

    /** Returns the records for which the condition holds. */
    Set<Long> matches(Engine engine, String object, Expression condition) {
        return new TreeSet<>(dsl(engine)
                .select(DSL.field(name(alias(""), "id"), Long.class))
                .from(joined(object, List.of(condition)))
                .where(renderer(engine).condition(condition))
                .fetchSet(0, Long.class));
    }

    /** Returns the one value of a formula over all records. */
    @Nullable Object summary(Engine engine, String object, Expression formula) {
        return plain(dsl(engine)
                .select(renderer(engine).field(formula).coerce(type(engine, formula.type())))
                .from(joined(object, List.of(formula)))
                .fetchSingle()
                .value1());
    }

    private Table<?> joined(String object, List<Expression> expressions) {
        Table<?> from = table(name(object)).as(alias(""));
        Set<Path> paths = new TreeSet<>((a, b) -> a.names().size() != b.names().size()
                ? Integer.compare(a.names().size(), b.names().size())
                : a.toString().compareTo(b.toString()));
        expressions.forEach(expression -> paths.addAll(expression.paths()));
        for (Path path : paths) {
            String source = alias(path.parent().map(Path::toString).orElse(""));
            from = from.leftJoin(table(name("person")).as(alias(path.toString())))
                    .on(DSL.field(name(source, path.name()), Long.class)
                            .eq(DSL.field(name(alias(path.toString()), "id"), Long.class)));
        }
        return from;
    }

    private static String alias(String path) {
        return "t_" + path;
    }

    private @Nullable Object read(String object, Map<String, Object> record, Path path) {
        Map<String, Object> at = record;
        String type = object;
        for (String step : path.names().subList(0, path.names().size() - 1)) {
            Object id = at.get(step);
            String target = objects.get(type).field(step).orElseThrow().target();
            at = id == null || target == null
                    ? null
                    : Objects.requireNonNull(records.get(target)).get((Long) id);
            if (at == null || target == null) {
                return null;
            }
            type = target;
        }
        return at.get(path.name());
    }

    private void create(Engine engine, ObjectDefinition object) {
        var create = dsl(engine).createTable(name(object.name()));
        for (FieldDefinition field : object.allFields()) {
            for (Field<?> column : columns(engine, field, null).keySet()) {
                create = create.column(column.getUnqualifiedName(), column.getDataType());
            }
        }
        create.execute();
    }

    private Map<Field<?>, @Nullable Object> columns(Engine engine, FieldDefinition field, @Nullable Object value) {
        Map<Field<?>, @Nullable Object> columns = new HashMap<>();
        String name = field.name();
        switch (field.type()) {
            case MONEY -> {
                Money money = (Money) value;
                columns.put(column(name, SQLDataType.DECIMAL(18, 4)), money == null ? null : money.amount());
                columns.put(
                        column(field.currencyColumn(), SQLDataType.VARCHAR),
                        money == null ? null : money.currency().getCurrencyCode());
            }
            case DATETIME -> {
                Instant time = (Instant) value;
                if (engine == Engine.POSTGRES) {
                    columns.put(
                            column(name, SQLDataType.OFFSETDATETIME),
                            time == null ? null : time.atOffset(ZoneOffset.UTC));
                } else {
                    columns.put(
                            column(name, SQLDataType.LOCALDATETIME),
                            time == null ? null : LocalDateTime.ofInstant(time, ZoneOffset.UTC));
                    columns.put(
                            column(name + SqlRenderer.DAY_SUFFIX, SQLDataType.LOCALDATE),
                            time == null ? null : LocalDate.ofInstant(time, zone));
                }
            }
            case MULTI_SELECT ->
                columns.put(
                        column(name, SQLDataType.VARCHAR.array()),
                        value == null ? null : ((List<?>) value).toArray(String[]::new));
            case NUMBER ->
                columns.put(column(name, field.system() ? SQLDataType.BIGINT : SQLDataType.DECIMAL(18, 2)), value);
            case PERCENT -> columns.put(column(name, SQLDataType.DECIMAL(9, 6)), value);
            case BOOLEAN -> columns.put(column(name, SQLDataType.BOOLEAN), value);
            case DATE -> columns.put(column(name, SQLDataType.LOCALDATE), value);
            case REFERENCE -> columns.put(column(name, SQLDataType.BIGINT), value);
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION ->
                columns.put(column(name, engine == Engine.POSTGRES ? SQLDataType.CLOB : SQLDataType.VARCHAR), value);
        }
        return columns;
    }

    private static Field<?> column(String name, DataType<?> type) {
        return DSL.field(name(name), type);
    }

    private static DataType<?> type(Engine engine, ValueType type) {
        return switch (type) {
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case NUMBER -> SQLDataType.NUMERIC;
            case DOUBLE -> SQLDataType.DOUBLE;
            case TEXT -> SQLDataType.VARCHAR;
            case TEXT_LIST -> SQLDataType.VARCHAR.array();
            case DATE -> SQLDataType.LOCALDATE;
            case DATETIME -> engine == Engine.POSTGRES ? SQLDataType.OFFSETDATETIME : SQLDataType.LOCALDATETIME;
            case REFERENCE -> SQLDataType.BIGINT;
        };
    }

    /** Brings the drivers' ways of writing one value together. */
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
            case Double number -> number + 0.0;
            case OffsetDateTime time -> time.toInstant();
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            case String[] list -> List.of(list);
            case null -> null;
            default -> value;
        };
    }

    @Override
    public void close() throws SQLException {
        postgres.close();
        duckdb.close();
    }
}
