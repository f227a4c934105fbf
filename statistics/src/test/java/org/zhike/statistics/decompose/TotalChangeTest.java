package org.zhike.statistics.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.decompose.ChangeRanking.Dimension;
import org.zhike.statistics.decompose.ChangeRanking.Explained;
import org.zhike.statistics.decompose.TotalChange.Kind;

class TotalChangeTest {

    @Test
    void thePiecesAddUpToTheChangeToTheLastDigit() {
        var random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            int cells = 1 + random.nextInt(40);
            var before = new double[cells];
            var after = new double[cells];
            for (int i = 0; i < cells; i++) {
                before[i] = random.nextInt(4) == 0 ? 0 : random.nextGaussian() * Math.pow(10, random.nextInt(7));
                after[i] = random.nextInt(4) == 0 ? 0 : random.nextGaussian() * Math.pow(10, random.nextInt(7));
            }
            var change = TotalChange.of(before, after, new double[cells], new double[cells]);

            assertThat(change.sumOfPieces()).isEqualTo(change.after() - change.before());
        }
    }

    @Test
    void cellsThatCameAndWentAreShownApart() {
        var change = TotalChange.ofCounts(new double[] {100, 40, 0, 0}, new double[] {90, 0, 25, 0});

        assertThat(change.total()).isEqualTo(-25);
        assertThat(change.stayed(0)).isEqualTo(-10);
        assertThat(change.left(1)).isEqualTo(-40);
        assertThat(change.entered(2)).isEqualTo(25);
        assertThat(change.kind(3)).isEqualTo(Kind.ABSENT);
        assertThat(change.share(1)).isCloseTo(40 / 75.0, within(1e-15));
        assertThat(change.totalError()).isCloseTo(Math.sqrt(255), within(1e-12));
    }

    @Test
    void aMoveByChanceIsNoiseAndALargeOneIsNot() {
        var change = TotalChange.ofCounts(new double[] {100, 1000}, new double[] {110, 1200});

        assertThat(change.isNoise(0, 1.96)).isTrue();
        assertThat(change.isNoise(1, 1.96)).isFalse();
    }

    @Test
    void theDimensionWhereItHappenedComesFirst() {
        // One of ten shops lost half its 1,000 orders; customers of two kinds buy in all shops alike.
        var before = new double[10];
        var after = new double[10];
        Arrays.fill(before, 1000);
        Arrays.fill(after, 1000);
        after[4] = 500;
        var shops = TotalChange.ofCounts(before, after);
        var kinds = TotalChange.ofCounts(new double[] {4000, 6000}, new double[] {3810, 5690});

        List<Explained> ranking =
                ChangeRanking.of(List.of(new Dimension("kind", kinds), new Dimension("shop", shops)), 0.95);

        assertThat(ranking).extracting(Explained::name).containsExactly("shop", "kind");
        assertThat(ranking.getFirst().cells()).containsExactly(4);
        assertThat(ranking.getFirst().share()).isBetween(0.4, 1.0);
        assertThat(ranking.getLast().share()).isZero();
    }

    @Test
    void gainsAndLossesThatCancelAreFoundThoughTheTotalDidNotMove() {
        var moved = TotalChange.ofCounts(new double[] {5000, 5000}, new double[] {6000, 4000});
        var still = TotalChange.ofCounts(new double[] {5000, 5000}, new double[] {5000, 5000});

        List<Explained> ranking =
                ChangeRanking.of(List.of(new Dimension("still", still), new Dimension("moved", moved)), 0.95);

        assertThat(ranking.getFirst()).isEqualTo(new Explained("moved", 1, List.of(0, 1)));
        assertThat(ranking.getLast()).isEqualTo(new Explained("still", 0, List.of()));
    }

    @Test
    void dimensionsWhoseCellsMovedAlikeTellNothingInAtLeastNineOfTenCases() {
        var random = new Random(5);
        int alarms = 0;
        for (int round = 0; round < 400; round++) {
            int cells = 2 + random.nextInt(60);
            var before = new double[cells];
            var after = new double[cells];
            for (int i = 0; i < cells; i++) {
                double mean = 30 + random.nextInt(3000);
                before[i] = Math.rint(mean + Math.sqrt(mean) * random.nextGaussian());
                after[i] = Math.rint(1.2 * mean + Math.sqrt(1.2 * mean) * random.nextGaussian());
            }
            var alone = List.of(new Dimension("any", TotalChange.ofCounts(before, after)));
            alarms += ChangeRanking.of(alone, 0.95).getFirst().share() > 0 ? 1 : 0;
        }

        assertThat(alarms).isLessThan(40);
    }

    @Test
    void ratesAreRankedTheSameWay() {
        double[] half = {5000, 5000};
        var device = RateChange.of(new double[] {500, 500}, half, new double[] {500, 250}, half);
        var region = RateChange.of(new double[] {500, 500}, half, new double[] {370, 380}, half);

        List<Explained> ranking =
                ChangeRanking.of(List.of(new Dimension("region", region), new Dimension("device", device)), 0.95);

        assertThat(ranking).extracting(Explained::name).containsExactly("device", "region");
        assertThat(ranking.getLast().share()).isZero();
        assertThat(device.even(0) + device.even(1)).isCloseTo(device.total(), within(1e-15));
    }

    @Test
    void differentMetricsAndBrokenNumbersAreRefused() {
        var one = TotalChange.ofCounts(new double[] {1}, new double[] {2});
        var two = TotalChange.ofCounts(new double[] {1}, new double[] {3});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeRanking.of(List.of(new Dimension("a", one), new Dimension("b", two)), 0.95))
                .withMessageContaining("one metric");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotalChange.ofCounts(new double[] {-1}, new double[] {2}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotalChange.ofCounts(new double[] {1}, new double[] {Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> TotalChange.ofCounts(new double[0], new double[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TotalChange.ofCounts(new double[] {1, 2}, new double[] {2}));
    }
}
