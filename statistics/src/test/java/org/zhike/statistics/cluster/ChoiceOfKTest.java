package org.zhike.statistics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;

class ChoiceOfKTest {

    @Test
    void theRetailersSilhouettesEqualTheReference() {
        Points points = KMeansTest.onlineRetail(List.of(Scaling.Step.LOG1P, Scaling.Step.Z));
        for (String[] row : Golden.rows("rfm/kmeans_online_retail.csv")) {
            if (row[0].equals("log1p_z") && Integer.parseInt(row[1]) <= 6) {
                KMeans model = KMeansFitter.of(Integer.parseInt(row[1]), 1)
                        .fit(points)
                        .converged()
                        .orElseThrow();
                assertThat(Silhouette.exact(points, model.grouping()).mean())
                        .isCloseTo(Double.parseDouble(row[3]), within(2e-3));
            }
        }
    }

    @Test
    void silhouettesOfFourRowsCanBeCheckedByHand() {
        Points points = Points.ofColumns(new double[] {0, 1, 10, 11});
        // For 0: a = 1, b = 10.5; for 1: a = 1, b = 9.5.
        Silhouette silhouette = Silhouette.exact(points, Grouping.of(0, 0, 1, 1));
        assertThat(silhouette.mean()).isCloseTo((9.5 / 10.5 + 8.5 / 9.5) / 2, within(1e-15));
        assertThat(silhouette.standardError()).isZero();
        assertThat(Silhouette.exact(points, Grouping.of(0, 1, 1, 1)).ofGroup(0)).isZero();
    }

    @Test
    void aSampleEstimatesTheSilhouetteOfAll() {
        Blobs blobs = Blobs.of(3, 6_000, 2, 5, 2);
        Silhouette all = Silhouette.exact(blobs.points(), blobs.truth());
        Silhouette some = Silhouette.sampled(blobs.points(), blobs.truth(), 1_500, 9);
        assertThat(some.rows()).isEqualTo(1_500);
        assertThat(some.standardError()).isPositive();
        assertThat(some.mean()).isCloseTo(all.mean(), within(4 * some.standardError()));
    }

    @Test
    void theTrueNumberOfGroupsIsChosen() {
        List<Integer> done = new ArrayList<>();
        ChoiceOfK choice = ChoiceOfK.search(Blobs.of(4, 800, 3, 8, 4).points(), 2, 7, 1, done::add)
                .converged()
                .orElseThrow();

        assertThat(choice.bestK()).isEqualTo(4);
        assertThat(choice.gapK()).isEqualTo(4);
        assertThat(done).containsExactly(2, 3, 4, 5, 6, 7);
        ChoiceOfK.Quality four = choice.qualities().get(2);
        assertThat(four.leastJaccard()).isGreaterThan(0.95);
        assertThat(four.adjustedRand()).isGreaterThan(0.95);
    }

    @Test
    void oneCloudIsSeenToHaveNoGroups() {
        ChoiceOfK choice = ChoiceOfK.search(Blobs.of(1, 600, 3, 1, 8).points(), 2, 5, 1, k -> {})
                .converged()
                .orElseThrow();

        assertThat(choice.gapK()).isEqualTo(1);
        assertThat(choice.qualities().getLast().leastJaccard()).isLessThan(ChoiceOfK.STABLE);
    }

    @Test
    void columnsThatAreOneAndTheSameDoNoHarm() {
        double[] x = new SplittableRandom(1).doubles(200).toArray();
        ChoiceOfK choice = ChoiceOfK.search(Points.ofColumns(x, x, new double[200]), 2, 4, 1, k -> {})
                .converged()
                .orElseThrow();
        assertThat(choice.qualities())
                .allSatisfy(quality -> assertThat(quality.gap()).isFinite());
    }

    @Test
    void withTwoDifferentRowsThereIsNothingToChoose() {
        assertThat(ChoiceOfK.search(Points.ofColumns(new double[] {1, 1, 2}), 2, 5, 1, k -> {}))
                .isEqualTo(FitOutcome.tooLittle("different_rows", 2, 3));
    }

    @Test
    void agreementIsOneForTheSameGroupsUnderOtherNamesAndAboutZeroByChance() {
        Grouping a = Grouping.of(0, 0, 1, 1, 2, 2);
        Grouping b = Grouping.of(2, 2, 0, 0, 1, 1);
        assertThat(Agreement.adjustedRand(a, b)).isEqualTo(1);
        assertThat(Agreement.bestJaccard(a, b)).containsExactly(1, 1, 1);
        // Hubert and Arabie's index by hand: both 2, expected 3·3/15 = 0.6, most 3.
        assertThat(Agreement.adjustedRand(a, Grouping.of(0, 0, 1, 1, 2, 0)))
                .isCloseTo((2 - 3.0 * 4 / 15) / (3.5 - 3.0 * 4 / 15), within(1e-15));
        var random = new SplittableRandom(3);
        int[] x = random.ints(4_000, 0, 4).toArray();
        int[] y = random.ints(4_000, 0, 4).toArray();
        assertThat(Agreement.adjustedRand(Grouping.of(x), Grouping.of(y))).isCloseTo(0, within(0.01));
    }
}
