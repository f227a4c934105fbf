package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class IntervalCommandTest {

    private static final String ROWS = """
            store,answer,happy,amount,orders,complaints
            A,10,yes,12,1,0
            A,9,yes,30,2,1
            A,3,no,8,1,0
            A,8,yes,45,3,2
            B,10,yes,20,1,0
            B,10,yes,28,2,0
            B,7,yes,,1,1
            B,,no,9,1,0
            """;

    @TempDir
    private Path folder;

    @Test
    void countsOnTheCommandLineAreEnough() {
        JsonNode share = ModelRunner.json("interval", "share", "--successes=81", "--trials=263");
        assertThat(share.get("low").asDouble()).isCloseTo(0.255288519878274, within(1e-9));
        assertThat(share.get("high").asDouble()).isCloseTo(0.3662095769828, within(1e-9));
        assertThat(share.get("method").asString()).isEqualTo("wilson");
        JsonNode exact =
                ModelRunner.json("interval", "share", "--successes=81", "--trials=263", "--method=clopper_pearson");
        assertThat(exact.get("low").asDouble()).isCloseTo(0.252736745585271, within(1e-9));
        JsonNode score = ModelRunner.json("interval", "nps", "--promoters=500", "--passives=300", "--detractors=200");
        assertThat(score.get("value").asDouble()).isEqualTo(30);
        assertThat(score.get("low").asDouble()).isCloseTo(25.16, within(0.1));
        JsonNode rate = ModelRunner.json("interval", "rate", "--events=0", "--exposure=10");
        assertThat(rate.get("low").asDouble()).isZero();
        // −ln(0.025) / 10
        assertThat(rate.get("high").asDouble()).isCloseTo(0.3688879454, within(1e-9));
        JsonNode mean = ModelRunner.json("interval", "mean", "--n=4", "--mean=10", "--sd=2", "--level=0.9");
        assertThat(mean.get("high").asDouble()).isCloseTo(12.3534, within(1e-4));
        JsonNode difference = ModelRunner.json("interval", "difference", "--successes=231,184", "--trials=2000,2000");
        assertThat(difference.get("low").asDouble()).isCloseTo(0.00459306837531015, within(1e-9));
        assertThat(difference.get("p_fisher").asDouble()).isCloseTo(0.0169872733879945, within(1e-9));
    }

    @Test
    void columnsOfAFileGiveTheSameKinds() throws IOException {
        String file = "--input=" + Files.writeString(folder.resolve("a.csv"), ROWS);
        assertThat(ModelRunner.json("interval", "share", file, "--column=happy")
                        .get("value")
                        .asDouble())
                .isEqualTo(0.75);
        assertThat(ModelRunner.json("interval", "share", file, "--column=orders", "--at-least=2")
                        .get("value")
                        .asDouble())
                .isEqualTo(0.375);
        assertThat(ModelRunner.json("interval", "share", file, "--column=store", "--equals=B")
                        .get("n")
                        .asInt())
                .isEqualTo(8);
        assertThat(ModelRunner.json("interval", "nps", file, "--column=answer")
                        .get("value")
                        .asDouble())
                .isCloseTo(300.0 / 7, within(1e-9));
        assertThat(ModelRunner.json("interval", "mean", file, "--column=amount")
                        .get("n")
                        .asInt())
                .isEqualTo(7);
        assertThat(ModelRunner.json("interval", "mean", file, "--column=amount", "--bootstrap=500")
                        .get("method")
                        .asString())
                .isEqualTo("bootstrap_bca");
        JsonNode median = ModelRunner.json("interval", "median", file, "--column=amount");
        assertThat(median.get("value").asDouble()).isEqualTo(20);
        assertThat(median.get("low").asDouble()).isEqualTo(8);
        assertThat(ModelRunner.json("interval", "ratio", file, "--numerator=complaints", "--denominator=orders")
                        .get("value")
                        .asDouble())
                .isCloseTo(4.0 / 12, within(1e-12));
        assertThat(ModelRunner.json("interval", "rate", file, "--column=complaints", "--exposure-column=orders")
                        .get("method")
                        .asString())
                .isEqualTo("poisson_exact");
    }

    @Test
    void groupsAreToldOneByOneAndSharesAreDrawnTogether() throws IOException {
        String file = "--input=" + Files.writeString(folder.resolve("a.csv"), ROWS);
        JsonNode answer = ModelRunner.json("interval", "share", file, "--column=happy", "--by=store");
        assertThat(answer.get("groups").size()).isEqualTo(2);
        JsonNode first = answer.get("groups").get(0);
        assertThat(first.get("group").asString()).isEqualTo("A");
        assertThat(first.get("to_rank_by").asDouble()).isCloseTo(0.75, within(1e-3));
        assertThat(first.get("funnel_low").asDouble()).isLessThan(0.75);
        assertThat(answer.get("warnings").toString()).contains("by no more than chance");
        JsonNode difference =
                ModelRunner.json("interval", "difference", "--of=mean", file, "--column=amount", "--by=store");
        assertThat(difference.get("difference").asDouble()).isCloseTo(23.75 - 19, within(1e-12));
        assertThat(difference.get("low").asDouble()).isNegative();
        assertThat(ModelRunner.json("interval", "difference", "--of=nps", file, "--column=answer", "--by=store")
                        .get("second_value")
                        .asDouble())
                .isCloseTo(200.0 / 3, within(1e-9));
    }

    @Test
    void oneGroupAloneIsNotDrawnAnywhereAndSaysWhy() throws IOException {
        String file = "--input=" + Files.writeString(folder.resolve("alone.csv"), "store,happy\nA,yes\nA,no\n");
        JsonNode answer = ModelRunner.json("interval", "share", file, "--column=happy", "--by=store");
        assertThat(answer.get("warnings").toString()).contains("one group only").doesNotContain("All or none");
        assertThat(answer.get("groups").get(0).get("value").asDouble()).isEqualTo(0.5);
    }

    @Test
    void oneValueHasNoBoundsAndSaysSo() throws IOException {
        String file = "--input=" + Files.writeString(folder.resolve("one.csv"), "x\n5\n");
        JsonNode answer = ModelRunner.json("interval", "mean", file, "--column=x");
        assertThat(answer.get("value").asDouble()).isEqualTo(5);
        assertThat(answer.get("low").isNull()).isTrue();
        assertThat(answer.get("high").isNull()).isTrue();
    }

    @Test
    void whatIsMissingOrImpossibleIsRefusedInWords() throws IOException {
        String file = "--input=" + Files.writeString(folder.resolve("bad.csv"), "a,b\n11,maybe\n");
        assertThat(ModelRunner.refused("interval", "share", "--successes=5")).contains("Give --successes and --trials");
        assertThat(ModelRunner.refused("interval", "share", "--successes=5", "--trials=3"))
                .contains("--successes must lie from 0 to --trials");
        assertThat(ModelRunner.refused("interval", "nps", file, "--column=a"))
                .contains("line 2, column a: 11 is not an answer from 0 to 10");
        assertThat(ModelRunner.refused("interval", "share", file, "--column=b"))
                .contains("line 2, column b: \"maybe\" is neither yes");
        assertThat(ModelRunner.refused("interval", "mean", "--level=2", "--n=1", "--mean=1", "--sd=1"))
                .contains("--level must lie between 0 and 1");
        assertThat(ModelRunner.refused("interval", "median", "--column=a")).contains("give --input");
        assertThat(ModelRunner.refused("interval", "difference", file, "--column=b", "--by=a"))
                .contains("Say with --groups");
    }
}
