package org.zhike.statistics.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The chain of the journeys: a state is the tuple of the last channels, shorter at the start; state 0 is the start itself.
 * Transitions are kept as sparse rows.
 */
final class Chain {

    /** The probability of a conversion from the start, and the sweeps that found it. */
    record Solution(double probability, int sweeps) {}

    /** Changes of this size are rounding, which may go round in circles for ever. */
    private static final double ROUNDING = 1e-16;

    /** The ratio of changes is not to be believed before. */
    private static final int LEAST_SWEEPS = 5;

    /** How quickly a slow sweep is forgotten. */
    private static final double SLOWING = 0.9;

    private final int[] lastChannel;
    private final int[][] targets;
    private final double[][] probabilities;
    private final double[] conversion;

    Chain(Journeys journeys, int order) {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        List<Map<Integer, Double>> rows = new ArrayList<>();
        List<Integer> channels = new ArrayList<>();
        List<double[]> ends = new ArrayList<>();
        rows.add(new HashMap<>());
        channels.add(-1);
        ends.add(new double[2]);
        for (int i = 0; i < journeys.size(); i++) {
            double weight = journeys.conversions(i) + journeys.nulls(i);
            if (weight == 0) {
                continue;
            }
            List<Integer> path = Arrays.stream(journeys.path(i)).boxed().toList();
            int state = 0;
            for (int step = 1; step <= path.size(); step++) {
                List<Integer> tuple = List.copyOf(path.subList(Math.max(0, step - order), step));
                // Tuples are shorter than the order only at the start: the same channels later are another state.
                int next = numbers.computeIfAbsent(tuple, any -> {
                    rows.add(new HashMap<>());
                    channels.add(tuple.getLast());
                    ends.add(new double[2]);
                    return rows.size() - 1;
                });
                rows.get(state).merge(next, weight, Double::sum);
                state = next;
            }
            ends.get(state)[0] += journeys.conversions(i);
            ends.get(state)[1] += journeys.nulls(i);
        }
        int states = rows.size();
        lastChannel = channels.stream().mapToInt(Integer::intValue).toArray();
        targets = new int[states][];
        probabilities = new double[states][];
        conversion = new double[states];
        for (int s = 0; s < states; s++) {
            fill(s, rows.get(s), ends.get(s));
        }
    }

    private void fill(int s, Map<Integer, Double> row, double[] ends) {
        targets[s] = row.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        double sum = ends[0] + ends[1];
        for (int target : targets[s]) {
            sum += row.getOrDefault(target, 0.0);
        }
        double all = sum;
        probabilities[s] = Arrays.stream(targets[s])
                .mapToDouble(target -> row.getOrDefault(target, 0.0) / all)
                .toArray();
        conversion[s] = all == 0 ? 0 : ends[0] / all;
    }

    /** Solves h = Qh + r by Gauss and Seidel from the last state to the first, rising from 0; entering the removed channel ends in nothing. */
    Solution conversionProbability(int removed, double precision, int sweeps) {
        var h = new double[targets.length];
        double before = 1;
        double ratio = 0;
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            double change = 0;
            for (int s = h.length - 1; s >= 0; s--) {
                if (removed >= 0 && lastChannel[s] == removed) {
                    continue;
                }
                double value = value(s, h);
                change = Math.max(change, Math.abs(value - h[s]));
                h[s] = value;
            }
            ratio = Math.max(change / before, SLOWING * ratio);
            before = change;
            // What is still to come is the rest of a geometric series with the slowest ratio of late.
            boolean close = ratio < 1 && change * ratio / (1 - ratio) < precision;
            if (change <= ROUNDING || (sweep >= LEAST_SWEEPS && close)) {
                return new Solution(h[0], sweep);
            }
        }
        return new Solution(h[0], sweeps);
    }

    private double value(int s, double[] h) {
        double sum = conversion[s];
        double stay = 0;
        for (int k = 0; k < targets[s].length; k++) {
            if (targets[s][k] == s) {
                stay = probabilities[s][k];
            } else {
                sum += probabilities[s][k] * h[targets[s][k]];
            }
        }
        return stay < 1 ? sum / (1 - stay) : sum;
    }
}
