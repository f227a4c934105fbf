package org.zhike.metrics;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expressions;
import org.zhike.identity.Actor;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.Grain;
import org.zhike.kernel.OpeningHours;
import org.zhike.kernel.Period;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.StandardObjects;
import org.zhike.platform.Company;
import org.zhike.platform.Measuring;
import org.zhike.projection.AnalyticsEngine;

/** A real DuckDB with the tables of the projection, to be filled by hand; the company is in Shanghai. */
public final class Warehouse implements AnalyticsEngine, AnalyticsEngine.Session, AutoCloseable {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final long FIRST_BUSINESS_DAY = LocalDate.of(2010, 1, 1).toEpochDay();

    private static final long LAST_BUSINESS_DAY = LocalDate.of(2030, 1, 1).toEpochDay();

    private final StandardObjects objects = new StandardObjects();
    private final Expressions expressions = new Expressions(objects);
    private final Connection connection;
    private final Map<String, Long> ids = new LinkedHashMap<>();
    private Instant asOf = Instant.parse("2026-02-01T00:00:00Z");
    private Measuring measuring = Measuring.USUAL;
    private List<Target> targets = List.of();

    public Warehouse() {
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("create schema records");
        objects.all().forEach(object -> run(create(object)));
        run(
                "create table main.zhike_business_day (utc__day bigint, opens__at bigint, open__for bigint, open__before bigint)");
        open(OpeningHours.USUAL);
    }

