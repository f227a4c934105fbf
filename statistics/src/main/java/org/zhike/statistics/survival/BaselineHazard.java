package org.zhike.statistics.survival;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cumulative hazard over time of a unit whose covariates are the means of all. Immutable. */
public final class BaselineHazard {

    private final double[] times;
    private final double[] cumulated;

    private BaselineHazard(double[] times, double[] cumulated) {
        this.times = times;
        this.cumulated = cumulated;
    }

    /** The times at which something ended, rising. */
    public double[] times() {
        return times.clone();
    }

    /** The cumulative hazards at {@link #times()}. */
    public double[] cumulativeHazards() {
        return cumulated.clone();
    }

    /** Returns the cumulative hazard at a time; 0 before the first end, its last value after the last. */
    public double at(double time) {
        int found = Arrays.binarySearch(times, time);
        int step = found >= 0 ? found : -found - 2;
        return step < 0 ? 0 : cumulated[step];
    }

    /** The first time at which the cumulative hazard is at least so much; infinite when it never is. */
    double timeOf(double hazard) {
        int found = Arrays.binarySearch(cumulated, hazard);
        int step = found >= 0 ? found : -found - 1;
        return step == times.length ? Double.POSITIVE_INFINITY : times[step];
    }

    /** Collects the increments of each stratum from one pass over the partial likelihood. */
    static final class Collector implements PartialLikelihood.Listener {

        private record Increment(double time, double hazard) {}

        private final Map<Integer, List<Increment>> strata = new LinkedHashMap<>();

        @Override
        public void ended(int stratum, double time, long ends, double hazard, double[] slope, double[] information) {
            strata.computeIfAbsent(stratum, s -> new ArrayList<>()).add(new Increment(time, hazard));
        }

        /** By stratum; without those in which nothing ended. */
        Map<Integer, BaselineHazard> hazards() {
            Map<Integer, BaselineHazard> hazards = new LinkedHashMap<>();
            strata.forEach((stratum, latestFirst) -> {
                List<Increment> increments = latestFirst.reversed();
                double[] times =
                        increments.stream().mapToDouble(Increment::time).toArray();
                double[] cumulated =
                        increments.stream().mapToDouble(Increment::hazard).toArray();
                for (int i = 1; i < cumulated.length; i++) {
                    cumulated[i] += cumulated[i - 1];
                }
                hazards.put(stratum, new BaselineHazard(times, cumulated));
            });
            return hazards;
        }
    }
}
