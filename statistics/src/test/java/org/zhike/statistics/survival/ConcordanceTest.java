package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcordanceTest {

    @Test
    void allPairsCountedOneByOneGiveTheSame() {
        var random = new SplittableRandom(1);
        for (int run = 0; run < 50; run++) {
            int n = 1 + random.nextInt(60);
            double[] durations = random.doubles(n).map(u -> Math.floor(u * 15)).toArray();
            double[] risks = random.doubles(n).map(u -> Math.floor(u * 6) - 2).toArray();
            boolean[] ended = new boolean[n];
            for (int i = 0; i < n; i++) {
                ended[i] = random.nextBoolean();
            }
            assertThat(Concordance.of(durations, ended, risks)).isEqualTo(oneByOne(durations, ended, risks));
        }
    }

    private static Concordance oneByOne(double[] durations, boolean[] ended, double[] risks) {
        long concordant = 0;
        long discordant = 0;
        long tied = 0;
        for (int i = 0; i < durations.length; i++) {
            for (int j = 0; j < durations.length; j++) {
                boolean later = durations[j] > durations[i] || (durations[j] == durations[i] && !ended[j]);
                if (!ended[i] || !later) {
                    continue;
                }
                if (risks[i] > risks[j]) {
                    concordant++;
                } else if (risks[i] < risks[j]) {
                    discordant++;
                } else {
                    tied++;
                }
            }
        }
        return new Concordance(concordant, discordant, tied);
    }

    @Test
    void guessingIsOneHalfAndTheRightOrderIsOne() {
        double[] durations = {1, 2, 3, 4};
        boolean[] ended = {true, true, true, false};
        assertThat(Concordance.of(durations, ended, new double[] {4, 3, 2, 1}).index())
                .isEqualTo(1);
        assertThat(Concordance.of(durations, ended, new double[] {1, 2, 3, 4}).index())
                .isZero();
        assertThat(Concordance.of(durations, ended, new double[4]).index()).isEqualTo(0.5);
        assertThat(Concordance.of(durations, new boolean[4], new double[4]).index())
                .isEqualTo(0.5);
    }
}
