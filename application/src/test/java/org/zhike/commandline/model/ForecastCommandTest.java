package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void forecastsEverySeriesOfAFileInItsOwnTime() throws IOException {
        Path output = folder.resolve("f.csv");

        JsonNode answer = json(
                "--input",
                shops(48, "").toString(),
                "--series",
                "shop",
                "--time",
                "month",
                "--value",
                "sales",
                "--period",
                "12",
                "--horizon",
                "3",
                "--output",
                output.toString());

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("series").asInt()).isEqualTo(2);
        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).isEqualTo("series,time,step,forecast,low,high");
        assertThat(lines.get(1)).startsWith("北店,2026-01,1,");
        assertThat(lines.get(6)).startsWith("south,2026-03,3,");
        String[] cells = lines.get(1).split(",", -1);
        assertThat(Double.parseDouble(cells[3])).isBetween(Double.parseDouble(cells[4]), Double.parseDouble(cells[5]));
    }

    @Test
    void tellsHowWellHeldOutValuesWereForecastBesideTheNaiveMethod() throws IOException {
        JsonNode answer = json(
                "--input",
                shops(60, "").toString(),
                "--series",
                "shop",
                "--time",
                "month",
                "--value",
                "sales",
                "--period",
                "12",
                "--holdout",
                "12",
                "--method",
                "ets");

        assertThat(answer.get("horizon").asInt()).isEqualTo(12);
        assertThat(answer.get("smape").asDouble())
                .isLessThan(answer.get("naive_smape").asDouble());
        assertThat(answer.get("coverage").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void aFileOfOneSeriesTellsItsModel() throws IOException {
        JsonNode answer = json(
                "--input",
                shops(48, "").toString(),
                "--only",
                "shop=south",
                "--time",
                "month",
                "--value",
                "sales",
                "--period",
                "12",
                "--method",
                "ets");

        assertThat(answer.get("model").asString()).startsWith("ETS(");
        assertThat(answer.get("parameters").get("alpha").asDouble()).isBetween(0.0, 1.0);
        assertThat(answer.get("log_likelihood").isNumber()).isTrue();
    }

    @Test
    void namesMissingPeriodsAndFillsThemOnlyWhenAsked() throws IOException {
        Path file = file(
                "day,n\n2026-01-05,10\n2026-01-12,12\n2026-01-26,11\n2026-02-02,13\n2026-02-09,12\n2026-02-16,9\n");

        assertThat(run("--input", file.toString(), "--time", "day", "--value", "n"))
                .isNotZero();
        assertThat(err.toString()).contains("has no value for 2026-01-19").contains("--gaps zero");

        JsonNode answer = json("--input", file.toString(), "--time", "day", "--value", "n", "--gaps", "linear");
        assertThat(answer.get("filled").asInt()).isEqualTo(1);
        assertThat(answer.get("values").asInt()).isEqualTo(7);
    }

    @Test
    void namesTheLineOfATimeThatIsNone() throws IOException {
        Path file = file("year,n\n2020,1\n2021,2\nsoon,3\n");

        assertThat(run("--input", file.toString(), "--time", "year", "--value", "n"))
                .isNotZero();
        assertThat(err.toString()).contains("line 4, column year").contains("\"soon\" is not a time");
    }

    @Test
    void refusesTwoValuesForOnePeriodAndOptionsOutOfRange() throws IOException {
        Path file = file("year,n\n2020,1\n2021,2\n2021,3\n");

        run("--input", file.toString(), "--time", "year", "--value", "n");
        assertThat(err.toString()).contains("more than one value for 2021");
        run("--input", file.toString(), "--time", "year", "--value", "n", "--method", "tea-leaves");
        assertThat(err.toString()).contains("no method \"tea-leaves\"").contains("theta");
        run("--input", file.toString(), "--time", "year", "--value", "n", "--level", "95");
        assertThat(err.toString()).contains("--level lies between 0 and 1");
    }

    @Test
    void tooShortSeriesAreAnAnswer() throws IOException {
        Path file = file("year,n\n2020,1\n2021,2\n2022,3\n");

        JsonNode answer = json("--input", file.toString(), "--time", "year", "--value", "n");

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("forecast").asInt()).isZero();
        assertThat(answer.get("warnings").get(0).asString()).contains("values is 3");
    }

    @Test
    void leavesShortSeriesAmongOthersOutAndSaysSo() throws IOException {
        Path file = shops(48, "tiny,2025-01,4\ntiny,2025-02,5\n");

        JsonNode answer = json("--input", file.toString(), "--series", "shop", "--time", "month", "--value", "sales");

        assertThat(answer.get("series").asInt()).isEqualTo(3);
        assertThat(answer.get("forecast").asInt()).isEqualTo(2);
        assertThat(answer.get("warnings").get(0).asString()).contains("\"tiny\" is left out");
    }

    @Test
    void findsTheStepOfTimesAndGoesOnInTheirOwnWriting() {
        assertThat(after("2026-01-31", "2026-02-28", "2026-03-31")).isEqualTo("2026-04-30");
        assertThat(after("2025-11-15", "2025-12-15", "2026-01-15")).isEqualTo("2026-02-15");
        assertThat(after("2026-01-05", "2026-01-12")).isEqualTo("2026-01-19");
        assertThat(after("2026-02-27", "2026-02-28", "2026-03-01")).isEqualTo("2026-03-02");
        assertThat(after("2026-01-01", "2026-04-01", "2026-07-01")).isEqualTo("2026-10-01");
        assertThat(after("2025Q3", "2025Q4")).isEqualTo("2026Q1");
        assertThat(after("2025年11月", "2025年12月")).isEqualTo("2026-01");
        assertThat(after("1998", "1999")).isEqualTo("2000");
        assertThat(after("20260131", "20260201")).isEqualTo("2026-02-02");
        assertThat(TimeText.of("2026-13-01")).isNull();
    }

    private static String after(String... texts) {
        TimeText kind = TimeText.of(texts[0]);
        assertThat(kind).isNotNull();
        long[] times = Arrays.stream(texts).mapToLong(kind::read).toArray();
        TimeScale scale = TimeScale.of(kind, times);
        assertThat(scale.period(times[times.length - 1])).isEqualTo(times.length - 1);
        return scale.text(times.length);
    }

    @Test
    void theHelpNamesTheOptions() {
        assertThat(run("--help")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    private Path shops(int months, String more) throws IOException {
        var text = new StringBuilder("shop,month,sales\n");
        for (String shop : List.of("北店", "south")) {
            for (int t = 0; t < months; t++) {
                double sales = (shop.length() * 50 + t) * (1 + 0.2 * Math.sin(Math.PI * t / 6)) + (t * 37 % 11);
                int month = 2026 * 12 - months + t;
                text.append(String.format(Locale.ROOT, "%s,%d-%02d,%.3f%n", shop, month / 12, month % 12 + 1, sales));
            }
        }
        return file(text + more);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private JsonNode json(String... options) {
        var out = new StringWriter();
        String[] all = new String[options.length + 2];
        all[0] = "forecast";
        System.arraycopy(options, 0, all, 1, options.length);
        all[all.length - 1] = "--json";
        assertThat(command().setOut(new PrintWriter(out)).execute(all))
                .as(err.toString())
                .isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "forecast";
        System.arraycopy(options, 0, all, 1, options.length);
        return command().setOut(new PrintWriter(new StringWriter())).execute(all);
    }

    private CommandLine command() {
        return ModelCommand.create()
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((exception, line, arguments) -> {
                    line.getErr().println(exception.getMessage());
                    return 2;
                });
    }
}
