package org.zhike.statistics.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * How much tighter the groups are than groups made in data without any (Tibshirani, Walther and Hastie 2001): the mean log
 * inertia of reference sets minus that of the data. The reference rows are uniform in a box along the principal axes. More
 * than {@link #MOST_ROWS} rows are sampled. Cost 1 + references fits for each k.
 *
 * @param gaps of each k from 1 to the most
 */
record GapStatistic(List<Gap> gaps) {

    GapStatistic {
        gaps = List.copyOf(gaps);
    }

    /** @param error the standard error of the gap from the finite number of reference sets */
    record Gap(int k, double value, double error) {}

    static final int MOST_ROWS = 5_000;

    private static final int RESTARTS = 3;

    static GapStatistic of(Points all, int mostK, int references, long seed) {
        Require.atLeast(2, references, "references");
        Points points =
                all.rows() <= MOST_ROWS ? all : all.select(Silhouette.Samples.without(all.rows(), MOST_ROWS, seed));
        var random = new SplittableRandom(seed);
        Box box = Box.of(points);
        long[] seeds = random.longs(references).toArray();
        double[][] logs = IntStream.range(0, references)
                .parallel()
                .mapToObj(b -> logInertia(box.draw(points.rows(), seeds[b]), mostK, seeds[b]))
                .toArray(double[][]::new);
        double[] own = logInertia(points, mostK, seed);
        List<Gap> gaps = new ArrayList<>();
        for (int k = 1; k <= mostK; k++) {
            double mean = 0;
            for (double[] log : logs) {
                mean += log[k - 1] / references;
            }
            double variance = 0;
            for (double[] log : logs) {
                variance += (log[k - 1] - mean) * (log[k - 1] - mean) / references;
            }
            gaps.add(new Gap(k, mean - own[k - 1], Math.sqrt(variance * (1 + 1.0 / references))));
        }
        return new GapStatistic(gaps);
    }

    /** The least k whose gap is not below the next one's by more than its error; the most k when there is none. */
    int suggestedK() {
        for (int i = 0; i + 1 < gaps.size(); i++) {
            if (gaps.get(i).value >= gaps.get(i + 1).value - gaps.get(i + 1).error) {
                return gaps.get(i).k;
            }
        }
        return gaps.size();
    }

    private static double[] logInertia(Points points, int mostK, long seed) {
        double[] logs = new double[mostK];
        for (int k = 1; k <= mostK; k++) {
            double inertia = switch (new KMeansFitter(k, RESTARTS, 300, seed).fit(points)) {
                case FitOutcome.Converged<KMeans>(KMeans model, int steps) -> model.inertia();
                case FitOutcome.NotConverged<KMeans>(KMeans last, int steps, String why) -> last.inertia();
                case FitOutcome.TooLittleData<KMeans> little -> 0;
            };
            // As many groups as different rows leave nothing; the logarithm must stay finite.
            logs[k - 1] = Math.log(Math.max(inertia, Double.MIN_NORMAL));
        }
        return logs;
    }

    /** The range of the rows along their principal axes. */
    private record Box(RealMatrix axes, List<Range> ranges) {

        private record Range(double low, double high) {}

        static Box of(Points points) {
            int d = points.columns();
            double[] mean = new double[d];
            for (int i = 0; i < points.rows(); i++) {
                for (int j = 0; j < d; j++) {
                    mean[j] += points.at(i, j) / points.rows();
                }
            }
            var covariance = new Array2DRowRealMatrix(d, d);
            for (int i = 0; i < points.rows(); i++) {
                for (int a = 0; a < d; a++) {
                    for (int b = 0; b < d; b++) {
                        covariance.addToEntry(
                                a, b, (points.at(i, a) - mean[a]) * (points.at(i, b) - mean[b]) / points.rows());
                    }
                }
            }
            RealMatrix axes = new EigenDecompositionSymmetric(covariance).getV();
            List<Range> ranges = new ArrayList<>();
            for (int a = 0; a < d; a++) {
                double low = Double.POSITIVE_INFINITY;
                double high = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < points.rows(); i++) {
                    double along = 0;
                    for (int j = 0; j < d; j++) {
                        along += points.at(i, j) * axes.getEntry(j, a);
                    }
                    low = Math.min(low, along);
                    high = Math.max(high, along);
                }
                ranges.add(new Range(low, high));
            }
            return new Box(axes, ranges);
        }

        Points draw(int rows, long seed) {
            var random = new SplittableRandom(seed);
            int d = ranges.size();
            double[] values = new double[rows * d];
            for (int i = 0; i < rows; i++) {
                for (int a = 0; a < d; a++) {
                    double along = ranges.get(a).low + random.nextDouble() * (ranges.get(a).high - ranges.get(a).low);
                    for (int j = 0; j < d; j++) {
                        values[i * d + j] += along * axes.getEntry(j, a);
                    }
                }
            }
            return Points.wrap(values, d);
        }
    }
}
