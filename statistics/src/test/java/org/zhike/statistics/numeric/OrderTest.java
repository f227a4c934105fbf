package org.zhike.statistics.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void equalKeysKeepTheirOrder() {
        var random = new SplittableRandom(3);
        for (int n : new int[] {0, 1, 2, 15, 16, 17, 31, 33, 1000, 4097}) {
            double[] keys = random.doubles(n).map(u -> Math.floor(u * 50) - 20).toArray();
            int[] expected = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> keys[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(Order.ascending(keys)).isEqualTo(expected);
        }
    }
}
