package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChurnCommandTest {

    @TempDir
    private Path folder;

    @Test
    void scoresEachCaseByAModelThatHasNotSeenItWithReasons() throws IOException {
        Path out = folder.resolve("oof.csv");

        JsonNode answer = run(
                "--input",
                customers(600).toString(),
                "--id",
                "who",
                "--target",
                "left",
                "--model",
                "blend",
                "--reasons",
                "2",
                "--calls-per-week",
                "100",
                "--output",
                out.toString());

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        for (String model : List.of("logistic", "trees", "blend")) {
            JsonNode scores = answer.get("models").get(model);
            assertThat(scores.get("auc").asDouble()).isGreaterThan(0.7);
            assertThat(scores.get("log_loss").asDouble())
                    .isLessThan(answer.get("baseline").get("log_loss").asDouble());
        }
        assertThat(answer.get("reached_by_week")).hasSize(6);
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(601);
        assertThat(lines.getFirst()).isEqualTo("who,target,p,reason_1,effect_1,reason_2,effect_2");
        assertThat(lines.get(1)).startsWith("c0,").containsAnyOf("tenure", "plan");
    }

    @Test
    void trainsOnThePastAndTellsWhatMoved() throws IOException {
        JsonNode answer = run(
                "--input",
                customers(600).toString(),
                "--id",
                "who",
                "--target",
                "left",
                "--model",
                "logistic",
                "--time",
                "joined",
                "--gap",
                "5");

        assertThat(answer.get("drift")).isNotEmpty();
        assertThat(answer.get("parameters").get("intercept")).hasSize(2);
    }

    @Test
    void tooFewLeaversAreAnAnswer() throws IOException {
        List<String> lines = new ArrayList<>(List.of("who,tenure,left"));
        for (int i = 0; i < 50; i++) {
            lines.add("c" + i + "," + i + "," + (i == 3 ? "Yes" : "No"));
        }
        Path file = Files.write(folder.resolve("few.csv"), lines);

        JsonNode answer = run("--input", file.toString(), "--id", "who", "--target", "left");

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("warnings").toString()).contains("positives");
    }

    @Test
    void aLeakIsTold() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(customers(400))) {
            lines.add(line + (line.startsWith("who") ? ",closed_on" : line.contains(",Yes,") ? ",2026-02-03" : ","));
        }
        Path file = Files.write(folder.resolve("leak.csv"), lines);

        JsonNode answer = run("--input", file.toString(), "--id", "who", "--target", "left", "--model", "logistic");

        assertThat(answer.get("warnings").toString()).contains("closed_on", "after the event");
    }

    @Test
    void brokenInputIsNamedByLineAndColumn() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(customers(200)));
        lines.set(9, lines.get(9).replaceFirst("^(c\\d+),[^,]+", "$1,3o"));
        Path file = Files.write(folder.resolve("broken.csv"), lines);

        assertThatThrownBy(() -> run("--input", file.toString(), "--id", "who", "--target", "left"))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("line 10, column tenure: \"3o\" is not a number");
        assertThatThrownBy(() -> run("--input", file.toString(), "--id", "who", "--target", "plan"))
                .hasMessageContaining("--positive");
        assertThatThrownBy(() ->
                        run("--input", file.toString(), "--id", "who", "--target", "left", "--exclude", "nothing"))
                .hasMessageContaining("nothing");
    }

    @Test
    void onTheTelephoneCompanyTheBlendReachesTheBounds() throws IOException {
        Path shared = shared();
        Path input = shared.resolve("data/telco_churn/Telco-Customer-Churn.csv.gz");
        Path folds = shared.resolve("golden/churn/telco_folds.csv");
        assumeTrue(Files.exists(input) && Files.exists(folds), "skipped: there is no real data beside the repository");

        JsonNode answer = run(
                "--input", input.toString(), "--id", "customerID", "--target", "Churn", "--folds", folds.toString());

        JsonNode scores = answer.get("models").get("blend");
        assertThat(scores.get("auc").asDouble()).isGreaterThanOrEqualTo(0.850);
        assertThat(scores.get("log_loss").asDouble()).isLessThanOrEqualTo(0.410);
        assertThat(scores.get("brier").asDouble()).isLessThanOrEqualTo(0.1333);
        assertThat(scores.get("ece").asDouble()).isLessThanOrEqualTo(0.01);
    }

    private Path customers(int rows) throws IOException {
        var random = new SplittableRandom(4);
        List<String> lines = new ArrayList<>(List.of("who,tenure,plan,left,joined"));
        for (int i = 0; i < rows; i++) {
            double tenure = random.nextInt(720) / 10.0;
            boolean gold = random.nextInt(3) == 0;
            boolean left = random.nextDouble() < 1 / (1 + Math.exp(tenure / 15 - 1.5 + (gold ? 1 : 0)));
            lines.add("c%d,%s,%s,%s,2026-01-%02d"
                    .formatted(
                            i,
                            i % 50 == 7 ? "" : String.valueOf(tenure),
                            gold ? "gold" : "plain",
                            left ? "Yes" : "No",
                            1 + i % 28));
        }
        return Files.write(folder.resolve("customers.csv"), lines);
    }

    private static JsonNode run(String... options) {
        var out = new StringWriter();
        List<Exception> thrown = new ArrayList<>();
        CommandLine command = ModelCommand.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    thrown.add(exception);
                    return 1;
                });
        List<String> arguments = new ArrayList<>(List.of("churn", "--json"));
        arguments.addAll(List.of(options));
        int code = command.execute(arguments.toArray(String[]::new));
        if (!thrown.isEmpty() && thrown.getFirst() instanceof RuntimeException broken) {
            throw broken;
        }
        assertThat(code).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private static Path shared() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("shared/data"))) {
                return at.resolve("shared");
            }
        }
        return Path.of("shared");
    }
}
