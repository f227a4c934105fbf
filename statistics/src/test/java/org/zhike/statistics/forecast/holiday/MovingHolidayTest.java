package org.zhike.statistics.forecast.holiday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.zhike.statistics.forecast.holiday.MovingHoliday.DRAGON_BOAT;
import static org.zhike.statistics.forecast.holiday.MovingHoliday.MID_AUTUMN;
import static org.zhike.statistics.forecast.holiday.MovingHoliday.SPRING_FESTIVAL;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zhike.statistics.forecast.Accuracy;
import org.zhike.statistics.forecast.arima.Arima;
import org.zhike.statistics.forecast.arima.Regressors;

class MovingHolidayTest {

    @ParameterizedTest
    @CsvSource({
        "1990-01-27, 1990-05-28, 1990-10-03",
        "2000-02-05, 2000-06-06, 2000-09-12",
        "2009-01-26, 2009-05-28, 2009-10-03",
        "2020-01-25, 2020-06-25, 2020-10-01",
        "2023-01-22, 2023-06-22, 2023-09-29",
        "2024-02-10, 2024-06-10, 2024-09-17",
        "2025-01-29, 2025-05-31, 2025-10-06",
        "2026-02-17, 2026-06-19, 2026-09-25",
        "2030-02-03, 2030-06-05, 2030-09-12",
        "2034-02-19, 2034-06-20, 2034-09-27",
        "2050-01-23, 2050-06-23, 2050-09-30",
        "2060-02-02, 2060-06-03, 2060-09-09",
    })
    void feastsFallOnTheDaysOfTheOfficialCalendar(LocalDate spring, LocalDate boats, LocalDate moon) {
        assertThat(SPRING_FESTIVAL.in(spring.getYear())).isEqualTo(spring);
        assertThat(DRAGON_BOAT.in(spring.getYear())).isEqualTo(boats);
        assertThat(MID_AUTUMN.in(spring.getYear())).isEqualTo(moon);
    }

    @Test
    void everyYearsFeastsLieWithinTheirSeasonAndWholeMonthsApart() {
        for (int year = LunarCalendar.FIRST_YEAR; year <= LunarCalendar.LAST_YEAR; year++) {
            LocalDate spring = SPRING_FESTIVAL.in(year);
            assertThat(spring).isBetween(LocalDate.of(year, 1, 21), LocalDate.of(year, 2, 20));
            assertThat(MID_AUTUMN.in(year)).isBetween(LocalDate.of(year, 9, 7), LocalDate.of(year, 10, 8));
            long toBoats = DRAGON_BOAT.in(year).toEpochDay() - spring.toEpochDay() - 4;
            assertThat(toBoats % 29.530588)
                    .satisfiesAnyOf(
                            rest -> assertThat(rest).isLessThan(1.5),
                            rest -> assertThat(rest).isGreaterThan(28));
        }
    }

    @Test
    void yearsOutsideTheCheckedRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SPRING_FESTIVAL.in(2061))
                .withMessageContaining("1990 to 2060");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HolidayRegressors.monthly(YearMonth.of(2059, 1), 36, standard()))
                .withMessageContaining("2059 to 2061");
        assertThatIllegalArgumentException().isThrownBy(() -> LunarCalendar.date(2000, 13, 1));
    }

    @Test
    void theDaysOfAWindowAddUpToOneInDaysAndWeeks() {
        Regressors days = HolidayRegressors.daily(LocalDate.of(2024, 1, 1), 366, standard());
        Regressors weeks = HolidayRegressors.weekly(LocalDate.of(2024, 1, 1), 52, standard());

        assertThat(days.names()).containsExactly("spring_festival_before", "spring_festival", "spring_festival_after");
        for (String name : days.names()) {
            assertThat(Arrays.stream(days.column(name)).sum()).isCloseTo(1, within(1e-12));
            assertThat(Arrays.stream(weeks.column(name)).sum()).isCloseTo(1, within(1e-12));
        }
        // 10 February 2024 is day 41 of the year.
        assertThat(days.column("spring_festival")[39]).isZero();
        assertThat(days.column("spring_festival")[40]).isCloseTo(1 / 7.0, within(1e-12));
    }

    @Test
    void monthsShowHowFarTheFeastLiesFromItsUsualPlace() {
        Regressors months = HolidayRegressors.monthly(YearMonth.of(1990, 1), 12 * 71, standard());

        double[] during = months.column("spring_festival");
        double january = 0;
        for (int year = 0; year < 71; year++) {
            january += during[12 * year];
            // What January has more, February has less.
            assertThat(during[12 * year] + during[12 * year + 1]).isCloseTo(0, within(1e-12));
            assertThat(during[12 * year + 6]).isZero();
        }
        assertThat(january).isCloseTo(0, within(1e-9));
    }

    @Test
    void monthlySalesThatFollowTheSpringFestivalAreForecastBetterWithIt() {
        int past = 96;
        int all = past + 12;
        Regressors known = HolidayRegressors.monthly(YearMonth.of(2010, 1), all, standard());
        double with = 0;
        double without = 0;
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] y = new double[all];
            for (int t = 0; t < all; t++) {
                y[t] = 500
                        + 40 * Math.sin(2 * Math.PI * t / 12)
                        + 150 * known.column("spring_festival_before")[t]
                        - 200 * known.column("spring_festival")[t]
                        + 8 * random.nextGaussian();
            }
            double[] sample = Arrays.copyOf(y, past);
            double[] future = Arrays.copyOfRange(y, past, all);
            with += Accuracy.mae(
                    future,
                    Arima.automatic()
                            .with(known.between(0, past))
                            .fit(sample, 12)
                            .converged()
                            .orElseThrow()
                            .forecast(12, 0.9, known.between(past, all))
                            .point());
            without += Accuracy.mae(
                    future,
                    Arima.automatic()
                            .fit(sample, 12)
                            .converged()
                            .orElseThrow()
                            .forecast(12, 0.9)
                            .point());
        }

        assertThat(with).isLessThan(0.6 * without);
    }

    private static List<HolidayWindow> standard() {
        return List.of(HolidayWindow.standard(SPRING_FESTIVAL));
    }
}
