package org.zhike.ingestion;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zhike.records.BulkOutcome;

/**
 * How far an import is, kept in the transaction of the work it speaks of.
 *
 * @param line the last line of the file that was staged
 * @param read how many rows those were
 * @param kept how many rows of them the staging table holds: it is not logged, and empty after a crash of the database
 * @param staged whether the whole file is
 * @param prepared whether the rows are gathered into records, and orders that cannot be whole are out
 * @param step the step of writing that is next or under way
 * @param chunk the chunk of that step that is next
 * @param millis the time spent so far
 */
record Checkpoint(
        long line,
        long read,
        long kept,
        boolean staged,
        boolean prepared,
        int step,
        int chunk,
        long millis,
        Map<String, ImportOutcome.Counts> objects,
        Map<String, Long> warnings) {

    static final Checkpoint START = new Checkpoint(0, 0, 0, false, false, 0, 0, 0, Map.of(), Map.of());

    Checkpoint {
        objects = Map.copyOf(objects);
        warnings = Map.copyOf(warnings);
    }

    Checkpoint staged(long newLine, long newRead, long newKept, boolean all) {
        return new Checkpoint(newLine, newRead, newKept, all, prepared, step, chunk, millis, objects, warnings);
    }

    /** The staging table is gone: it is filled again from the first line; what was written stays written. */
    Checkpoint unstaged() {
        return new Checkpoint(0, 0, 0, false, false, step, chunk, millis, objects, warnings);
    }

    Checkpoint prepared(long newKept, Map<String, Long> newWarnings) {
        return new Checkpoint(line, read, newKept, true, true, step, chunk, millis, objects, newWarnings);
    }

    Checkpoint written(int nextStep, int nextChunk, Map<String, BulkOutcome> outcomes) {
        Map<String, ImportOutcome.Counts> sums = new LinkedHashMap<>(objects);
        outcomes.forEach((object, outcome) -> sums.merge(
                object,
                new ImportOutcome.Counts(outcome.created(), outcome.updated(), outcome.unchanged()),
                ImportOutcome.Counts::plus));
        return new Checkpoint(line, read, kept, staged, prepared, nextStep, nextChunk, millis, sums, warnings);
    }

    Checkpoint after(long moreMillis) {
        return new Checkpoint(line, read, kept, staged, prepared, step, chunk, millis + moreMillis, objects, warnings);
    }
}
