package org.zhike.statistics.decompose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class ShapleyTest {

    /** One left glove, two right ones: a pair is worth 1. */
    private static double gloves(long mask) {
        return (mask & 1) == 1 && mask > 1 ? 1 : 0;
    }

    @Test
    void theOwnerOfTheOnlyLeftGloveGetsTwoThirds() {
        var value = Shapley.exact(3, ShapleyTest::gloves);

        assertThat(value.value(0)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(value.value(1)).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(value.value(2)).isCloseTo(1 / 6.0, within(1e-15));
        assertThat(value.standardError(0)).isZero();
    }

    @Test
    void theValuesAddUpToTheWorthOfAllToTheLastDigit() {
        for (int players = 1; players <= 12; players++) {
            LongToDoubleFunction worth = random(players);
            double total = worth.applyAsDouble((1L << players) - 1) - worth.applyAsDouble(0);

            assertThat(Shapley.exact(players, worth).sumOfPieces()).isEqualTo(total);
            assertThat(Shapley.sampled(players, worth, 20, 1).sumOfPieces()).isEqualTo(total);
        }
    }

    @Test
    void aPlayerWhoAddsNothingGetsNothingAndEqualOnesTheSame() {
        // Player 3 never matters; 1 and 2 may change places.
        LongToDoubleFunction worth = mask -> Math.sqrt((mask & 1) * 5 + Long.bitCount(mask & 0b110));
        var value = Shapley.exact(4, worth);

        assertThat(value.value(3)).isZero();
        assertThat(value.value(1)).isCloseTo(value.value(2), within(1e-14));
    }

    @Test
    void sampledOrdersComeAsNearToTheExactValuesAsTheirErrorsSay() {
        int far = 0;
        for (int seed = 0; seed < 40; seed++) {
            var exact = Shapley.exact(10, random(10));
            var sampled = Shapley.sampled(10, random(10), 200, seed);
            for (int i = 0; i < 10; i++) {
                far += Math.abs(sampled.value(i) - exact.value(i)) > 1.96 * sampled.standardError(i) ? 1 : 0;
            }
        }

        assertThat(far / 400.0).isBetween(0.01, 0.10);
    }

    @Test
    void sixtyPlayersAreSampledTheSameWayForTheSameSeed() {
        LongToDoubleFunction worth = mask -> Math.log1p(Long.bitCount(mask & 0xFFFFFFFFL) + 3.0 * (mask & 1));
        var once = Shapley.sampled(60, worth, 100, 9);
        var again = Shapley.sampled(60, worth, 100, 9);

        assertThat(once.value(0)).isEqualTo(again.value(0)).isGreaterThan(once.value(1));
        assertThat(once.value(59)).isZero();
    }

    @Test
    void gamesTooLargeAndWorthsThatAreNoNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapley.exact(21, ShapleyTest::gloves))
                .withMessageContaining("sample");
        assertThatIllegalArgumentException().isThrownBy(() -> Shapley.exact(0, ShapleyTest::gloves));
        assertThatIllegalArgumentException().isThrownBy(() -> Shapley.exact(2, mask -> Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> Shapley.sampled(63, ShapleyTest::gloves, 10, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Shapley.sampled(3, ShapleyTest::gloves, 1, 1));
    }

    private static LongToDoubleFunction random(int players) {
        return mask -> new SplittableRandom(mask * 31 + players).nextDouble(1000);
    }
}
