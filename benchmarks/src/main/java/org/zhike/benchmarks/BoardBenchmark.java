package org.zhike.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.postgresql.util.PSQLException;
import org.zhike.benchmarks.Bench.App;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.benchmarks.MetricSql.Engine;
import org.zhike.expressions.Expressions;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.Metric;
import org.zhike.metrics.MetricAnswer;
import org.zhike.metrics.MetricQuery;
import org.zhike.metrics.Metrics;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.StandardObjects;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.projection.Projection;

/**
 * The whole management board in one question: every metric there is, by month over 13 months, with intervals and the comparison of each
 * month with the one before. Cold (nothing kept of earlier questions), warm (asked again), after 1,000 new records and after 1,000
 * changes of old ones, which go through PostgreSQL and the projection; beside hand-written SQL for the metrics there is such for.
 * Goals with 10 million order lines: warm ≤ 1 s, after 1,000 new records ≤ 2 s.
 */
final class BoardBenchmark implements Benchmarks.Part {

    private static final LocalDate TO = LocalDate.parse("2026-01-01");
    private static final LocalDate FROM = TO.minusMonths(13);
    private static final LocalDate FIRST = TO.minusMonths(24);
    private static final double GOAL_WARM = 1;
    private static final double GOAL_NEW = 2;
    private static final int REPETITIONS = 5;

    /** Of what is not meant to be fast; the largest size once. */
    private static final int SLOW_REPETITIONS = 3;

    /** Beyond this PostgreSQL is not waited for. */
    private static final int PATIENCE_SECONDS = 60;

    /** The largest size is the middle one so many times, each copy with ids of its own. */
    private static final int COPIES = 5;

    private static final long COPY_DISTANCE = 1_000_000_000L;

    @Override
    public void run(Bench bench) throws Exception {
        Bench.print(
                "%n## The management board%n%nEvery metric by month over 13 months with intervals and comparisons, in one question; medians of %d, cold and changed of %d, the largest once.%n"
                        .formatted(REPETITIONS, SLOW_REPETITIONS));
        Bench.heading(
                "order lines",
                "customers",
                "all records",
                "metrics",
                "cold",
                "warm",
                "goal",
                "after 1,000 new records",
                "goal",
                "after 1,000 changed",
                "the projection takes them in",
                "answer");
        int small = bench.size(1_000_000, 30_000);
        int usual = bench.size(10_000_000, 100_000);
        Path data = bench.work("board-small");
        try (App app = new App(data)) {
            fill(bench, app, small);
            measure(bench, app, SLOW_REPETITIONS, false);
        }
        bench.delete(data);
        data = bench.work("board");
        List<Object[]> rows = new ArrayList<>();
        try (App app = new App(data)) {
            fill(bench, app, usual);
            measure(bench, app, SLOW_REPETITIONS, true);
            sayEach(bench, app);
            compare(bench, app, rows);
            bench.say("board: measured");
        }
        multiply(bench, data);
        try (App app = new App(data)) {
            measure(bench, app, 1, false);
            bench.say("board: measured");
        }
        bench.delete(data);
        Bench.print(
                "%n%,d order lines, each metric alone by month over 13 months; *kept* = asked again. The hand-written SQL computes the values of 13 months only, the product also the month before, intervals and comparisons.%n"
                        .formatted(usual));
        Bench.heading(
                "metric",
                "`Metrics.query`, cold",
                "hand-written, DuckDB",
                "cold ratio",
                "kept",
                "kept ratio",
                "after new records",
                "hand-written, PostgreSQL",
                "cold ratio");
        rows.forEach(Bench::row);
    }

    private static void fill(Bench bench, App app, long lines) throws Exception {
        bench.say("board: writing %,d order lines".formatted(lines));
        try (Connection connection = app.connect()) {
            OtherTables.fill(connection, app.get(ObjectCatalogue.class), lines, FIRST, TO);
            OrderTables.fill(connection, lines, FIRST, TO);
            // The next records get the ids after those written here.
            for (String table : OrderTables.TABLES) {
                Bench.execute(
                        connection,
                        "select setval(pg_get_serial_sequence('records.\"%1$s\"', 'id'), max(id)) from records.\"%1$s\""
                                .formatted(table));
            }
        }
        bench.say("board: into the projection");
        app.get(Projection.class).awaitCurrent(Duration.ofMinutes(30));
    }

