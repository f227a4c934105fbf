package org.zhike.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.zhike.statistics.churn.Logistic;
import org.zhike.statistics.churn.Matrix;
import org.zhike.statistics.churn.Ranking;
import org.zhike.statistics.churn.TreeLearner;
import org.zhike.trees.XgBoost;

/**
 * Boosted trees (200 of depth 4) and logistic regression on so many rows of forty columns, each in a process of its own, so that its
 * peak of memory is its own. Beside the AUC on 200,000 further rows stands that of the true probabilities: the best there can be.
 */
final class ChurnBenchmark implements Benchmarks.Part {

    private static final int COLUMNS = 40;
    private static final int TESTED = 200_000;

    @Override
    public void run(Bench bench) throws Exception {
        System.out.println();
        System.out.println(
                "| model | rows | training | per row, beside a tenth of the rows | scoring, rows/s | AUC | of the truth | peak memory |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (String model : List.of("trees", "logistic")) {
            double before = 0;
            for (int rows :
                    new int[] {bench.size(10_000, 1_000), bench.size(100_000, 10_000), bench.size(1_000_000, 20_000)}) {
                String[] found = measured(bench, model, rows);
                double seconds = Double.parseDouble(found[0]);
                System.out.printf(
                        "| %s | %,d | %.2f s | %s | %,.0f | %s | %s | %s MB |%n",
                        model,
                        rows,
                        seconds,
                        before == 0 ? "" : "%.2f".formatted(seconds / rows / before),
                        Double.parseDouble(found[1]),
                        found[2],
                        found[3],
                        found[4]);
                before = seconds / rows;
            }
        }
    }

    private static String[] measured(Bench bench, String model, int rows) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx3g",
                        "-XX:+UseParallelGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Once.class.getName(),
                        model,
                        String.valueOf(rows),
                        String.valueOf(bench.size(TESTED, 20_000)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the measured process ended with " + process.exitValue() + ": " + line);
        }
        return line.split(" ", -1);
    }

    /** One measurement: prints seconds of training, rows scored a second, both AUCs and the peak of memory. */
    static final class Once {

        private Once() {}

        public static void main(String[] arguments) throws IOException {
            Locale.setDefault(Locale.ROOT);
            boolean trees = arguments[0].equals("trees");
            int rows = Integer.parseInt(arguments[1]);
            fit(trees, new Sample(2_000, 9)); // loads classes and the native library
            var training = new Sample(rows, 1);
            long start = System.nanoTime();
            Model model = fit(trees, training);
            double seconds = (System.nanoTime() - start) / 1e9;
            var test = new Sample(Integer.parseInt(arguments[2]), 2);
            long scoring = System.nanoTime();
            double[] odds = model.logOdds(test.matrix);
            double speed = odds.length / ((System.nanoTime() - scoring) / 1e9);
            System.out.printf(
                    "%.3f %.0f %.4f %.4f %d%n",
                    seconds,
                    speed,
                    Ranking.of(test.positive, odds).auc(),
                    Ranking.of(test.positive, test.truth).auc(),
                    peakMegabytes());
        }

        private static long peakMegabytes() throws IOException {
            Path status = Path.of("/proc/self/status");
            if (!Files.exists(status)) {
                return 0;
            }
            return Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmHWM"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    / 1024;
        }
    }

    private interface Model {
        double[] logOdds(Matrix matrix);
    }

    private static Model fit(boolean trees, Sample sample) {
        if (trees) {
            var settings = new TreeLearner.Settings(200, 0.1, 4, 3, 0.8, 0.8, 1, 1);
            return XgBoost.onAllCores().grow(new TreeLearner.Rows(sample.matrix, sample.positive), settings)::logOdds;
        }
        return Logistic.fit(sample.matrix, sample.positive).converged().orElseThrow()::logOdds;
    }

    /** Customers made from a seed: lines, a threshold and pairs decide; about a quarter leaves. */
    private static final class Sample {

        final Matrix matrix;
        final boolean[] positive;
        final double[] truth;

        Sample(int rows, long seed) {
            var random = new SplittableRandom(seed);
            double[] values = new double[rows * COLUMNS];
            positive = new boolean[rows];
            truth = new double[rows];
            for (int i = 0; i < rows; i++) {
                int at = i * COLUMNS;
                for (int j = 0; j < COLUMNS; j++) {
                    values[at + j] = j < 30 ? random.nextDouble(-1, 1) : random.nextInt(2);
                }
                double odds = -2 + values[at] - 0.7 * values[at + 1] + (values[at + 2] > 0.3 ? 1.2 : 0);
                for (int j = 3; j < 15; j++) {
                    odds += 0.3 * values[at + j] * (j % 2 == 0 ? 1 : -1);
                }
                odds += 2 * values[at + 15] * values[at + 16]
                        + values[at + 30] * values[at + 17]
                        + 0.8 * values[at + 31];
                truth[i] = odds;
                positive[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
            }
            matrix = Matrix.ofRows(
                    IntStream.range(0, COLUMNS).mapToObj(j -> "x" + j).toList(), values);
        }
    }
}
