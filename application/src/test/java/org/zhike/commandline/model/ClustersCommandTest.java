package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClustersCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutANumberTheTrueOneIsFoundAndTold() throws IOException {
        Path file = customers(300);

        JsonNode answer = run(file, "--columns", "orders,spend", "--id", "customer", "--log");

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("k").asInt()).isEqualTo(3);
        assertThat(answer.get("searched").size()).isEqualTo(9);
        assertThat(answer.get("silhouette").asDouble()).isGreaterThan(0.6);
        assertThat(answer.get("stability_jaccard").asDouble()).isGreaterThan(0.9);
        assertThat(answer.get("centres").get(0).get("spend").asDouble()).isPositive();
        assertThat(answer.get("groups")
                        .get(0)
                        .get("differences")
                        .get(0)
                        .get("column")
                        .asString())
                .isIn("orders", "spend");
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows).hasSize(301).first().isEqualTo("customer,group");
        assertThat(rows.get(1).substring(rows.get(1).indexOf(',')))
                .isEqualTo(rows.get(4).substring(rows.get(4).indexOf(',')));
    }

    @Test
    void medoidsTakeTextsAndEmptyCells() throws IOException {
        Path file = customers(300);

        JsonNode answer = run(file, "--columns", "orders,spend,plan", "--method", "medoids", "--k", "3", "--log");

        assertThat(answer.get("loss").asDouble()).isPositive();
        assertThat(answer.get("medoid_lines").size()).isEqualTo(3);
        int sizes = 0;
        for (JsonNode group : answer.get("groups")) {
            sizes += group.get("size").asInt();
            assertThat(group.get("share").asDouble()).isCloseTo(1 / 3.0, within(0.05));
        }
        assertThat(sizes).isEqualTo(300);
        assertThat(answer.get("groups").toString()).contains("\"value\":\"");
        assertThat(Files.readAllLines(folder.resolve("out.csv"))).first().isEqualTo("line,group");
    }

    @Test
    void aTextAmongNumbersAndADebtUnderALogarithmAreNamedWithTheirPlace() throws IOException {
        Path text = Files.writeString(folder.resolve("text.csv"), "a,b\n1,2\nmany,3\n");
        assertThat(fail(text, "--columns", "a,b", "--k", "1")).contains("line 3, column a", "\"many\" is not a number");
        Path debt = Files.writeString(folder.resolve("debt.csv"), "a,b\n1,2\n2,-7\n");
        assertThat(fail(debt, "--columns", "a,b", "--k", "1", "--log")).contains("line 3, column b", "no logarithm");
        assertThat(fail(debt, "--columns", "a,b", "--k", "0")).contains("--k must be at least 1");
    }

    @Test
    void duplicatesOnlyAreTooLittleAndSayHowMuch() throws IOException {
        Path file = Files.writeString(folder.resolve("same.csv"), "a\n" + "5\n".repeat(30));

        JsonNode answer = run(file, "--columns", "a", "--k", "2");

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("warnings").toString()).contains("one value only", "different rows is 1");
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    private Path customers(int rows) throws IOException {
        var random = new SplittableRandom(3);
        StringBuilder csv = new StringBuilder("customer,orders,spend,plan\n");
        for (int i = 0; i < rows; i++) {
            int kind = i % 3;
            double scale = Math.pow(10, kind) * Math.exp(0.2 * random.nextGaussian());
            String plan = random.nextInt(10) == 0
                    ? ""
                    : List.of("basic", "gold", "firm").get(kind);
            csv.append("c%d,%d,%.2f,%s%n".formatted(i, Math.round(3 * scale), 40 * scale, plan));
        }
        return Files.writeString(folder.resolve("customers.csv"), csv);
    }

    private JsonNode run(Path file, String... options) {
        int code = execute(file, options);
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private String fail(Path file, String... options) {
        assertThat(execute(file, options)).isNotZero();
        return err.toString();
    }

    private int execute(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("clusters", "--input", file.toString(), "--json"));
        arguments.addAll(List.of("--output", folder.resolve("out.csv").toString()));
        arguments.addAll(Arrays.asList(options));
        return ModelCommand.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
