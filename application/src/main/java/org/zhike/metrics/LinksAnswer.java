package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * The metrics that may move with an outcome, the surest first. A link is an association in time, not a cause.
 *
 * @param tests how many correlations were tested; the q-values account for all of them
 * @param level of the intervals
 * @param unlinkable the candidates about which nothing can be said
 */
public record LinksAnswer(
        Instant asOf,
        String outcome,
        Metric.Unit unit,
        @Nullable String currency,
        Period period,
        Grain grain,
        int maxLag,
        double level,
        int tests,
        List<Link> links,
        List<Unlinkable> unlinkable) {

    public LinksAnswer {
        links = List.copyOf(links);
        unlinkable = List.copyOf(unlinkable);
    }

    /**
     * A candidate at the lag at which it tells most.
     *
     * @param lag the steps by which it runs ahead of the outcome; below 0 it comes after
     * @param correlation of what is new in both: steps' changes, freed of their own past; the interval and p are of it
     * @param plain the correlation of the values as they are at this lag; may be high by common trends alone
     * @param p of this lag alone
     * @param q the p-value among all candidates and lags: the expected part of false links among those up to here
     * @param linked whether q is at most 1 − level
     * @param steps the steps of time used, without a gap
     * @param seasonRemoved whether the usual course of the year was taken out; takes three years of months
     * @param sameRecords whether both count records of one object, so that they may move together by construction
     * @param series the two aligned
     */
    public record Link(
            String metric,
            Metric.Unit unit,
            @Nullable String currency,
            int lag,
            double correlation,
            double low,
            double high,
            double plain,
            double p,
            double q,
            boolean linked,
            int steps,
            boolean seasonRemoved,
            boolean sameRecords,
            List<Point> series) {

        public Link {
            series = List.copyOf(series);
        }
    }

    /**
     * The outcome at a step and the candidate at the step it is held against.
     *
     * @param time of the outcome
     * @param candidateTime {@code time} minus the lag
     */
    public record Point(LocalDate time, double outcome, LocalDate candidateTime, double candidate) {}

    /**
     * A candidate that cannot be judged.
     *
     * @param steps there are with a value of both
     * @param needed the fewest
     */
    public record Unlinkable(String metric, Reason reason, int steps, int needed) {}

    /** Why a candidate cannot be judged. */
    public enum Reason {
        @JsonProperty("too_few_steps")
        TOO_FEW_STEPS,
        @JsonProperty("never_moves")
        NEVER_MOVES
    }
}
