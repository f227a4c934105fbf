package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;

/**
 * The incidents of a real service desk: what the metrics say and what a plain program says that reads the same log. The log
 * knows no first answer: here it is the first event after which an incident is not new any more. It waits while it is
 * "Awaiting …", until the next event. Skipped where the file is absent.
 */
@NullUnmarked
class IncidentLogTest {

    private static final String LOG = "data/incident_event_log/incident_event_log.csv.gz";

    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("d/M/yyyy HH:mm");

    @TempDir
    private Path directory;

    private final Warehouse warehouse = new Warehouse().at("2017-03-01T04:00:00Z");
    private List<Incident> incidents;

    /** One incident, by the clock of the desk. */
    private record Incident(
            long id,
            LocalDateTime opened,
            @Nullable LocalDateTime answered,
            @Nullable LocalDateTime solved,
            boolean reopened,
            boolean madeSla,
            String group,
            long pausedHundredths,
            long pausedOpenHundredths) {

        double responseHours() {
            return Duration.between(opened, answered).toMinutes() / 60.0;
        }

        double resolutionHours() {
            return Duration.between(opened, solved).toMinutes() / 60.0 - pausedHundredths / 100.0;
        }

        double openResponseHours() {
            return openMinutes(opened, answered) / 60.0;
        }

        double openResolutionHours() {
            return openMinutes(opened, solved) / 60.0 - pausedOpenHundredths / 100.0;
        }
    }

    private record Event(String state, int change, LocalDateTime at, List<String> columns) {}

