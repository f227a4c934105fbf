package org.zhike.statistics.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UncertainRanksTest {

    @Test
    void unitsFarApartKeepTheirRanks() {
        UncertainRanks ranks = UncertainRanks.simulate(3, (unit, random) -> 100 * unit + random.nextGaussian(), 500, 1);

        assertThat(ranks.interval(2, 0.95)).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(ranks.interval(0, 0.95)).isEqualTo(new Interval(3, 3, 0.95));
        assertThat(ranks.expected(1)).isEqualTo(2);
        assertThat(ranks.amongFirst(1, 1)).isZero();
        assertThat(ranks.amongFirst(1, 2)).isEqualTo(1);
    }

    @Test
    void unitsThatAreAllTheSameMayHaveAnyRank() {
        UncertainRanks ranks = UncertainRanks.simulate(10, (_, _) -> 7, 5_000, 1);

        for (int unit = 0; unit < 10; unit++) {
            assertThat(ranks.expected(unit)).isCloseTo(5.5, within(0.2));
            assertThat(ranks.interval(unit, 0.95)).isEqualTo(new Interval(1, 10, 0.95));
        }
    }

    @Test
    void theIntervalsOfShrunkenSharesHoldTheTrueRanks() {
        int held = 0;
        int all = 0;
        for (int seed = 0; seed < 60; seed++) {
            var random = new SplittableRandom(seed);
            List<Double> truth = new ArrayList<>();
            List<Proportion> units = new ArrayList<>();
            for (int unit = 0; unit < 20; unit++) {
                double share = Math.clamp(0.6 + 0.1 * random.nextGaussian(), 0.01, 0.99);
                int trials = 30 + random.nextInt(300);
                truth.add(share);
                units.add(new Proportion(
                        random.doubles(trials).filter(u -> u < share).count(), trials));
            }
            ShareShrinkage prior = ShareShrinkage.fit(units).converged().orElseThrow();
            UncertainRanks ranks =
                    UncertainRanks.simulate(20, (unit, draws) -> prior.draw(units.get(unit), draws), 1_000, seed);
            List<Double> order = new ArrayList<>(truth);
            order.sort(Collections.reverseOrder());
            for (int unit = 0; unit < 20; unit++) {
                held += ranks.interval(unit, 0.95).contains(order.indexOf(truth.get(unit)) + 1.0) ? 1 : 0;
                all++;
            }
        }

        assertThat((double) held / all).isBetween(0.92, 0.99);
    }

    @Test
    void drawsOfAShareHaveItsMeanAndSpread() {
        var prior = new ShareShrinkage(0.4, 1.2);
        var unit = new Proportion(3, 9);
        var random = new SplittableRandom(3);
        double[] draws =
                random.doubles(20_000).map(_ -> prior.draw(unit, random)).toArray();
        var seen = Distribution.of(draws);

        Interval interval = prior.interval(unit, 0.9);
        assertThat(Arrays.stream(draws).average().orElseThrow()).isCloseTo(prior.estimate(unit), within(0.004));
        assertThat(seen.quantile(0.05)).isCloseTo(interval.low(), within(0.01));
        assertThat(seen.quantile(0.95)).isCloseTo(interval.high(), within(0.01));
    }

    @Test
    void theSameSeedGivesTheSameRanks() {
        UncertainRanks.Draw draw = (unit, random) -> unit + 3 * random.nextGaussian();

        assertThat(UncertainRanks.simulate(8, draw, 200, 5).expected(3))
                .isEqualTo(UncertainRanks.simulate(8, draw, 200, 5).expected(3));
        assertThatIllegalArgumentException().isThrownBy(() -> UncertainRanks.simulate(0, draw, 200, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> UncertainRanks.simulate(5, draw, 99, 5));
    }
}
