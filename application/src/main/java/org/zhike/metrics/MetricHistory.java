package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a metric's definition.
 *
 * @param shipped the version that ships with Zhike; null when none does
 * @param current the version that answers; null before the first
 * @param next the number of the version to be published next
 * @param versions those the company published, newest first
 * @param events newest first
 */
public record MetricHistory(
        String metric,
        State state,
        @Nullable Integer shipped,
        @Nullable Integer current,
        int next,
        @Nullable String successor,
        List<Version> versions,
        List<Event> events,
        @Nullable Draft draft) {

    public MetricHistory {
        versions = List.copyOf(versions);
        events = List.copyOf(events);
    }

    /** Whether it answers. */
    public enum State {
        /** There is only a draft. */
        DRAFT,
        LIVE,
        /** It still answers, but should not be used for anything new. */
        DEPRECATED,
        /** Its definition no longer fits the objects; it has no numbers. */
        BROKEN
    }

    public record Version(int version, String by, Instant at) {}

    /** One thing done with the metric. */
    public record Event(
            Kind kind, int version, String note, @Nullable String successor, String by, Instant at) {}

    public enum Kind {
        PUBLISHED,
        DEPRECATED,
        REVIVED,
        RESTORED
    }

    /** @param revision goes up with every change; who saves names the one they saw */
    public record Draft(String text, int revision, String by, Instant at) {}
}
