package org.zhike.commandline;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "metrics",
        description = "Compute metrics, each with n and its interval; without an id, list the metrics there are.",
        mixinStandardHelpOptions = true)
final class MetricsCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    private final ApplicationStart start;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "ID", arity = "0..*", description = "Metrics, such as revenue aov churn_rate.")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "DIMENSION",
            arity = "1..*",
            description = "Dimensions, such as customer.level.")
    private List<String> by = new ArrayList<>();

    @Option(names = "--grain", description = "One of ${COMPLETION-CANDIDATES}; without it one number for the period.")
    private @Nullable Grain grain;

    @Option(
            names = "--period",
            paramLabel = "FROM..TO",
            description = "Days, the last one not included (default: the last twelve whole months).")
    private @Nullable String period;

    @Option(names = "--filter", paramLabel = "CEL", description = "A condition on the records counted.")
    private @Nullable String filter;

    @Option(names = "--currency", paramLabel = "CODE", description = "The currency of money (default: the company's).")
    private @Nullable String currency;

    @Option(names = "--rows", description = "The records counted, and how many were left out and why.")
    private boolean rows;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES} (default: table).")
    private Format format = Format.TABLE;

    MetricsCommand(ApplicationStart start) {
        this.start = start;
    }

    /** With what it can do to definition files. */
    static CommandLine of(ApplicationStart start) {
        return new CommandLine(new MetricsCommand(start))
                .addSubcommand(new MetricFilesCommand.Check(start))
                .addSubcommand(new MetricFilesCommand.Import(start))
                .addSubcommand(new MetricFilesCommand.Export(start));
    }

    @Override
    public Integer call() {
        Map<String, String> days = days();
        return connection.run(start, true, api -> {
            PrintWriter out = spec.commandLine().getOut();
            if (metrics.isEmpty()) {
                printCatalogue(api.get("/api/metrics"), out);
            } else if (rows) {
                metrics.forEach(metric -> printRows(api, metric, days, out));
            } else {
                print(api.post("/api/metrics/query", question(days)), out);
            }
            return 0;
        });
    }

    private Map<String, @Nullable Object> question(Map<String, String> days) {
        Map<String, @Nullable Object> question = new LinkedHashMap<>();
        question.put("metrics", metrics);
        question.put("by", by);
        question.put("grain", grain == null ? null : grain.name().toLowerCase(Locale.ROOT));
        question.put("period", days);
        question.put("filter", filter);
        question.put("currency", currency);
        question.put("compare", true);
        return question;
    }

    private Map<String, String> days() {
        if (period == null) {
            LocalDate month = Grain.MONTH.startOf(LocalDate.now(ZoneId.systemDefault()));
            return Map.of("from", Grain.MONTH.plus(month, -12).toString(), "to", month.toString());
        }
        String[] ends = period.split("\\.\\.", -1);
        try {
            if (ends.length == 2 && LocalDate.parse(ends[0]).isBefore(LocalDate.parse(ends[1]))) {
                return Map.of("from", ends[0], "to", ends[1]);
            }
        } catch (DateTimeException notDays) {
            // told below
        }
        throw new ProductException(CommandError.BAD_PERIOD, period);
    }

    private void printCatalogue(JsonNode catalogue, PrintWriter out) {
        if (format == Format.JSON) {
            out.println(catalogue.toPrettyString());
            return;
        }
        Table table = new Table(List.of("id", "zh", "en", "unit", "object"));
        for (JsonNode metric : catalogue) {
            table.add(List.of(
                    text(metric.path("id")),
                    text(metric.path("labels").path("zh")),
                    text(metric.path("labels").path("en")),
                    text(metric.path("unit")),
                    text(metric.path("object"))));
        }
        print(table, out);
    }

    private void print(JsonNode answer, PrintWriter out) {
        if (format == Format.JSON) {
            out.println(answer.toPrettyString());
            return;
        }
        List<String> heading = new ArrayList<>(List.of("metric"));
        if (grain != null) {
            heading.add("time");
        }
        heading.addAll(by);
        heading.addAll(List.of("value", "low", "high", "n", "state", "previous", "unit"));
        Table table = new Table(heading);
        for (JsonNode result : answer.path("results")) {
            String unit = text(result.path("unit"));
            String currencyOfResult = text(result.path("currency"));
            for (JsonNode cell : result.path("cells")) {
                List<String> row = new ArrayList<>(List.of(text(result.path("metric"))));
                if (grain != null) {
                    row.add(text(cell.path("time")));
                }
                for (String path : by) {
                    JsonNode label = cell.path("labels").path(path);
                    row.add(text(label.isMissingNode() ? cell.path("dimensions").path(path) : label));
                }
                row.addAll(List.of(
                        text(cell.path("value")),
                        text(cell.path("low")),
                        text(cell.path("high")),
                        text(cell.path("n")),
                        text(cell.path("state")),
                        text(cell.path("previous").path("value")),
                        currencyOfResult.isEmpty() ? unit : currencyOfResult));
                table.add(row);
            }
        }
        print(table, out);
    }

    private void printRows(Api api, String metric, Map<String, String> days, PrintWriter out) {
        Map<String, @Nullable Object> question = new LinkedHashMap<>();
        question.put("metric", metric);
        question.put("period", days);
        question.put("filter", filter);
        question.put("currency", currency);
        question.put("side", "counted");
        question.put("limit", PAGE);
        Table table = new Table(List.of("metric", "object", "id", "label", "counted"));
        JsonNode page;
        do {
            page = api.post("/api/metrics/rows", question);
            if (format == Format.JSON) {
                out.println(page);
            }
            for (JsonNode item : page.path("items")) {
                table.add(List.of(
                        metric,
                        text(page.path("object")),
                        text(item.path("id")),
                        text(item.path("label")),
                        text(item.path("counted"))));
            }
            question.put("cursor", page.path("next").asString(null));
        } while (question.get("cursor") != null);
        if (format != Format.JSON) {
            print(table, out);
            for (JsonNode reason : page.path("leftOut")) {
                spec.commandLine()
                        .getErr()
                        .println("left out: " + text(reason.path("n")) + " · "
                                + text(reason.path("text").path("en")));
            }
        }
    }

    private void print(Table table, PrintWriter out) {
        if (format == Format.CSV) {
            table.printCsv(out, true);
        } else {
            table.printAligned(out);
        }
    }

    private static String text(JsonNode node) {
        return node.isNull() || node.isMissingNode() ? "" : node.asString();
    }
}
