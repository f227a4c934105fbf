package org.zhike.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;

/** What a metric counts and how a number comes of it. All conditions and formulas are CEL. */
public sealed interface Form {

    /** A formula over records, over what is made of them, or over days between them. */
    sealed interface Counted extends Form {
        Source source();
    }

    /**
     * The records.
     *
     * @param object the object they belong to
     * @param time the path of the date or time that places them in a period
     * @param where which of them the metric speaks of; null = all
     * @param leaveOut those it should count but cannot or must not, each with its reason; the first that fits holds
     */
    record Source(String object, String time, @Nullable String where, List<LeaveOut> leaveOut) {
        public Source {
            leaveOut = List.copyOf(leaveOut);
        }
    }

    /** A reason for which records are left out. */
    record LeaveOut(String reason, String when, Labels text) {}

    /**
     * A formula over the records of the period.
     *
     * @param untilEnd whether all records up to the end of the period count, those without a time too: a stock
     * @param latestPer the reference of which only the latest record in the period counts; null = all count
     */
    record Rows(Source source, boolean untilEnd, @Nullable String latestPer, String value) implements Counted {}

    /**
     * The records of the period rolled up by a reference, and a formula over the roll-ups.
     *
     * @param untilEnd whether all records up to the end of the period count
     * @param rollUp names and their formulas over the records of one group
     */
    record Groups(Source source, boolean untilEnd, String per, Map<String, String> rollUp, String value)
            implements Counted {
        public Groups {
            rollUp = new LinkedHashMap<>(rollUp);
        }
    }

    /** A formula over {@code days}, the days between successive records of one group; the later one lies in the period. */
    record Gaps(Source source, String per, String value) implements Counted {}

    /**
     * A formula over the records of the period and {@code followed}: whether each was followed in time by another record.
     * Records too young to tell are left out.
     */
    record Followed(Source source, Follower by, String value) implements Counted {}

    /**
     * What follows a record.
     *
     * @param object the object it belongs to, maybe the same
     * @param time the path of its date or time
     * @param where which of them count; null = all
     * @param same paths of the follower and those of the record that they must equal; {@code id} is the record itself
     * @param withinDays how many days later at most
     */
    record Follower(String object, String time, @Nullable String where, Map<String, String> same, int withinDays) {
        public Follower {
            same = new LinkedHashMap<>(same);
        }
    }

    /**
     * A formula over {@code at_start} and {@code at_end}: whether a group had a record within the churn window before the
     * period's start, and before its end.
     *
     * @param among which groups count; null = those active at either
     */
    record States(Source source, String per, @Nullable String among, String value) implements Counted {}

    /**
     * The mean years from a group's first record to its last before the period's end; groups with a record within the churn
     * window before that end have not ended yet.
     */
    record Lifetimes(Source source, String per) implements Counted {}

    /** A formula of other metrics, named by their ids. */
    record Composite(String value) implements Form {}
}
