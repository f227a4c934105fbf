package org.zhike.statistics.attribution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhike.statistics.Require;
import org.zhike.statistics.numeric.ExactSum;

/** The ways of people through channels, and how many of each ended in a conversion or in nothing. */
public final class Journeys {

    private final List<String> channels;
    private final int[][] paths;
    private final double[] conversions;
    private final double[] nulls;

    private Journeys(List<String> channels, int[][] paths, double[] conversions, double[] nulls) {
        this.channels = channels;
        this.paths = paths;
        this.conversions = conversions;
        this.nulls = nulls;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The channels in the order in which they were first met. */
    public List<String> channels() {
        return channels;
    }

    /** The number of paths added. */
    public int size() {
        return paths.length;
    }

    public double totalConversions() {
        return ExactSum.of(conversions);
    }

    public double totalNulls() {
        return ExactSum.of(nulls);
    }

    /** The indexes of the channels of a path; not a copy. */
    int[] path(int i) {
        return paths[i];
    }

    double conversions(int i) {
        return conversions[i];
    }

    double nulls(int i) {
        return nulls[i];
    }

    /** Gathers paths; not for use by several threads. */
    public static final class Builder {

        private final Map<String, Integer> channels = new LinkedHashMap<>();
        private final List<int[]> paths = new ArrayList<>();
        private final List<Double> conversions = new ArrayList<>();
        private final List<Double> nulls = new ArrayList<>();

        private Builder() {}

        /**
         * Adds people who met the same channels in the same order.
         *
         * @param path the channels from first to last, at least 1; may repeat
         * @param conversions how many ended in a conversion, at least 0
         * @param nulls how many ended without one, at least 0
         */
        public Builder add(List<String> path, double conversions, double nulls) {
            Require.atLeast(1, path.size(), "the number of channels of a path");
            Require.notNegative(conversions, "conversions");
            Require.notNegative(nulls, "nulls");
            var indexes = new int[path.size()];
            for (int i = 0; i < indexes.length; i++) {
                String channel = path.get(i);
                if (channel.isBlank()) {
                    throw new IllegalArgumentException("a channel of the path " + path + " has no name");
                }
                indexes[i] = channels.computeIfAbsent(channel, name -> channels.size());
            }
            paths.add(indexes);
            this.conversions.add(conversions);
            this.nulls.add(nulls);
            return this;
        }

        public Journeys build() {
            return new Journeys(
                    List.copyOf(channels.keySet()),
                    paths.toArray(int[][]::new),
                    conversions.stream().mapToDouble(Double::doubleValue).toArray(),
                    nulls.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
