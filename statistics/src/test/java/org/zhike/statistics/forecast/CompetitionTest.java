package org.zhike.statistics.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;

/** Every third series of the M3 competition; the benchmark runs them all. */
class CompetitionTest {

    private static final int EVERY = 3;

    @Test
    void theCombinationBeatsItsPartsAndItsIntervalsHold() {
        Map<String, List<Task>> kinds = tasks();
        double covered = 0;
        double points = 0;
        for (String kind : List.of("YEARLY", "QUARTERLY", "MONTHLY")) {
            List<Task> tasks = kinds.getOrDefault(kind, List.of());
            Score combination = score(tasks, Combination.standard());

            assertThat(combination.smape())
                    .as(kind)
                    .isLessThan(score(tasks, Ets.automatic()).smape());
            assertThat(combination.smape())
                    .as(kind)
                    .isLessThan(score(tasks, new Theta()).smape());
            assertThat(combination.smape())
                    .as(kind)
                    .isLessThan(0.95 * score(tasks, new SeasonalNaive()).smape());
            assertThat(combination.coverage()).as(kind).isBetween(0.91, 0.98);
            covered += combination.coverage() * combination.points();
            points += combination.points();
        }
        assertThat(covered / points).isBetween(0.93, 0.97);
    }

    private record Score(double smape, double coverage, int points) {}

    private static Score score(List<Task> tasks, Forecaster forecaster) {
        double errors = 0;
        double covered = 0;
        int points = 0;
        for (Task task : tasks) {
            ForecastModel model = forecaster
                    .fit(task.train.stream().mapToDouble(v -> v).toArray(), task.period)
                    .converged()
                    .orElseThrow();
            double[] actual = task.test.stream().mapToDouble(v -> v).toArray();
            Forecast forecast = model.forecast(actual.length, 0.95);
            errors += Accuracy.smape(actual, forecast.point()) * actual.length;
            covered += Accuracy.coverage(actual, forecast) * actual.length;
            points += actual.length;
        }
        return new Score(errors / points, covered / points, points);
    }

    private static final class Task {

        final int period;
        final List<Double> train = new ArrayList<>();
        final List<Double> test = new ArrayList<>();

        Task(int period) {
            this.period = period;
        }
    }

    private static Map<String, List<Task>> tasks() {
        Map<String, Task> byName = new LinkedHashMap<>();
        Map<String, List<Task>> byKind = new LinkedHashMap<>();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Golden.data("forecast_m3/M3_long.csv.gz"))),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.replace("\"", "").split(",", -1);
                if (Integer.parseInt(cells[0].substring(1)) % EVERY != 0) {
                    continue;
                }
                String kind = cells[2];
                Task task = byName.computeIfAbsent(cells[0], name -> {
                    var fresh = new Task(kind.equals("MONTHLY") ? 12 : kind.equals("QUARTERLY") ? 4 : 1);
                    byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(fresh);
                    return fresh;
                });
                (cells[3].equals("train") ? task.train : task.test).add(Double.parseDouble(cells[6]));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byKind;
    }
}
