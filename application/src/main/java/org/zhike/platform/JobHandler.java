package org.zhike.platform;

/**
 * The work of one kind of job; a bean. It may be run again after a crash or a restart, so it keeps what is done in tables of
 * its own and goes on from there.
 */
public interface JobHandler {

    /** The name the job is started by; stable, it is stored. */
    String kind();

    /**
     * Does the work and returns when it is done, or at the next safe point after {@link JobContext#isCancelled()}. A
     * {@link org.zhike.kernel.ProductException} ends the job as failed with its issues. An interrupt means that the application
     * stops; the job is run again at the next start.
     */
    void run(JobContext context) throws Exception;
}
