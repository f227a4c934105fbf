package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * Why cases got their log-odds: a base for all, and for each row what each feature adds. Base and parts sum to the row's log-odds
 * (before a calibration that bends them). A part says what the model uses, not what would happen if the feature were changed.
 */
public final class Contributions {

    /** One feature's part of a row's log-odds. */
    public record Part(String feature, double logOdds) {}

    private final double base;
    private final List<String> features;
    private final double[][] parts;

    private Contributions(double base, List<String> features, double[][] parts) {
        this.base = base;
        this.features = List.copyOf(features);
        this.parts = parts;
    }

    /**
     * Adds up the parts of columns that came from the same feature.
     *
     * @param sources for each column the features it came from; a column of two features counts half for each
     * @param parts for each row one number for each column
     */
    static Contributions bySource(double base, List<List<String>> sources, double[][] parts) {
        Map<String, Integer> places = new LinkedHashMap<>();
        sources.forEach(names -> names.forEach(name -> places.putIfAbsent(name, places.size())));
        double[][] sums = new double[parts.length][places.size()];
        for (int j = 0; j < sources.size(); j++) {
            List<String> names = sources.get(j);
            for (String name : names) {
                int place = places.getOrDefault(name, 0);
                for (int i = 0; i < parts.length; i++) {
                    sums[i][place] += parts[i][j] / names.size();
                }
            }
        }
        return new Contributions(base, List.copyOf(places.keySet()), sums);
    }

    /** The weighted sum of contributions to the same rows. */
    static Contributions weighted(List<Contributions> all, double[] weights) {
        Map<String, Integer> places = new LinkedHashMap<>();
        all.forEach(c -> c.features.forEach(name -> places.putIfAbsent(name, places.size())));
        double[][] sums = new double[all.get(0).parts.length][places.size()];
        double base = 0;
        for (int m = 0; m < all.size(); m++) {
            Contributions one = all.get(m);
            base += weights[m] * one.base;
            for (int j = 0; j < one.features.size(); j++) {
                int place = places.getOrDefault(one.features.get(j), 0);
                for (int i = 0; i < sums.length; i++) {
                    sums[i][place] += weights[m] * one.parts[i][j];
                }
            }
        }
        return new Contributions(base, List.copyOf(places.keySet()), sums);
    }

    public double base() {
        return base;
    }

    public List<String> features() {
        return features;
    }

    public int rows() {
        return parts.length;
    }

    public double part(int row, int feature) {
        return parts[row][feature];
    }

    /** The base and all parts of a row. */
    public double logOdds(int row) {
        double sum = base;
        for (double part : parts[row]) {
            sum += part;
        }
        return sum;
    }

    /** The largest parts of a row, up or down, the largest first; equal ones by the order of the features. */
    public List<Part> largest(int row, int most) {
        Require.atLeast(1, most, "the number of parts");
        List<Part> all = new ArrayList<>(IntStream.range(0, features.size())
                .mapToObj(j -> new Part(features.get(j), parts[row][j]))
                .filter(part -> part.logOdds() != 0)
                .toList());
        all.sort(Comparator.comparingDouble((Part part) -> -Math.abs(part.logOdds())));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }
}
