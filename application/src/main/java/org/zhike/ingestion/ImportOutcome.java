package org.zhike.ingestion;

import java.util.List;
import java.util.Map;

/**
 * What an import did, or would do.
 *
 * @param read rows of the file
 * @param created records of all objects; updated and unchanged likewise
 * @param rejected rows of the file that were left out
 * @param seconds the time it took
 * @param warnings how often something was decided for the file, such as {@code SEVERAL_DATES} of one order
 * @param rejects the first of them
 */
public record ImportOutcome(
        long read,
        long created,
        long updated,
        long unchanged,
        long rejected,
        double seconds,
        Map<String, Counts> objects,
        Map<String, Long> warnings,
        List<RejectedRow> rejects) {

    /** Records of one object. */
    public record Counts(long created, long updated, long unchanged) {

        Counts plus(Counts other) {
            return new Counts(created + other.created, updated + other.updated, unchanged + other.unchanged);
        }
    }

    /**
     * @param column the heading of the cell to blame; empty for the whole row
     * @param reason a sentence, for each problem of the row one
     */
    public record RejectedRow(long line, String column, String value, String code, String reason) {}

    static ImportOutcome of(Checkpoint checkpoint, long rejected, List<RejectedRow> rejects) {
        Counts sum = checkpoint.objects().values().stream().reduce(new Counts(0, 0, 0), Counts::plus);
        return new ImportOutcome(
                checkpoint.read(),
                sum.created(),
                sum.updated(),
                sum.unchanged(),
                rejected,
                checkpoint.millis() / 1000.0,
                checkpoint.objects(),
                checkpoint.warnings(),
                rejects);
    }
}
