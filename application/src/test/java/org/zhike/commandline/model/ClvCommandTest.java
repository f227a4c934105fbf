package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.statistics.clv.BgNbd;
import org.zhike.statistics.clv.Simulation;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClvCommandTest {

    private static final LocalDate START = LocalDate.of(2025, 1, 1);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCustomerGetsPurchasesAndValueWithWhatReallyCame() throws IOException {
        JsonNode answer = run(shop(), "--calibration-end=2025-09-30", "--margin=0.3", "--discount=0.01");

        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("method").asString()).isEqualTo("model");
        assertThat(answer.get("customers").asInt()).isEqualTo(4000);
        assertThat(answer.get("parameters").get("r").asDouble()).isCloseTo(0.3, within(0.06));
        assertThat(answer.get("standard_errors").get("b").asDouble()).isPositive();
        assertThat(answer.get("log_likelihood").asDouble()).isNegative();
        JsonNode holdout = answer.get("holdout");
        assertThat(holdout.get("weeks").asDouble()).isEqualTo(39);
        assertThat(holdout.get("mean_absolute_error").asDouble())
                .isLessThan(holdout.get("naive").get("mean_absolute_error").asDouble());
        assertThat(holdout.get("deciles").size()).isEqualTo(10);
        assertThat(answer.get("refunds_left_out").asInt()).isEqualTo(1);
        assertThat(answer.get("warnings").toString()).contains("1 rows with an amount below 0");

        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows.getFirst())
                .isEqualTo("customer,x,t_x,T,p_alive,expected_purchases,value_per_purchase,expected_value,clv,clv_low,"
                        + "clv_high,holdout_purchases,holdout_value");
        assertThat(rows).hasSize(4001);
        double clv = 0;
        double came = 0;
        for (String row : rows.subList(1, rows.size())) {
            double[] cells = Arrays.stream(row.split(",", -1))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(cells[3]).isBetween(0.0, 1.0);
            assertThat(cells[6]).isCloseTo(cells[4] * cells[5], within(1e-9));
            // A third of the value, a little less for being later.
            assertThat(cells[7] / cells[6]).isBetween(0.28, 0.3);
            assertThat(cells[7]).isBetween(cells[8], cells[9]);
            clv += cells[7];
            came += cells[10];
        }
        assertThat(clv).isCloseTo(answer.get("clv").asDouble(), within(1e-6));
        assertThat(came).isEqualTo(holdout.get("actual").asDouble());
    }

    @Test
    void paretoTellsTheValueOfAllTimeToo() throws IOException {
        JsonNode answer = run(shop(), "--calibration-end=2025-09-30", "--model=paretonbd", "--discount=0.01");

        assertThat(answer.get("parameters").has("beta")).isTrue();
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows.getFirst()).contains("discounted_purchases,lifetime_value");
    }

    @Test
    void customersWhoDoNotDifferInSpendingAreWorthTheMeanOfAllWithoutAnInterval() throws IOException {
        Path alike = shop(0);

        JsonNode answer = run(alike, "--calibration-end=2025-09-30");

        assertThat(answer.get("warnings").toString()).contains("The spend model did not converge");
        assertThat(answer.get("spend").get("mean_value").asDouble()).isCloseTo(10, within(1.0));
        String[] cells = Files.readAllLines(folder.resolve("out.csv")).get(1).split(",", -1);
        assertThat(Double.parseDouble(cells[6])).isCloseTo(10, within(2.0));
        assertThat(cells[9]).isEmpty();
    }

    @Test
    void withoutAmountsThereArePurchasesOnly() throws IOException {
        Path shop = shop();
        out.getBuffer().setLength(0);
        assertThat(execute(
                        "--input=" + shop,
                        "--customer=who",
                        "--date=when",
                        "--horizon=10",
                        "--output=" + folder.resolve("out.csv")))
                .isZero();

        assertThat(out.toString()).contains("log_likelihood").doesNotContain("clv  ");
        assertThat(Files.readAllLines(folder.resolve("out.csv")).getFirst())
                .isEqualTo("customer,x,t_x,T,p_alive,expected_purchases");
    }

    @Test
    void tooLittleDataFallsBackToPastRatesAndSaysSo() throws IOException {
        Path one = folder.resolve("one.csv");
        Files.writeString(one, "who,when,paid\nAda,2025-01-01,10\nAda,2025-01-15,20\nAda,2025-01-15,10\n");

        JsonNode answer = run(one, "--calibration-end=2025-01-29");

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("method").asString()).isEqualTo("naive_rate");
        assertThat(answer.get("warnings").toString())
                .contains("repeat buyers is 1, at least 10")
                .contains("past rates carried on");
        // One repeat purchase in four weeks, 20 a purchase on average.
        assertThat(Files.readAllLines(folder.resolve("out.csv"))).last().isEqualTo("Ada,1,2,4,,9.75,20,195,195,,");
    }

    @Test
    void everyoneOnOneDayIsTooLittleData() throws IOException {
        Path same = folder.resolve("same.csv");
        Files.writeString(same, "who,when,paid\nA,2025-01-01,1\nB,2025-01-01,0\nB,2025-01-01,3\n");

        JsonNode answer = run(same);

        assertThat(answer.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(answer.get("purchases_of_zero").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("out.csv"))).contains("B,0,0,0,,0,3,0,0,,");
    }

    @Test
    void brokenInputIsToldWithLineAndColumn() throws IOException {
        Path broken = folder.resolve("broken.csv");
        Files.writeString(broken, "who,when,paid\nA,2025-01-01,1\nA,2025-02-30,NaN\n");

        assertThat(execute(
                        "--input=" + broken,
                        "--customer=who",
                        "--date=when",
                        "--amount=paid",
                        "--horizon=1",
                        "--output=" + folder.resolve("out.csv")))
                .isNotZero();
        assertThat(err.toString())
                .contains("line 3, column when: \"2025-02-30\" is not a date")
                .contains("line 3, column paid: \"NaN\" is not a number");
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void impossibleOptionsAreToldInWords() throws IOException {
        assertRefused("--horizon must be a positive number", "--horizon=0");
        assertRefused("--margin must be positive", "--horizon=1", "--margin=-1");
        assertRefused("--discount must not be negative", "--horizon=1", "--discount=-0.1");
        assertRefused("No customer bought on or before", "--horizon=1", "--calibration-end=2020-01-01");
    }

    private void assertRefused(String message, String... options) throws IOException {
        Path file = folder.resolve("small.csv");
        Files.writeString(file, "who,when\nA,2025-01-01\n");
        List<String> all = new ArrayList<>(
                List.of("--input=" + file, "--customer=who", "--date=when", "--output=" + folder.resolve("out.csv")));
        all.addAll(List.of(options));
        assertThat(execute(all.toArray(String[]::new))).isNotZero();
        assertThat(err.toString()).contains(message);
    }

    private JsonNode run(Path input, String... options) {
        List<String> all = new ArrayList<>(List.of(
                "--input=" + input,
                "--customer=who",
                "--date=when",
                "--amount=paid",
                "--horizon=39",
                "--json",
                "--output=" + folder.resolve("out.csv")));
        all.addAll(List.of(options));
        assertThat(execute(all.toArray(String[]::new))).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private int execute(String... options) {
        CommandLine command = ModelCommand.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of("clv"));
        arguments.addAll(List.of(options));
        return command.execute(arguments.toArray(String[]::new));
    }

    /** Eighteen months of 4,000 made-up customers, in no order, with one refund. */
    private Path shop() throws IOException {
        return shop(3);
    }

    /** By how much customers differ in what they spend. */
    private Path shop(int difference) throws IOException {
        int[] firstDays = new SplittableRandom(1).ints(4000, 0, 84).toArray();
        var transactions = Simulation.transactions(new BgNbd(0.3, 5, 0.8, 2.5), firstDays, 545, 7, 2);
        var amounts = new SplittableRandom(3);
        List<String> lines = new ArrayList<>();
        int[] days = transactions.days();
        int[] customers = transactions.customers();
        for (int i = 0; i < days.length; i++) {
            lines.add("c" + customers[i] + "," + START.plusDays(days[i]) + ","
                    + (1 + amounts.nextInt(20) + difference * (customers[i] % 23)));
        }
        lines.add("c0," + START.plusDays(3) + ",-5");
        Collections.shuffle(lines, new Random(4));
        lines.addFirst("who,when,paid");
        return Files.write(folder.resolve("shop.csv"), lines);
    }
}
