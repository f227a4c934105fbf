package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ARIMA and the methods for demand that comes only now and then, called by name. */
class ForecastMethodsTest {

    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void arimaTellsItsOrderAndItsCoefficients() throws IOException {
        StringBuilder text = new StringBuilder("month,n\n");
        for (int t = 0; t < 60; t++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d-%02d,%.3f%n",
                    2021 + t / 12,
                    t % 12 + 1,
                    100 + t + 20 * Math.sin(Math.PI * t / 6) + (t * 37 % 11)));
        }

        JsonNode answer = json(text.toString(), "month", "--method", "arima", "--period", "12");

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("model").asString()).startsWith("ARIMA(");
        assertThat(answer.get("parameters").get("sigma2").asDouble()).isPositive();
        assertThat(answer.get("aicc").isNumber()).isTrue();
    }

    @Test
    void demandNowAndThenIsForecastByItsRate() throws IOException {
        JsonNode answer = json(demand(""), "week", "--method", "auto");

        assertThat(answer.get("model").asString()).isEqualTo("SBA");
        assertThat(answer.get("demand_class").asString()).isEqualTo("intermittent");
        assertThat(answer.get("parameters").get("rate").asDouble()).isBetween(0.5, 1.0);
        assertThat(json(demand(""), "week", "--method", "croston").get("model").asString())
                .isEqualTo("Croston");
    }

    @Test
    void demandBelowNothingIsRefusedWithTheSeries() throws IOException {
        Path file = file(demand("60,-2\n"));

        int code = command()
                .execute("forecast", "--input", file.toString(), "--time", "week", "--value", "n", "--method", "tsb");

        assertThat(code).isNotZero();
        assertThat(err.toString()).contains("does not suit the method").contains("-2");
    }

    private static String demand(String more) {
        StringBuilder text = new StringBuilder("week,n\n");
        for (int t = 0; t < 60; t++) {
            text.append(t).append(',').append(t % 3 == 0 ? 2 + t % 2 : 0).append('\n');
        }
        return text + more;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private JsonNode json(String text, String time, String... options) throws IOException {
        var out = new StringWriter();
        String[] first = {"forecast", "--input", file(text).toString(), "--time", time, "--value", "n", "--json"};
        String[] all = new String[first.length + options.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(options, 0, all, first.length, options.length);
        assertThat(command().setOut(new PrintWriter(out)).execute(all))
                .as(err.toString())
                .isZero();
        return JsonMapper.shared().readTree(out.toString());
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
