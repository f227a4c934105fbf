package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.zhike.kernel.Labels;

/**
 * A metric as its definition file says it. Docs: docs/metrics.md.
 *
 * @param falls what to do when it falls, or rises where that is bad
 * @param formula the formula in plain words
 * @param owner the role that answers for it
 * @param minimum the fewest units counted that allow a statement; below it a value is shown as too few
 * @param dimensions the paths it is usually broken down by; every other many-to-one path of its object works too
 */
public record Metric(
        String id,
        int version,
        Labels labels,
        Labels description,
        Labels falls,
        Labels formula,
        Kind kind,
        Stage stage,
        Unit unit,
        Direction direction,
        String owner,
        int minimum,
        IntervalMethod interval,
        List<String> dimensions,
        Form form) {

    public Metric {
        dimensions = List.copyOf(dimensions);
    }

    /** The same under another id. */
    Metric under(String other) {
        return new Metric(
                other,
                version,
                labels,
                description,
                falls,
                formula,
                kind,
                stage,
                unit,
                direction,
                owner,
                minimum,
                interval,
                dimensions,
                form);
    }

    public enum Kind {
        RESULT,
        PROCESS
    }

    /** The stage of a customer's life with the company that it speaks of. */
    public enum Stage {
        ACQUISITION,
        ACTIVATION,
        GROWTH,
        RETENTION,
        CONVERSION
    }

    public enum Unit {
        @JsonProperty("count")
        COUNT,
        @JsonProperty("money")
        MONEY,
        /** A fraction; 0.1 is 10 %. */
        @JsonProperty("percent")
        PERCENT,
        /** −100 to 100. */
        @JsonProperty("points")
        POINTS,
        @JsonProperty("hours")
        HOURS,
        @JsonProperty("days")
        DAYS,
        @JsonProperty("months")
        MONTHS,
        @JsonProperty("years")
        YEARS,
        /** So many of one thing to one of another; 3 is three times. */
        @JsonProperty("ratio")
        RATIO,
        /** Times a year: what the formula gives is divided by the length of the period in years. */
        @JsonProperty("per_year")
        PER_YEAR
    }

    /** Which way is good. */
    public enum Direction {
        UP,
        DOWN
    }

    /** How sure the value is. Docs: metrics are estimates of what the company does, from the units that happened. */
    public enum IntervalMethod {
        /** A full count without sampling error. */
        NONE,
        /** A share of units: Wilson's score interval. */
        WILSON,
        /** 100 · (share − share): adjusted Wald of Rocks. */
        NPS,
        /** A ratio or mean of units: delta method with Student's t. */
        DELTA,
        /** A sum over a number of units that is left to chance: compound Poisson. */
        TOTAL,
        /** A number of units: exact Poisson. */
        POISSON,
        /** A median or another quantile: order statistics. */
        ORDER_STATISTICS,
        /** A mean duration with some not ended yet: Greenwood. */
        KAPLAN_MEIER,
        /** A formula of other metrics: delta method, the parts taken as independent. */
        COMPOSITE
    }
}
