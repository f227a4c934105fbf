package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.forecast.EtsModel;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;
import org.zhike.statistics.forecast.Forecaster;
import org.zhike.statistics.forecast.Methods;
import org.zhike.statistics.forecast.SeasonalNaive;
import org.zhike.statistics.forecast.Series;
import org.zhike.statistics.forecast.arima.ArimaModel;
import org.zhike.statistics.forecast.intermittent.IntermittentModel;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "forecast",
        description = {
            "Tell what series will do next, with intervals.",
            "The file has a row for each value. Times are days, months (2026-01), quarters (2026Q1), years or whole numbers;"
                    + " their even step is found for each series."
        },
        mixinStandardHelpOptions = true)
final class ForecastCommand implements Callable<Integer> {

    private static final List<String> HEADINGS = List.of("series", "time", "step", "forecast", "low", "high");
    private static final int MOST_WARNINGS = 20;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "CSV, gzip of it, or xlsx.")
    private Path input = Path.of("");

    @Option(
            names = "--series",
            paramLabel = "COLUMN",
            description = "What tells series apart (default: the file is one series).")
    private @Nullable String series;

    @Option(names = "--time", required = true, paramLabel = "COLUMN", description = "The period of the value.")
    private String time = "";

    @Option(names = "--value", required = true, paramLabel = "COLUMN", description = "What is to be forecast.")
    private String value = "";

    @Option(
            names = "--only",
            paramLabel = "COLUMN=VALUE",
            description = "Only rows that have this value there; may be repeated.")
    private Map<String, String> only = new LinkedHashMap<>();

    @Option(
            names = "--period",
            paramLabel = "N",
            defaultValue = "1",
            description = "Values in a season, such as 12 for months (default: ${DEFAULT-VALUE}, no seasons).")
    private int period = 1;

    @Option(names = "--horizon", description = "Periods ahead (default: those held out, else two seasons, at least 6).")
    private @Nullable Integer horizon;

    @Option(
            names = "--method",
            defaultValue = "auto",
            description =
                    "How (default: ${DEFAULT-VALUE}: a combination, or a method for demand that comes only now and then);"
                            + " any unknown one tells all.")
    private String method = "auto";

    @Option(
            names = "--level",
            paramLabel = "SHARE",
            defaultValue = "0.95",
            description = "The share of values that intervals are to hold (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Option(
            names = "--gaps",
            defaultValue = "refuse",
            paramLabel = "RULE",
            description = "What becomes of missing periods: refuse, zero or linear (default: ${DEFAULT-VALUE}).")
    private String gaps = "refuse";

    @Option(
            names = "--holdout",
            defaultValue = "0",
            paramLabel = "N",
            description =
                    "Hold the last N values of each series back and tell how well they were forecast, beside the seasonal"
                            + " naive method.")
    private int holdout;

    @Option(names = "--output", paramLabel = "FILE", description = "Where the forecasts go: CSV, or gzip of it.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ForecastCommand() {}

    @Override
    public Integer call() {
        Forecaster forecaster = checked();
        var answer = new Answer(spec, json);
        var columns = new SeriesFile.Columns(series, time, value, only);
        List<SeriesFile.Named> all = SeriesFile.read(input, columns, gapRule());
        int steps = horizon != null ? horizon : holdout > 0 ? holdout : Math.max(6, 2 * period);
        List<ForecastTask> tasks = run(all, forecaster, steps);
        report(answer, all, tasks, steps);
        if (output != null) {
            write(output, tasks);
        }
        answer.print();
        return 0;
    }

    private Forecaster checked() {
        require(period >= 1, "--period must be at least 1, not " + period);
        require(horizon == null || horizon >= 1, "--horizon must be at least 1, not " + horizon);
        require(holdout >= 0, "--holdout must not be negative, but is " + holdout);
        require(level > 0 && level < 1, "--level lies between 0 and 1, such as 0.95; not " + level);
        return Methods.named(method)
                .orElseThrow(() -> new ProductException(
                        ModelError.BAD_OPTION,
                        "There is no method \"" + method + "\". There are: " + String.join(", ", Methods.names())));
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new ProductException(ModelError.BAD_OPTION, problem);
        }
    }

    private Series.Gaps gapRule() {
        return switch (gaps) {
            case "refuse" -> Series.Gaps.REFUSE;
            case "zero" -> Series.Gaps.ZERO;
            case "linear" -> Series.Gaps.LINEAR;
            default ->
                throw new ProductException(
                        ModelError.BAD_OPTION, "--gaps is refuse, zero or linear, not \"" + gaps + "\"");
        };
    }

    private List<ForecastTask> run(List<SeriesFile.Named> all, Forecaster forecaster, int steps) {
        var progress = new Progress(spec);
        var done = new AtomicInteger();
        return IntStream.range(0, all.size())
                .parallel()
                .mapToObj(i -> {
                    var task = ForecastTask.run(all.get(i), forecaster, period, holdout, steps, level);
                    progress.show("series", done.incrementAndGet(), all.size());
                    return task;
                })
                .toList();
    }

    private void report(Answer answer, List<SeriesFile.Named> all, List<ForecastTask> tasks, int steps) {
        answer.put("method", method).put("series", all.size());
        if (all.size() == 1) {
            answer.take(tasks.getFirst().outcome());
        }
        List<ForecastTask> forecast =
                tasks.stream().filter(task -> task.model() != null).toList();
        answer.put("forecast", forecast.size())
                .put("values", all.stream().mapToLong(s -> s.series().length()).sum())
                .put("filled", all.stream().mapToLong(s -> s.series().filled()).sum())
                .put("period", period)
                .put("horizon", steps)
                .put("level", level);
        if (all.size() == 1 && forecast.size() == 1) {
            describe(answer, forecast.getFirst().model());
        }
        if (holdout > 0) {
            score(answer, forecast);
        }
        warn(answer, all.size() > 1 ? tasks : List.of());
        if (forecast.isEmpty()) {
            answer.put("outcome", "too_little_data");
        }
    }

    private static void describe(Answer answer, @Nullable ForecastModel model) {
        if (model == null) {
            return;
        }
        answer.put("model", model.describe()).put("parameters", model.parameters());
        model.logLikelihood().ifPresent(logLikelihood -> answer.put("log_likelihood", logLikelihood));
        if (model instanceof EtsModel ets) {
            answer.put("aicc", ets.aicc()).put("sigma2", ets.sigma2());
        }
        if (model instanceof ArimaModel arima) {
            arima.aicc().ifPresent(aicc -> answer.put("aicc", aicc));
        }
        if (model instanceof IntermittentModel intermittent) {
            answer.put("demand_class", intermittent.demandClass().name().toLowerCase(Locale.ROOT));
        }
    }

    private void score(Answer answer, List<ForecastTask> forecast) {
        var own = new ForecastScore();
        var naive = new ForecastScore();
        var baseline = new SeasonalNaive();
        for (ForecastTask task : forecast) {
            var simple = ForecastTask.run(task.series(), baseline, period, holdout, holdout, level);
            if (task.actual().length > 0 && simple.forecast() != null && task.forecast() != null) {
                own.add(task, period);
                naive.add(simple, period);
            }
        }
        if (own.isEmpty()) {
            answer.warn("No series is long enough to hold " + holdout + " values back.");
            return;
        }
        own.put(answer, "");
        naive.put(answer, "naive_");
        if (own.smape() > naive.smape()) {
            answer.warn("The seasonal naive method did better on what was held out.");
        }
    }

    private static void warn(Answer answer, List<ForecastTask> tasks) {
        List<String> warnings =
                tasks.stream().flatMap(task -> task.trouble().stream()).toList();
        warnings.stream().limit(MOST_WARNINGS).forEach(answer::warn);
        if (warnings.size() > MOST_WARNINGS) {
            answer.warn("… and " + (warnings.size() - MOST_WARNINGS)
                    + " more series with too little data or an unsure fit.");
        }
    }

    private void write(Path file, List<ForecastTask> tasks) {
        List<String> headings = new ArrayList<>(HEADINGS);
        if (holdout > 0) {
            headings.add("actual");
        }
        CsvOutput.write(file, headings, rows -> {
            for (ForecastTask task : tasks) {
                Forecast forecast = task.forecast();
                if (forecast == null) {
                    continue;
                }
                double[] point = forecast.point();
                double[] low = forecast.low();
                double[] high = forecast.high();
                for (int h = 0; h < point.length; h++) {
                    List<String> row = new ArrayList<>(List.of(
                            task.series().name(),
                            task.series().period(task.seen() + h),
                            String.valueOf(h + 1),
                            CsvOutput.cell(point[h]),
                            CsvOutput.cell(low[h]),
                            CsvOutput.cell(high[h])));
                    if (holdout > 0) {
                        row.add(h < task.actual().length ? CsvOutput.cell(task.actual()[h]) : "");
                    }
                    rows.accept(row);
                }
            }
        });
    }
}
