package org.zhike.projection;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.zhike.kernel.ProductException;
import org.zhike.platform.DatabaseListener;

/**
 * Tells browsers, as server-sent events, how far the projection is: at once, whenever its state changes, and when records have changed and
 * their numbers with them. Changes within {@link #PAUSE} are told together.
 */
@Component
public final class ProjectionEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionEvents.class);

    /** At least so long lies between two events. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** How long changed records may take to be counted before people are told all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often the state, which is in memory, is looked at. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final Projection projection;
    private final DatabaseListener listener;
    private final Set<SseEmitter> streams = ConcurrentHashMap.newKeySet();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private long changes;

    private volatile boolean running;
    private volatile @Nullable Thread thread;

    ProjectionEvents(Projection projection, DatabaseListener listener) {
        this.projection = projection;
        this.listener = listener;
    }

    /**
     * One event.
     *
     * @param changes goes up when records have changed; numbers asked for at the same count are the same
     */
    public record Event(
            ProjectionStatus.State state,
            @Nullable Instant asOf,
            ProjectionStatus.@Nullable Progress progress,
            long changes) {}

    /** Streams the events, the first at once, until the browser leaves. */
    public SseEmitter stream() {
        var stream = new SseEmitter(0L);
        stream.onCompletion(() -> streams.remove(stream));
        stream.onTimeout(() -> streams.remove(stream));
        stream.onError(_ -> streams.remove(stream));
        streams.add(stream);
        send(stream, event(changes()));
        return stream;
    }

    @Override
    public void start() {
        running = true;
        listener.listen(RecordsProjection.CHANNEL, _ -> changed());
        thread = Thread.ofVirtual().name("projection-events").start(this::run);
    }

    /** Ends all streams, before the web server waits for its open requests. */
    @Override
    public void stop() {
        running = false;
        Thread started = thread;
        if (started != null) {
            started.interrupt();
        }
        streams.forEach(SseEmitter::complete);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void changed() {
        lock.lock();
        try {
            changes++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Event told = event(changes());
        try {
            while (running) {
                long seen = next(told.changes());
                if (seen != told.changes()) {
                    catchUp();
                }
                Event now = event(seen);
                boolean isNew = now.changes() != told.changes()
                        || now.state() != told.state()
                        || !Objects.equals(now.progress(), told.progress());
                if (isNew) {
                    streams.forEach(stream -> send(stream, now));
                    told = now;
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until records have changed since, at most a glance; returns how often they have by now. */
    private long next(long since) throws InterruptedException {
        lock.lock();
        try {
            long nanos = GLANCE.toNanos();
            while (changes == since && nanos > 0 && running) {
                nanos = news.awaitNanos(nanos);
            }
            return changes;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp() {
        if (streams.isEmpty()) {
            return;
        }
        try {
            projection.awaitCurrent(PATIENCE);
        } catch (ProductException e) {
            LOG.debug("Tells of changes that are not counted yet", e);
        }
    }

    private Event event(long seen) {
        ProjectionStatus status = projection.status();
        return new Event(status.state(), status.asOf(), status.progress(), seen);
    }

    private void send(SseEmitter stream, Event event) {
        try {
            stream.send(event);
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The browser has left", e);
            streams.remove(stream);
        }
    }
}
