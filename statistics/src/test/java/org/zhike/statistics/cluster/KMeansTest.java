package org.zhike.statistics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Golden;

class KMeansTest {

    @Test
    void theRetailersCustomersAreGroupedAsWellAsByTheReferenceOrBetter() {
        Points scaled = onlineRetail(List.of(Scaling.Step.LOG1P, Scaling.Step.Z));
        assertGolden("log1p_z", scaled);
        assertGolden("raw_z", onlineRetail(List.of(Scaling.Step.Z)));

        KMeans two = fit(scaled, 2);
        assertThat(Silhouette.exact(scaled, two.grouping()).mean()).isGreaterThanOrEqualTo(0.4329);
        List<double[]> reference = Golden.rows("rfm/kmeans4_centers_log1p_z.csv").stream()
                .map(row -> Arrays.stream(row).mapToDouble(Double::parseDouble).toArray())
                .toList();
        KMeans four = fit(scaled, 4);
        assertThat(four.inertia()).isLessThanOrEqualTo(3938.03);
        for (int g = 0; g < 4; g++) {
            double[] centre = four.centre(g);
            // The reference stopped a little before its rows had settled.
            assertThat(reference).anySatisfy(other -> assertThat(centre).containsExactly(other, within(0.05)));
        }
    }

    private static void assertGolden(String space, Points points) {
        for (String[] row : Golden.rows("rfm/kmeans_online_retail.csv")) {
            if (row[0].equals(space)) {
                // Without logarithms a few giants make bad ends frequent.
                int restarts = space.equals("raw_z") ? 100 : 10;
                KMeans model = new KMeansFitter(Integer.parseInt(row[1]), restarts, 1000, 1)
                        .fit(points)
                        .converged()
                        .orElseThrow();
                assertThat(model.inertia())
                        .as("inertia of %s, k %s", space, row[1])
                        .isLessThanOrEqualTo(Double.parseDouble(row[2]) * (1 + 1e-6));
            }
        }
    }

    static Points onlineRetail(List<Scaling.Step> steps) {
        List<String[]> rows = Golden.rows("rfm/online_retail_rfm.csv");
        double[][] columns = new double[3][];
        for (int j = 0; j < 3; j++) {
            int at = j + 1;
            columns[j] = rows.stream()
                    .mapToDouble(row -> Double.parseDouble(row[at]))
                    .toArray();
        }
        Points raw = Points.ofColumns(columns);
        return Scaling.fit(raw, steps).apply(raw);
    }

    private static KMeans fit(Points points, int k) {
        return KMeansFitter.of(k, 1).fit(points).converged().orElseThrow();
    }

    @Test
    void theBoundsGiveExactlyWhatPlainStepsGive() {
        for (int trial = 0; trial < 40; trial++) {
            var random = new SplittableRandom(trial);
            int n = 50 + random.nextInt(trial % 10 == 0 ? 20_000 : 600);
            int d = 1 + random.nextInt(5);
            int k = 1 + random.nextInt(12);
            // Rounded values make ties; a far offset makes rounding errors.
            double offset = trial % 3 == 0 ? 1e6 : 0;
            boolean rounded = trial % 2 == 0;
            double[][] rows = new double[n][d];
            for (double[] row : rows) {
                int blob = random.nextInt(4);
                for (int j = 0; j < d; j++) {
                    double x = offset + 3 * blob + random.nextGaussian();
                    row[j] = rounded ? Math.rint(2 * x) / 2 : x;
                }
            }
            Points points = Points.ofRows(rows);
            if (Seeding.differentRows(points, k) < k) {
                continue;
            }
            double[] start = Seeding.plusPlus(points, k, random);
            int[] plain = Lloyd.groups(points, start.clone(), 200);

            Hamerly search = new Hamerly(points, start.clone());
            search.run(200);

            assertThat(search.groups()).as("trial %d", trial).isEqualTo(plain);
        }
    }

    /** Lloyd's steps without any bound, with the same order of additions. */
    private static final class Lloyd {

        static int[] groups(Points points, double[] centres, int maxSteps) {
            int d = points.columns();
            int k = centres.length / d;
            int[] groups = new int[points.rows()];
            Arrays.fill(groups, -1);
            for (int step = 0; step < maxSteps; step++) {
                boolean changed = false;
                for (int i = 0; i < groups.length; i++) {
                    int nearest = KMeans.nearest(points, i, centres, k);
                    changed |= nearest != groups[i];
                    groups[i] = nearest;
                }
                if (!changed) {
                    return groups;
                }
                double[] sums = new double[centres.length];
                int[] counts = new int[k];
                for (int from = 0; from < groups.length; from += KMeans.CHUNK) {
                    double[] chunk = new double[centres.length];
                    for (int i = from; i < Math.min(groups.length, from + KMeans.CHUNK); i++) {
                        points.addTo(i, chunk, groups[i]);
                        counts[groups[i]]++;
                    }
                    for (int at = 0; at < sums.length; at++) {
                        sums[at] += chunk[at];
                    }
                }
                for (int at = 0; at < sums.length; at++) {
                    assertThat(counts[at / d]).as("an empty group").isPositive();
                    centres[at] = sums[at] / counts[at / d];
                }
            }
            return groups;
        }
    }