    @BeforeEach
    void load() throws IOException {
        incidents = read();
        Path file = directory.resolve("incidents.csv");
        Files.write(file, incidents.stream().map(IncidentLogTest::line).toList());
        warehouse.run("""
                create table incident as select *, row_number() over () as id from read_csv('%s', header = false, nullstr = '', columns = {'number': 'varchar',
                    'opened': 'timestamp', 'answered': 'timestamp', 'solved': 'timestamp', 'reopened': 'boolean', 'made': 'boolean', 'team': 'varchar',
                    'paused': 'decimal(18,2)', 'open': 'decimal(18,2)'})""".formatted(file));
        // The desk's clock is the company's, eight hours before UTC.
        warehouse.run("""
                insert into records.ticket (id, number, status, department, opened_at, opened_at__day, first_answered_at, first_answered_at__day,
                    solved_at, solved_at__day, reopened, paused_hours, paused_business_hours)
                select id, number, case when solved is null then 'open' else 'solved' end, team, opened - interval 8 hour, opened::date,
                    answered - interval 8 hour, answered::date, solved - interval 8 hour, solved::date, reopened, paused, open from incident""");
        warehouse.run("""
                insert into records.sla_clock (id, ticket, kind, due_at, due_at__day, met)
                select id, id, 'resolution', solved - interval 8 hour, solved::date, made from incident where solved is not null""");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static String line(Incident incident) {
        return String.join(
                ",",
                "I" + incident.id(),
                incident.opened().toString(),
                Objects.toString(incident.answered(), ""),
                Objects.toString(incident.solved(), ""),
                String.valueOf(incident.reopened()),
                String.valueOf(incident.madeSla()),
                incident.group(),
                String.valueOf(incident.pausedHundredths() / 100.0),
                String.valueOf(incident.pausedOpenHundredths() / 100.0));
    }

    private static List<Incident> read() {
        Map<String, List<Event>> byNumber = SharedData.lines(LOG).stream()
                .map(line -> List.of(line.split(",", -1)))
                .map(columns ->
                        new Event(columns.get(1), Integer.parseInt(columns.get(5)), moment(columns.get(13)), columns))
                .collect(Collectors.groupingBy(
                        event -> event.columns().get(0), LinkedHashMap::new, Collectors.toList()));
        List<Incident> read = new ArrayList<>();
        byNumber.forEach((number, events) -> {
            events.sort(Comparator.comparing(Event::at).thenComparingInt(Event::change));
            Event last = events.getLast();
            LocalDateTime solved = moment(last.columns().get(34));
            long paused = 0;
            long pausedOpen = 0;
            for (int i = 1; i < events.size(); i++) {
                Event waiting = events.get(i - 1);
                LocalDateTime until = events.get(i).at();
                if (waiting.state().startsWith("Awaiting") && solved != null && !until.isAfter(solved)) {
                    paused += Duration.between(waiting.at(), until).toMinutes();
                    pausedOpen += openMinutes(waiting.at(), until);
                }
            }
            read.add(new Incident(
                    Long.parseLong(number),
                    moment(last.columns().get(9)),
                    events.stream()
                            .filter(event -> !event.state().equals("New"))
                            .map(Event::at)
                            .findFirst()
                            .orElse(null),
                    solved,
                    events.stream()
                            .anyMatch(event -> Integer.parseInt(event.columns().get(4)) > 0),
                    last.columns().get(6).equals("true"),
                    last.columns().get(23),
                    Math.round(paused / 0.6),
                    Math.round(pausedOpen / 0.6)));
        });
        return read;
    }

    private static @Nullable LocalDateTime moment(String written) {
        return written.equals("?") ? null : LocalDateTime.parse(written, WRITTEN);
    }

    /** The minutes from 9 to 12 and from 13:30 to 18 of Mondays to Fridays, day by day. */
    private static long openMinutes(LocalDateTime from, LocalDateTime to) {
        if (to.isBefore(from)) {
            return -openMinutes(to, from);
        }
        long minutes = 0;
        for (LocalDate day = from.toLocalDate(); !day.isAfter(to.toLocalDate()); day = day.plusDays(1)) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                minutes += overlap(from, to, day.atTime(9, 0), day.atTime(12, 0));
                minutes += overlap(from, to, day.atTime(13, 30), day.atTime(18, 0));
            }
        }
        return minutes;
    }

    private static long overlap(LocalDateTime from, LocalDateTime to, LocalDateTime opens, LocalDateTime closes) {
        LocalDateTime start = from.isAfter(opens) ? from : opens;
        LocalDateTime end = to.isBefore(closes) ? to : closes;
        return Math.max(0, Duration.between(start, end).toMinutes());
    }

    private double[] hours(Predicate<Incident> which, Function<Incident, Double> hours) {
        return incidents.stream()
                .filter(which)
                .mapToDouble(hours::apply)
                .sorted()
                .toArray();
    }

    private static double quantile(double[] sorted, double probability) {
        double place = (sorted.length - 1) * probability;
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private Cell number(String metric) {
        return warehouse.number(metric, "2016-01-01", "2017-03-01");
    }

    private void assertNumber(String metric, double value, long n) {
        Cell cell = number(metric);
        assertThat(cell.value()).as(metric).isCloseTo(value, within(1e-9));
        assertThat(cell.n()).as(metric).isEqualTo(n);
    }

    @Test
    void thereAreAsManyIncidentsAsPublished() {
        assertThat(incidents).hasSize(24_918);
    }

    @Test
    void responseTimesAreThoseOfAPlainProgramByTheCalendarAndInBusinessHours() {
        double[] calendar = hours(incident -> incident.answered() != null, Incident::responseHours);
        double[] open = hours(incident -> incident.answered() != null, Incident::openResponseHours);
        assertNumber("first_response_time", quantile(calendar, 0.5), calendar.length);
        assertNumber("first_response_p90", quantile(calendar, 0.9), calendar.length);
        assertNumber("first_response_time_business", quantile(open, 0.5), open.length);
        assertNumber("first_response_p90_business", quantile(open, 0.9), open.length);
        long inTime = incidents.stream()
                .filter(incident -> incident.answered() != null)
                .mapToDouble(Incident::responseHours)
                .filter(hours -> hours <= 24)
                .count();
        long openInTime = incidents.stream()
                .filter(incident -> incident.answered() != null)
                .mapToDouble(Incident::openResponseHours)
                .filter(hours -> hours <= 8)
                .count();
        assertNumber("response_within_redline", inTime / 24_918.0, 24_918);
        assertNumber("response_within_redline_business", openInTime / 24_918.0, 24_918);
    }

    @Test
    void resolutionTimesLeaveOutThePausesByTheCalendarAndInBusinessHours() {
        double[] calendar = hours(incident -> incident.solved() != null, Incident::resolutionHours);
        double[] open = hours(incident -> incident.solved() != null, Incident::openResolutionHours);
        assertThat(incidents.stream().filter(incident -> incident.pausedHundredths() > 0))
                .hasSizeGreaterThan(1_000);
        assertNumber("resolution_time", quantile(calendar, 0.5), calendar.length);
        assertNumber("resolution_p90", quantile(calendar, 0.9), calendar.length);
        assertNumber("resolution_time_business", quantile(open, 0.5), open.length);
        assertNumber("resolution_p90_business", quantile(open, 0.9), open.length);
        assertThat(number("resolution_time_business").value())
                .isLessThan(number("resolution_time").value());
    }

    @Test
    void reopenedAndMadeInTimeAreTheSharesOfTheLogWithWilsonsInterval() {
        long solved =
                incidents.stream().filter(incident -> incident.solved() != null).count();
        long reopened = incidents.stream()
                .filter(incident -> incident.solved() != null && incident.reopened())
                .count();
        long made = incidents.stream()
                .filter(incident -> incident.solved() != null && incident.madeSla())
                .count();
        assertNumber("reopen_rate", (double) reopened / solved, solved);
        assertNumber("sla_attainment", (double) made / solved, solved);
        assertWilson(number("reopen_rate"), reopened, solved);
        assertWilson(number("sla_attainment"), made, solved);
    }

    @Test
    void everyGroupAndMonthHasItsOwn() {
        List<Cell> cells = warehouse
                .ask(Warehouse.trend("resolution_time_business", Grain.MONTH, "2016-03-01", "2016-07-01", "department"))
                .results()
                .getFirst()
                .cells();
        assertThat(cells).hasSizeGreaterThan(50);
        for (Cell cell : cells) {
            Object group = cell.dimensions().get("department");
            double[] open = hours(
                    incident -> incident.solved() != null
                            && incident.group().equals(group)
                            && Grain.MONTH
                                    .startOf(incident.solved().toLocalDate())
                                    .equals(cell.time()),
                    Incident::openResolutionHours);
            assertThat(cell.n()).as("%s", cell).isEqualTo(open.length);
            if (open.length > 0) {
                assertThat(cell.value()).as("%s", cell).isCloseTo(quantile(open, 0.5), within(1e-9));
            }
        }
    }

    static void assertWilson(Cell cell, long hits, long n) {
        double z = 1.959963984540054;
        double p = (double) hits / n;
        double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        assertThat(cell.value()).isCloseTo(p, within(1e-12));
        assertThat(cell.n()).isEqualTo(n);
        assertThat(cell.low()).isCloseTo(centre - half, within(1e-9));
        assertThat(cell.high()).isCloseTo(centre + half, within(1e-9));
    }
}
