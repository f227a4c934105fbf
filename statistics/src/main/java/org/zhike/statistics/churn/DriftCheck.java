package org.zhike.statistics.churn;

import static java.lang.Math.abs;
import static java.lang.Math.exp;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * Whether the cases to be scored still look like those a model was trained on: feature by feature, and all together.
 */
public final class DriftCheck {

    /** Population stability below this is quiet, above {@link #MOVED} it has moved: the usual rule of thumb. */
    public static final double QUIET = 0.1;

    public static final double MOVED = 0.25;

    private static final int BINS = 10;

    private DriftCheck() {}

    /**
     * How far a feature moved.
     *
     * @param psi population stability index, Σ (new − old) ln(new / old) over tenths of the old values or over levels, missing being a
     *     part of its own; parts without cases count half a case
     * @param distance the largest distance of the two distribution functions (Kolmogorov and Smirnov) of a number; of a category half
     *     the sum of the differences of shares
     * @param pValue that the two are alike: Kolmogorov's limit, or chi-squared for categories
     * @param significant with the false-discovery rate held over all features (Benjamini and Hochberg 1995)
     */
    public record Drift(String feature, double psi, double distance, double pValue, boolean significant) {

        /** Both certain and large enough to matter. */
        public boolean moved() {
            return significant && psi > QUIET;
        }
    }

    /**
     * How well a model can tell old from new cases (classifier two-sample test, Lopez-Paz and Oquab 2017).
     *
     * @param auc on held-out cases; 0.5 when they are alike
     * @param pValue one-sided, by the Mann-Whitney variance
     */
    public record Separability(double auc, double pValue) {}

    /**
     * Compares features by name; those missing in the new ones are left out.
     *
     * @param discovery the false-discovery rate, such as 0.05
     * @return the most moved first
     */
    public static List<Drift> between(Features old, Features recent, double discovery) {
        Require.level(discovery);
        List<Drift> drifts = new ArrayList<>();
        for (Features.Column column : old.columns()) {
            Features.Column other = recent.column(column.name()).orElse(null);
            if (column instanceof Features.Numbers a && other instanceof Features.Numbers b) {
                drifts.add(numbers(a, b));
            } else if (column instanceof Features.Categories a && other instanceof Features.Categories b) {
                drifts.add(categories(a, b));
            }
        }
        return marked(drifts, discovery);
    }

    private static List<Drift> marked(List<Drift> drifts, double discovery) {
        double[] sorted = drifts.stream().mapToDouble(Drift::pValue).sorted().toArray();
        double limit = -1;
        for (int k = 0; k < sorted.length; k++) {
            if (sorted[k] <= discovery * (k + 1) / sorted.length) {
                limit = sorted[k];
            }
        }
        double held = limit;
        return drifts.stream()
                .map(d -> new Drift(d.feature(), d.psi(), d.distance(), d.pValue(), d.pValue() <= held))
                .sorted(Comparator.comparingDouble((Drift d) -> -d.psi()))
                .toList();
    }

    private static Drift numbers(Features.Numbers a, Features.Numbers b) {
        double[] old = a.sortedPresent();
        double[] recent = b.sortedPresent();
        double[] cuts = new double[BINS - 1];
        for (int k = 1; k < BINS; k++) {
            cuts[k - 1] = old.length == 0 ? 0 : old[(int) ((long) old.length * k / BINS)];
        }
        cuts = Arrays.stream(cuts).distinct().toArray();
        double[] oldCounts = counts(old, cuts, a.rows());
        double[] recentCounts = counts(recent, cuts, b.rows());
        double distance = old.length == 0 || recent.length == 0 ? 0 : distance(old, recent);
        double size = old.length == 0 || recent.length == 0
                ? 0
                : sqrt((double) old.length / (old.length + recent.length) * recent.length);
        double gap = gap(a.rows(), old.length, b.rows(), recent.length);
        // Two ways to differ, in values and in gaps: the smaller p-value, twice.
        double pValue = Math.min(1, 2 * Math.min(kolmogorov(distance, size), gap));
        return new Drift(a.name(), psi(oldCounts, recentCounts), distance, pValue, false);
    }

    /** The p-value of a difference in the share that is there. */
    private static double gap(int n, int present, int m, int otherPresent) {
        double share = (double) (present + otherPresent) / (n + m);
        double error = sqrt(share * (1 - share) * (1.0 / n + 1.0 / m));
        double z = error == 0 ? 0 : ((double) present / n - (double) otherPresent / m) / error;
        return Quantiles.twoSidedP(z, Double.POSITIVE_INFINITY);
    }

