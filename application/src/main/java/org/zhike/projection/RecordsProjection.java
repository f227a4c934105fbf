package org.zhike.projection;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.platform.DatabaseListener;

/** Runs the projector soon after records have changed, and now and then without having been told. */
@Component
final class RecordsProjection implements Projection, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RecordsProjection.class);

    /** Where the record tables tell of changes. */
    static final String CHANNEL = "zhike_records";

    /** Behind: a run that the tick should have begun is so much overdue. */
    private static final Duration OVERDUE = Duration.ofSeconds(10);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** After so many failures in a row the file is taken for broken, and built anew. */
    private static final int FAILURES_BEFORE_REBUILD = 3;

    private final ProjectionFiles files;
    private final Projector projector;
    private final DatabaseListener listener;
    private final ProjectionSettings settings;
    private final Clock clock;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("projection-", 0).factory());
    private final AtomicBoolean rebuilding = new AtomicBoolean();

    /** Held by whoever brings the current file forward or puts another in its place. */
    private final ReentrantLock turn = new ReentrantLock();

    private volatile boolean running;
    private volatile @Nullable Loading loading;
    private volatile @Nullable Instant asOf;
    private volatile Instant caughtUpAt = Instant.MIN;

    /** Guards the requests below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition news = lock.newCondition();
    private long asked = 1;
    private long answered;
    private boolean urgent = true;
    private int failures;

    RecordsProjection(
            ProjectionFiles files,
            Projector projector,
            DatabaseListener listener,
            ProjectionSettings settings,
            Clock clock) {
        this.files = files;
        this.listener = listener;
        this.projector = projector;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ProjectionStatus status() {
        Loading now = loading;
        if (now != null) {
            return new ProjectionStatus(ProjectionStatus.State.LOADING, asOf, now.progress());
        }
        boolean late =
                caughtUpAt.isBefore(clock.instant().minus(settings.tick()).minus(OVERDUE));
        return new ProjectionStatus(late ? ProjectionStatus.State.BEHIND : ProjectionStatus.State.CURRENT, asOf, null);
    }

    @Override
    public void awaitCurrent(Duration patience) {
        lock.lock();
        try {
            long mine = ++asked;
            urgent = true;
            news.signalAll();
            if (!await(patience, () -> answered >= mine)) {
                throw new ProductException(ProjectionError.BEHIND, patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the projection caught up");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void rebuild(Actor actor) {
        actor.mustBeAdministrator();
        beginRebuild();
    }

    @Override
    public void start() {
        running = true;
        listener.listen(CHANNEL, object -> changed());
        threads.execute(this::follow);
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            running = false;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        threads.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void changed() {
        lock.lock();
        try {
            asked++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void follow() {
        try {
            for (long request = nextRequest(); running; request = nextRequest()) {
                catchUp(request);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there is something to do. */
    private long nextRequest() throws InterruptedException {
        lock.lock();
        try {
            if (failures > 0) {
                Duration pause = settings.tick().multipliedBy(failures);
                await(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, () -> urgent);
            } else if (await(settings.tick(), () -> asked > answered)) {
                await(settings.debounce(), () -> urgent);
            }
            urgent = false;
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the condition, which the lock guards; returns whether it holds. */
    private boolean await(Duration patience, BooleanSupplier condition) throws InterruptedException {
        long nanos = patience.toNanos();
        while (!condition.getAsBoolean() && nanos > 0 && running) {
            nanos = news.awaitNanos(nanos);
        }
        return condition.getAsBoolean();
    }

    private void catchUp(long request) {
        boolean caughtUp = attempt("follow the records", observer -> follow(files.current(), observer));
        lock.lock();
        try {
            failures = caughtUp ? 0 : failures + 1;
            answered = caughtUp ? request : answered;
            news.signalAll();
            if (failures >= FAILURES_BEFORE_REBUILD) {
                beginRebuild();
            }
        } finally {
            lock.unlock();
        }
    }

    private void beginRebuild() {
        if (rebuilding.compareAndSet(false, true)) {
            threads.execute(this::build);
        }
    }

    private void build() {
        attempt("build the projection anew", observer -> {
            ProjectionFile built = files.beside();
            try {
                projector.run(built, observer);
                // What changed during the long load comes in the short run that nothing overtakes.
                follow(built, observer);
            } catch (SQLException | IOException | RuntimeException e) {
                files.discard(built);
                throw e;
            }
        });
        rebuilding.set(false);
    }

    /** Brings the file up to date; it is the current one then. */
    private void follow(ProjectionFile file, Projector.Observer observer) throws SQLException, IOException {
        turn.lock();
        try {
            asOf = projector.run(file, observer);
            caughtUpAt = clock.instant();
            if (file != files.current()) {
                files.takeOver(file);
            }
        } finally {
            turn.unlock();
        }
    }

    /** A run or several, whose progress is shown. */
    private interface Attempt {
        void run(Projector.Observer observer) throws SQLException, IOException;
    }

    /** Returns whether it succeeded; there is always a next time. */
    private boolean attempt(String what, Attempt attempt) {
        var mine = new Loading();
        try {
            attempt.run(mine);
            return true;
        } catch (SQLException | IOException | RuntimeException e) {
            if (running) {
                LOG.warn("Could not {}; it will be tried again", what, e);
            }
            return false;
        } finally {
            if (loading == mine) {
                loading = null;
            }
        }
    }

    /** The progress of a run that loads whole tables; ends it when the application stops. */
    private final class Loading implements Projector.Observer {

        private final AtomicLong done = new AtomicLong();
        private volatile long total;

        @Override
        public void reached(Projector.Step step, long rows) {
            if (!running) {
                throw new CancellationException("the application stops");
            }
            switch (step) {
                case PLANNED -> plan(rows);
                case LOADED -> done.addAndGet(rows);
                case MARKED, COMMITTED -> {}
            }
        }

        ProjectionStatus.Progress progress() {
            return new ProjectionStatus.Progress(Math.min(done.get(), total), total);
        }

        private void plan(long rows) {
            if (rows > 0) {
                total = rows;
                loading = this;
            }
        }
    }
}
