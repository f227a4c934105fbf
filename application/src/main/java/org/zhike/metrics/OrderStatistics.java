package org.zhike.metrics;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.statistics.interval.Distribution;
import org.zhike.statistics.interval.Distribution.Ranks;

/** Quantiles with their intervals from the few values at the ranks that matter: the engine sorts, only those come here. */
final class OrderStatistics {

    /** A quantile (type 7) between two order statistics; a bound that the sample cannot give is null. */
    record Quantile(
            double value, @Nullable Double low, @Nullable Double high) {}

    private final Map<@Nullable Object, Map<Long, Double>> values = new HashMap<>();

    private final double level;

    private OrderStatistics(double level) {
        this.level = level;
    }

    /**
     * Reads the values at the ranks of the quantiles.
     *
     * @param sample a table of values and their part
     * @param sizes how many values each part has; parts without any are left out
     */
    static OrderStatistics read(
            AnalyticsEngine.Session session,
            Table<?> sample,
            Field<Double> value,
            Map<@Nullable Object, Long> sizes,
            List<Double> probabilities,
            double level) {
        var read = new OrderStatistics(level);
        Field<Integer> rank = rowNumber().over().partitionBy(Parts.column()).orderBy(value);
        Table<?> ranked = DSL.select(Parts.column(), value.as("v_"), rank.as("rank_"))
                .from(sample)
                .where(value.isNotNull())
                .asTable("ranked_");
        Condition wanted = DSL.falseCondition();
        for (Map.Entry<@Nullable Object, Long> size : sizes.entrySet()) {
            if (size.getValue() > 0) {
                List<Integer> ranks = ranks(size.getValue(), probabilities, level).stream()
                        .map(Math::toIntExact)
                        .toList();
                wanted = wanted.or(Parts.is(size.getKey())
                        .and(field(name("rank_"), Integer.class).in(ranks)));
            }
        }
        session.fetch(DSL.select(Parts.column(), field(name("rank_"), Long.class), field(name("v_"), Double.class))
                        .from(ranked)
                        .where(wanted))
                .forEach(row -> read.values
                        .computeIfAbsent(row.get(0), ignored -> new HashMap<>())
                        .put(row.get(1, Long.class), row.get(2, Double.class)));
        return read;
    }

    private static Set<Long> ranks(long n, List<Double> probabilities, double level) {
        Set<Long> ranks = new TreeSet<>();
        for (double probability : probabilities) {
            long below = (long) Math.floor((n - 1) * probability) + 1;
            ranks.add(below);
            ranks.add(Math.min(n, below + 1));
            if (probability > 0 && probability < 1) {
                Ranks bounds = Distribution.ranks(n, probability, level);
                ranks.add(bounds.low());
                ranks.add(bounds.high());
            }
        }
        return ranks;
    }

    /** Returns null where the part has no values. */
    @Nullable Quantile quantile(@Nullable Object part, long n, double probability) {
        Map<Long, Double> known = values.getOrDefault(part, Map.of());
        if (n == 0 || known.isEmpty()) {
            return null;
        }
        double h = (n - 1) * probability;
        long below = (long) Math.floor(h) + 1;
        double lower = known.getOrDefault(below, Double.NaN);
        double upper = known.getOrDefault(Math.min(n, below + 1), Double.NaN);
        Ranks bounds = Distribution.ranks(n, probability, level);
        return new Quantile(
                lower + (h - Math.floor(h)) * (upper - lower), known.get(bounds.low()), known.get(bounds.high()));
    }
}
