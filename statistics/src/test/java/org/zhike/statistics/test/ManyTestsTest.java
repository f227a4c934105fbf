package org.zhike.statistics.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import tools.jackson.databind.JsonNode;

class ManyTestsTest {

    @Test
    void adjustedValuesEqualTheReference() {
        JsonNode c = Golden.stats("p_adjust");
        double[] p = StreamSupport.stream(c.get("p").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        for (int i = 0; i < p.length; i++) {
            Golden.assertEqual(ManyTests.benjaminiHochberg(p)[i], c.get("BH").get(i));
            Golden.assertEqual(ManyTests.holm(p)[i], c.get("holm").get(i));
            Golden.assertEqual(ManyTests.bonferroni(p)[i], c.get("bonf").get(i));
        }
    }

    @Test
    void theOrderOfTheTestsDoesNotMatter() {
        assertThat(ManyTests.holm(0.04, 0.001, 0.03)).containsExactly(0.06, 0.003, 0.06);
        assertThat(ManyTests.benjaminiHochberg(0.04, 0.001, 0.03)).containsExactly(0.04, 0.003, 0.04);
        assertThat(ManyTests.holm()).isEmpty();
    }

    @Test
    void amongPureNoiseFalseDiscoveriesAreAsRareAsPromised() {
        var random = new SplittableRandom(11);
        int families = 2000;
        int byHolm = 0;
        int byFdr = 0;
        int naive = 0;
        for (int f = 0; f < families; f++) {
            double[] p = random.doubles(20).toArray();
            byHolm += anyBelow(ManyTests.holm(p));
            byFdr += anyBelow(ManyTests.benjaminiHochberg(p));
            naive += anyBelow(p);
        }
        assertThat(byHolm / (double) families).isBetween(0.035, 0.065);
        assertThat(byFdr / (double) families).isBetween(0.035, 0.065);
        assertThat(naive / (double) families).isGreaterThan(0.6);
    }

    private static int anyBelow(double[] p) {
        for (double value : p) {
            if (value < 0.05) {
                return 1;
            }
        }
        return 0;
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> ManyTests.holm(0.1, 1.2)).hasMessage("a p-value lies from 0 to 1, not 1.2");
        assertThatThrownBy(() -> ManyTests.bonferroni(Double.NaN)).hasMessageContaining("not NaN");
    }
}
