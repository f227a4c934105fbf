package org.zhike.statistics.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import org.zhike.statistics.interval.Proportion;

class UpliftCurveTest {

    @Test
    void fourCustomersCanBeCheckedByHand() {
        // From the highest score: treated buys, control does not, treated does not, control buys.
        UpliftCurve curve = UpliftCurve.of(
                new double[] {9, 7, 5, 3}, new boolean[] {true, false, true, false}, new double[] {1, 0, 0, 1});
        assertThat(curve.points()).isEqualTo(5);
        assertThat(curve.share(2)).isEqualTo(0.5);
        // 1 − 0·1/1 of two treated.
        assertThat(curve.qini(2)).isEqualTo(0.5);
        // 1 − 0·2/1, then 1 − 1·2/2.
        assertThat(curve.qini(3)).isEqualTo(0.5);
        assertThat(curve.qini(4)).isZero();
        assertThat(curve.lift()).isZero();
        // Trapezoids 0, 0 to ½, ½, ½ to 0, each a quarter wide.
        assertThat(curve.coefficient()).isCloseTo(0.25 * (0.25 + 0.5 + 0.25), within(1e-15));
        assertThat(curve.gain(2)).isEqualTo(0.5);
        assertThat(curve.randomAreaUnderGain()).isZero();
    }

    @Test
    void equalScoresAreOnePointWhateverTheirOrder() {
        double[] scores = {1, 1, 1, 1, 2, 2};
        UpliftCurve a = UpliftCurve.of(
                scores, new boolean[] {true, false, true, false, true, false}, new double[] {1, 0, 0, 1, 1, 0});
        UpliftCurve b = UpliftCurve.of(
                scores, new boolean[] {false, true, false, true, false, true}, new double[] {1, 0, 0, 1, 0, 1});
        assertThat(a.points()).isEqualTo(3);
        assertThat(a.coefficient()).isEqualTo(b.coefficient());
        UpliftCurve flat = UpliftCurve.of(new double[6], new boolean[] {true, false, true, false, true, false}, scores);
        assertThat(flat.coefficient()).isZero();
        assertThat(flat.areaUnderGain()).isEqualTo(flat.randomAreaUnderGain());
    }

    @Test
    void trueUpliftBeatsTheLikelyBuyersAndChance() {
        // Those who buy anyway are not those whom the mail moves.
        int n = 20_000;
        var random = new SplittableRandom(6);
        double[] moved = random.doubles(n).toArray();
        double[] buyer = random.doubles(n).toArray();
        double[] noise = random.doubles(n).toArray();
        boolean[] treated = new boolean[n];
        double[] outcome = new double[n];
        double[] ifTreated = new double[n];
        double[] ifNot = new double[n];
        for (int i = 0; i < n; i++) {
            treated[i] = random.nextInt(3) > 0;
            ifNot[i] = 0.5 * buyer[i];
            ifTreated[i] = ifNot[i] + 0.3 * moved[i] - 0.05;
            outcome[i] = random.nextDouble() < (treated[i] ? ifTreated[i] : ifNot[i]) ? 1 : 0;
        }
        UpliftCurve ours = UpliftCurve.of(UpliftCurve.twoModelScores(ifTreated, ifNot), treated, outcome);
        UpliftCurve naive = UpliftCurve.of(ifTreated, treated, outcome);
        UpliftCurve chance = UpliftCurve.of(noise, treated, outcome);
        // The difference is 0.3·u − 0.05: the area above the line is 0.3/12.
        assertThat(ours.coefficient()).isCloseTo(0.3 / 12, within(0.006));
        assertThat(ours.lift()).isCloseTo(0.1, within(0.02));
        assertThat(ours.coefficient()).isGreaterThan(naive.coefficient() + 0.003);
        assertThat(ours.areaUnderGain()).isGreaterThan(ours.randomAreaUnderGain() + 0.015);
        assertThat(ours.pValueAgainstRandom(199, 1)).isEqualTo(1 / 200.0);
        assertThat(chance.pValueAgainstRandom(199, 1)).isGreaterThan(0.05);
        assertThat(chance.pValueAgainstRandom(50, 7)).isEqualTo(chance.pValueAgainstRandom(50, 7));
        double[] reversed = Arrays.stream(moved).map(m -> -m).toArray();
        assertThat(UpliftCurve.of(reversed, treated, outcome).coefficient()).isNegative();
    }

