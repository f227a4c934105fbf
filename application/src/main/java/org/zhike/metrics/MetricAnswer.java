package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Period;

/**
 * The numbers, each with how sure it is.
 *
 * @param asOf everything committed before is contained
 * @param previousPeriod what values are compared with: the period before, or with a grain the period moved back by one step; null
 *     without comparison
 */
public record MetricAnswer(
        Instant asOf, Period period, @Nullable Period previousPeriod, List<Result> results) {

    public MetricAnswer {
        results = List.copyOf(results);
    }

    /**
     * @param currency of a metric in money; null otherwise
     * @param sql what ran, values written in
     * @param truncated whether there are more cells than are shown; those with the most units are
     */
    public record Result(
            String metric,
            int version,
            Metric.Unit unit,
            @Nullable String currency,
            String sql,
            boolean truncated,
            List<Cell> cells) {

        public Result {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One number.
     *
     * @param time the first day of the step; null without a grain
     * @param complete false for a step that has not ended or that the period cuts; it is not compared
     * @param dimensions value by path; a null value for records that have none
     * @param labels words for values that are not words themselves: references, choices
     * @param value null when there is nothing to count
     * @param n the units counted
     * @param numerator what was divided, where the metric is a ratio
     * @param low null when the value is a full count or the data give no bound
     * @param goal what it should reach; null when nobody has set a target for it
     */
    public record Cell(
            @Nullable LocalDate time,
            boolean complete,
            Map<String, @Nullable Object> dimensions,
            Map<String, String> labels,
            @Nullable Double value,
            long n,
            @Nullable Double numerator,
            @Nullable Double denominator,
            @Nullable Double low,
            @Nullable Double high,
            State state,
            @Nullable Previous previous,
            @Nullable Change change,
            @Nullable Goal goal) {

        Cell with(Goal newGoal) {
            return new Cell(
                    time,
                    complete,
                    dimensions,
                    labels,
                    value,
                    n,
                    numerator,
                    denominator,
                    low,
                    high,
                    state,
                    previous,
                    change,
                    newGoal);
        }
    }

    /**
     * A target and a red line, each with how the number stands to it.
     *
     * @param met null without a target, and where the number cannot be judged: too few units, a step not ended
     * @param clear whether the red line is kept: met = clear of it, missed = passed
     */
    public record Goal(
            @Nullable Double target,
            @Nullable Double redLine,
            @Nullable Verdict met,
            @Nullable Verdict clear) {}

    /** How a number stands to a line, given how sure it is. */
    public enum Verdict {
        @JsonProperty("met")
        MET,
        /** The interval holds the line: it cannot be told. */
        @JsonProperty("open")
        OPEN,
        @JsonProperty("missed")
        MISSED
    }

    /** The value before. */
    public record Previous(
            @Nullable Double value,
            long n,
            @Nullable Double low,
            @Nullable Double high,
            State state) {}

    /** @param beyondNoise whether the interval of the difference leaves 0 out */
    public record Change(double value, double low, double high, boolean beyondNoise) {}

    /** How much a number can bear. */
    public enum State {
        /** Narrow enough to act on, by the company's rules: as a rule a half-width of at most five points or a tenth of the value. */
        @JsonProperty("solid")
        SOLID,
        @JsonProperty("thin")
        THIN,
        /** Fewer units than the metric's minimum. */
        @JsonProperty("too_few")
        TOO_FEW
    }
}
