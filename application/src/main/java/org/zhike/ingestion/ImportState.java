package org.zhike.ingestion;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zhike.platform.Job;

/** Where an import stands. */
public enum ImportState {
    UPLOADED,
    CHECKING,
    CHECKED,
    RUNNING,
    CANCELLING,
    CANCELLED,
    DONE,
    FAILED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the job says of it; a cancelled dry run is as if it had never begun. */
    static ImportState of(@Nullable Job job, boolean checking) {
        if (job == null) {
            return UPLOADED;
        }
        return switch (job.state()) {
            case QUEUED, RUNNING -> checking ? CHECKING : RUNNING;
            case CANCELLING -> CANCELLING;
            case CANCELLED -> checking ? UPLOADED : CANCELLED;
            case DONE -> checking ? CHECKED : DONE;
            case FAILED -> FAILED;
        };
    }

    boolean isAtWork() {
        return this == CHECKING || this == RUNNING || this == CANCELLING;
    }
}
