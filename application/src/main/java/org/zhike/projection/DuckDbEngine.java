package org.zhike.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.zhike.kernel.ProductException;

/** The engine on the projection's current file: each work has a connection and a read-only transaction of its own. */
@Component
final class DuckDbEngine implements AnalyticsEngine, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbEngine.class);

    private static final long WATCH_MILLIS = 100;

    private final ProjectionFiles files;
    private final ProjectionSettings settings;
    private final Questions questions;
    private final Set<OpenSession> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("analytics-watch").factory());

    @Autowired
    DuckDbEngine(ProjectionFiles files, ProjectionSettings settings, Questions questions) {
        this.files = files;
        this.settings = settings;
        this.questions = questions;
    }

    DuckDbEngine(ProjectionFiles files, ProjectionSettings settings) {
        this(files, settings, new Questions());
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Session, T> work) {
        try (var connected = files.connect();
                Statement statement = connected.connection().createStatement()) {
            statement.execute("begin transaction read only");
            // The transaction's state is fixed by its first read: this one.
            Instant asOf = connected
                    .file()
                    .state(connected.connection())
                    .orElseThrow(() -> new ProductException(ProjectionError.LOADING))
                    .asOf();
            var seen = new Seen(connected.file().changes(), ProjectionFile.run(connected.connection()));
            try (var session = new OpenSession(connected.connection(), asOf, seen)) {
                return session.run(work);
            }
        } catch (SQLException e) {
            throw new DataAccessException("The projection cannot be read", e);
        }
    }

    /** Stops what runs; the file closes when the last work has ended. */
    @Override
    public void close() {
        open.forEach(OpenSession::cancel);
        watch.shutdown();
    }

    private final class OpenSession implements Session, ExecuteListener, AutoCloseable {

        private final Instant asOf;
        private final Seen seen;
        private final DSLContext sql;
        private final Instant deadline;
        private final Future<?> watched;
        private volatile @Nullable ProductException stopped;
        private volatile @Nullable PreparedStatement statement;

        OpenSession(Connection connection, Instant asOf, Seen seen) {
            this.asOf = asOf;
            this.seen = seen;
            sql = DSL.using(new DefaultConfiguration()
                    .set(SQLDialect.DUCKDB)
                    .set(connection)
                    .set(new Settings().withExecuteLogging(false))
                    .set(this));
            open.add(this);
            questions.opened(this);
            deadline = Instant.now().plus(settings.timeout());
            // Again and again: a query that is just about to start does not notice that it is to stop.
            watched = watch.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
        }

        <T extends @Nullable Object> T run(Function<Session, T> work) {
            try {
                return work.apply(this);
            } catch (DataAccessException e) {
                goOn();
                throw e;
            }
        }

        @Override
        public Instant asOf() {
            return asOf;
        }

        @Override
        public Seen seen() {
            return seen;
        }

        @Override
        public <R extends Record> Result<R> fetch(ResultQuery<R> query) {
            return sql.fetch(query);
        }

        @Override
        public <R extends Record> void forEach(ResultQuery<R> query, Consumer<? super R> row) {
            try (Cursor<R> cursor = sql.fetchLazy(query)) {
                for (R next : cursor) {
                    goOn();
                    row.accept(next);
                }
            }
        }

        @Override
        public void cancel() {
            stopped = new ProductException(ProjectionError.CANCELLED);
            watch();
        }

        /** Called by jOOQ before each query. */
        @Override
        public void executeStart(ExecuteContext context) {
            statement = context.statement();
            goOn();
        }

        @Override
        public void close() {
            watched.cancel(false);
            open.remove(this);
            questions.closed(this);
        }

        private void goOn() {
            ProductException reason = stopped;
            if (reason != null) {
                throw reason;
            }
        }

        private synchronized void watch() {
            if (stopped == null && Instant.now().isAfter(deadline)) {
                stopped = new ProductException(ProjectionError.TOO_SLOW, settings.timeout());
            }
            PreparedStatement running = statement;
            if (stopped == null || running == null) {
                return;
            }
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("The query had ended before it could be stopped", e);
            }
        }
    }
}
