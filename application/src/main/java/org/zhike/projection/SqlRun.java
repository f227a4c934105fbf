package org.zhike.projection;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zhike.kernel.ProductException;

/** One statement under way; any thread may stop it. */
final class SqlRun {

    private static final Logger LOG = LoggerFactory.getLogger(SqlRun.class);

    private final String owner;
    private final Duration timeout;
    private final Instant deadline;
    private volatile @Nullable ProductException reason;
    private volatile @Nullable Statement statement;

    SqlRun(String owner, Duration timeout) {
        this.owner = owner;
        this.timeout = timeout;
        this.deadline = Instant.now().plus(timeout);
    }

    String owner() {
        return owner;
    }

    void runs(Statement running) {
        statement = running;
        goOn();
    }

    /** Throws when the statement is to end. */
    void goOn() {
        ProductException stopped = reason;
        if (stopped != null) {
            throw stopped;
        }
    }

    boolean isStopped() {
        return reason != null;
    }

    synchronized void stop(ProductException why) {
        if (reason == null) {
            reason = why;
        }
        watch();
    }

    /** To be called again and again: a query that is just about to start does not notice that it is to stop. */
    synchronized void watch() {
        if (reason == null && Instant.now().isAfter(deadline)) {
            reason = new ProductException(SqlError.SQL_TOO_SLOW, timeout.toSeconds() + " s");
        }
        Statement running = statement;
        if (reason == null || running == null) {
            return;
        }
        try {
            running.cancel();
        } catch (SQLException e) {
            LOG.debug("The statement had ended before it could be stopped", e);
        }
    }

    synchronized void ended() {
        statement = null;
    }
}
