package org.zhike.statistics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;

class MedoidsTest {

    @Test
    void dissimilarityIsTheMeanOverCommonColumns() {
        MixedTable table = MixedTable.ofRows(4)
                .numbers("age", 20, 70, Double.NaN, 45)
                .categories("plan", 0, 1, 0, -1)
                .numbers("constant", 3, 3, 3, 3)
                .build();

        assertThat(table.between(0, 1)).isEqualTo(1);
        assertThat(table.between(0, 2)).isZero();
        assertThat(table.between(0, 3)).isEqualTo(0.5);
        assertThat(table.between(2, 3)).as("nothing in common").isEqualTo(1);
        assertThat(table.between(3, 1)).isEqualTo(table.between(1, 3));
    }

    @Test
    void theBestMedoidsOfSmallDataAreFound() {
        for (int trial = 0; trial < 20; trial++) {
            var random = new SplittableRandom(trial);
            Points points = Points.ofColumns(
                    random.doubles(14).toArray(), random.doubles(14).toArray());
            double best = Double.POSITIVE_INFINITY;
            for (int a = 0; a < 14; a++) {
                for (int b = a + 1; b < 14; b++) {
                    for (int c = b + 1; c < 14; c++) {
                        best = Math.min(
                                best, Medoids.of(points, new int[] {a, b, c}).loss());
                    }
                }
            }

            Medoids found =
                    new MedoidsFitter(3, 10, trial).fit(points).converged().orElseThrow();

            assertThat(found.loss()).isCloseTo(best, within(1e-6));
        }
    }

    @Test
    void oneMedoidIsTheRowNearestToAllOthers() {
        Medoids one = MedoidsFitter.of(1, 1)
                .fit(Points.ofColumns(new double[] {0, 1, 2, 3, 100}))
                .converged()
                .orElseThrow();
        assertThat(one.medoid(0)).isEqualTo(2);
        assertThat(one.loss()).isEqualTo(2 + 1 + 0 + 1 + 98);
    }

    @Test
    void groupsOfMixedColumnsWithGapsAreFoundAgain() {
        Mixed mixed = Mixed.of(900, 5);

        Medoids found = MedoidsFitter.of(3, 1).fit(mixed.table).converged().orElseThrow();

        assertThat(Agreement.adjustedRand(found.grouping(), mixed.truth)).isGreaterThan(0.9);
    }

    @Test
    void beyondAllPairsSamplesAreEnough() {
        Mixed mixed = Mixed.of(20_000, 6);

        Medoids found = MedoidsFitter.of(3, 1).fit(mixed.table).converged().orElseThrow();
        Medoids again = MedoidsFitter.of(3, 1).fit(mixed.table).converged().orElseThrow();

        assertThat(Agreement.adjustedRand(found.grouping(), mixed.truth)).isGreaterThan(0.9);
        assertThat(again.grouping().groups()).isEqualTo(found.grouping().groups());
    }

    @Test
    void descriptionsTellWhatAGroupIs() {
        Mixed mixed = Mixed.of(900, 5);

        GroupDescription first = GroupDescription.of(mixed.table, mixed.truth).get(0);

        assertThat(first.size()).isEqualTo(mixed.truth.size(0));
        GroupDescription.Difference most = first.differences().getFirst();
        assertThat(most.column()).isIn("plan", "spend");
        assertThat(Math.abs(most.standardized())).isGreaterThan(0.8);
        GroupDescription.Difference noise = first.differences().stream()
                .filter(d -> d.column().equals("noise"))
                .findFirst()
                .orElseThrow();
        assertThat(Math.abs(noise.standardized())).isLessThan(0.25);
        assertThat(first.differences())
                .isSortedAccordingTo((a, b) -> Double.compare(Math.abs(b.standardized()), Math.abs(a.standardized())));
    }

    @Test
    void aDifferenceCanBeCheckedByHand() {
        MixedTable table = MixedTable.ofRows(4).numbers("x", 1, 3, 5, 7).build();
        // Means 2 and 6, squares 2 + 2 over 4 − 2: pooled √2.
        var difference = GroupDescription.of(table, Grouping.of(0, 0, 1, 1))
                .get(0)
                .differences()
                .get(0);
        assertThat(difference.inGroup()).isEqualTo(2);
        assertThat(difference.elsewhere()).isEqualTo(6);
        assertThat(difference.standardized()).isCloseTo(-4 / Math.sqrt(2), within(1e-15));
    }

    @Test
    void duplicatesOnlyAndTooFewRowsAreTold() {
        int[] same = new int[50];
        MixedTable table = MixedTable.ofRows(50).categories("c", same).build();
        assertThat(MedoidsFitter.of(2, 1).fit(table)).isEqualTo(FitOutcome.tooLittle("different_rows", 1, 2));
        assertThat(MedoidsFitter.of(60, 1).fit(table)).isEqualTo(FitOutcome.tooLittle("rows", 50, 60));
    }

    @Test
    void infinityIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> MixedTable.ofRows(2).numbers("age", 1, Double.POSITIVE_INFINITY))
                .hasMessage("the value of age in row 1 must not be infinite");
    }

    /** Three kinds of customers that differ in plan and spend; a tenth of the cells is missing. */
    private record Mixed(MixedTable table, Grouping truth) {

        static Mixed of(int rows, long seed) {
            var random = new SplittableRandom(seed);
            int[] truth = new int[rows];
            double[] spend = new double[rows];
            int[] plan = new int[rows];
            int[] region = new int[rows];
            double[] noise = new double[rows];
            for (int i = 0; i < rows; i++) {
                int g = i < 3 ? i : random.nextInt(3);
                truth[i] = g;
                spend[i] = random.nextInt(10) == 0 ? Double.NaN : 10 * g + random.nextGaussian();
                plan[i] = random.nextInt(10) == 0 ? -1 : random.nextInt(20) == 0 ? random.nextInt(3) : g;
                region[i] = random.nextInt(20) == 0 ? random.nextInt(3) : g;
                noise[i] = random.nextGaussian();
            }
            return new Mixed(
                    MixedTable.ofRows(rows)
                            .numbers("spend", spend)
                            .categories("plan", plan)
                            .categories("region", region)
                            .numbers("noise", noise)
                            .build(),
                    Grouping.of(truth));
        }
    }

    @Test
    void everyRowIsInTheGroupOfItsNearestMedoid() {
        Mixed mixed = Mixed.of(300, 2);
        Medoids found = MedoidsFitter.of(4, 3).fit(mixed.table).converged().orElseThrow();
        for (int i = 0; i < 300; i++) {
            int row = i;
            double own = mixed.table.between(i, found.medoid(found.grouping().group(i)));
            double least = Arrays.stream(new int[] {0, 1, 2, 3})
                    .mapToDouble(g -> mixed.table.between(row, found.medoid(g)))
                    .min()
                    .orElseThrow();
            assertThat(own).isEqualTo(least);
        }
    }
}