    @Test
    void theMailExperimentShowsItsKnownLiftsAndScoresLearnedOnOneHalfHoldOnTheOther() throws IOException {
        List<String[]> rows = mails();
        // Counted from the file beforehand: 21,306 without, 21,387 with women's and 21,307 with men's merchandise.
        assertLifts(rows, "Womens E-Mail", 3238, 189, 21_387, 0.045233106587052985, 0.003111057511085258);
        assertLifts(rows, "Mens E-Mail", 3894, 267, 21_307, 0.07658956365153125, 0.006805006519615695);

        List<String[]> women =
                rows.stream().filter(row -> !row[8].startsWith("Mens")).toList();
        double[][] sums = new double[2][16];
        double[][] counts = new double[2][16];
        for (int i = 0; i < women.size(); i += 2) {
            int arm = women.get(i)[8].startsWith("No") ? 0 : 1;
            sums[arm][cell(women.get(i))] += Double.parseDouble(women.get(i)[9]);
            counts[arm][cell(women.get(i))]++;
        }
        int n = women.size() / 2;
        double[] scores = new double[n];
        boolean[] treated = new boolean[n];
        double[] visits = new double[n];
        for (int i = 0; i < n; i++) {
            String[] row = women.get(2 * i + 1);
            int cell = cell(row);
            scores[i] = sums[1][cell] / counts[1][cell] - sums[0][cell] / counts[0][cell];
            treated[i] = !row[8].startsWith("No");
            visits[i] = Double.parseDouble(row[9]);
        }
        UpliftCurve curve = UpliftCurve.of(scores, treated, visits);
        assertThat(curve.coefficient()).isPositive();
        assertThat(curve.areaUnderGain()).isGreaterThan(curve.randomAreaUnderGain());
        assertThat(curve.pValueAgainstRandom(199, 1)).isLessThan(0.01);
    }

    private static void assertLifts(
            List<String[]> rows, String arm, long visits, long conversions, long n, double visitLift, double sold) {
        Proportion visited = count(rows, arm, 9);
        Proportion converted = count(rows, arm, 10);
        assertThat(visited).isEqualTo(new Proportion(visits, n));
        assertThat(converted).isEqualTo(new Proportion(conversions, n));
        assertThat(new ShareExperiment(visited, count(rows, "No E-Mail", 9)).difference())
                .isCloseTo(visitLift, within(1e-15));
        assertThat(new ShareExperiment(converted, count(rows, "No E-Mail", 10)).difference())
                .isCloseTo(sold, within(1e-15));
        assertThat(new ShareExperiment(converted, count(rows, "No E-Mail", 10))
                        .interval(0.95)
                        .low())
                .isPositive();
    }

    private static Proportion count(List<String[]> rows, String arm, int column) {
        List<String[]> ofArm = rows.stream().filter(row -> row[8].equals(arm)).toList();
        return new Proportion(
                ofArm.stream().filter(row -> row[column].equals("1")).count(), ofArm.size());
    }

    /** What was bought before (men's, women's), whether new, whether recent. */
    private static int cell(String[] row) {
        return Integer.parseInt(row[3])
                + 2 * Integer.parseInt(row[4])
                + 4 * Integer.parseInt(row[6])
                + (Integer.parseInt(row[0]) <= 4 ? 8 : 0);
    }

    private static List<String[]> mails() throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Golden.data("hillstrom_email/hillstrom.csv.gz"))),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .skip(1)
                    .map(line -> line.replace("$1,000", "$1000").split(",", -1))
                    .toList();
        }
    }

    @Test
    void withoutAControlThereIsNoUplift() {
        assertThatThrownBy(() -> UpliftCurve.of(new double[2], new boolean[] {true, true}, new double[2]))
                .hasMessage("there must be treated and untreated units");
        assertThatThrownBy(() -> UpliftCurve.of(new double[] {Double.NaN}, new boolean[1], new double[1]))
                .hasMessageContaining("a score must be a finite number");
    }
}
