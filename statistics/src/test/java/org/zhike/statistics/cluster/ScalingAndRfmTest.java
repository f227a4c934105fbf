package org.zhike.statistics.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;

class ScalingAndRfmTest {

    @Test
    void theRetailersScoresEqualTheReference() {
        List<String[]> rows = Golden.rows("rfm/online_retail_rfm.csv");
        Rfm rfm = Rfm.of(column(rows, 1), column(rows, 2), column(rows, 3))
                .converged()
                .orElseThrow();
        assertThat(rfm.customers()).isEqualTo(4338);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rfm.recencyScore(i)).isEqualTo(Integer.parseInt(rows.get(i)[4]));
            assertThat(rfm.frequencyScore(i)).isEqualTo(Integer.parseInt(rows.get(i)[5]));
            assertThat(rfm.monetaryScore(i)).isEqualTo(Integer.parseInt(rows.get(i)[6]));
        }
    }

    private static double[] column(List<String[]> rows, int at) {
        return rows.stream().mapToDouble(row -> Double.parseDouble(row[at])).toArray();
    }

    @Test
    void tiesAreBrokenByTheOrderOfCustomersSoThatFifthsStayEqual() {
        Rfm rfm = Rfm.of(new double[10], new double[10], new double[10])
                .converged()
                .orElseThrow();
        assertThat(rfm.frequencyScore(0)).isEqualTo(1);
        assertThat(rfm.frequencyScore(9)).isEqualTo(5);
        assertThat(rfm.recencyScore(0)).isEqualTo(5);
        assertThat(rfm.recencyScore(9)).isEqualTo(1);
    }

    @Test
    void everyScoreHasANameAndBetterScoresNeverSoundWorse() {
        assertThat(RfmGroup.of(5, 5, 5)).isEqualTo(RfmGroup.CHAMPIONS);
        assertThat(RfmGroup.of(5, 1, 1)).isEqualTo(RfmGroup.NEW);
        assertThat(RfmGroup.of(1, 5, 5)).isEqualTo(RfmGroup.CANNOT_LOSE);
        assertThat(RfmGroup.of(1, 1, 1)).isEqualTo(RfmGroup.ASLEEP);
        assertThat(RfmGroup.of(3, 3, 3)).isEqualTo(RfmGroup.NEEDS_ATTENTION);
        assertThat(RfmGroup.of(2, 3, 3)).isEqualTo(RfmGroup.AT_RISK);
    }

    @Test
    void fourCustomersHaveNoFifths() {
        assertThat(Rfm.of(new double[4], new double[4], new double[4]))
                .isEqualTo(FitOutcome.tooLittle("customers", 4, 5));
        assertThatThrownBy(() -> Rfm.of(new double[] {-1}, new double[1], new double[1]))
                .hasMessageContaining("the recency of customer 0");
    }

    @Test
    void stepsAreDoneInOrderAndUndone() {
        Points raw = Points.ofColumns(new double[] {0, 9, 99, 999}, new double[] {5, 5, 5, 5});

        Scaling scaling = Scaling.fit(raw, List.of(Scaling.Step.LOG1P, Scaling.Step.Z));
        Points scaled = scaling.apply(raw);

        // log1p gives 0, 1, 2, 3 times ln 10: mean 1.5, standard deviation √1.25.
        assertThat(scaled.at(0, 0)).isCloseTo(-1.5 / Math.sqrt(1.25), within(1e-12));
        assertThat(scaled.column(1)).containsOnly(0.0);
        assertThat(scaling.constantColumns()).containsExactly(1);
        assertThat(scaling.undo(scaled.row(2))).containsExactly(new double[] {99, 5}, within(1e-9));
    }

    @Test
    void oneExtremeCustomerHardlyMovesTheRobustScale() {
        double[] column = {1, 2, 3, 4, 5, 6, 7, 8, 1e6};
        Points raw = Points.ofColumns(column);
        Points robust = Scaling.fit(raw, List.of(Scaling.Step.ROBUST)).apply(raw);
        Points z = Scaling.fit(raw, List.of(Scaling.Step.Z)).apply(raw);
        assertThat(robust.at(7, 0) - robust.at(0, 0)).isGreaterThan(2);
        assertThat(z.at(7, 0) - z.at(0, 0)).isLessThan(0.001);
        Points mostlyEqual = Points.ofColumns(new double[] {1, 1, 1, 1, 1, 1, 1, 9});
        assertThat(Scaling.fit(mostlyEqual, List.of(Scaling.Step.ROBUST))
                        .apply(mostlyEqual)
                        .at(7, 0))
                .isFinite();
    }

    @Test
    void aLogarithmOfADebtIsRefusedWithItsPlace() {
        Points raw = Points.ofColumns(new double[] {1, 2}, new double[] {3, -1});
        assertThatThrownBy(() -> Scaling.fit(raw, List.of(Scaling.Step.LOG1P)))
                .hasMessageContaining("row 1, column 1 is -1.0");
    }
}
