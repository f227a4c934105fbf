package org.zhike.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.impl.DSL;
import org.postgresql.util.PSQLException;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.benchmarks.MetricSql.Engine;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.MetricAnswer;
import org.zhike.metrics.MetricQuery;
import org.zhike.metrics.Metrics;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.projection.Projection;

/**
 * Metrics by month over two years through {@link Metrics#query}, beside hand-written SQL for the same numbers on the same
 * DuckDB file and in PostgreSQL, all three compared. Goal: at most half as long again as the hand-written DuckDB SQL.
 */
final class MetricBenchmark implements Benchmarks.Part {

    private static final double GOAL_RATIO = 1.5;

    /** Beyond this PostgreSQL is not waited for. */
    private static final int PATIENCE_SECONDS = 120;

    /** Not repeated when once takes longer. */
    private static final double SLOW_SECONDS = 5;

    private static final double SAME = 1e-9;

    @Override
    public void run(Bench bench) throws Exception {
        LocalDate to = LocalDate.parse("2026-01-01");
        LocalDate from = to.minusMonths(24);
        long lines = bench.size(10_000_000, 300_000);
        try (Bench.App app = new Bench.App(bench.work("metrics"));
                Connection connection = app.connect()) {
            bench.say("metrics: writing %,d order lines".formatted(lines));
            double written = Bench.seconds(() -> OrderTables.fill(connection, lines, from, to));
            double loaded = Bench.seconds(() -> app.get(Projection.class).awaitCurrent(Duration.ofMinutes(30)));
            print(connection, written, loaded);
            Bench.execute(
                    connection, "set work_mem = '256MB'; set statement_timeout = '%ds'".formatted(PATIENCE_SECONDS));
            Company company = app.get(CompanySettings.class).current();
            String zone = company.zone().getId();
            var duck = new MetricSql(
                    Engine.DUCKDB, from, to, zone, company.measuring().churnWindowDays());
            var postgres = new MetricSql(
                    Engine.POSTGRES, from, to, zone, company.measuring().churnWindowDays());
            for (String metric : MetricSql.METRICS) {
                bench.say("metrics: %s".formatted(metric));
                measure(bench, app, connection, metric, new Period(from, to), duck.of(metric), postgres.of(metric));
            }
        }
        bench.delete(bench.work("metrics"));
    }

    private static void print(Connection connection, double written, double loaded) throws Exception {
        long rows = 0;
        StringBuilder counts = new StringBuilder();
        for (String table : OrderTables.TABLES.reversed()) {
            long count = Long.parseLong(Bench.texts(connection, "select count(*) from records.\"%s\"".formatted(table))
                    .getFirst());
            counts.append("%s%,d %s".formatted(counts.isEmpty() ? "" : ", ", count, table));
            rows += count;
        }
        Bench.print(
                "%n## Metrics%n%n%s, by month over 24 months. Written into PostgreSQL in %.0f s, from there into the projection in %.0f s (%,.0f rows/s).%n"
                        .formatted(counts, written, loaded, rows / loaded));
        Bench.heading(
                "metric",
                "`Metrics.query`",
                "hand-written, DuckDB",
                "ratio",
                "goal",
                "hand-written, PostgreSQL "
                        + Bench.texts(connection, "show server_version").getFirst(),
                "ratio",
                "same numbers");
    }

    private static void measure(
            Bench bench,
            Bench.App app,
            Connection connection,
            String metric,
            Period period,
            String duckSql,
            String postgresSql)
            throws Exception {
        Times product = new Times();
        Times duck = new Times();
        int repetitions = bench.size(5, 3);
        Map<LocalDate, Double> expected = Map.of();
        for (int i = -1; i < repetitions; i++) {
            Timed answered = timed(() -> query(app, metric, period));
            Timed byHand = timed(() -> readDuck(app, duckSql));
            if (i >= 0) {
                product.add(answered.seconds());
                duck.add(byHand.seconds());
            }
            requireSame(metric, "DuckDB", answered.values(), byHand.values());
            expected = answered.values();
        }
        String byPostgres = "> " + PATIENCE_SECONDS + " s";
        String ratio = "< " + Bench.times(product.median() / PATIENCE_SECONDS);
        try {
            Times times = new Times();
            do {
                Timed byHand = timed(() -> readPostgres(connection, postgresSql));
                requireSame(metric, "PostgreSQL", expected, byHand.values());
                times.add(byHand.seconds());
            } while (times.count() < 3 && times.median() < SLOW_SECONDS);
            byPostgres = Bench.s(times.median());
            ratio = Bench.times(product.median() / times.median());
        } catch (PSQLException e) {
            if (!"57014".equals(e.getSQLState())) {
                throw e;
            }
        }
        double times = product.median() / duck.median();
        Bench.row(
                metric,
                Bench.s(product.median()),
                Bench.s(duck.median()),
                Bench.times(times),
                times <= GOAL_RATIO ? "≤ 1.5" : "**missed** 1.5",
                byPostgres,
                ratio,
                expected.size() + " months");
    }

    /** Finds a metric's value by month. */
    private interface Read {
        Map<LocalDate, Double> run() throws Exception;
    }

    private record Timed(double seconds, Map<LocalDate, Double> values) {}

    private static Timed timed(Read read) throws Exception {
        long start = System.nanoTime();
        Map<LocalDate, Double> values = read.run();
        return new Timed((System.nanoTime() - start) / 1e9, values);
    }

    private static Map<LocalDate, Double> query(Bench.App app, String metric, Period period) {
        var query = new MetricQuery(List.of(metric), List.of(), Grain.MONTH, period, null, null, false);
        Map<LocalDate, Double> values = new TreeMap<>();
        for (MetricAnswer.Cell cell : app.get(Metrics.class)
                .query(Actor.SYSTEM, query, Locale.ENGLISH)
                .results()
                .getFirst()
                .cells()) {
            if (cell.time() != null && cell.value() != null) {
                values.put(cell.time(), cell.value());
            }
        }
        return values;
    }

    private static Map<LocalDate, Double> readDuck(Bench.App app, String sql) {
        Map<LocalDate, Double> values = new TreeMap<>();
        app.get(AnalyticsEngine.class)
                .read(session -> session.fetch(DSL.resultQuery(sql)))
                .forEach(row -> {
                    Double value = row.get("value", Double.class);
                    if (value != null) {
                        values.put(row.get("m", LocalDate.class), value);
                    }
                });
        return values;
    }

    private static Map<LocalDate, Double> readPostgres(Connection connection, String sql) throws Exception {
        Map<LocalDate, Double> values = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                double value = rows.getDouble("value");
                if (!rows.wasNull()) {
                    values.put(rows.getObject("m", LocalDate.class), value);
                }
            }
        }
        return values;
    }

    private static void requireSame(
            String metric, String engine, Map<LocalDate, Double> product, Map<LocalDate, Double> byHand) {
        boolean same = product.keySet().equals(byHand.keySet())
                && product.entrySet().stream().allMatch(entry -> {
                    double other = byHand.getOrDefault(entry.getKey(), Double.NaN);
                    return Math.abs(entry.getValue() - other) <= SAME * Math.max(1, Math.abs(other));
                });
        if (!same) {
            throw new IllegalStateException(
                    metric + " is " + product + " but hand-written SQL in " + engine + " says " + byHand);
        }
    }
}