    @Test
    void groupsThatStandApartAreFoundAgain() {
        Blobs blobs = Blobs.of(5, 2_000, 3, 12, 7);

        KMeans model = fit(blobs.points(), 5);

        assertThat(Agreement.adjustedRand(model.grouping(), blobs.truth())).isGreaterThan(0.999);
        assertThat(IntStream.range(0, 5).map(g -> model.grouping().size(g)).sum())
                .isEqualTo(2_000);
        assertThat(model.assign(blobs.points())).isEqualTo(model.grouping().groups());
    }

    @Test
    void theSameSeedGivesTheSameDigitsAndTheOrderOfRowsHardlyMatters() {
        Blobs blobs = Blobs.of(4, 30_000, 3, 4, 3);
        KMeans once = fit(blobs.points(), 4);
        KMeans again = fit(blobs.points(), 4);
        assertThat(again.inertia()).isEqualTo(once.inertia());
        assertThat(again.grouping().groups()).isEqualTo(once.grouping().groups());

        int[] backwards = IntStream.range(0, 30_000).map(i -> 29_999 - i).toArray();
        KMeans turned = fit(blobs.points().select(backwards), 4);
        assertThat(turned.inertia()).isCloseTo(once.inertia(), within(1e-6 * once.inertia()));
    }

    @Test
    void moreGroupsNeverFitWorseAndBeatOneGroupByFar() {
        Points points = Blobs.of(4, 1_000, 2, 6, 5).points();
        double before = Double.POSITIVE_INFINITY;
        for (int k = 1; k <= 6; k++) {
            double inertia = fit(points, k).inertia();
            assertThat(inertia).isLessThan(before);
            before = inertia;
        }
        assertThat(fit(points, 4).inertia()).isLessThan(fit(points, 1).inertia() / 4);
    }

    @Test
    void aGroupForEveryRowLeavesNothing() {
        Points points = Points.ofColumns(new double[] {3, 1, 2, 9});

        KMeans model = fit(points, 4);

        assertThat(model.inertia()).isZero();
    }

    @Test
    void tooFewOrTooEqualRowsAreTold() {
        assertThat(KMeansFitter.of(3, 1).fit(Points.ofColumns(new double[] {1, 2})))
                .isEqualTo(new TooLittleData<>(List.of(new Shortage("rows", 2, 3))));
        double[] same = new double[100];
        Arrays.fill(same, 7);
        assertThat(KMeansFitter.of(2, 1).fit(Points.ofColumns(same, same)))
                .isEqualTo(new TooLittleData<>(List.of(new Shortage("different_rows", 1, 2))));
        assertThat(fit(Points.ofColumns(same), 1).inertia()).isZero();
    }

    @Test
    void anEmptyGroupIsGivenTheRowThatFitsWorst() {
        Points points = Points.ofColumns(new double[] {0, 0, 0, 1, 1, 10});
        // The third centre is nobody's nearest.
        Hamerly search = new Hamerly(points, new double[] {0, 1, -100});

        assertThat(search.run(50)).isTrue();

        assertThat(Grouping.of(search.groups()).k()).isEqualTo(3);
        assertThat(KMeans.of(points, search.centres(), search.groups()).inertia())
                .isZero();
    }

    @Test
    void aSearchThatWasCutShortSaysSo() {
        Points points = Blobs.of(6, 3_000, 2, 2, 5).points();

        assertThat(new KMeansFitter(6, 1, 1, 1).fit(points)).isInstanceOf(FitOutcome.NotConverged.class);
    }

    @Test
    void numbersThatAreNoneAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> Points.ofRows(new double[] {1, 2}, new double[] {3, Double.NaN}))
                .hasMessage("the value in row 1, column 1 must be a finite number, not NaN");
        assertThatThrownBy(() -> Points.ofColumns(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("row 1, column 0")
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> Points.ofRows(new double[] {1, 2}, new double[] {3}))
                .hasMessage("row 1 has 1 values, the first has 2");
    }

    @Test
    void theExampleOfThePackageRuns() {
        var random = new SplittableRandom(1);
        double[] recency = random.doubles(400, 0, 300).toArray();
        double[] frequency = random.doubles(400, 1, 30).map(Math::floor).toArray();
        double[] monetary = random.doubles(400, 10, 9000).toArray();
        Points raw = Points.ofColumns(recency, frequency, monetary);
        Points scaled =
                Scaling.fit(raw, List.of(Scaling.Step.LOG1P, Scaling.Step.Z)).apply(raw);
        KMeans groups = KMeansFitter.of(4, 1).fit(scaled).converged().orElseThrow();
        double silhouette = Silhouette.of(scaled, groups.grouping(), 1).mean();
        assertThat(silhouette).isBetween(0.0, 1.0);
    }
}
