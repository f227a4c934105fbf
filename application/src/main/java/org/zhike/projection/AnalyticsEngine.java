package org.zhike.projection;

import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;

/**
 * Read-only questions to the projection. Its tables are {@code records.<object>}, with the columns that docs/architecture.md
 * names. Safe for use by several threads.
 */
public interface AnalyticsEngine {

    /**
     * Runs the work on one state of the projection, whatever is applied meanwhile: all that it reads belongs together and
     * to {@link Session#asOf}. The session must not leave the work, nor its thread.
     *
     * @throws ProductException {@link ProjectionError#LOADING} before the first load has ended,
     *     {@link ProjectionError#TOO_SLOW} when the work takes longer than {@link ProjectionSettings#timeout} and
     *     {@link ProjectionError#CANCELLED} after {@link Session#cancel} or when the application stops
     */
    <T extends @Nullable Object> T read(Function<Session, T> work);

    /**
     * A state of the projection among others.
     *
     * @param log of the runs that lead from one to the next
     * @param run the last one that this state contains
     */
    record Seen(ChangeLog log, long run) {}

    /** One state of the projection, open for reading. */
    interface Session {

        /** Everything committed to the records before this instant is contained; nothing is contained in part. */
        Instant asOf();

        /** Which state this is, and what later ones changed; null where the engine cannot tell, and nothing can be kept. */
        default @Nullable Seen seen() {
            return null;
        }

        /**
         * Returns all rows of a query, in memory. Queries are rendered for DuckDB with their binds kept; SQL text comes in
         * as {@code DSL.resultQuery("… ? …", binds)}.
         */
        <R extends Record> Result<R> fetch(ResultQuery<R> query);

        /** Hands over the rows of a query one by one, holding few of them in memory. */
        <R extends Record> void forEach(ResultQuery<R> query, Consumer<? super R> row);

        /** Ends the work: its running query, and any later one, fails. The one method another thread may call. */
        void cancel();
    }
}
