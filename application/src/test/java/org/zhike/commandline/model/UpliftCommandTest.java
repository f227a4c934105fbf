package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class UpliftCommandTest {

    @TempDir
    private Path folder;

    @Test
    void theMailExperimentsLiftsArePrinted() {
        Path mails = ModelRunner.data("hillstrom_email/hillstrom.csv.gz");
        JsonNode answer = ModelRunner.json(
                "uplift",
                "--input=" + mails,
                "--arm=segment",
                "--outcome=visit,conversion,spend",
                "--before=history",
                "--strata=newbie");
        assertThat(answer.get("control").asString()).isEqualTo("No E-Mail");
        assertThat(answer.get("sample_ratio_p").asDouble()).isGreaterThan(0.1);
        // Counted from the file beforehand.
        assertLift(answer, "visit", "Mens E-Mail", 0.07658956365153125);
        assertLift(answer, "visit", "Womens E-Mail", 0.045233106587052985);
        assertLift(answer, "conversion", "Mens E-Mail", 0.006805006519615695);
        assertLift(answer, "conversion", "Womens E-Mail", 0.003111057511085258);
        assertLift(answer, "spend", "Mens E-Mail", 0.7698271558945375);
        assertLift(answer, "spend", "Womens E-Mail", 0.42441221593659684);
    }

    private static void assertLift(JsonNode answer, String outcome, String arm, double expected) {
        for (JsonNode lift : answer.get("lifts")) {
            if (lift.get("outcome").asString().equals(outcome)
                    && lift.get("arm").asString().equals(arm)) {
                assertThat(lift.get("lift").asDouble()).isCloseTo(expected, within(1e-12));
                assertThat(lift.get("low").asDouble()).isPositive();
                assertThat(lift.get("cuped_lift").asDouble()).isCloseTo(expected, within(expected / 10));
                assertThat(lift.get("stratified_lift").asDouble()).isCloseTo(expected, within(expected / 10));
                assertThat(lift.get("p_holm").asDouble())
                        .isGreaterThanOrEqualTo(lift.get("p").asDouble())
                        .isLessThan(0.01);
                return;
            }
        }
        throw new AssertionError("no lift of " + outcome + " in " + arm);
    }

    @Test
    void aKnownLiftIsFoundWithLessNoiseByTheValueBefore() throws IOException {
        JsonNode answer = ModelRunner.json(
                "uplift",
                "--input=" + shop(0.5),
                "--arm=arm",
                "--outcome=spend",
                "--before=before",
                "--strata=region",
                "--score=score",
                "--control=B");
        JsonNode lift = answer.get("lifts").get(0);
        assertThat(lift.get("lift").asDouble()).isCloseTo(5, within(2.5));
        assertThat(lift.get("cuped_lift").asDouble()).isCloseTo(5, within(0.7));
        assertThat(lift.get("cuped_standard_error").asDouble())
                .isLessThan(lift.get("standard_error").asDouble() / 2);
        assertThat(lift.get("stratified_lift").asDouble()).isCloseTo(5, within(2.5));
        // Those of the upper half of scores are moved by 10, the others by nothing.
        assertThat(lift.get("qini").asDouble()).isPositive();
        assertThat(lift.get("qini_p").asDouble()).isLessThan(0.05);
        assertThat(answer.get("warnings").size()).isZero();
    }

    @Test
    void twoPeopleProveNothing() throws IOException {
        Path two = Files.writeString(folder.resolve("two.csv"), "arm,bought\na,1\ncontrol,0\n");
        JsonNode lift = ModelRunner.json("uplift", "--input=" + two, "--arm=arm", "--outcome=bought")
                .get("lifts")
                .get(0);
        assertThat(lift.get("lift").asDouble()).isEqualTo(1);
        assertThat(lift.get("low").asDouble()).isNegative();
        assertThat(lift.get("incremental_low").asDouble()).isNegative();
        assertThat(lift.get("relative_lift").isNull()).isTrue();
    }

    @Test
    void equalValuesHaveNoIntervalWhateverTheirSumRoundsTo() throws IOException {
        String rows = "a,0.1\n".repeat(10) + "control,0.1\ncontrol,0.3\n";
        Path file = Files.writeString(folder.resolve("equal.csv"), "arm,spend\n" + rows);
        JsonNode answer = ModelRunner.json("uplift", "--input=" + file, "--arm=arm", "--outcome=spend");
        assertThat(answer.get("lifts").get(0).get("p").isNull()).isTrue();
        assertThat(answer.get("warnings").toString()).contains("all values are the same");
    }

    @Test
    void armsOfUnplannedSizesAreWarnedOf() throws IOException {
        Path shop = shop(0.6);
        assertThat(ModelRunner.print("uplift", "--input=" + shop, "--arm=arm", "--outcome=spend", "--control=B"))
                .contains("! The arms are not as large as planned");
        assertThat(ModelRunner.json(
                                "uplift",
                                "--input=" + shop,
                                "--arm=arm",
                                "--outcome=spend",
                                "--control=B",
                                "--planned=60,40")
                        .get("warnings")
                        .size())
                .isZero();
    }

    @Test
    void whatCannotBeComparedIsRefusedInWords() throws IOException {
        Path shop = shop(0.5);
        assertThat(ModelRunner.refused("uplift", "--input=" + shop, "--arm=arm", "--outcome=spend"))
                .contains("Say which arm is the control with --control. The arms: A, B.");
        assertThat(ModelRunner.refused("uplift", "--input=" + shop, "--arm=arm", "--outcome=region"))
                .contains("column region: \"north\" is not a number");
        assertThat(ModelRunner.refused("uplift", "--input=" + shop, "--arm=arm", "--outcome=spend", "--control=C"))
                .contains("There is no arm \"C\"");
    }

    private Path shop(double shareOfA) throws IOException {
        var random = new SplittableRandom(2);
        List<String> lines = new ArrayList<>(List.of("arm,spend,before,region,score"));
        for (int i = 0; i < 4000; i++) {
            boolean treated = random.nextDouble() < shareOfA;
            double before = 100 + 30 * random.nextGaussian();
            double score = random.nextDouble();
            double spend = before + 5 * random.nextGaussian() + (treated && score > 0.5 ? 10 : 0);
            lines.add((treated ? "A" : "B") + "," + spend + "," + before + ","
                    + (random.nextBoolean() ? "north" : "south") + "," + score);
        }
        return Files.write(folder.resolve("shop.csv"), lines);
    }
}
