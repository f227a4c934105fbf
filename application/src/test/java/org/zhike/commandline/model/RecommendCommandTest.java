package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecommendCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void offersAreWrittenAndJudgedBesidePopularity() throws IOException {
        JsonNode answer = run(shop(200), "--model", "cosine", "--top", "5", "--new-only", "--evaluate");

        assertThat(answer.get("model").asString()).isEqualTo("cosine");
        assertThat(answer.get("users").asInt()).isEqualTo(200);
        JsonNode judged = answer.get("evaluation");
        assertThat(judged.get("hit_rate").asDouble())
                .isGreaterThan(
                        answer.get("popularity_evaluation").get("hit_rate").asDouble());
        assertThat(judged.get("hit_rate_interval").size()).isEqualTo(2);
        assertThat(answer.get("offers_for_new_users_by_popularity").size()).isEqualTo(5);
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows.getFirst()).isEqualTo("who,rank,what,source");
        assertThat(rows).hasSize(1 + 200 * 5);
        assertThat(rows.get(1)).startsWith("u0,1,").endsWith(",model");
    }

    @Test
    void autoTriesTheModelsAndNamesTheWinner() throws IOException {
        JsonNode answer = run(shop(200), "--new-only", "--evaluate");

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("candidates").size()).isGreaterThan(10);
        assertThat(answer.get("model").asString()).isNotEmpty();
    }

    @Test
    void withoutASecondBasketPopularityIsOfferedAndSaidSo() throws IOException {
        Path file = Files.writeString(folder.resolve("few.csv"), "who,what,when\na,x,2026-01-01\nb,y,2026-01-02\n");

        JsonNode answer = run(file, "--evaluate");

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("model").asString()).isEqualTo("popularity");
        assertThat(answer.get("warnings").toString()).contains("popularity is offered", "Nobody has two baskets");
    }

    @Test
    void aBrokenDateAndOptionsThatContradictAreToldInWords() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), "who,what,when\na,x,2026-01-01\nb,,soon\n");
        assertThat(execute(file)).isNotZero();
        assertThat(err.toString()).contains("line 3, column when", "line 3, column what");
        assertThat(execute(shop(5), "--model", "frequency", "--new-only")).isNotZero();
        assertThat(err.toString()).contains("leave --new-only out");
    }

    /** Customers keep to one of four shelves of ten items. */
    private Path shop(int users) throws IOException {
        var random = new SplittableRandom(5);
        StringBuilder csv = new StringBuilder("who,what,when\n");
        for (int u = 0; u < users; u++) {
            for (int basket = 0; basket < 4; basket++) {
                LocalDate day = LocalDate.of(2026, 1, 1).plusDays(basket * 10L + random.nextInt(9));
                for (int i = 0; i < 2; i++) {
                    csv.append("u%d,item%d,%s%n".formatted(u, u % 4 * 10 + random.nextInt(10), day));
                }
            }
        }
        return Files.writeString(folder.resolve("shop.csv"), csv);
    }

    private JsonNode run(Path file, String... options) {
        int code = execute(file, options);
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int execute(Path file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("recommend", "--input", file.toString(), "--json"));
        arguments.addAll(List.of("--user", "who", "--item", "what", "--time", "when"));
        arguments.addAll(List.of("--output", folder.resolve("out.csv").toString()));
        arguments.addAll(Arrays.asList(options));
        return ModelCommand.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
