package org.zhike.platform;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a running job knows and tells. For the one thread that runs the job. */
public interface JobContext {

    long id();

    JsonNode arguments();

    /**
     * Tells how far the job is; cheap, written a few times a second at most.
     *
     * @param phase a word of the job's own, which the screens translate
     * @param total null when nobody knows yet
     */
    void progress(String phase, long done, @Nullable Long total);

    /** Whether somebody cancelled the job; cheap, asks the database a few times a second at most. */
    boolean isCancelled();
}
