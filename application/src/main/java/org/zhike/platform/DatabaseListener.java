package org.zhike.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The one connection that hears PostgreSQL's notifications and hands them to the rooms; it reconnects by itself. */
@Component
public final class DatabaseListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseListener.class);

    /** How soon a channel registered while running is heard, and a broken connection tried again. */
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Database database;
    private final Map<String, List<Consumer<String>>> handlers = new ConcurrentHashMap<>();

    private volatile @Nullable Thread thread;

    DatabaseListener(Database database) {
        this.database = database;
    }

    /**
     * Registers a handler for a channel.
     *
     * @param handler gets the payload of each notification, and the empty string whenever the connection was made anew and
     *     notifications may have been missed; runs on the only thread, so it must be quick
     */
    public void listen(String channel, Consumer<String> handler) {
        handlers.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(handler);
    }

    @Override
    public void start() {
        var started = Thread.ofPlatform().daemon().name("database-listener").unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(STEP.multipliedBy(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        boolean broken = false;
        while (isRunning()) {
            try (Connection connection = database.connect()) {
                if (broken) {
                    LOG.info("Hears the database again");
                }
                broken = false;
                hear(connection);
            } catch (SQLException e) {
                if (isRunning() && !broken) {
                    LOG.warn(
                            "Lost the connection that hears the database; trying again every second: {}",
                            e.getMessage());
                }
                broken = true;
                pause();
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        Set<String> heard = ConcurrentHashMap.newKeySet();
        var notifications = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            for (String channel : handlers.keySet()) {
                if (heard.add(channel)) {
                    try (var statement = connection.createStatement()) {
                        statement.execute("listen " + statement.enquoteIdentifier(channel, true));
                    }
                    handle(channel, "");
                }
            }
            PGNotification[] arrived = notifications.getNotifications((int) STEP.toMillis());
            if (arrived != null) {
                for (PGNotification notification : arrived) {
                    handle(notification.getName(), notification.getParameter());
                }
            }
        }
    }

    private void handle(String channel, String payload) {
        for (Consumer<String> handler : handlers.getOrDefault(channel, List.of())) {
            try {
                handler.accept(payload);
            } catch (RuntimeException e) {
                if (isRunning()) {
                    LOG.error("A handler of {} failed on \"{}\"", channel, payload, e);
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            // Only stop() interrupts; the loop ends by itself.
            Thread.currentThread().interrupt();
        }
    }
}
