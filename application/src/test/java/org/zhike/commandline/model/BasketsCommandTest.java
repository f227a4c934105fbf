package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BasketsCommandTest {

    private static final String SHOP =
            "\uFEFFhalf milk,rolls/buns, rolls/buns\nrolls/buns,half milk,soda\n\nsoda\nhalf milk,rolls/buns";

    @TempDir
    private Path folder;

    @Test
    void findsItemsetsAndRulesInAFileWithABasketALine() throws IOException {
        Path rules = folder.resolve("rules.csv");
        Path sets = folder.resolve("sets.csv");

        JsonNode answer = run(
                "--input",
                file(SHOP).toString(),
                "--min-count",
                "2",
                "--rules",
                rules.toString(),
                "--itemsets",
                sets.toString());

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("baskets").asInt()).isEqualTo(5);
        assertThat(answer.get("empty_baskets").asInt()).isEqualTo(1);
        assertThat(answer.get("itemsets").asInt()).isEqualTo(4);
        assertThat(answer.get("rules").asInt()).isEqualTo(2);
        assertThat(answer.get("warnings").get(0).asString()).startsWith("1 baskets hold nothing");
        assertThat(Files.readString(rules)).startsWith("left,right,count").contains("\nhalf milk,rolls/buns,3,0.6,1,");
        assertThat(Files.readString(sets)).contains("half milk|rolls/buns,2,3,0.6\r\n");
    }

    @Test
    void readsLongFilesAndGivesTheSame() throws IOException {
        Path longFile = file("order;product\n1;milk\n1;buns\n2;milk\n3;buns\n3;milk\n1;milk\n");
        String[] options = {
            "--input",
            longFile.toString(),
            "--format",
            "long",
            "--basket",
            "order",
            "--item",
            "product",
            "--min-count",
            "2"
        };
        assertThat(run(options).get("itemsets").asInt()).isEqualTo(3);
    }

    @Test
    void takesBlanksGzipChineseAndASignOfOnesOwn() throws IOException {
        Path zipped = folder.resolve("b.txt.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("牛奶 面包\r\n面包 牛奶\r\n".getBytes(Charset.forName("GB18030")));
        }
        Path out = folder.resolve("sets.csv");
        JsonNode answer =
                run("--input", zipped.toString(), "--min-count", "2", "--closed", "--itemsets", out.toString());
        assertThat(answer.get("itemsets").asInt()).isEqualTo(1);
        assertThat(Files.readString(out)).contains("牛奶|面包,2,2,1");

        JsonNode signed = run("--input", file("a b/c d\na b/e,f\n").toString(), "--separator", "/", "--min-count", "2");
        assertThat(signed.get("itemsets").asInt()).isEqualTo(1);
        assertThat(signed.get("items").asInt()).isEqualTo(3);
    }

    @Test
    void theLimitIsAnAnswerWithAWarning() throws IOException {
        JsonNode answer = run("--input", file(SHOP).toString(), "--min-count", "1", "--limit", "2");
        assertThat(answer.get("outcome").asString()).isEqualTo("not_converged");
        assertThat(answer.get("warnings").get(1).asString()).contains("more than 2 itemsets");
    }

    @Test
    void emptyBasketsAloneAreTooLittle() throws IOException {
        JsonNode answer = run("--input", file("\n\n").toString(), "--min-count", "1", "--confidence", "0.1");
        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
    }

    @Test
    void wrongFilesAndOptionsAreRefusedInWords() throws IOException {
        String shop = file(SHOP).toString();
        assertFails("There is no file", "--input", folder.resolve("none").toString(), "--min-count", "1");
        assertFails(
                "it is empty",
                "--input",
                Files.createFile(folder.resolve("e.txt")).toString(),
                "--min-count",
                "1");
        assertFails("leave out --closed", "--input", shop, "--min-count", "1", "--closed", "--confidence", "0.5");
        assertFails("the least count must be at least 1, not 0", "--input", shop, "--min-count", "0");
        assertFails("from 0 to 1, not 2.0", "--input", shop, "--min-count", "1", "--confidence", "2");
        assertFails("--format is fimi or long", "--input", shop, "--min-count", "1", "--format", "wide");
        assertFails("needs --basket COLUMN", "--input", shop, "--min-count", "1", "--format", "long");
        Path binary = Files.write(folder.resolve("b.bin"), new byte[] {'a', (byte) 0xFF, (byte) 0xFF, '\n'});
        assertFails("is not a text", "--input", binary.toString(), "--min-count", "1");
        Path broken = Files.writeString(folder.resolve("c.csv"), "order,product\n1,milk\n2\n,buns\n");
        String[] rows = {"--input", broken.toString(), "--format", "long", "--basket", "order", "--item", "product"};
        assertFails("line 3: The row has 1 cells", concat(rows, "--min-count", "1"));
        assertFails("line 4, column order: The cell is empty", concat(rows, "--min-count", "1"));
    }

    private static String[] concat(String[] first, String... second) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(first), java.util.Arrays.stream(second))
                .toArray(String[]::new);
    }

    private static void assertFails(String words, String... options) {
        assertThatThrownBy(() -> run(options))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining(words);
    }

    private static JsonNode run(String... options) {
        var out = new StringWriter();
        List<Exception> refused = new ArrayList<>();
        CommandLine command = ModelCommand.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((thrown, failed, arguments) -> {
                    refused.add(thrown);
                    return 2;
                });
        String[] all = concat(new String[] {"baskets"}, concat(options, "--json"));
        command.execute(all);
        if (!refused.isEmpty() && refused.getFirst() instanceof RuntimeException refusal) {
            throw refusal;
        }
        return JsonMapper.shared().readTree(out.toString());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "data", ".txt"), text);
    }
}