    private static void measure(Bench bench, App app, int slow, boolean goals) throws Exception {
        bench.say("board: measuring");
        Times cold = new Times();
        for (int i = 0; i < slow; i++) {
            Metrics fresh = fresh(app);
            cold.add(Bench.seconds(() -> board(fresh)));
        }
        board(app);
        Times warm = new Times();
        for (int i = 0; i < REPETITIONS; i++) {
            warm.add(Bench.seconds(() -> board(app)));
        }
        Times applied = new Times();
        Times afterNew = new Times();
        Times afterChanged = new Times();
        try (Connection connection = app.connect()) {
            Bench.execute(connection, "set timezone = 'Asia/Shanghai'");
            for (int i = 0; i < REPETITIONS; i++) {
                addThousand(connection);
                applied.add(Bench.seconds(() -> app.get(Projection.class).awaitCurrent(Duration.ofMinutes(2))));
                afterNew.add(Bench.seconds(() -> board(app)));
            }
            for (int i = 0; i < slow; i++) {
                changeThousand(connection);
                app.get(Projection.class).awaitCurrent(Duration.ofMinutes(2));
                afterChanged.add(Bench.seconds(() -> board(app)));
            }
        }
        MetricAnswer answer = board(app);
        Bench.row(
                "%,d".formatted(count(app, List.of("order_item"))),
                "%,d".formatted(count(app, List.of("customer"))),
                "%,d"
                        .formatted(count(
                                app,
                                Stream.concat(
                                                OtherTables.names(app.get(ObjectCatalogue.class)).stream(),
                                                OrderTables.TABLES.stream())
                                        .toList())),
                answer.results().size(),
                Bench.s(cold.median()),
                Bench.s(warm.median()),
                goals ? goal(warm.median(), GOAL_WARM) : "",
                Bench.s(afterNew.median()),
                goals ? goal(afterNew.median(), GOAL_NEW) : "",
                Bench.s(afterChanged.median()),
                Bench.s(applied.median()),
                "%,d cells"
                        .formatted(answer.results().stream()
                                .mapToInt(result -> result.cells().size())
                                .sum()));
    }

    /** Where the time goes, beside the results. */
    private static void sayEach(Bench bench, App app) throws Exception {
        try (Connection connection = app.connect()) {
            addThousand(connection);
        }
        app.get(Projection.class).awaitCurrent(Duration.ofMinutes(2));
        Metrics fresh = fresh(app);
        for (Metric metric : fresh.catalogue()) {
            double after = Bench.seconds(() -> query(app.get(Metrics.class), List.of(metric.id())));
            double cold = Bench.seconds(() -> query(fresh, List.of(metric.id())));
            bench.say("board: %s cold %s, after new records %s"
                    .formatted(metric.id(), Bench.ms(1000 * cold), Bench.ms(1000 * after)));
        }
    }

    private static String goal(double seconds, double goal) {
        return (seconds <= goal ? "≤ %.0f s" : "**missed** %.0f s").formatted(goal);
    }

    private static MetricAnswer board(App app) {
        return board(app.get(Metrics.class));
    }

    private static MetricAnswer board(Metrics metrics) {
        List<String> all = metrics.catalogue().stream().map(Metric::id).toList();
        return query(metrics, all);
    }

    private static MetricAnswer query(Metrics metrics, List<String> ids) {
        var query = new MetricQuery(ids, List.of(), Grain.MONTH, new Period(FROM, TO), null, null, true);
        return metrics.query(Actor.SYSTEM, query, Locale.ENGLISH);
    }

    private static long count(App app, List<String> tables) {
        return app.get(AnalyticsEngine.class).read(session -> {
            long count = 0;
            for (String table : tables) {
                count += session.fetch(DSL.resultQuery("select count(*) from records.\"%s\"".formatted(table)))
                        .getFirst()
                        .get(0, Long.class);
            }
            return count;
        });
    }

    /** What comes in on the last two days: 100 customers, 200 orders with 500 items, 100 answers, 100 tickets. */
    private static void addThousand(Connection connection) throws Exception {
        String when = "timestamptz '%s' - random() * interval '2 days'".formatted(TO);
        String mark = Long.toString(System.nanoTime(), Character.MAX_RADIX);
        Bench.execute(connection, """
                with c as (
                    insert into records.customer (external_id, name, kind, level, source, joined_at, created_by, updated_by)
                    select 'N%1$s' || g, '新客户' || g, 'person', 'basic', 'search', %2$s, 'benchmark', 'benchmark'
                    from generate_series(1, 100) g returning id),
                o as (
                    insert into records."order" (number, customer, kind, status, ordered_at, amount, amount_currency, channel, created_by, updated_by)
                    select 'N%1$s' || g, 1 + floor(50000 * random())::bigint %% (select max(id) from records.product), 'sale', 'paid', %2$s,
                        100, 'CNY', 'online', 'benchmark', 'benchmark'
                    from generate_series(1, 200) g returning id),
                i as (
                    insert into records.order_item ("order", line, product, quantity, price, price_currency, amount, amount_currency, created_by, updated_by)
                    select id, line, 1 + line, 1, 40, 'CNY', 40, 'CNY', 'benchmark', 'benchmark'
                    from (select id, row_number() over () n from o) o cross join generate_series(1, 3) line where n <= 100 or line < 3 returning id),
                a as (
                    insert into records.survey_answer (customer, kind, scale, score, answered_at, created_by, updated_by)
                    select 1 + g, case when g %% 2 = 0 then 'nps' else 'csat' end, case when g %% 2 = 0 then '0-10' else '1-5' end, 4, %2$s,
                        'benchmark', 'benchmark'
                    from generate_series(1, 100) g returning id)
                insert into records.ticket (number, customer, status, opened_at, first_answered_at, created_by, updated_by)
                select 'N%1$s' || g, 1 + g, 'open', %2$s, timestamptz '%3$s', 'benchmark', 'benchmark' from generate_series(1, 100) g""".formatted(mark, when, TO));
    }

