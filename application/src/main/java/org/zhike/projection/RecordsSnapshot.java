package org.zhike.projection;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The records in PostgreSQL as one transaction sees them. For one thread. */
final class RecordsSnapshot implements AutoCloseable {

    private static final Executor THREAD_PER_FILE =
            task -> Thread.ofPlatform().name("projection-load").start(task);

    private final Connection connection;
    private final Statement statement;
    private final Horizon horizon;
    private final Instant takenAt;
    private final Map<String, String> origins = new HashMap<>();

    private RecordsSnapshot(Connection connection, ZoneId zone) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        statement = connection.createStatement();
        // now() is when the transaction began, before its snapshot: what was committed until then is in it.
        try (ResultSet row = statement.executeQuery("select pg_current_snapshot()::text, now()")) {
            row.next();
            horizon = new Horizon(row.getString(1));
            takenAt = row.getObject(2, OffsetDateTime.class).toInstant();
        }
        statement.execute("set local time zone " + statement.enquoteLiteral(posix(zone)));
        try (ResultSet row = statement.executeQuery("""
                select relname, concat_ws('/', current_setting('TimeZone'), system_identifier, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
                    pg_relation_filepath(oid))
                from pg_class, pg_control_system() where relnamespace = 'records'::regnamespace and relkind = 'r'""")) {
            while (row.next()) {
                origins.put(row.getString(1), row.getString(2));
            }
        }
    }

    /** @param zone whose days the records' datetimes are put into */
    static RecordsSnapshot take(DataSource records, ZoneId zone) throws SQLException {
        Connection connection = records.getConnection();
        try {
            return new RecordsSnapshot(connection, zone);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    Horizon horizon() {
        return horizon;
    }

    /** Everything committed before this instant is in the snapshot. */
    Instant takenAt() {
        return takenAt;
    }

    /**
     * Names the zone, and the server, its time line and the file that hold a table. Transactions of another server or time line mean
     * nothing here, and of a table that was truncated none tells.
     */
    String origin(ProjectedTable table) {
        return origins.getOrDefault(table.object(), "");
    }

    /** Returns the tables with changes that the horizon does not see. */
    List<ProjectedTable> changed(List<ProjectedTable> tables, Horizon since) throws SQLException {
        preferIndexes(true);
        String conditions =
                tables.stream().map(table -> table.existsChangedSince(since)).collect(joining(", "));
        List<ProjectedTable> changed = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select " + conditions)) {
            row.next();
            for (int i = 0; i < tables.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    changed.add(tables.get(i));
                }
            }
        }
        return changed;
    }

    /** Returns how many live records the tables have together. */
    long count(List<ProjectedTable> tables) throws SQLException {
        long count = 0;
        for (ProjectedTable table : tables) {
            try (ResultSet row = statement.executeQuery(table.countAll())) {
                row.next();
                count += row.getLong(1);
            }
        }
        return count;
    }

    /** What to do with a file of rows. */
    @FunctionalInterface
    interface Load {
        void accept(RowFile file) throws SQLException;
    }

    /** Hands over all live records of a table, through files in the directory. */
    void copyAll(ProjectedTable table, Path directory, Load load) throws SQLException, IOException {
        preferIndexes(false);
        copy(table.selectAll(), directory, load);
    }

    /** Hands over the records, deleted ones too, whose last change the horizon does not see. */
    void copyChanged(ProjectedTable table, Horizon since, Path directory, Load load) throws SQLException, IOException {
        preferIndexes(true);
        copy(table.selectChangedSince(since), directory, load);
    }

    /** What the calendar of business hours was worked out from; the same for the same calendar. */
    String calendar() throws SQLException {
        try (ResultSet row = statement.executeQuery("select source from zhike.business_day_source")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Hands over the calendar, its columns in the order of the table. */
    void copyCalendar(Path directory, Load load) throws SQLException, IOException {
        copy("select utc__day, opens__at, open__for, open__before from zhike.business_day", directory, load);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }

    /** The planner knows little of transaction ids: without help it may read a whole table to find what has just changed. */
    private void preferIndexes(boolean prefer) throws SQLException {
        statement.execute("set local enable_seqscan = " + (prefer ? "off" : "on"));
    }

    /** The zone as PostgreSQL names it: there an offset has a name of its own, and its sign the other way round. */
    private static String posix(ZoneId zone) {
        if (zone.normalized() instanceof ZoneOffset offset) {
            var west = ZoneOffset.ofTotalSeconds(-offset.getTotalSeconds());
            return "<" + offset.getId() + ">" + west.getId().replace("Z", "0");
        }
        return zone.getId();
    }

    /** Has one file loaded while the next is written. */
    private void copy(String select, Path directory, Load load) throws SQLException, IOException {
        CopyOut rows = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + select + ") to stdout (format csv)");
        CompletableFuture<?> loading = CompletableFuture.completedFuture(null);
        try {
            while (rows.isActive()) {
                RowFile file = RowFile.write(rows, directory);
                loading.join();
                loading = CompletableFuture.runAsync(() -> load(file, load), THREAD_PER_FILE);
            }
            loading.join();
        } finally {
            // Whatever went wrong, the loading thread is done with its connection before this returns.
            loading.handle((done, failure) -> done).join();
            if (rows.isActive()) {
                rows.cancelCopy();
            }
        }
    }

    private static void load(RowFile file, Load load) {
        try {
            if (file.rows() > 0) {
                load.accept(file);
            }
            Files.delete(file.path());
        } catch (SQLException | IOException e) {
            throw new CompletionException(e);
        }
    }
}
