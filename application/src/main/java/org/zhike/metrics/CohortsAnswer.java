package org.zhike.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Triangles of cohorts, one for each part.
 *
 * @param truncated whether there are more parts than are shown; the largest are
 */
public record CohortsAnswer(
        Instant asOf,
        String grain,
        String measure,
        @Nullable String currency,
        int churnWindowDays,
        List<PartOfAll> parts,
        boolean truncated,
        String sql) {

    public CohortsAnswer {
        parts = List.copyOf(parts);
    }

    /** @param overall each step over the cohorts for which it has ended */
    public record PartOfAll(@Nullable Part part, List<Cohort> cohorts, List<Pooled> overall, Survival survival) {

        public PartOfAll {
            cohorts = List.copyOf(cohorts);
            overall = List.copyOf(overall);
        }
    }

    /** @param start the first day of the step in which its members had their first record */
    public record Cohort(LocalDate start, long size, List<Step> steps) {

        public Cohort {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param k steps after the first
     * @param n the members
     * @param retained those who are in it
     * @param share null for amounts
     * @param value the share or the mean amount
     * @param complete false for a step that has not ended; it is never averaged in
     */
    public record Step(
            int k,
            long n,
            long retained,
            @Nullable Double share,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            boolean complete) {}

    public record Pooled(
            int k,
            long n,
            long retained,
            @Nullable Double share,
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            int cohorts) {}

    /**
     * The share of members not silent for good, by days since their first record (Kaplan–Meier; ended = silent for longer than the
     * churn window, after as many days as lie between the first and the last record).
     *
     * @param medianDays null when fewer than half have ended
     */
    public record Survival(
            long members, long ended, @Nullable Double medianDays, List<Point> points) {

        public Survival {
            points = List.copyOf(points);
        }
    }

    /** @param low Greenwood's, on the scale log(−log S) */
    public record Point(double days, double share, double low, double high, long atRisk) {}
}
