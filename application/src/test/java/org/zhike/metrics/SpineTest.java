package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhike.metrics.Warehouse.period;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Grain;
import org.zhike.metrics.Spine.Step;

/** The steps of time, and lengths in years. */
class SpineTest {

    private static final LocalDate LATER = LocalDate.parse("2030-01-01");

    @Test
    void wholeMonthsAreComparedWithAsManyMonthsOtherPeriodsWithAsManyDays() {
        assertThat(Spine.previous(period("2025-03-01", "2025-04-01"))).isEqualTo(period("2025-02-01", "2025-03-01"));
        assertThat(Spine.previous(period("2024-01-01", "2025-01-01"))).isEqualTo(period("2023-01-01", "2024-01-01"));
        assertThat(Spine.previous(period("2025-03-10", "2025-03-17"))).isEqualTo(period("2025-03-03", "2025-03-10"));
    }

    @Test
    void aStepThatThePeriodCutsIsMarked() {
        Spine spine = Spine.of(period("2025-01-15", "2025-03-15"), Grain.MONTH, true, LATER);
        assertThat(spine.steps())
                .extracting(Step::label)
                .containsExactly(
                        LocalDate.parse("2024-12-01"),
                        LocalDate.parse("2025-01-01"),
                        LocalDate.parse("2025-02-01"),
                        LocalDate.parse("2025-03-01"));
        assertThat(spine.steps()).extracting(Step::complete).containsExactly(true, false, true, false);
        assertThat(spine.steps().get(1).period()).isEqualTo(period("2025-01-15", "2025-02-01"));
        assertThat(spine.shown()).isEqualTo(3);
        // The first half of January is nobody's.
        assertThat(spine.stretches())
                .containsExactly(period("2024-12-01", "2025-01-01"), period("2025-01-15", "2025-03-15"));
    }

    @Test
    void stepsEndToday() {
        Spine spine = Spine.of(period("2025-01-01", "2026-01-01"), Grain.MONTH, false, LocalDate.parse("2025-02-10"));
        assertThat(spine.steps())
                .extracting(Step::period)
                .containsExactly(period("2025-01-01", "2025-02-01"), period("2025-02-01", "2025-02-11"));
        assertThat(Spine.of(period("2031-01-01", "2032-01-01"), null, true, LATER)
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aYearIsOneWhetherItIsALeapYearOrNot() {
        assertThat(Years.of(period("2024-01-01", "2025-01-01"))).isEqualTo(1);
        assertThat(Years.of(period("2025-01-01", "2026-01-01"))).isEqualTo(1);
        assertThat(Years.of(period("2024-02-29", "2025-03-01"))).isEqualTo(1 + 1 / 365.25);
        assertThat(Years.of(period("2025-01-01", "2025-01-02"))).isEqualTo(1 / 365.25);
        assertThat(Years.ofKey(3 * 366)).isEqualTo(3);
        assertThat(Years.ofKey(366 + 10)).isEqualTo(1 + 10 / 365.25);
    }
}
