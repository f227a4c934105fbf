package org.zhike.projection;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.identity.Role;
import org.zhike.identity.RowScopes;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.CompanySettings;
import org.zhike.projection.SqlAnswer.Column;

/**
 * The door for people who write SQL: one SELECT at a time over a view for each object, in a read-only transaction on a
 * connection of its own. Docs: docs/sql.md. Safe for use by several threads.
 */
@Service
public final class ReaderSql implements AutoCloseable {

    /** Rows of an answer unless asked otherwise, the most of an answer, and the most of a file. */
    public static final int USUAL_ROWS = 1_000;

    public static final int MOST_ROWS = 10_000;
    public static final int MOST_EXPORTED = 1_000_000;

    private static final int LONGEST = 50_000;
    private static final long WATCH_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ReaderSql.class);

    private final ProjectionFiles files;
    private final ObjectCatalogue objects;
    private final CompanySettings company;
    private final RowScopes scopes;
    private final Audit audit;
    private final SqlSettings settings;
    private final long memory;
    private final Future<?> watched;
    private final Map<String, SqlRun> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sql-watch").factory());

    ReaderSql(
            ProjectionFiles files,
            ObjectCatalogue objects,
            CompanySettings company,
            RowScopes scopes,
            Audit audit,
            SqlSettings settings,
            ProjectionSettings projection) {
        this.files = files;
        this.objects = objects;
        this.company = company;
        this.scopes = scopes;
        this.audit = audit;
        this.settings = settings;
        this.memory = (long) (projection.memoryBytes() * settings.memoryShare());
        watched = watch.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes the rows of a file: first the names of the columns, once the statement is known to run. */
    public interface Sink {
        void columns(List<Column> columns);

        void row(List<@Nullable Object> values);
    }

    /** The views that somebody may read. */
    public List<SqlView> schema(Actor actor) {
        return views().all();
    }

    /**
     * Runs a statement.
     *
     * @param id by which {@link #cancel} finds it; null = it cannot be cancelled
     * @param limit the most rows, 1 to {@value #MOST_ROWS}
     */
    public SqlAnswer run(Actor actor, @Nullable String id, String text, int limit) {
        List<Column> columns = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        var sink = new Sink() {
            @Override
            public void columns(List<Column> found) {
                columns.addAll(found);
            }

            @Override
            public void row(List<@Nullable Object> values) {
                rows.add(values);
            }
        };
        Ended ended = read(actor, id, text, Math.clamp(limit, 1, MOST_ROWS), settings.timeout(), sink);
        return new SqlAnswer(ended.asOf(), columns, rows, ended.truncated(), ended.millis());
    }

    /** Runs a statement for a file of at most {@value #MOST_EXPORTED} rows, holding few of them in memory. */
    public void export(Actor actor, @Nullable String id, String text, Sink sink) {
        read(actor, id, text, MOST_EXPORTED, settings.exportTimeout(), sink);
    }

    /** Stops a statement of one's own, in the engine too. */
    public void cancel(Actor actor, String id) {
        SqlRun run = running.get(id);
        if (run == null || !(run.owner().equals(actor.name()) || actor.role() == Role.ADMINISTRATOR)) {
            throw new ProductException(SqlError.SQL_NOT_RUNNING, id);
        }
        run.stop(new ProductException(SqlError.SQL_CANCELLED));
    }

    @Override
    public void close() {
        running.values().forEach(run -> run.stop(new ProductException(SqlError.SQL_CANCELLED)));
        watched.cancel(false);
        watch.shutdown();
    }

    private SqlViews views() {
        return new SqlViews(objects, company.zone());
    }

    private record Ended(Instant asOf, long rows, boolean truncated, long millis) {}

    /** Every statement is written down, with what came of it. */
    private Ended read(Actor actor, @Nullable String id, String text, int limit, Duration timeout, Sink sink) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("statement", text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        try {
            if (actor.role() == Role.READ_ONLY) {
                throw new ProductException(SqlError.SQL_NOT_ALLOWED, actor.name());
            }
            // SqlViews says why.
            scopes.mustSeeEverything(actor, "run SQL");
            Ended ended = register(actor, id, text, limit, timeout, sink);
            entry.put("rows", ended.rows());
            entry.put("millis", ended.millis());
            return ended;
        } catch (ProductException e) {
            entry.put("refused", e.issues().getFirst().code().name());
            throw e;
        } finally {
            audit.record(actor, "sql_run", entry);
        }
    }

    private Ended register(Actor actor, @Nullable String id, String text, int limit, Duration timeout, Sink sink) {
        if (text.isBlank()) {
            throw new ProductException(SqlError.SQL_EMPTY);
        }
        if (text.length() > LONGEST) {
            throw new ProductException(SqlError.SQL_TOO_LONG, text.length(), LONGEST);
        }
        String key = id == null ? UUID.randomUUID().toString() : id;
        var run = new SqlRun(actor.name(), timeout);
        synchronized (running) {
            if (running.size() >= settings.statements() || running.putIfAbsent(key, run) != null) {
                throw new ProductException(SqlError.SQL_TOO_MANY, running.size());
            }
        }
        try {
            return execute(run, text, limit, sink);
        } catch (SQLException e) {
            run.goOn();
            String message = String.valueOf(e.getMessage());
            throw message.contains("Out of Memory Error")
                    ? new ProductException(SqlError.SQL_TOO_BIG, memory >> 20)
                    : SqlFailure.of(text, message);
        } finally {
            run.ended();
            running.remove(key);
        }
    }

    private Ended execute(SqlRun run, String text, int limit, Sink sink) throws SQLException {
        long start = System.nanoTime();
        try (var connected = files.connect();
                Statement setUp = connected.connection().createStatement()) {
            setUp.execute("begin transaction read only");
            Instant asOf = connected
                    .file()
                    .state(connected.connection())
                    .orElseThrow(() -> new ProductException(ProjectionError.LOADING))
                    .asOf();
            SqlViews views = views();
            for (String view : SqlGuard.check(connected.connection(), views, text)) {
                setUp.execute(views.create(view));
            }
            try (var statement = connected.connection().prepareStatement(text)) {
                run.runs(statement);
                try (ResultSet rows = statement.executeQuery()) {
                    sink.columns(columns(rows.getMetaData()));
                    long count = 0;
                    boolean more = rows.next();
                    while (more && count < limit) {
                        run.goOn();
                        sink.row(values(rows));
                        count++;
                        more = rows.next();
                    }
                    run.goOn();
                    return new Ended(asOf, count, more, (System.nanoTime() - start) / 1_000_000);
                }
            }
        }
    }

    private static List<Column> columns(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new Column(data.getColumnLabel(i), data.getColumnTypeName(i)));
        }
        return columns;
    }

    private static List<@Nullable Object> values(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(SqlValues.of(row, i));
        }
        return values;
    }

    private void watch() {
        if (running.isEmpty()) {
            return;
        }
        running.values().forEach(SqlRun::watch);
        try {
            if (isTooBig()) {
                var tooBig = new ProductException(SqlError.SQL_TOO_BIG, memory >> 20);
                running.values().forEach(run -> run.stop(tooBig));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.debug("The engine's memory cannot be read", e);
        }
    }

    /** The engine has one memory for all: before SQL of people takes it from the boards, it ends. Cached tables do not count. */
    private boolean isTooBig() throws SQLException {
        try (var connected = files.connect();
                Statement statement = connected.connection().createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(sum(memory_usage_bytes) filter (tag <> 'BASE_TABLE'), 0)::bigint, "
                                + "coalesce(sum(temporary_storage_bytes), 0)::bigint from duckdb_memory()")) {
            return row.next() && (row.getLong(1) > memory || row.getLong(2) > 4 * memory);
        }
    }
}
