package org.zhike.ingestion;

import java.util.List;
import java.util.Map;
import org.zhike.records.BulkOutcome;

/** How staged rows become records: gathered once, then written in steps, each in chunks that are a transaction each. */
interface WriteSteps {

    /** About so many rows are one chunk. */
    int CHUNK = 50_000;

    /**
     * One kind of record to write.
     *
     * @param name for progress
     */
    record Step(String name, int chunks) {}

    /**
     * @param kept how many staged rows are left
     * @param warnings how often something was decided for the file
     */
    record Prepared(long kept, Map<String, Long> warnings) {}

    /** @param outcomes by object */
    record Written(Map<String, BulkOutcome> outcomes, List<Reject> rejects) {}

    /** Gathers the staged rows and takes those out that cannot be written. Run again, it does the same. */
    Prepared prepare();

    /** What there is to write, in order; only after {@link #prepare}. */
    List<Step> steps();

    /** Writes one chunk, in the caller's transaction. */
    Written write(int step, int chunk);

    /** The objects whose tables change. */
    List<String> objects();
}
