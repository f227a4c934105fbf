package org.zhike.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.zhike.projection.AnalyticsEngine;

/** The engine for one piece of work that another thread may end, before it starts too. */
final class WatchedEngine implements AnalyticsEngine {

    private final AnalyticsEngine engine;
    private final AtomicReference<@Nullable Session> running = new AtomicReference<>();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    WatchedEngine(AnalyticsEngine engine) {
        this.engine = engine;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Session, T> work) {
        return engine.read(session -> {
            running.set(session);
            try {
                if (cancelled.get()) {
                    session.cancel();
                }
                return work.apply(session);
            } finally {
                running.set(null);
            }
        });
    }

    void cancel() {
        cancelled.set(true);
        Session session = running.get();
        if (session != null) {
            session.cancel();
        }
    }
}
