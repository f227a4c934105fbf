package org.zhike.metrics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param object what a value belongs to
 * @param unit number, money or percent
 */
public record DistributionAnswer(
        Instant asOf,
        String object,
        String unit,
        @Nullable String currency,
        boolean log,
        List<PartOfAll> parts,
        boolean truncated,
        String sql) {

    public DistributionAnswer {
        parts = List.copyOf(parts);
    }

    /**
     * @param missing records without a value, and on the logarithmic scale those not above 0
     * @param skew null below three values or when all are the same
     * @param bins the same for all parts; each holds its lower edge and not its upper
     */
    public record PartOfAll(
            @Nullable Part part,
            long n,
            long missing,
            @Nullable Double mean,
            @Nullable Double meanLow,
            @Nullable Double meanHigh,
            @Nullable Double sd,
            @Nullable Double skew,
            @Nullable Double min,
            @Nullable Double max,
            List<Quantile> quantiles,
            List<Bin> bins,
            @Nullable Outliers outliers) {

        public PartOfAll {
            quantiles = List.copyOf(quantiles);
            bins = List.copyOf(bins);
        }
    }

    /** @param low null where the sample is too small for a bound */
    public record Quantile(
            double p,
            double value,
            @Nullable Double low,
            @Nullable Double high) {}

    public record Bin(double from, double to, long n) {}

    /** The values outside the bins, which reach from whisker to whisker: 1.5 times the middle half's width beyond it. */
    public record Outliers(long below, long above, double lowWhisker, double highWhisker) {}
}
