package org.zhike.platform;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.springframework.boot.SpringApplication;

/**
 * One real PostgreSQL for all tests of a JVM, under {@code target/}; its files are kept for the next run. Durability is off:
 * only tests may do that.
 */
public final class PostgresForTests {

    private static final String TEMPLATE = "template_zhike";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private PostgresForTests() {}

    /** A database of its own for one test, with all system tables and no records. */
    public record Fresh(Database database, DataSource dataSource, DSLContext dsl) {}

    /** Returns a new, migrated database; takes about a tenth of a second. */
    public static Fresh freshDatabase() {
        Database database = emptyDatabase(TEMPLATE);
        var pool = database.pool(8);
        return new Fresh(database, pool, Database.dsl(pool));
    }

    /** Returns a new database without any table. */
    public static Database unmigratedDatabase() {
        return emptyDatabase("template0");
    }

    private static Database emptyDatabase(String template) {
        String name = "test_" + COUNTER.incrementAndGet();
        run("create database " + name + " template " + template);
        return SERVER.database(name);
    }

    private static EmbeddedPostgres start() {
        var server = EmbeddedPostgres.start(
                Path.of("target", "postgres").toAbsolutePath(),
                Map.of(
                        "fsync", "off",
                        "synchronous_commit", "off",
                        "full_page_writes", "off",
                        "max_connections", "300"));
        // Boot runs these after it has closed the applications that still use the server.
        SpringApplication.getShutdownHandlers().add(server::close);
        dropLeftovers(server);
        try (var pool = server.createDatabase(TEMPLATE).pool(2)) {
            Database.migrate(pool);
        }
        return server;
    }

    private static void dropLeftovers(EmbeddedPostgres server) {
        try (var connection = server.database("postgres").connect();
                var statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (var rows = statement.executeQuery(
                    "select datname from pg_database where datname like 'test\\_%' or datname = '" + TEMPLATE + "'")) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            for (String name : names) {
                statement.execute("drop database " + name + " with (force)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized void run(String sql) {
        try (var connection = SERVER.database("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
