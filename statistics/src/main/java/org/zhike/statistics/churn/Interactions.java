package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.zhike.statistics.Quantiles;

/**
 * Products of two columns that a model of the columns alone misses: those with the largest score statistics (Rao 1948), with the
 * false-discovery rate held (Benjamini and Hochberg 1995). The products are of standardised columns, so that they mean "more than the
 * two by themselves". Learned on training rows; screened on at most 40,000 of them.
 */
final class Interactions {

    private static final int SCREENED = 40_000;

    private record Pair(int first, int second, double statistic) {}

    private final List<String> columns;
    private final double[] means;
    private final double[] scales;
    private final List<Pair> pairs;

    private Interactions(List<String> columns, double[] means, double[] scales, List<Pair> pairs) {
        this.columns = columns;
        this.means = means;
        this.scales = scales;
        this.pairs = pairs;
    }

    static Interactions none() {
        return new Interactions(List.of(), new double[0], new double[0], List.of());
    }

    /**
     * @param sources the feature of each column; columns of one feature are not multiplied
     * @param most how many products at most
     * @param discovery the false-discovery rate
     */
    static Interactions learn(
            Matrix x, List<String> sources, boolean[] positive, Logistic base, int most, double discovery) {
        Standardisation s = Standardisation.of(x);
        double[] scales = new double[x.columns()];
        for (int j = 0; j < scales.length; j++) {
            scales[j] = s.deviations[j] == 0 ? 0 : 1 / s.deviations[j];
        }
        List<Pair> candidates = new ArrayList<>();
        int p = x.columns();
        int[] rows = sample(x.rows());
        Matrix sampled = rows.length == x.rows() ? x : x.rows(rows);
        boolean[] outcome = rows.length == x.rows() ? positive : Folds.choose(positive, rows);
        double[] fitted = base.probabilities(sampled);
        double[] z = standardised(sampled, s.means, scales);
        int n = sampled.rows();
        double[][] curvature =
                new LogisticCurvature(sampled, outcome, s.means, scales).at(base.standard(), true).curvature;
        for (int j = 0; j < curvature.length; j++) {
            curvature[j][j] += Math.max(base.penalty().ridge(), 1e-6 * n);
        }
        Cholesky root = new Cholesky(curvature, 0);
        List<int[]> wanted = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                if (scales[j] > 0 && scales[k] > 0 && !sources.get(j).equals(sources.get(k))) {
                    wanted.add(new int[] {k, j});
                }
            }
        }
        Pair[] found = new Pair[wanted.size()];
        IntStream.range(0, found.length).parallel().forEach(c -> {
            int a = wanted.get(c)[0];
            int b = wanted.get(c)[1];
            found[c] = new Pair(a, b, statistic(z, p, n, a, b, fitted, outcome, root));
        });
        candidates.addAll(List.of(found));
        candidates.sort(Comparator.comparingDouble((Pair pair) -> -pair.statistic()));
        int kept = 0;
        for (int k = 0; k < candidates.size(); k++) {
            double pValue = Quantiles.twoSidedP(Math.sqrt(candidates.get(k).statistic()), Double.POSITIVE_INFINITY);
            if (pValue <= discovery * (k + 1) / candidates.size()) {
                kept = k + 1;
            }
        }
        return new Interactions(x.names(), s.means, scales, List.copyOf(candidates.subList(0, Math.min(kept, most))));
    }

    private static int[] sample(int rows) {
        if (rows <= SCREENED) {
            return IntStream.range(0, rows).toArray();
        }
        double step = (double) rows / SCREENED;
        return IntStream.range(0, SCREENED).map(i -> (int) (i * step)).toArray();
    }

    private static double[] standardised(Matrix x, double[] means, double[] scales) {
        double[] z = x.values().clone();
        int p = x.columns();
        for (int i = 0; i < z.length; i++) {
            z[i] = (z[i] - means[i % p]) * scales[i % p];
        }
        return z;
    }

    /** Rao's statistic of adding the product of two columns; about chi-squared with one degree of freedom when it adds nothing. */
    private static double statistic(
            double[] z, int p, int n, int a, int b, double[] fitted, boolean[] positive, Cholesky root) {
        double slope = 0;
        double own = 0;
        double[] shared = new double[p + 1];
        for (int i = 0; i < n; i++) {
            double product = z[i * p + a] * z[i * p + b];
            double weighted = fitted[i] * (1 - fitted[i]) * product;
            slope += product * ((positive[i] ? 1 : 0) - fitted[i]);
            own += weighted * product;
            shared[0] += weighted;
            for (int j = 0; j < p; j++) {
                shared[j + 1] += weighted * z[i * p + j];
            }
        }
        double[] explained = root.solve(shared);
        double left = own;
        for (int j = 0; j <= p; j++) {
            left -= explained[j] * shared[j];
        }
        return left <= 1e-6 * own ? 0 : slope * slope / left;
    }

    int size() {
        return pairs.size();
    }

    List<String> names() {
        return pairs.stream()
                .map(pair -> columns.get(pair.first()) + " × " + columns.get(pair.second()))
                .toList();
    }

    int first(int pair) {
        return pairs.get(pair).first();
    }

    int second(int pair) {
        return pairs.get(pair).second();
    }

    /** The columns given and the products. */
    Matrix apply(Matrix x) {
        if (pairs.isEmpty()) {
            return x;
        }
        int p = x.columns();
        int width = p + pairs.size();
        double[] values = Matrix.room(x.rows(), width);
        for (int i = 0; i < x.rows(); i++) {
            System.arraycopy(x.values(), i * p, values, i * width, p);
            for (int k = 0; k < pairs.size(); k++) {
                int a = pairs.get(k).first();
                int b = pairs.get(k).second();
                values[i * width + p + k] = (x.at(i, a) - means[a]) * scales[a] * (x.at(i, b) - means[b]) * scales[b];
            }
        }
        List<String> names = new ArrayList<>(x.names());
        names.addAll(names());
        return Matrix.ofRows(names, values);
    }
}