    /** How many lie below each cut, and in the last place how many are missing. */
    private static double[] counts(double[] sorted, double[] cuts, int rows) {
        double[] counts = new double[cuts.length + 2];
        int before = 0;
        for (int k = 0; k < cuts.length; k++) {
            int below = Order.firstAtLeast(sorted, cuts[k]);
            counts[k] = below - before;
            before = below;
        }
        counts[cuts.length] = sorted.length - before;
        counts[cuts.length + 1] = rows - sorted.length;
        return counts;
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            largest = max(largest, abs((double) i / a.length - (double) j / b.length));
        }
        return largest;
    }

    /** P(distance at least this | alike), in the limit with Stephens' correction (1970). */
    static double kolmogorov(double distance, double size) {
        double x = (size + 0.12 + 0.11 / max(size, 1)) * distance;
        if (x < 0.2) {
            return 1;
        }
        double sum = 0;
        for (int k = 1; k <= 100; k++) {
            double term = exp(-2.0 * k * k * x * x);
            sum += k % 2 == 1 ? term : -term;
            if (term < 1e-16) {
                break;
            }
        }
        return Math.clamp(2 * sum, 0.0, 1.0);
    }

    private static Drift categories(Features.Categories a, Features.Categories b) {
        Map<String, Integer> places = new HashMap<>();
        a.levels().forEach(level -> places.putIfAbsent(level, places.size()));
        b.levels().forEach(level -> places.putIfAbsent(level, places.size()));
        double[] old = counts(a, places);
        double[] recent = counts(b, places);
        double distance = 0;
        double statistic = 0;
        int parts = 0;
        double share = (double) a.rows() / (a.rows() + b.rows());
        for (int k = 0; k < old.length; k++) {
            distance += abs(old[k] / a.rows() - recent[k] / b.rows()) / 2;
            double both = old[k] + recent[k];
            if (both > 0) {
                parts++;
                double error = old[k] - both * share;
                statistic += error * error / (both * share * (1 - share));
            }
        }
        double pValue = parts < 2 ? 1 : 1 - new ChiSquaredDistribution(parts - 1).cumulativeProbability(statistic);
        return new Drift(a.name(), psi(old, recent), distance, max(0, pValue), false);
    }

    private static double[] counts(Features.Categories categories, Map<String, Integer> places) {
        double[] counts = new double[places.size() + 1];
        for (int i = 0; i < categories.rows(); i++) {
            int code = categories.code(i);
            String level = code < 0 ? "" : categories.levels().get(code);
            counts[code < 0 ? places.size() : places.getOrDefault(level, places.size())]++;
        }
        return counts;
    }

    static double psi(double[] old, double[] recent) {
        double n = Arrays.stream(old).sum();
        double m = Arrays.stream(recent).sum();
        double sum = 0;
        for (int k = 0; k < old.length; k++) {
            if (old[k] + recent[k] > 0) {
                double p = max(old[k], 0.5) / n;
                double q = max(recent[k], 0.5) / m;
                sum += (q - p) * log(q / p);
            }
        }
        return sum;
    }

    /** Tries to tell old from new with a learner in two folds. */
    public static FitOutcome<Separability> separability(Learner learner, Features old, Features recent, long seed) {
        Features both = stacked(old, recent);
        boolean[] isRecent = new boolean[old.rows() + recent.rows()];
        Arrays.fill(isRecent, old.rows(), isRecent.length, true);
        int[] folds = Folds.stratified(isRecent, 2, seed);
        return switch (OutOfFold.of(learner, both, isRecent, folds, 0)) {
            case FitOutcome.Converged<OutOfFold>(OutOfFold result, int steps) ->
                new FitOutcome.Converged<>(separability(result, isRecent, folds), steps);
            case FitOutcome.NotConverged<OutOfFold>(OutOfFold result, int steps, String why) ->
                new FitOutcome.NotConverged<>(separability(result, isRecent, folds), steps, why);
            case FitOutcome.TooLittleData<OutOfFold>(List<FitOutcome.Shortage> shortages) ->
                new FitOutcome.TooLittleData<>(shortages);
        };
    }

    private static Separability separability(OutOfFold result, boolean[] isRecent, int[] folds) {
        double auc = 0;
        double variance = 0;
        for (int fold = 0; fold < 2; fold++) {
            int[] rows = Folds.rowsIn(folds, fold);
            boolean[] outcome = Folds.choose(isRecent, rows);
            auc += Ranking.of(outcome, Folds.choose(result.logOdds(), rows)).auc() / 2;
            double positives = Checks.count(outcome);
            variance += (rows.length + 1) / (12 * positives * (rows.length - positives)) / 4;
        }
        return new Separability(auc, Quantiles.normalProbability((0.5 - auc) / sqrt(variance)));
    }

    private static Features stacked(Features old, Features recent) {
        int rows = old.rows() + recent.rows();
        Features.Builder both = Features.of(rows);
        for (Features.Column column : old.columns()) {
            Features.Column other = recent.column(column.name()).orElse(null);
            if (column instanceof Features.Numbers a && other instanceof Features.Numbers b) {
                double[] values = Arrays.copyOf(a.values(), rows);
                System.arraycopy(b.values(), 0, values, a.rows(), b.rows());
                both.numbers(column.name(), values);
            } else if (column instanceof Features.Categories a && other instanceof Features.Categories b) {
                String[] texts = new String[rows];
                for (int i = 0; i < rows; i++) {
                    Features.Categories from = i < a.rows() ? a : b;
                    int code = from.code(i < a.rows() ? i : i - a.rows());
                    texts[i] = code < 0 ? "" : from.levels().get(code);
                }
                both.texts(column.name(), texts);
            }
        }
        return both.build();
    }
}
