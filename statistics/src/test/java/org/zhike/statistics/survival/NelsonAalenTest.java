package org.zhike.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.Golden;
import org.zhike.statistics.survival.KaplanMeier.Scale;

class NelsonAalenTest {

    @Test
    void theHazardOfTheTelephoneCompanyEqualsTheReference() {
        List<String[]> expected = Golden.rows("stats/nelson_aalen_telco.csv");
        Telco telco = Telco.read();
        NelsonAalen hazard = NelsonAalen.of(telco.months, telco.left);
        assertThat(hazard.steps()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(hazard.time(i)).isEqualTo(Double.parseDouble(expected.get(i)[0]));
            assertThat(hazard.cumulativeHazard(i)).isCloseTo(Double.parseDouble(expected.get(i)[1]), within(1e-9));
            assertThat(hazard.standardError(i)).isCloseTo(Double.parseDouble(expected.get(i)[2]), within(1e-9));
        }
    }

    @Test
    void aConstantHazardGrowsAlongALine() {
        var random = new SplittableRandom(12);
        double[] durations = new double[20_000];
        boolean[] ended = new boolean[20_000];
        for (int i = 0; i < durations.length; i++) {
            double end = random.nextExponential() / 0.3;
            double seen = 8 * random.nextDouble();
            durations[i] = Math.min(end, seen);
            ended[i] = end < seen;
        }
        NelsonAalen hazard = NelsonAalen.of(durations, ended);
        for (double t : new double[] {0.5, 1, 2, 4}) {
            assertThat(hazard.cumulativeHazardAt(t)).isCloseTo(0.3 * t, within(0.03));
        }
        assertThat(hazard.cumulativeHazardAt(-1)).isZero();
    }

    @Test
    void itsShareIsNeverBelowKaplanAndMeiers() {
        KaplanMeier curve = KaplanMeier.of(Ovarian.DAYS, Ovarian.DIED);
        NelsonAalen hazard = NelsonAalen.of(curve);
        for (int i = 0; i < hazard.steps(); i++) {
            assertThat(hazard.survival(i)).isGreaterThanOrEqualTo(curve.survival(i));
            assertThat(hazard.interval(i, 0.95).contains(hazard.cumulativeHazard(i)))
                    .isTrue();
        }
    }

    @Test
    void theMedianIsWhereTheCurveCrossesOneHalf() {
        // R: survfit(Surv(futime, fustat) ~ 1, ovarian): median 638, 95 % from 464.
        KaplanMeier curve = KaplanMeier.of(Ovarian.DAYS, Ovarian.DIED);
        assertThat(curve.timeUntilEnded(0.5)).isEqualTo(638);
        assertThat(curve.intervalUntilEnded(0.5, Scale.LOG, 0.95).low()).isEqualTo(464);
        assertThat(curve.intervalUntilEnded(0.5, Scale.LOG, 0.95).high()).isInfinite();
        assertThat(curve.timeUntilEnded(0.9)).isInfinite();
        // Exactly one half from 2 to 4: the middle.
        KaplanMeier flat = KaplanMeier.of(new double[] {1, 2, 4, 5}, new boolean[] {true, true, true, true});
        assertThat(flat.timeUntilEnded(0.5)).isEqualTo(3);
    }
}
