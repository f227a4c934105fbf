package org.zhike.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The context of a job while it runs; talks to the database a few times a second at most. */
final class RunningJob implements JobContext {

    private static final Duration STEP = Duration.ofMillis(250);

    private final Job job;
    private final DSLContext dsl;
    private final JobTable table;
    private final Clock clock;

    private Instant lastTalk = Instant.MIN;
    private Job.@Nullable Progress unsaid;
    private String phase = "";
    private boolean cancelled;
    private boolean noticed;

    RunningJob(Job job, DSLContext dsl, JobTable table, Clock clock) {
        this.job = job;
        this.dsl = dsl;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public long id() {
        return job.id();
    }

    @Override
    public JsonNode arguments() {
        return job.arguments();
    }

    @Override
    public void progress(String newPhase, long done, @Nullable Long total) {
        unsaid = new Job.Progress(newPhase, done, total);
        if (!newPhase.equals(phase) || isTimeToTalk()) {
            phase = newPhase;
            talk();
        }
    }

    @Override
    public boolean isCancelled() {
        if (!cancelled && isTimeToTalk()) {
            talk();
        }
        noticed |= cancelled;
        return cancelled;
    }

    /** Whether the job was told that it is cancelled. One that ended before it was told is done. */
    boolean noticedCancellation() {
        return noticed;
    }

    /** Says the progress that was held back. */
    void flush() {
        if (unsaid != null) {
            talk();
        }
    }

    private boolean isTimeToTalk() {
        return clock.instant().isAfter(lastTalk.plus(lastTalk.equals(Instant.MIN) ? Duration.ZERO : STEP));
    }

    private void talk() {
        lastTalk = clock.instant();
        cancelled = table.exchange(dsl, job.id(), unsaid);
        unsaid = null;
    }
}
