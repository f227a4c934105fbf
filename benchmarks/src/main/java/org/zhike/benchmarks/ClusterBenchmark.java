package org.zhike.benchmarks;

import java.util.SplittableRandom;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.cluster.KMeans;
import org.zhike.statistics.cluster.KMeansFitter;
import org.zhike.statistics.cluster.MedoidsFitter;
import org.zhike.statistics.cluster.MixedTable;
import org.zhike.statistics.cluster.Points;
import org.zhike.statistics.cluster.Silhouette;

/** k-means of up to a million rows, one start and ten, and medoids of mixed rows; data from a seed. */
final class ClusterBenchmark implements Benchmarks.Part {

    private static final int K = 8;

    @Override
    public void run(Bench bench) {
        Bench.print(
                "%n## Groups%n%nRows of three columns in eight overlapping clouds, k 8; median of 3.%n".formatted());
        Bench.heading("rows", "one start", "steps", "ten starts", "silhouette of a sample", "one start, µs a row");
        fit(points(20_000), 1);
        int most = bench.size(1_000_000, 20_000);
        for (int rows = most / 100; rows <= most; rows *= 10) {
            bench.say("clusters: %,d rows".formatted(rows));
            Points points = points(rows);
            Times one = new Times();
            Times ten = new Times();
            Times silhouette = new Times();
            int steps = 0;
            for (int i = 0; i < 3; i++) {
                one.add(seconds(() -> fit(points, 1)));
                ten.add(seconds(() -> fit(points, 10)));
            }
            FitOutcome<KMeans> outcome = fit(points, 1);
            KMeans model = switch (outcome) {
                case FitOutcome.Converged<KMeans>(KMeans found, int taken) -> {
                    steps = taken;
                    yield found;
                }
                default -> throw new IllegalStateException("k-means did not converge: " + outcome);
            };
            silhouette.add(seconds(() -> Silhouette.of(points, model.grouping(), 1)));
            Bench.row(
                    "%,d".formatted(rows),
                    Bench.s(one.median()),
                    steps,
                    Bench.s(ten.median()),
                    Bench.s(silhouette.median()),
                    "%.2f".formatted(1e6 * one.median() / rows));
        }
        medoids(bench);
    }

    private static void medoids(Bench bench) {
        Bench.print("%nMedoids of mixed rows (two numbers, two categories, a tenth missing), k 5.%n".formatted());
        Bench.heading("rows", "seconds", "µs a row");
        for (int rows : new int[] {bench.size(4_000, 500), bench.size(40_000, 5_000), bench.size(400_000, 10_000)}) {
            bench.say("medoids: %,d rows".formatted(rows));
            MixedTable table = mixed(rows);
            double seconds = seconds(() -> MedoidsFitter.of(5, 1).fit(table));
            Bench.row("%,d".formatted(rows), Bench.s(seconds), "%.1f".formatted(1e6 * seconds / rows));
        }
    }

    private static FitOutcome<KMeans> fit(Points points, int restarts) {
        return new KMeansFitter(K, restarts, 1000, 1).fit(points);
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Points points(int rows) {
        var random = new SplittableRandom(7);
        double[][] columns = new double[3][rows];
        for (int i = 0; i < rows; i++) {
            int cloud = random.nextInt(K);
            for (int j = 0; j < 3; j++) {
                columns[j][i] = 4 * ((cloud >> j) & 1) + random.nextGaussian();
            }
        }
        return Points.ofColumns(columns);
    }

    private static MixedTable mixed(int rows) {
        var random = new SplittableRandom(8);
        double[] spend = new double[rows];
        double[] age = new double[rows];
        int[] plan = new int[rows];
        int[] region = new int[rows];
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(5);
            spend[i] = random.nextInt(10) == 0 ? Double.NaN : 5 * kind + random.nextGaussian();
            age[i] = 40 + 10 * random.nextGaussian();
            plan[i] = random.nextInt(10) == 0 ? -1 : kind;
            region[i] = random.nextInt(3) == 0 ? random.nextInt(5) : kind;
        }
        return MixedTable.ofRows(rows)
                .numbers("spend", spend)
                .numbers("age", age)
                .categories("plan", plan)
                .categories("region", region)
                .build();
    }
}
