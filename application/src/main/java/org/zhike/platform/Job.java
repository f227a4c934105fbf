package org.zhike.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A piece of work in the background, as it stands. */
public record Job(
        long id,
        String kind,
        JsonNode arguments,
        State state,
        @Nullable Progress progress,
        @Nullable Problem problem,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public enum State {
        QUEUED,
        RUNNING,
        CANCELLING,
        CANCELLED,
        DONE,
        FAILED;

        public boolean hasEnded() {
            return this == CANCELLED || this == DONE || this == FAILED;
        }
    }

    /** How far it is; total is null while nobody knows. */
    public record Progress(
            String phase, long done, @Nullable Long total) {}
}
