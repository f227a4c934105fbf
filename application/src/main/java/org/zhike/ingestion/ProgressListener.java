package org.zhike.ingestion;

import org.zhike.platform.Job;

/** Hears how far an import is, a few times a second. */
@FunctionalInterface
public interface ProgressListener {

    ProgressListener NONE = progress -> {};

    void progress(Job.Progress progress);
}
