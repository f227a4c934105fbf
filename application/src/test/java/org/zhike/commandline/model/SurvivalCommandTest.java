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

class SurvivalCommandTest {

    @TempDir
    private Path folder;

    @Test
    void curvesTestsAndRegressionsComeFromOneFile() throws IOException {
        Path curve = folder.resolve("curve.csv");
        JsonNode answer = ModelRunner.json(
                "survival",
                "--input=" + subscribers(),
                "--time=months",
                "--event=left",
                "--by=plan",
                "--cox=plan,age",
                "--weibull=plan,age",
                "--at=12",
                "--output=" + curve);
        assertThat(answer.get("outcome").asString()).isEqualTo("converged");
        assertThat(answer.get("units").asInt()).isEqualTo(2000);
        JsonNode monthly = answer.get("groups").get(0);
        JsonNode yearly = answer.get("groups").get(1);
        assertThat(monthly.get("group").asString()).isEqualTo("monthly");
        assertThat(monthly.get("median").asDouble())
                .isLessThan(yearly.get("median").asDouble());
        assertThat(monthly.get("lasting").get(0).get("share").asDouble()).isCloseTo(Math.exp(-0.6), within(0.06));
        assertThat(answer.get("log_rank").get("p").asDouble()).isLessThan(1e-10);
        JsonNode cox = answer.get("cox");
        assertThat(cox.get("coefficients").get(0).get("name").asString()).isEqualTo("plan=yearly");
        // The hazard of yearly plans is two fifths, age does nothing.
        assertThat(cox.get("coefficients").get(0).get("hazard_ratio").asDouble())
                .isCloseTo(0.4, within(0.05));
        assertThat(cox.get("coefficients").get(1).get("p").asDouble()).isGreaterThan(0.01);
        assertThat(cox.get("concordance").asDouble()).isBetween(0.55, 0.75);
        assertThat(answer.get("weibull").get("shape").asDouble()).isCloseTo(1, within(0.1));
        List<String> rows = Files.readAllLines(curve);
        assertThat(rows.getFirst()).startsWith("group,time,at_risk,ended,censored,survival,standard_error,low,high");
        assertThat(rows.get(1)).startsWith("monthly,");
    }

    @Test
    void aTimeThatIsNoneIsRefused() throws IOException {
        String file = "--input=" + subscribers();
        for (String at : List.of("NaN", "12,-3", "Infinity")) {
            assertThat(ModelRunner.refused("survival", file, "--time=months", "--event=left", "--at=" + at))
                    .contains("--at needs times of 0 or more");
        }
    }

    @Test
    void peopleReadLines() throws IOException {
        assertThat(ModelRunner.print("survival", "--input=" + subscribers(), "--time=months", "--event=left"))
                .contains("median")
                .contains("restricted_mean")
                .doesNotContain("log_rank");
    }

    @Test
    void whoeverNeverLeavesIsToldInWords() throws IOException {
        Path file = Files.writeString(
                folder.resolve("few.csv"),
                "months,left,loyal\n1,yes,no\n2,yes,no\n3,no,yes\n4,yes,no\n5,no,yes\n2,no,yes\n");
        JsonNode separated =
                ModelRunner.json("survival", "--input=" + file, "--time=months", "--event=left", "--cox=loyal");
        assertThat(separated.get("outcome").asString()).isEqualTo("not_converged");
        assertThat(separated.get("warnings").toString()).contains("loyal=yes separates");
        Path none = Files.writeString(folder.resolve("none.csv"), "months,left,age\n1,0,30\n2,0,40\n");
        JsonNode little = ModelRunner.json("survival", "--input=" + none, "--time=months", "--event=left", "--cox=age");
        assertThat(little.get("outcome").asString()).isEqualTo("too_little_data");
        assertThat(little.get("median").isNull()).isTrue();
        assertThat(little.get("warnings").toString()).contains("Nothing has ended", "ended is 0, at least 1");
    }

    @Test
    void brokenCellsAreNamedByLineAndColumn() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.csv"), "months,left\n1,yes\n2,perhaps\n");
        assertThat(ModelRunner.refused("survival", "--input=" + file, "--time=months", "--event=left"))
                .contains("line 3, column left: \"perhaps\" is neither yes");
        Path negative = Files.writeString(folder.resolve("negative.csv"), "months,left\n-1,yes\n");
        assertThat(ModelRunner.refused("survival", "--input=" + negative, "--time=months", "--event=left"))
                .contains("line 2, column months: -1 is not a duration");
        assertThat(ModelRunner.refused("survival", "--input=" + file, "--time=months", "--event=left", "--cox=months"))
                .contains("cannot explain it");
    }

    @Test
    void theTelephoneCompanysCoefficientsArePrinted() {
        Path telco = ModelRunner.data("telco_churn/Telco-Customer-Churn.csv.gz");
        JsonNode answer = ModelRunner.json(
                "survival",
                "--input=" + telco,
                "--time=tenure",
                "--event=Churn",
                "--by=Contract",
                "--cox=Contract,InternetService,MonthlyCharges,SeniorCitizen,PaperlessBilling");
        assertThat(answer.get("ended").asInt()).isEqualTo(1869);
        JsonNode first = answer.get("cox").get("coefficients").get(0);
        assertThat(first.get("name").asString()).isEqualTo("Contract=One year");
        assertThat(first.get("coefficient").asDouble()).isCloseTo(-1.8781071462648968, within(1e-9));
        assertThat(first.get("standard_error").asDouble()).isCloseTo(0.08630992894255474, within(1e-9));
    }

    private Path subscribers() throws IOException {
        var random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>(List.of("months,left,plan,age"));
        for (int i = 0; i < 2000; i++) {
            boolean yearly = random.nextBoolean();
            double end = random.nextExponential() / (yearly ? 0.02 : 0.05);
            double seen = 60 * random.nextDouble();
            lines.add(Math.min(end, seen) + "," + (end <= seen ? "是" : "否") + "," + (yearly ? "yearly" : "monthly")
                    + "," + (20 + random.nextInt(50)));
        }
        return Files.write(folder.resolve("subscribers.csv"), lines);
    }
}
