package org.zhike.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The contract that scripts rely on: what commands print and the codes they end with. */
class CommandLineTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void importOrders() throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), """
                订单号,下单时间,客户编号,商品编码,数量,单价
                A1,2025-01-05,C1,P1,2,50
                A2,2025-02-05,C1,P1,1,50
                A3,2025-02-06,C2,P2,1,100
                A4,2025-02-30,C2,P2,1,100
                """);

        Command dryRun = run("import", file.toString(), "--dry-run", "--json");
        Command done = run(
                "import",
                file.toString(),
                "--json",
                "--rejects",
                folder.resolve("rejects.csv").toString());

        assertThat(dryRun.code()).isZero();
        assertThat(done.code()).isZero();
        for (JsonNode summary : new JsonNode[] {dryRun.json(), done.json()}) {
            assertThat(summary.path("read").asInt()).isEqualTo(4);
            assertThat(summary.path("created").asInt()).isEqualTo(2 + 2 + 3 + 3);
            assertThat(summary.path("rejected").asInt()).isEqualTo(1);
            assertThat(summary.path("seconds").isNumber()).isTrue();
        }
        assertThat(folder.resolve("rejects.csv")).content().contains("A4").contains("2025-02-30");
    }

    @Test
    void aMetricComesWithItsIntervalAndState() {
        JsonNode answer = run("metrics", "revenue", "aov", "--period", "2025-01-01..2025-03-01", "--format", "json")
                .json();

        JsonNode revenue = answer.path("results").path(0);
        assertThat(revenue.path("metric").asString()).isEqualTo("revenue");
        JsonNode cell = revenue.path("cells").path(0);
        assertThat(cell.path("value").asDouble()).isEqualTo(250);
        assertThat(cell.path("low").isNumber()).isTrue();
        assertThat(cell.path("state").asString()).isEqualTo("too_few");
        assertThat(answer.path("results")
                        .path(1)
                        .path("cells")
                        .path(0)
                        .path("value")
                        .asDouble())
                .isEqualTo(250 / 3.0);
    }

    @Test
    void metricsByMonthAreCsvForASpreadsheet() {
        Command answer =
                run("metrics", "orders", "--grain", "month", "--period", "2025-01-01..2025-03-01", "--format", "csv");

        assertThat(answer.out().lines())
                .first()
                .asString()
                .startsWith("metric,time,value,low,high,n,state,previous,unit");
        assertThat(answer.out()).contains("orders,2025-01-01,1").contains("orders,2025-02-01,2");
    }

    @Test
    void theRowsBehindAMetricAreListed() {
        Command answer = run("metrics", "orders", "--period", "2025-02-01..2025-03-01", "--rows", "--format", "csv");

        assertThat(answer.out()).contains("A2").contains("A3").doesNotContain("A1");
    }

    @Test
    void aDefinitionFileIsCheckedBroughtInAndComesOutByteForByte() throws IOException {
        String text = """
                # 单价
                metric: price_share
                version: 1
                labels: { zh: 大单占比, en: Large share }
                description: { zh: 说明, en: What it is }
                falls: { zh: 查看, en: Look }
                formula: { zh: 占比, en: share }
                kind: result
                stage: growth
                unit: percent \s
                direction: up
                owner: sales
                minimum: 30
                interval: wilson
                counts: order
                time: ordered_at
                form: rows
                value: share(size(number) >= 2)""".replace("\n", "\r\n");
        Path good = Files.writeString(folder.resolve("price_share.yaml"), text);
        Path bad = Files.writeString(
                folder.resolve("bad.yaml"), text.replace("wilson", "wilsn").replace("price_", "b_"));
        Path out = Files.createDirectories(folder.resolve("out"));

        Command wrong = run("metrics", "check", good.toString(), bad.toString());
        Command refused = run("metrics", "import", good.toString(), bad.toString(), "--publish", "new");
        Command done = run("metrics", "import", good.toString(), "--publish", "new");
        Command exported = run("metrics", "export", "price_share", "nps", "--to", out.toString());
        Command answer = run("metrics", "price_share", "--period", "2025-01-01..2025-03-01", "--format", "json");

        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out())
                .contains("bad.yaml, interval, line 14, column 11")
                .contains("Did you mean \"wilson\"?");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(done.code()).isZero();
        assertThat(exported.code()).isZero();
        assertThat(out.resolve("price_share.yaml")).hasSameBinaryContentAs(good);
        assertThat(out.resolve("nps.yaml")).content().startsWith("metric: nps");
        assertThat(answer.json()
                        .path("results")
                        .path(0)
                        .path("cells")
                        .path(0)
                        .path("n")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void recordsAreFilteredSortedAndCounted() {
        assertThat(run("records", "order", "--filter", "amount > 60 && amount_currency == \"CNY\"", "--count")
                        .out()
                        .strip())
                .isEqualTo("2");
        assertThat(run("records", "order", "--sort", "-number", "--columns", "number,amount", "--format", "csv")
                        .out()
                        .lines())
                .hasSize(4)
                .element(1)
                .asString()
                .contains("A3");
    }

    @Test
    void wrongInputEndsWithCodeTwoAndSaysAllThatIsWrong() {
        Command unknown = run("metrics", "revenu", "nsp", "--period", "2025-01-01..2025-03-01");
        Command filter = run("records", "order", "--filter", "amout > 1");
        Command period = run("metrics", "revenue", "--period", "2025-13-01..2025-03-01");

        assertThat(unknown.err()).contains("revenu").contains("nsp").contains("revenue");
        assertThat(filter.code()).isEqualTo(2);
        assertThat(filter.err()).contains("amout").contains("amount").contains("line 1, column 1");
        assertThat(period.code()).isEqualTo(2);
        assertThat(period.err()).contains("is not a period");
    }

    @Test
    void whatIsNotThereEndsWithCodeThree() {
        assertThat(run("import", folder.resolve("none.csv").toString()).code()).isEqualTo(3);
        assertThat(run("records", "ordr").code()).isEqualTo(3);
    }

    private static Command run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = folder.resolve("data").toString();
        return Command.of(all);
    }
}
