package org.zhike.projection;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.SqlRenderer;

/**
 * One DuckDB file, open. Everybody works on a connection of his own, which goes on when the file is closed and even
 * deleted. Safe for use by several threads.
 *
 * <p>SQL that runs here can reach no other file but those below the directory of rows to load, no network and no extension, and can change no
 * setting: all that is shut and locked when the file is opened.
 */
final class ProjectionFile implements AutoCloseable {

    private final Path path;
    private final Path rows;
    private final DuckDBConnection root;
    private final ChangeLog changes = new ChangeLog();
    private volatile @Nullable State confirmed;

    /** Everything committed before {@code asOf} is contained, as the horizon sees it. */
    record State(Horizon horizon, Instant asOf) {}

    private ProjectionFile(Path path, Path rows, DuckDBConnection root) {
        this.path = path;
        this.rows = rows;
        this.root = root;
    }

    /**
     * Opens the file or makes it.
     *
     * @param rows the directory of files to load
     * @param spill where queries that outgrow their memory put the rest
     * @throws SQLException when it cannot be read, for instance because it is broken or of another version
     */
    static ProjectionFile open(Path path, Path rows, Path spill, ProjectionSettings settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        var connection =
                DriverManager.getConnection("jdbc:duckdb:" + path, properties).unwrap(DuckDBConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set memory_limit = '" + settings.memoryBytes() + "B'");
            statement.execute("set threads = " + settings.threadCount());
            statement.execute("set temp_directory = " + statement.enquoteLiteral(spill.toString()));
            statement.execute("set global TimeZone = 'UTC'");
            statement.execute("set autoinstall_known_extensions = false");
            statement.execute("set allowed_directories = [" + statement.enquoteLiteral(rows.toString()) + "]");
            statement.execute("set enable_external_access = false");
            statement.execute("set lock_configuration = true");
            statement.execute("create schema if not exists records");
            statement.execute("""
                    create table if not exists zhike_projection (
                        object varchar, definition varchar, horizon varchar, applied_at timestamp)""");
            statement.execute("create table if not exists zhike_run (number bigint)");
            statement.execute("insert into zhike_run select 0 where not exists (select 1 from zhike_run)");
            statement.execute("create table if not exists " + SqlRenderer.BUSINESS_DAY
                    + " (utc__day bigint, opens__at bigint, open__for bigint, open__before bigint)");
            return new ProjectionFile(path, rows, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    /** Where files of rows to load are put. */
    Path rows() {
        return rows;
    }

    /** Returns a new connection, for one thread at a time; the caller closes it. */
    DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    /** What the runs of this process have changed in the file. */
    ChangeLog changes() {
        return changes;
    }

    /** Returns the number of the last run that the connection's transaction sees. */
    static long run(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select number from zhike_run")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Remembers that the file's content, unchanged, is that of a later state too. */
    void confirm(State state) {
        confirmed = state;
    }

    /** Returns the state that the connection's transaction reads; none before the first load. */
    Optional<State> state(Connection connection) throws SQLException {
        State newest = confirmed;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select horizon, applied_at from zhike_projection limit 1")) {
            if (!row.next()) {
                return Optional.empty();
            }
            var applied = new Horizon(row.getString(1));
            if (newest != null && newest.horizon().equals(applied)) {
                return Optional.of(newest);
            }
            return Optional.of(
                    new State(applied, row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC)));
        }
    }

    /** Returns whether a first load has ended here. */
    boolean isLoaded() throws SQLException {
        try (Connection connection = connect()) {
            return state(connection).isPresent();
        }
    }

    /** Returns each object's definition as it was when its table was last made. */
    static Map<String, String> definitions(Connection connection) throws SQLException {
        Map<String, String> definitions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select object, definition from zhike_projection")) {
            while (row.next()) {
                definitions.put(row.getString(1), row.getString(2));
            }
        }
        return definitions;
    }

    /** Writes that an object's table was made anew. */
    static void define(Connection connection, String object, String definition) throws SQLException {
        try (var delete = connection.prepareStatement("delete from zhike_projection where object = ?");
                var insert = connection.prepareStatement("insert into zhike_projection values (?, ?, null, null)")) {
            delete.setString(1, object);
            delete.execute();
            insert.setString(1, object);
            insert.setString(2, definition);
            insert.execute();
        }
    }

    /** Writes which state all tables now have, and by which run. */
    static void mark(Connection connection, State state, long run) throws SQLException {
        try (var update = connection.prepareStatement("update zhike_run set number = ?")) {
            update.setLong(1, run);
            update.execute();
        }
        try (var update = connection.prepareStatement("update zhike_projection set horizon = ?, applied_at = ?")) {
            update.setString(1, state.horizon().snapshot());
            update.setObject(2, LocalDateTime.ofInstant(state.asOf(), ZoneOffset.UTC));
            update.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        root.close();
    }
}
