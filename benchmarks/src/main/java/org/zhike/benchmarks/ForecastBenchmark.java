package org.zhike.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.Accuracy;
import org.zhike.statistics.forecast.Combination;
import org.zhike.statistics.forecast.Ets;
import org.zhike.statistics.forecast.EtsAverage;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;
import org.zhike.statistics.forecast.Forecaster;
import org.zhike.statistics.forecast.OptimisedTheta;
import org.zhike.statistics.forecast.SeasonalNaive;
import org.zhike.statistics.forecast.Theta;

/**
 * All of the M3 competition on all cores, accuracy beside speed, where its file is there; then cost growth with the length of a
 * series. Goals: 30 monthly series a second for the combination, its sMAPE, and 93 to 97 % of values in 95 % intervals.
 */
final class ForecastBenchmark implements Benchmarks.Part {

    private static final double GOAL_PER_SECOND = 30;
    private static final double LEVEL = 0.95;
    private static final Map<String, Double> GOALS = Map.of("MONTHLY", 13.58, "QUARTERLY", 8.92, "YEARLY", 16.24);
    private static final int REPETITIONS = 3;

    /** A competition series: what was given and what came. */
    private static final class Task {

        private final int period;
        private final List<Double> train = new ArrayList<>();
        private final List<Double> test = new ArrayList<>();

        Task(int period) {
            this.period = period;
        }

        double[] given() {
            return train.stream().mapToDouble(v -> v).toArray();
        }

        double[] came() {
            return test.stream().mapToDouble(v -> v).toArray();
        }
    }

    private record Score(double smape, double mase, double coverage, int points) {}

    @Override
    public void run(Bench bench) throws Exception {
        Bench.print("%n## Forecasts%n".formatted());
        Map<String, List<Task>> kinds = competition(bench.size(1, 50));
        if (kinds.isEmpty()) {
            Bench.print("There is no file of the M3 competition here.%n".formatted());
        } else {
            competition(bench, kinds);
        }
        growth(bench);
    }

    private static void competition(Bench bench, Map<String, List<Task>> kinds) throws Exception {
        Map<String, Forecaster> methods = new LinkedHashMap<>();
        methods.put("seasonal naive", new SeasonalNaive());
        methods.put("ETS, least AICc", Ets.automatic());
        methods.put("ETS, averaged", new EtsAverage());
        methods.put("Theta", new Theta());
        methods.put("optimised Theta", OptimisedTheta.fixed());
        methods.put("dynamic optimised Theta", OptimisedTheta.dynamic());
        methods.put("**combination**", Combination.standard());
        Bench.heading("M3", "series", "method", "sMAPE", "goal", "MASE", "in 95 % intervals", "series a second");
        for (var kind : kinds.entrySet()) {
            List<Task> tasks = kind.getValue();
            for (var method : methods.entrySet()) {
                bench.say("forecast: " + kind.getKey() + ", " + method.getKey());
                boolean combined = method.getKey().contains("combination");
                score(tasks.subList(0, Math.min(100, tasks.size())), method.getValue());
                List<Score> scores = new ArrayList<>();
                double seconds = Bench.seconds(() -> scores.addAll(score(tasks, method.getValue())));
                double perSecond = tasks.size() / seconds;
                Score all = total(scores);
                Double goal = combined ? GOALS.get(kind.getKey()) : null;
                boolean timed = combined && kind.getKey().equals("MONTHLY");
                Bench.row(
                        kind.getKey().toLowerCase(Locale.ROOT),
                        tasks.size(),
                        method.getKey(),
                        "%.2f".formatted(all.smape()),
                        goal == null ? "" : "≤ " + goal + (all.smape() <= goal ? ": reached" : ": **missed**"),
                        "%.3f".formatted(all.mase()),
                        "%.1f %%".formatted(100 * all.coverage()),
                        "%,.0f".formatted(perSecond)
                                + (timed
                                        ? perSecond >= GOAL_PER_SECOND ? ", goal 30: reached" : ", goal 30: **missed**"
                                        : ""));
            }
        }
    }

