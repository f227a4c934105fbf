package org.zhike.projection;

import java.util.regex.Pattern;

/**
 * What one transaction of PostgreSQL could see: its snapshot, {@code xmin:xmax:running,running,…}.
 *
 * <p>The projection equals the records as one snapshot sees them. Why nothing is missed or applied in part when it moves to a later
 * snapshot: each row carries the transaction that last wrote it, so a row differs between the two exactly if that
 * transaction is visible to the later and not to the earlier one. Reading in the later snapshot shows only committed rows;
 * asking that their transaction is not visible in the earlier one leaves out what is there already. A transaction that
 * was running then, however long, is in the earlier snapshot's list or beyond its xmax, and its rows come, all at once,
 * when it has committed; a rolled-back one never shows. No invisible transaction is older than xmin: that bound is only for the index.
 */
record Horizon(String snapshot) {

    private static final Pattern FORM = Pattern.compile("\\d+:\\d+:[\\d,]*");

    Horizon {
        if (!FORM.matcher(snapshot).matches()) {
            throw new IllegalArgumentException("not a snapshot: " + snapshot);
        }
    }

    /** SQL: whether the horizon does not see what the column's transaction wrote. */
    String isBefore(String column) {
        return "%1$s >= '%2$s' and not pg_visible_in_snapshot(%1$s, '%3$s')".formatted(column, part(0), snapshot);
    }

    /** Whether transactions seen there are still to come here: this database was put back to an earlier time. */
    boolean isAheadOf(Horizon other) {
        return Long.compareUnsigned(Long.parseUnsignedLong(part(1)), Long.parseUnsignedLong(other.part(1))) > 0;
    }

    private String part(int index) {
        return snapshot.split(":", -1)[index];
    }
}
