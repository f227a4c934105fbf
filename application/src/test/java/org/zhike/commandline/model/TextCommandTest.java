package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TextCommandTest {

    private static final String[] GOOD = {"味道很好", "送得很快", "分量足，满意", "very good", "还会再来"};
    private static final String[] BAD = {"太慢了", "凉透了，难吃", "不太满意", "not good at all", "再也不点了"};

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void labelledTextsAreJudgedByModelsThatDidNotLearnFromThem() throws IOException {
        JsonNode answer = answer("--label=label", "--cv=4", "--topics");

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("texts").asInt()).isEqualTo(120);
        assertThat(answer.get("folds").asInt()).isEqualTo(4);
        assertThat(answer.get("classes").toString()).isEqualTo("[\"bad\",\"good\"]");
        JsonNode scores = answer.get("scores");
        assertThat(scores.get("accuracy").asDouble()).isGreaterThan(0.95);
        assertThat(scores.get("accuracy_interval").get(0).asDouble()).isBetween(0.9, 1.0);
        assertThat(scores.get("classes").get(0).get("taken_for").get("bad").asInt())
                .isGreaterThan(55);
        assertThat(answer.get("log_likelihood").asDouble()).isNegative();
        assertThat(answer.get("parameters").get("pieces").asInt()).isPositive();
        assertThat(answer.get("baselines").get("majority_accuracy").asDouble()).isEqualTo(0.5);
        assertThat(answer.get("baselines").get("naive_bayes_accuracy").asDouble())
                .isGreaterThan(0.5);
        assertThat(answer.get("topics").get("delivery").asInt()).isPositive();
        assertThat(answer.get("languages").get("english").asInt()).isEqualTo(24);

        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows.getFirst()).isEqualTo("row,label,fold,predicted,p_bad,p_good,topics");
        assertThat(rows).hasSize(121);
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",", -1);
            assertThat(Double.parseDouble(cells[4]) + Double.parseDouble(cells[5]))
                    .isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void givenFoldsAreUsedAsTheyAre() throws IOException {
        Path folds = folds(i -> i + "," + i / 2 % 3 + "," + (i % 2 == 0 ? "good" : "bad"));

        JsonNode answer = answer("--label=label", "--folds=" + folds);

        assertThat(answer.get("folds").asInt()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("out.csv")).get(6)).startsWith("5,bad,2,");
    }

    @Test
    void foldsThatDoNotMatchTheTextsAreRefusedWithTheirLine() throws IOException {
        refused("line 3: the label is \"good\", but \"bad\"", folds(i -> i + ",0,good"));
        refused("line 2: there is no data row 120 of 120", folds(i -> i + 120 + ",0,good"));
        refused("line 3: row 0 occurs twice", folds(i -> i / 2 + ",0,good"));
        refused("line 2: a fold is a number from 0, not -1", folds(i -> i + ",-1,good"));
        refused("no fold for data row 0", Files.writeString(folder.resolve("few.csv"), "row,fold\n1,0\n"));
    }

    private void refused(String message, Path folds) throws IOException {
        assertThat(execute(texts(), "--label=label", "--folds=" + folds)).isNotZero();
        assertThat(err.toString()).contains(message);
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void theColdStartNeedsNoLabels() throws IOException {
        JsonNode answer = answer("--cold-start");

        assertThat(answer.get("method").asString()).isEqualTo("lexicon");
        assertThat(answer.get("good").asInt()).isEqualTo(60);
        assertThat(answer.get("bad").asInt()).isEqualTo(60);
        assertThat(answer.has("scores")).isFalse();
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows.getFirst()).isEqualTo("row,opinion,score,found");
        assertThat(rows.get(6)).startsWith("5,bad,-").endsWith(",满意-");
    }

    @Test
    void labelsTellHowOftenTheLexiconIsRight() throws IOException {
        JsonNode answer = answer("--cold-start", "--label=label");

        assertThat(answer.get("scores").get("good_class").asString()).isEqualTo("good");
        assertThat(answer.get("scores").get("accuracy").asDouble()).isEqualTo(1);
        assertThat(answer.get("scores").get("macro_f1").asDouble()).isEqualTo(1);
    }

    @Test
    void tooFewTextsOfAClassAreAnAnswerInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), "label,said\n1,好\n1,很好\n1,👍\n1,\n0,差\n");

        assertThat(execute(file, "--label=label", "--json")).as(err.toString()).isZero();

        JsonNode answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("warnings").toString())
                .contains("texts of class 0 is 1, at least 10", "texts of class 1 is 4, at least 10")
                .contains("Class 0 is \\\"0\\\", 1 is \\\"1\\\"")
                .contains("2 of 5 texts have no letters");
        assertThat(Files.readAllLines(folder.resolve("out.csv")))
                .hasSize(6)
                .first()
                .isEqualTo("row,label,fold");
    }

    @Test
    void readsGzipAndPrintsLinesForPeople() throws IOException {
        Path file = folder.resolve("texts.csv.gz");
        try (var zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
            zipped.write(Files.readString(texts(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(execute(file, "--label=label")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("accuracy=").contains("outcome").contains("converged");
    }

    @Test
    void brokenLinesMissingLabelsAndImpossibleOptionsAreToldInWords() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.csv"), "label,said\n1,好\n,差\n1\n");
        assertThat(execute(broken, "--label=label")).isNotZero();
        assertThat(err.toString())
                .contains("line 3, column label: The cell is empty")
                .contains("line 4: The row has 1 cells, the header 2");

        assertThat(execute(texts())).isNotZero();
        assertThat(err.toString()).contains("Give --label to learn from, or --cold-start");
        assertThat(execute(texts(), "--label=label", "--cv=1")).isNotZero();
        assertThat(err.toString()).contains("--cv must be at least 2, not 1");
        assertThat(execute(texts(), "--label=stars")).isNotZero();
        assertThat(err.toString()).contains("no column \"stars\". Its columns: label, said");
    }

    private JsonNode answer(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--json");
        assertThat(execute(texts(), all.toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int execute(Path input, String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("text", "--input=" + input, "--text=said", "--output=" + folder.resolve("out.csv")));
        arguments.addAll(List.of(options));
        return ModelCommand.create()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    /** 120 texts, good and bad in turn. */
    private Path texts() throws IOException {
        var csv = new StringBuilder("label,said\n");
        for (int i = 0; i < 120; i++) {
            String[] said = i % 2 == 0 ? GOOD : BAD;
            csv.append(i % 2 == 0 ? "good" : "bad")
                    .append(",\"")
                    .append(said[i / 2 % 5])
                    .append("\"\n");
        }
        return Files.writeString(folder.resolve("texts.csv"), csv);
    }

    private Path folds(IntFunction<String> line) throws IOException {
        var csv = new StringBuilder("row,fold,label\n");
        for (int i = 0; i < 120; i++) {
            csv.append(line.apply(i)).append('\n');
        }
        return Files.writeString(folder.resolve("folds.csv"), csv);
    }
}