    /** Opens the company so from 2010 to 2029. */
    Warehouse open(OpeningHours hours) {
        run("delete from main.zhike_business_day");
        try (var rows = connection.unwrap(DuckDBConnection.class).createAppender("main", "zhike_business_day")) {
            for (BusinessCalendar.Piece piece : new BusinessCalendar(hours, ZONE).pieces()) {
                if (piece.day() >= FIRST_BUSINESS_DAY && piece.day() < LAST_BUSINESS_DAY) {
                    rows.beginRow();
                    rows.append((long) piece.day());
                    rows.append(piece.opens());
                    rows.append(piece.openFor());
                    rows.append(piece.openBefore());
                    rows.endRow();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    private static String create(ObjectDefinition object) {
        String own = object.fields().stream().map(Warehouse::columns).collect(Collectors.joining(", "));
        return "create table records.\"%s\" (id bigint, version int default 1, created_at timestamp, created_at__day date, "
                        .formatted(object.name())
                + "updated_at timestamp, updated_at__day date, import_id bigint, " + own + ")";
    }

    private static String columns(FieldDefinition field) {
        String column = "\"" + field.name() + "\" ";
        return switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> column + "varchar";
            case NUMBER -> column + "decimal(18, " + field.decimals() + ")";
            case MONEY -> column + "decimal(18, 4), \"" + field.currencyColumn() + "\" varchar";
            case PERCENT -> column + "decimal(9, 6)";
            case BOOLEAN -> column + "boolean";
            case DATE -> column + "date";
            case DATETIME -> column + "timestamp, \"" + field.name() + "__day\" date";
            case MULTI_SELECT -> column + "varchar[]";
            case REFERENCE -> column + "bigint";
        };
    }

    /** Makes these the targets there are, the latest first. */
    void aim(Target... all) {
        targets = List.of(all);
    }

    public Metrics metrics() {
        var company = new Company("测试", ZONE, Currency.getInstance("CNY"), "zh-CN", measuring);
        return new Metrics(
                objects,
                expressions,
                this,
                Metrics.Scopes.ALL_SEE_ALL,
                _ -> targets,
                () -> company,
                Clock.fixed(asOf, ZoneOffset.UTC));
    }

    public Explore explore() {
        var company = new Company("测试", ZONE, Currency.getInstance("CNY"), "zh-CN", measuring);
        return new Explore(
                objects,
                expressions,
                this,
                Metrics.Scopes.ALL_SEE_ALL,
                () -> company,
                Clock.fixed(asOf, ZoneOffset.UTC));
    }

    MetricAnswer ask(MetricQuery query) {
        return metrics().query(Actor.SYSTEM, query, Locale.SIMPLIFIED_CHINESE);
    }

    /** The one cell of one metric over a period. */
    MetricAnswer.Cell number(String metric, String from, String to) {
        return ask(query(metric, from, to)).results().getFirst().cells().getFirst();
    }

    static MetricQuery query(String metric, String from, String to, String... by) {
        return new MetricQuery(
                java.util.List.of(metric), java.util.List.of(by), null, period(from, to), null, null, false);
    }

    static MetricQuery trend(String metric, Grain grain, String from, String to, String... by) {
        return new MetricQuery(
                java.util.List.of(metric), java.util.List.of(by), grain, period(from, to), null, null, true);
    }

    static Period period(String from, String to) {
        return new Period(java.time.LocalDate.parse(from), java.time.LocalDate.parse(to));
    }

    Warehouse at(String moment) {
        asOf = Instant.parse(moment);
        return this;
    }

    Warehouse measuring(Measuring rules) {
        measuring = rules;
        return this;
    }

    Warehouse churnWindow(int days) {
        measuring = measuring.withChurnWindow(days);
        return this;
    }

    public long customer(@Nullable Object... values) {
        return add("customer", Map.of(), values);
    }

    /** A completed sale of 100 CNY unless the values say otherwise. */
    public long order(@Nullable Long customer, String day, @Nullable Object... values) {
        Map<String, Object> usual = new LinkedHashMap<>(Map.of(
                "ordered_at",
                LocalDateTime.parse(day.length() == 10 ? day + "T04:00:00" : day),
                "kind",
                "sale",
                "status",
                "completed",
                "amount",
                100,
                "amount_currency",
                "CNY"));
        if (customer != null) {
            usual.put("customer", customer);
        }
        return add("order", usual, values);
    }

    long answer(@Nullable Long customer, String day, String kind, String scale, int score, @Nullable Object... values) {
        Map<String, Object> usual = new LinkedHashMap<>(Map.of(
                "answered_at", LocalDateTime.parse(day + "T04:00:00"), "kind", kind, "scale", scale, "score", score));
        if (customer != null) {
            usual.put("customer", customer);
        }
        return add("survey_answer", usual, values);
    }

    /** Adds a record; moments are UTC, and their days in the company's zone are added. A value {@code null} is none. */
    long add(String object, Map<String, Object> usual, @Nullable Object... values) {
        long id = ids.merge(object, 1L, Long::sum);
        Map<String, @Nullable Object> row = new LinkedHashMap<>(usual);
        row.put("id", id);
        for (int i = 0; i < values.length; i += 2) {
            row.put(String.valueOf(values[i]), values[i + 1]);
        }
        ObjectDefinition definition = objects.get(object);
        for (FieldDefinition field : definition.fields()) {
            if (field.type() == FieldType.DATETIME && row.get(field.name()) instanceof LocalDateTime moment) {
                row.put(
                        field.name() + "__day",
                        moment.atOffset(ZoneOffset.UTC).atZoneSameInstant(ZONE).toLocalDate());
            }
        }
        var insert = DSL.using(connection, SQLDialect.DUCKDB)
                .insertInto(DSL.table(DSL.name("records", object)))
                .columns(row.keySet().stream()
                        .map(name -> DSL.field(DSL.name(name)))
                        .toList())
                .values(row.values());
        insert.execute();
        return id;
    }

    /** Takes all records out again. */
    void clear() {
        ids.clear();
        objects.all().forEach(object -> run("delete from records.\"" + object.name() + "\""));
    }

    void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Session, T> work) {
        return work.apply(this);
    }

    @Override
    public Instant asOf() {
        return asOf;
    }

    @Override
    public <R extends Record> Result<R> fetch(ResultQuery<R> query) {
        return DSL.using(connection, SQLDialect.DUCKDB).fetch(query);
    }

    @Override
    public <R extends Record> void forEach(ResultQuery<R> query, Consumer<? super R> row) {
        fetch(query).forEach(row);
    }

    @Override
    public void cancel() {
        throw new UnsupportedOperationException("nothing runs long here");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
