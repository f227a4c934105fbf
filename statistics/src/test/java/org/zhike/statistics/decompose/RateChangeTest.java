package org.zhike.statistics.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RateChangeTest {

    @Test
    void thePiecesAddUpToTheChangeToTheLastDigit() {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            int cells = 2 + random.nextInt(30);
            double[] d0 = denominators(random, cells);
            double[] d1 = denominators(random, cells);
            var change = RateChange.of(numerators(random, d0), d0, numerators(random, d1), d1);

            assertThat(change.sumOfPieces()).isEqualTo(change.after() - change.before());
        }
    }

    @Test
    void bothCellsRiseAndTheTotalFallsIsFlaggedAsAReversal() {
        var change = RateChange.of(
                new double[] {90, 20}, new double[] {100, 100}, new double[] {92, 63}, new double[] {100, 300});

        assertThat(change.total()).isCloseTo(-0.1625, within(1e-15));
        assertThat(change.rate(0)).isCloseTo(0.375 * 0.02, within(1e-15));
        assertThat(change.rate(1)).isCloseTo(0.625 * 0.01, within(1e-15));
        assertThat(change.mix(0)).isCloseTo(-0.25 * (0.91 - 0.46875), within(1e-15));
        assertThat(change.isReversal()).isTrue();
    }

    @Test
    void aCellThatCameAndOneThatWentAreShownApart() {
        var change = RateChange.of(
                new double[] {50, 10, 0}, new double[] {100, 100, 0}, new double[] {50, 0, 80}, new double[] {
                    100, 0, 100
                });

        assertThat(change.rate(0)).isZero();
        assertThat(change.left(1)).isCloseTo(0.5 * (0.475 - 0.1), within(1e-15));
        assertThat(change.entered(2)).isCloseTo(0.5 * (0.8 - 0.475), within(1e-15));
        assertThat(change.isReversal()).isFalse();
    }

    @Test
    void standardErrorsAreTheSpreadOfTheEffectsSeenInRepeatedDraws() {
        double[] d0 = {400, 900, 0};
        double[] d1 = {800, 500, 300};
        double[] rate = {0.5, 0.2, 0.7};
        double[] error = {0.03, 0.02, 0.05};
        var variance = new double[] {error[0] * error[0], error[1] * error[1], error[2] * error[2]};
        var random = new Random(11);
        int draws = 20_000;
        var sum = new double[3];
        var squares = new double[3];
        double expected = 0;
        for (int draw = 0; draw < draws; draw++) {
            var change = RateChange.of(
                    drawn(random, d0, rate, error), d0, drawn(random, d1, rate, error), d1, variance, variance);
            for (int i = 0; i < 3; i++) {
                sum[i] += change.effect(i);
                squares[i] += change.effect(i) * change.effect(i);
            }
        }
        var change = RateChange.of(
                drawn(random, d0, rate, error), d0, drawn(random, d1, rate, error), d1, variance, variance);
        for (int i = 0; i < 3; i++) {
            double mean = sum[i] / draws;
            expected = Math.sqrt(squares[i] / draws - mean * mean);
            assertThat(change.standardError(i) / expected).isCloseTo(1, within(0.03));
        }
    }

    @Test
    void aMoveByChanceIsNoiseAndALargeOneIsNot() {
        var change = RateChange.of(
                new double[] {50, 500}, new double[] {100, 1000}, new double[] {52, 800}, new double[] {100, 1000});

        assertThat(change.isNoise(0, 1.96)).isTrue();
        assertThat(change.isNoise(1, 1.96)).isFalse();
    }

    @Test
    void aNumeratorWithoutDenominatorAndAnEmptyPeriodAreRefused() {
        double[] one = {1};
        double[] none = {0};
        assertThatIllegalArgumentException().isThrownBy(() -> RateChange.of(one, none, one, one));
        assertThatIllegalArgumentException().isThrownBy(() -> RateChange.of(none, none, one, one));
        assertThatIllegalArgumentException().isThrownBy(() -> RateChange.of(one, one, new double[2], new double[2]));
        assertThatIllegalArgumentException().isThrownBy(() -> RateChange.of(new double[] {Double.NaN}, one, one, one));
    }

    private static double[] denominators(Random random, int cells) {
        var d = new double[cells];
        for (int i = 0; i < cells; i++) {
            d[i] = i > 0 && random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(100_000);
        }
        return d;
    }

    private static double[] numerators(Random random, double[] denominators) {
        var n = new double[denominators.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = denominators[i] * random.nextDouble();
        }
        return n;
    }

    private static double[] drawn(Random random, double[] denominators, double[] rate, double[] error) {
        var n = new double[denominators.length];
        for (int i = 0; i < n.length; i++) {
            n[i] = denominators[i] * (rate[i] + error[i] * random.nextGaussian());
        }
        return n;
    }
}
