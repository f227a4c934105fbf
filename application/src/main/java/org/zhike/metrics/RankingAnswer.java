package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * The parts of one dimension in a fair order: each part's value is drawn towards that of all, the more so the fewer units it has,
 * so that the smallest parts neither lead nor trail by chance.
 *
 * @param pooled the value of all ranked parts together, about which the funnel lies
 * @param spread the standard deviation of the true values between parts, chance taken out; 0 when chance explains all differences
 * @param overdispersion φ of the funnel: clearly above 1 when parts differ by more than chance
 * @param verdict what the ranking can bear
 * @param units the best first, by the shrunk value
 * @param notRanked the parts without a place, those with the most units first
 * @param funnel the limits over the number of units, for drawing
 */
public record RankingAnswer(
        Instant asOf,
        String metric,
        Metric.Unit unit,
        @Nullable String currency,
        Period period,
        String by,
        double level,
        boolean truncated,
        @Nullable Double pooled,
        double spread,
        double overdispersion,
        Verdict verdict,
        List<Unit> units,
        List<NotRanked> notRanked,
        List<Limits> funnel) {

    public RankingAnswer {
        units = List.copyOf(units);
        notRanked = List.copyOf(notRanked);
        funnel = List.copyOf(funnel);
    }

    /** What a ranking can bear. */
    public enum Verdict {
        @JsonProperty("ranked")
        RANKED,
        /** Chance alone explains the differences: any order is as good as another. */
        @JsonProperty("no_difference")
        NO_DIFFERENCE,
        /** Fewer than two parts have enough units. */
        @JsonProperty("too_few_parts")
        TOO_FEW_PARTS
    }

    /**
     * A ranked part.
     *
     * @param key the value of the dimension
     * @param label what people call it, where that is not the value itself
     * @param n the units counted
     * @param size what the funnel's limits narrow with: the trials of a share, else the units
     * @param rank by the shrunk value; 1 is best
     * @param rankLow the best rank it may truly have
     * @param rankHigh the worst
     * @param rawRank by the value as it is
     * @param place where the value as it is lies in the funnel
     */
    public record Unit(
            @Nullable Object key,
            @Nullable String label,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            long n,
            long size,
            double shrunk,
            double shrunkLow,
            double shrunkHigh,
            int rank,
            int rankLow,
            int rankHigh,
            int rawRank,
            Place place) {}

    /** Where a value lies in the funnel. */
    public enum Place {
        @JsonProperty("inside")
        INSIDE,
        /** Better than chance explains in 95 % of cases. */
        @JsonProperty("better")
        BETTER,
        /** Better than chance explains in 99.8 % of cases. */
        @JsonProperty("much_better")
        MUCH_BETTER,
        @JsonProperty("worse")
        WORSE,
        @JsonProperty("much_worse")
        MUCH_WORSE
    }

    /** A part without a place. */
    public record NotRanked(
            @Nullable Object key,
            @Nullable String label,
            @Nullable Double value,
            long n,
            Reason reason) {}

    /** Why a part has no place. */
    public enum Reason {
        @JsonProperty("too_few")
        TOO_FEW,
        /** The records without a value of the dimension are no part. */
        @JsonProperty("no_part")
        NO_PART,
        /** There is nothing to divide by, or no bound to how sure the value is. */
        @JsonProperty("no_value")
        NO_VALUE
    }

    /** The funnel's limits at one size: 95 % to look at, 99.8 % to act on. */
    public record Limits(long size, double low95, double high95, double low998, double high998) {}
}
