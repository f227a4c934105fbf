package org.zhike.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.kernel.BusinessCalendar.Piece;
import org.zhike.kernel.OpeningHours.SpecialDay;
import org.zhike.kernel.OpeningHours.Stretch;

class BusinessCalendarTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static Optional<Double> hours(BusinessCalendar calendar, ZoneId zone, String from, String to) {
        return calendar.hours(instant(zone, from), instant(zone, to));
    }

    private static Instant instant(ZoneId zone, String local) {
        return java.time.LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    @ParameterizedTest(name = "from {0} to {1} the company is open for {2} hours")
    @CsvSource({
        "2026-03-02T09:00, 2026-03-02T18:00, 7.5",
        "2026-03-02T11:30, 2026-03-02T14:00, 1.0",
        "2026-03-02T12:15, 2026-03-02T13:10, 0.0",
        "2026-03-06T17:00, 2026-03-09T10:00, 2.0",
        "2026-03-02T00:00, 2026-03-09T00:00, 37.5",
        "2026-03-09T10:00, 2026-03-06T17:00, -2.0",
        "2026-03-02T09:00:30, 2026-03-02T09:01:29, 0.0",
        "2026-03-02T09:01:29, 2026-03-02T09:00:30, -0.016666666666666666",
        "2026-03-02T09:00, 2026-03-02T09:00, 0.0",
    })
    void openHoursAreThoseOfTheWeek(String from, String to, double expected) {
        var calendar = new BusinessCalendar(OpeningHours.USUAL, SHANGHAI);
        assertThat(hours(calendar, SHANGHAI, from, to)).contains(expected);
    }

    @Test
    void aHolidayIsClosedAndTheWorkingDayThatMakesUpForItIsOpen() {
        TreeMap<LocalDate, SpecialDay> special = new TreeMap<>();
        for (int day = 1; day <= 7; day++) {
            LocalDate holiday = LocalDate.of(2025, 10, day);
            special.put(holiday, new SpecialDay(holiday, "国庆节", List.of()));
        }
        LocalDate sunday = LocalDate.of(2025, 9, 28);
        special.put(sunday, new SpecialDay(sunday, "调休上班", List.of(new Stretch(9 * 60, 12 * 60))));
        var calendar = new BusinessCalendar(new OpeningHours(OpeningHours.USUAL.week(), special), SHANGHAI);

        assertThat(hours(calendar, SHANGHAI, "2025-10-01T00:00", "2025-10-08T09:30"))
                .contains(0.5);
        assertThat(hours(calendar, SHANGHAI, "2025-09-27T00:00", "2025-09-29T00:00"))
                .contains(3.0);
    }

    @ParameterizedTest(name = "in {0} from {1} to {2}: {3} hours")
    @CsvSource({
        // Clocks jump from 02:00 to 03:00, and back from 02:00 to 01:00.
        "America/New_York, 2026-03-08T00:00, 2026-03-09T00:00, 23",
        "America/New_York, 2026-11-01T00:00, 2026-11-02T00:00, 25",
        // At midnight.
        "America/Havana,   2026-03-08T01:00, 2026-03-09T00:00, 23",
        "America/Sao_Paulo,2018-02-17T00:00, 2018-02-18T00:00, 25",
        // By half an hour; and a day that never was.
        "Australia/Lord_Howe,2026-04-05T00:00,2026-04-06T00:00, 24.5",
        "Pacific/Apia,     2011-12-29T00:00, 2011-12-31T00:00, 24",
        // Back at one minute after midnight.
        "America/St_Johns, 2009-10-31T00:00, 2009-11-02T00:00, 49",
    })
    void whoIsAlwaysOpenIsOpenAsLongAsTimePasses(String zoneName, String from, String to, double expected) {
        ZoneId zone = ZoneId.of(zoneName);
        assertThat(hours(new BusinessCalendar(OpeningHours.ALWAYS, zone), zone, from, to))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati"})
    void openHoursAreTheMinutesAtWhichTheClockShowsAnOpenTime(String zoneName) {
        ZoneId zone = ZoneId.of(zoneName);
        var random = new Random(5);
        Map<DayOfWeek, List<Stretch>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            int noon = 300 + random.nextInt(900);
            week.put(
                    day,
                    List.of(
                            new Stretch(200 + random.nextInt(90), noon),
                            new Stretch(noon + 7, 1440 - random.nextInt(2))));
        }
        var hours = new OpeningHours(week, new TreeMap<>());
        var calendar = new BusinessCalendar(hours, zone);
        Instant start = Instant.parse("2026-03-05T11:17:00Z");
        int open = 0;
        for (int minute = 0; minute < 6 * 1440; minute++) {
            Instant now = start.plus(minute, ChronoUnit.MINUTES);
            assertThat(calendar.hours(start, now)).as("%s", now).contains(open / 60.0);
            ZonedDateTime local = now.atZone(zone);
            int shown = local.get(java.time.temporal.ChronoField.MINUTE_OF_DAY);
            open += hours.on(local.toLocalDate()).stream()
                            .anyMatch(stretch -> stretch.from() <= shown && shown < stretch.to())
                    ? 1
                    : 0;
        }
    }

    @Test
    void beforeAndAfterTheDaysCoveredNothingIsKnown() {
        var calendar = new BusinessCalendar(OpeningHours.USUAL, SHANGHAI);
        Instant inside = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(calendar.hours(Instant.parse("1989-12-31T23:59:59Z"), inside))
                .isEmpty();
        assertThat(calendar.hours(inside, Instant.parse("2051-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(calendar.hours(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2050-12-31T23:59:59Z")))
                .isPresent();
    }

    @Test
    void everyDayBeginsWithAPieceAndTheyFollowOneAnother() {
        List<Piece> pieces = new BusinessCalendar(OpeningHours.USUAL, ZoneId.of("America/New_York")).pieces();

        assertThat(pieces.stream().map(Piece::day).distinct())
                .hasSize((int) ChronoUnit.DAYS.between(BusinessCalendar.FIRST, BusinessCalendar.END));
        long open = 0;
        for (Piece piece : pieces) {
            assertThat(piece.openBefore()).isEqualTo(open);
            open += piece.openFor();
        }
    }

    @Test
    void aStretchThatEndsAtMidnightEndsWithTheDay() {
        assertThat(Stretch.of(LocalTime.of(22, 0), LocalTime.MIDNIGHT)).isEqualTo(new Stretch(22 * 60, 1440));
    }
}
