package org.zhike.statistics.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import tools.jackson.databind.JsonNode;

class FisherExactTest {

    @Test
    void theLadyTastingTeaIsRight() {
        var tea = new FisherExact(3, 1, 1, 3);
        assertThat(tea.greater()).isCloseTo(17.0 / 70, within(1e-15));
        assertThat(tea.twoSided()).isCloseTo(34.0 / 70, within(1e-15));
        assertThat(tea.oddsRatio()).isEqualTo(9);
    }

    @Test
    void twoSidedValuesEqualTheReference() {
        JsonNode cases = Golden.stats("two_prop");
        assertThat(cases).isNotEmpty();
        for (JsonNode c : cases) {
            Golden.assertEqual(table(c).twoSided(), c.get("fisher_p"));
        }
        JsonNode holdout = Golden.stats("holdout");
        Golden.assertEqual(table(holdout).twoSided(), holdout.get("fisher_p"));
    }

    private static FisherExact table(JsonNode c) {
        long x1 = c.get("x1").asLong();
        long x2 = c.get("x2").asLong();
        return new FisherExact(x1, c.get("n1").asLong() - x1, x2, c.get("n2").asLong() - x2);
    }

    @Test
    void everySmallTableEqualsCountingWithWholeNumbers() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            long a = random.nextLong(12);
            long b = random.nextLong(30);
            long c = random.nextLong(40);
            long d = 1 + random.nextLong(25);
            var table = new FisherExact(a, b, c, d);
            double exact = exactGreater(a, b, c, d);
            assertThat(table.greater()).as("%s", table).isCloseTo(exact, withinPercentage(1e-10));
            assertThat(table.less() + table.greater() - probability(a, b, c, d)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void farTailsKeepTheirDigitsAsLogarithms() {
        // 2,000 of 2,000 buyers against 0 of 2,000 others: 1 / C(4000, 2000).
        double logChoices = 0;
        for (int k = 1; k <= 2000; k++) {
            logChoices += Math.log((2000.0 + k) / k);
        }
        var table = new FisherExact(2000, 0, 0, 2000);
        assertThat(table.greater()).isZero();
        assertThat(table.logGreater()).isCloseTo(-logChoices, withinPercentage(1e-10));
        assertThat(table.twoSided()).isZero();
        assertThat(table.oddsRatio()).isInfinite();
    }

    @Test
    void millionsOfBasketsAreNoTrouble() {
        // Independent margins: about half above, and the two tails meet.
        var table = new FisherExact(100_000, 900_000, 900_000, 8_100_000);
        assertThat(table.greater()).isBetween(0.5, 0.501);
        assertThat(table.twoSided()).isCloseTo(1, within(1e-9));
        // z = 5: the normal tail 2.87e-7, with the continuity correction a little more.
        long shift = Math.round(5 * 284.605);
        assertThat(new FisherExact(100_000 + shift, 900_000 - shift, 900_000 - shift, 8_100_000 + shift).greater())
                .isBetween(2.7e-7, 3.2e-7);
    }

    @Test
    void rowsAndColumnsMayChangePlaces() {
        double p = new FisherExact(7, 12, 3, 40).twoSided();
        assertThat(new FisherExact(7, 3, 12, 40).twoSided()).isCloseTo(p, within(1e-14));
        assertThat(new FisherExact(3, 40, 7, 12).twoSided()).isCloseTo(p, within(1e-14));
    }

    @Test
    void anEmptyRowProvesNothing() {
        assertThat(new FisherExact(0, 0, 3, 4).twoSided()).isEqualTo(1);
        assertThat(new FisherExact(0, 0, 3, 4).greater()).isEqualTo(1);
        assertThat(new FisherExact(0, 5, 0, 4).less()).isEqualTo(1);
        assertThatThrownBy(() -> new FisherExact(0, 0, 0, 0)).hasMessageContaining("number of cases");
        assertThatThrownBy(() -> new FisherExact(0, -1, 0, 0)).hasMessageContaining("b must be at least 0");
    }

    private static double exactGreater(long a, long b, long c, long d) {
        double sum = 0;
        for (long k = a; k <= Math.min(a + b, a + c); k++) {
            sum += probability(k, a + b - k, a + c - k, d - a + k);
        }
        return sum;
    }

    private static double probability(long a, long b, long c, long d) {
        if (d < 0) {
            return 0;
        }
        var count = new BigDecimal(choose(a + c, a).multiply(choose(b + d, b)));
        return count.divide(new BigDecimal(choose(a + b + c + d, a + b)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(long n, long k) {
        BigInteger result = BigInteger.ONE;
        for (long i = 1; i <= k; i++) {
            result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return result;
    }
}