    private static List<Score> score(List<Task> tasks, Forecaster forecaster) {
        return tasks.parallelStream()
                .map(task -> {
                    double[] given = task.given();
                    double[] came = task.came();
                    Forecast forecast =
                            model(forecaster.fit(given, task.period)).forecast(came.length, LEVEL);
                    return new Score(
                            Accuracy.smape(came, forecast.point()),
                            Accuracy.mase(came, forecast.point(), given, task.period),
                            Accuracy.coverage(came, forecast),
                            came.length);
                })
                .toList();
    }

    /** Errors over all points, as the competition counts them; MASE over series. */
    private static Score total(List<Score> scores) {
        double smape = 0;
        double mase = 0;
        double coverage = 0;
        int points = 0;
        for (Score score : scores) {
            smape += score.smape() * score.points();
            mase += score.mase();
            coverage += score.coverage() * score.points();
            points += score.points();
        }
        return new Score(smape / points, mase / scores.size(), coverage / points, points);
    }

    private static ForecastModel model(FitOutcome<? extends ForecastModel> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<? extends ForecastModel> converged -> converged.model();
            case FitOutcome.NotConverged<? extends ForecastModel> open -> open.last();
            case FitOutcome.TooLittleData<? extends ForecastModel> little ->
                throw new IllegalStateException("too little data: " + little.shortages());
        };
    }

    private static void growth(Bench bench) throws Exception {
        Bench.print("%nMonthly series of growing length, one core; the combination looks at the last 2,000 values.%n"
                .formatted());
        Bench.heading("values", "Theta", "ETS, 15 forms", "a value", "combination");
        for (int n : List.of(60, 120, 240, 480, 2_000, bench.size(20_000, 2_400))) {
            double[] y = monthly(n);
            double ets = median(Ets.automatic(), y);
            Bench.row(
                    "%,d".formatted(n),
                    Bench.ms(1e3 * median(new Theta(), y)),
                    Bench.ms(1e3 * ets),
                    "%.0f µs".formatted(1e6 * ets / n),
                    Bench.ms(1e3 * median(Combination.standard(), y)));
        }
    }

    private static double median(Forecaster forecaster, double[] y) throws Exception {
        var times = new Times();
        for (int i = 0; i < REPETITIONS + 2; i++) {
            double seconds = Bench.seconds(() -> forecaster.fit(y, 12));
            if (i >= 2) {
                times.add(seconds);
            }
        }
        return times.median();
    }

    private static double[] monthly(int n) {
        var random = new SplittableRandom(1);
        return IntStream.range(0, n)
                .mapToDouble(t -> (200 + 0.5 * t)
                        * (1 + 0.3 * Math.sin(2 * Math.PI * t / 12))
                        * Math.exp(0.05 * random.nextGaussian()))
                .toArray();
    }

    /** The series by kind, every so many of them; empty where the file is absent. */
    private static Map<String, List<Task>> competition(int every) throws IOException {
        Map<String, List<Task>> kinds = new LinkedHashMap<>();
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/forecast_m3/M3_long.csv.gz");
            if (Files.exists(file)) {
                read(file, every, kinds);
                break;
            }
        }
        return kinds;
    }

    private static void read(Path file, int every, Map<String, List<Task>> kinds) throws IOException {
        Map<String, Task> tasks = new LinkedHashMap<>();
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.replace("\"", "").split(",", -1);
                if (Integer.parseInt(cells[0].substring(1)) % every != 0) {
                    continue;
                }
                Task task = tasks.computeIfAbsent(cells[0], name -> {
                    var fresh = new Task(cells[2].equals("MONTHLY") ? 12 : cells[2].equals("QUARTERLY") ? 4 : 1);
                    kinds.computeIfAbsent(cells[2], kind -> new ArrayList<>()).add(fresh);
                    return fresh;
                });
                (cells[3].equals("train") ? task.train : task.test).add(Double.parseDouble(cells[6]));
            }
        }
    }
}