    /** The worst there is: 500 orders of any day change, and 500 customers, whom many records refer to. */
    private static void changeThousand(Connection connection) throws Exception {
        Bench.execute(connection, """
                update records."order" set version = version + 1, amount = amount + 1
                where id in (select 1 + floor(random() * (select max(id) from records."order"))::bigint from generate_series(1, 500));
                update records.customer set version = version + 1, level = 'silver'
                where id in (select 1 + floor(random() * (select max(id) from records.customer))::bigint from generate_series(1, 500))""");
    }

    private static void compare(Bench bench, App app, List<Object[]> rows) throws Exception {
        Company company = app.get(CompanySettings.class).current();
        String zone = company.zone().getId();
        var duck =
                new MetricSql(Engine.DUCKDB, FROM, TO, zone, company.measuring().churnWindowDays());
        var postgres = new MetricSql(
                Engine.POSTGRES, FROM, TO, zone, company.measuring().churnWindowDays());
        try (Connection connection = app.connect()) {
            Bench.execute(
                    connection,
                    "set work_mem = '256MB'; set statement_timeout = '%ds'; set timezone = 'Asia/Shanghai'"
                            .formatted(PATIENCE_SECONDS));
            for (String metric : MetricSql.METRICS) {
                bench.say("board: %s".formatted(metric));
                Times cold = new Times();
                Times byHand = new Times();
                Times kept = new Times();
                for (int i = 0; i < 3; i++) {
                    Metrics fresh = fresh(app);
                    cold.add(Bench.seconds(() -> query(fresh, List.of(metric))));
                    byHand.add(Bench.seconds(() -> app.get(AnalyticsEngine.class)
                            .read(session -> session.fetch(DSL.resultQuery(duck.of(metric))))));
                    kept.add(Bench.seconds(() -> query(app.get(Metrics.class), List.of(metric))));
                }
                addThousand(connection);
                app.get(Projection.class).awaitCurrent(Duration.ofMinutes(2));
                double afterNew = Bench.seconds(() -> query(app.get(Metrics.class), List.of(metric)));
                String byPostgres = "> " + PATIENCE_SECONDS + " s";
                String ratio = "< " + Bench.times(cold.median() / PATIENCE_SECONDS);
                try {
                    double seconds = Bench.seconds(() -> fetch(connection, postgres.of(metric)));
                    byPostgres = Bench.s(seconds);
                    ratio = Bench.times(cold.median() / seconds);
                } catch (PSQLException e) {
                    if (!"57014".equals(e.getSQLState())) {
                        throw e;
                    }
                }
                rows.add(new Object[] {
                    metric,
                    Bench.s(cold.median()),
                    Bench.s(byHand.median()),
                    Bench.times(cold.median() / byHand.median()),
                    Bench.ms(1000 * kept.median()),
                    Bench.times(kept.median() / byHand.median()),
                    Bench.s(afterNew),
                    byPostgres,
                    ratio
                });
            }
        }
    }

    /** The metrics as at the start of the application: nothing is kept yet. */
    private static Metrics fresh(App app) {
        return new Metrics(
                app.get(ObjectCatalogue.class),
                app.get(Expressions.class),
                app.get(AnalyticsEngine.class),
                Metrics.Scopes.ALL_SEE_ALL,
                _ -> List.of(),
                app.get(CompanySettings.class)::current,
                Clock.systemUTC());
    }

    private static void fetch(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                rows.getObject(1);
            }
        }
    }

    /** Copies all records inside the projection's file, with the application stopped. */
    private static void multiply(Bench bench, Path data) throws Exception {
        bench.say("board: %d copies in the projection's file".formatted(COPIES));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file(data));
                Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '6GB'");
            List<String> tables = Bench.texts(
                    connection, "select table_name from information_schema.tables where table_schema = 'records'");
            for (String table : tables) {
                List<String> columns = Bench.texts(
                        connection,
                        "select column_name from information_schema.columns where table_schema = 'records' and table_name = '"
                                + table + "' order by ordinal_position");
                List<String> references = references(table);
                String values = String.join(
                        ", ",
                        columns.stream()
                                .map(column -> column.equals("id") || references.contains(column)
                                        ? "\"" + column + "\" + %d"
                                        : "\"" + column + "\"")
                                .toList());
                long last = Long.parseLong(
                        Bench.texts(connection, "select coalesce(max(id), 0) from records.\"%s\"".formatted(table))
                                .getFirst());
                for (int copy = 1; copy < COPIES; copy++) {
                    statement.execute("insert into records.\"%s\" select %s from records.\"%s\" where id <= %d"
                            .formatted(table, values.replace("%d", Long.toString(copy * COPY_DISTANCE)), table, last));
                }
            }
            statement.execute("checkpoint");
        }
    }

    private static List<String> references(String table) {
        return new StandardObjects()
                .get(table).fields().stream()
                        .filter(field -> field.target() != null)
                        .map(FieldDefinition::name)
                        .toList();
    }

    private static Path file(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("projection"))) {
            return files.filter(file -> file.toString().endsWith(".duckdb"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
