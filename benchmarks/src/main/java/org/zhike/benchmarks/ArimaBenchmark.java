package org.zhike.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.Accuracy;
import org.zhike.statistics.forecast.Ets;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;
import org.zhike.statistics.forecast.Forecaster;
import org.zhike.statistics.forecast.Theta;
import org.zhike.statistics.forecast.arima.Arima;
import org.zhike.statistics.forecast.arima.ArimaOrder;

/**
 * ARIMA with its search on the M3 competition, alone and in the mean with ETS and Theta; and what a fit costs by the length of
 * the series. No goal of its own; R's auto.arima takes some 1 to 4 s for a monthly series.
 */
final class ArimaBenchmark implements Benchmarks.Part {

    private static final Map<String, Integer> PERIODS = Map.of("MONTHLY", 12, "QUARTERLY", 4, "YEARLY", 1);

    private static final String M3 = "shared/data/forecast_m3/M3_long.csv.gz";

    @Override
    public void run(Bench bench) throws Exception {
        Bench.print("\n## ARIMA\n");
        Optional<Path> m3 = m3();
        if (m3.isPresent()) {
            competition(m3.get(), bench.size(1, 20));
        } else {
            Bench.print("The series of the M3 competition are not there: its table is left out.");
        }
        Bench.print("");
        cost(bench.size(7, 1));
    }

    private static void competition(Path m3, int every) throws IOException {
        Bench.heading(
                "M3", "series", "sMAPE", "MASE", "95 % hold", "sMAPE, mean with ETS and Theta", "series/s, ARIMA");
        for (String kind : List.of("MONTHLY", "QUARTERLY", "YEARLY")) {
            int period = PERIODS.getOrDefault(kind, 1);
            List<Task> all = read(m3, kind);
            List<Task> tasks = new ArrayList<>();
            for (int i = 0; i < all.size(); i += every) {
                tasks.add(all.get(i));
            }
            // The first pass warms up.
            double[][] scores = {};
            double seconds = 0;
            for (int pass = 0; pass < 2; pass++) {
                long start = System.nanoTime();
                scores =
                        tasks.parallelStream().map(task -> scores(task, period)).toArray(double[][]::new);
                seconds = (System.nanoTime() - start) / 1e9;
            }
            double[] mean = tasks.parallelStream()
                    .mapToDouble(task -> meanOfThree(task, period))
                    .toArray();
            Bench.row(
                    kind.toLowerCase(Locale.ROOT),
                    tasks.size(),
                    two(scores, s -> s[0]),
                    two(scores, s -> s[1]),
                    "%.1f %%".formatted(100 * average(scores, s -> s[2])),
                    "%.2f".formatted(Arrays.stream(mean).average().orElse(0)),
                    "%.0f".formatted(tasks.size() / seconds));
        }
    }

    private static Optional<Path> m3() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(M3))) {
                return Optional.of(folder.resolve(M3));
            }
        }
        return Optional.empty();
    }

    private static double[] scores(Task task, int period) {
        Forecast forecast = model(Arima.automatic(), task.sample(), period).forecast(task.future().length, 0.95);
        return new double[] {
            Accuracy.smape(task.future(), forecast.point()),
            Accuracy.mase(task.future(), forecast.point(), task.sample(), period),
            Accuracy.coverage(task.future(), forecast)
        };
    }

    private static double meanOfThree(Task task, int period) {
        double[] mean = new double[task.future().length];
        for (Forecaster method : List.of(Arima.automatic(), Ets.automatic(), new Theta())) {
            double[] point = model(method, task.sample(), period)
                    .forecast(mean.length, 0.95)
                    .point();
            for (int h = 0; h < mean.length; h++) {
                mean[h] += point[h] / 3;
            }
        }
        return Accuracy.smape(task.future(), mean);
    }

    private static void cost(int repetitions) throws Exception {
        var airline = new ArimaOrder(0, 1, 1, 0, 1, 1, 12, false);
        Bench.heading("values, monthly", "fit of (0,1,1)(0,1,1)", "search");
        for (int length : new int[] {100, 200, 400, 800, 1600}) {
            double[] y = series(length);
            Times given = new Times();
            Times search = new Times();
            for (int i = 0; i < repetitions + 2; i++) {
                double fit = Bench.seconds(() -> model(Arima.of(airline), y, 12));
                double found = Bench.seconds(() -> model(Arima.automatic(), y, 12));
                if (i > 1 || repetitions == 1) {
                    given.add(1e3 * fit);
                    search.add(1e3 * found);
                }
            }
            Bench.row(length, Bench.ms(given.median()), Bench.ms(search.median()));
        }
    }

    /** A trend, a season that moves and errors that fade. */
    private static double[] series(int length) {
        SplittableRandom random = new SplittableRandom(1);
        double[] y = new double[length];
        double noise = 0;
        double level = 200;
        for (int t = 0; t < length; t++) {
            noise = 0.6 * noise + random.nextGaussian();
            level += 0.3 + 0.5 * random.nextGaussian();
            y[t] = level + 20 * Math.sin(2 * Math.PI * t / 12) + 3 * noise;
        }
        return y;
    }

    private static ForecastModel model(Forecaster method, double[] values, int period) {
        return switch (method.fit(values, period)) {
            case FitOutcome.Converged<? extends ForecastModel> converged -> converged.model();
            case FitOutcome.NotConverged<? extends ForecastModel> open -> open.last();
            case FitOutcome.TooLittleData<? extends ForecastModel> little ->
                throw new IllegalStateException("too short: " + little.shortages());
        };
    }

    private static String two(double[][] scores, ToDoubleFunction<double[]> which) {
        return "%.2f".formatted(average(scores, which));
    }

    private static double average(double[][] scores, ToDoubleFunction<double[]> which) {
        return Arrays.stream(scores).mapToDouble(which).average().orElse(0);
    }

    /** A series of the competition. */
    private static final class Task {

        private final List<Double> sample = new ArrayList<>();
        private final List<Double> future = new ArrayList<>();

        double[] sample() {
            return sample.stream().mapToDouble(v -> v).toArray();
        }

        double[] future() {
            return future.stream().mapToDouble(v -> v).toArray();
        }
    }

    private static List<Task> read(Path m3, String kind) throws IOException {
        Map<String, Task> tasks = new LinkedHashMap<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(m3)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.replace("\"", "").split(",", -1);
                if (cells[2].equals(kind)) {
                    Task task = tasks.computeIfAbsent(cells[0], name -> new Task());
                    (cells[3].equals("train") ? task.sample : task.future).add(Double.parseDouble(cells[6]));
                }
            }
        }
        return List.copyOf(tasks.values());
    }
}
