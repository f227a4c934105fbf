package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.zhike.metrics.Warehouse.period;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.FunnelAnswer.PartOfAll;
import org.zhike.metrics.FunnelQuery.Order;
import org.zhike.metrics.FunnelQuery.Side;
import org.zhike.metrics.FunnelQuery.Step;
import org.zhike.statistics.interval.Distribution;
import org.zhike.statistics.interval.Proportion;

/** How many get how far; now is 1 February 2026, 8 o'clock in Shanghai. */
@NullUnmarked // A value that is missing fails its test all the same.
class FunnelTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static Step step(String object, @Nullable String where) {
        return new Step(object + " " + where, new RecordsOf(object, null, where), "customer");
    }

    private static final Step TALK = step("interaction", null);
    private static final Step FIRST = step("order", "status == \"pending\"");
    private static final Step PAID = step("order", "status == \"paid\"");

    private PartOfAll ask(FunnelQuery query) {
        return warehouse
                .explore()
                .funnel(Actor.SYSTEM, query, Locale.ENGLISH)
                .parts()
                .getFirst();
    }

    private static FunnelQuery funnel(Order order, int window, Step... steps) {
        return new FunnelQuery(List.of(steps), order, window, period("2025-10-01", "2026-02-01"), null);
    }

    private static List<Long> counts(PartOfAll part) {
        return part.steps().stream().map(FunnelAnswer.Step::n).toList();
    }

    private void talk(long customer, String at) {
        warehouse.add(
                "interaction", Map.of("happened_at", LocalDateTime.parse(at), "kind", "call"), "customer", customer);
    }

    @Test
    void aStepCountsInOrderWithinTheWindow() {
        for (int i = 0; i < 4; i++) {
            talk(warehouse.customer("name", "c" + i), "2025-11-01T02:00:00");
        }
        warehouse.order(1L, "2025-11-02T02:00:00", "status", "paid");
        warehouse.order(2L, "2025-10-31T02:00:00", "status", "paid"); // before
        warehouse.order(3L, "2025-11-20T02:00:00", "status", "paid"); // too late
        warehouse.order(4L, "2025-11-08T02:00:00", "status", "paid"); // the last moment of seven days

        PartOfAll all = ask(funnel(Order.STRICT, 7, TALK, PAID));
        assertThat(counts(all)).containsExactly(4L, 2L);
        FunnelAnswer.Step paid = all.steps().get(1);
        assertThat(paid.fromFirst()).isEqualTo(0.5);
        assertThat(paid.low()).isEqualTo(new Proportion(2, 4).wilson(0.95).low());
        assertThat(paid.dropped()).isEqualTo(2);
        assertThat(paid.medianHours()).isEqualTo((24 + 7 * 24) / 2.0);
        assertThat(paid.medianLow()).as("two values give no bound").isNull();
    }

    @Test
    void whoEnteredTooLateToTellIsCountedApart() {
        talk(warehouse.customer("name", "old"), "2026-01-24T23:00:00");
        talk(warehouse.customer("name", "young"), "2026-01-30T23:00:00");
        PartOfAll all = ask(funnel(Order.STRICT, 7, TALK, PAID));
        assertThat(counts(all)).containsExactly(1L, 0L);
        assertThat(all.tooYoung()).isEqualTo(1);
    }

    @Test
    void oneRecordIsNotTwoStepsButTwoAtOneMomentOfDifferentObjectsAre() {
        long a = warehouse.customer("name", "a");
        warehouse.order(a, "2025-11-01T02:00:00", "status", "paid");
        assertThat(counts(ask(funnel(Order.STRICT, 7, PAID, PAID)))).containsExactly(1L, 0L);
        talk(a, "2025-11-01T02:00:00");
        assertThat(counts(ask(funnel(Order.STRICT, 7, TALK, PAID)))).containsExactly(1L, 1L);
        warehouse.order(a, "2025-11-01T02:00:01", "status", "paid");
        assertThat(counts(ask(funnel(Order.STRICT, 7, PAID, PAID)))).containsExactly(1L, 1L);
    }

    @Test
    void anyOrderOnlyAsksThatAllComeAfterTheFirst() {
        long a = warehouse.customer("name", "a");
        talk(a, "2025-11-01T02:00:00");
        warehouse.order(a, "2025-11-02", "status", "paid");
        warehouse.order(a, "2025-11-03", "status", "pending");
        assertThat(counts(ask(funnel(Order.STRICT, 7, TALK, FIRST, PAID)))).containsExactly(1L, 1L, 0L);
        assertThat(counts(ask(funnel(Order.ANY, 7, TALK, FIRST, PAID)))).containsExactly(1L, 1L, 1L);
    }

    @Test
    void opportunitiesAreFollowedThroughTheirStages() {
        long won = warehouse.add(
                "opportunity",
                Map.of("stage", "won"),
                "opened_at",
                LocalDateTime.parse("2025-10-02T02:00:00"),
                "closed_at",
                LocalDateTime.parse("2025-10-09T02:00:00"));
        warehouse.add("opportunity", Map.of("stage", "lost"), "opened_at", LocalDateTime.parse("2025-10-03T02:00:00"));
        warehouse.add(
                "stage_entry",
                Map.of("stage", "proposal", "opportunity", won),
                "entered_at",
                LocalDateTime.parse("2025-10-05T02:00:00"));
        var query = new FunnelQuery(
                List.of(
                        new Step("opened", new RecordsOf("opportunity", "opened_at", null), "id"),
                        new Step(
                                "proposal", new RecordsOf("stage_entry", null, "stage == \"proposal\""), "opportunity"),
                        new Step("won", new RecordsOf("opportunity", "closed_at", "stage == \"won\""), "id")),
                Order.STRICT,
                60,
                period("2025-10-01", "2025-11-01"),
                null);
        assertThat(counts(ask(query))).containsExactly(2L, 1L, 1L);
        assertThat(ask(query).steps().get(2).medianHours()).isEqualTo(96);
    }

    @Test
    void stepsOfDifferentOwnersAreRefused() {
        var query = new FunnelQuery(
                List.of(TALK, new Step("x", new RecordsOf("stage_entry", null, null), "opportunity")),
                Order.STRICT,
                9_999,
                period("2025-10-01", "2025-11-01"),
                "colour");
        assertThat(catchThrowableOfType(
                                ProductException.class,
                                () -> warehouse.explore().funnel(Actor.SYSTEM, query, Locale.ENGLISH))
                        .issues())
                .extracting(issue -> issue.path())
                .containsExactlyInAnyOrder("windowDays", "steps[1].per", "by");
    }

    /** A record as the reference evaluation sees it. */
    private record Event(long customer, String object, String status, LocalDateTime at) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyNumberIsThatOfGoingThroughTheRecordsOneByOne(long seed) {
        var random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        String[] levels = {"gold", "silver", null};
        String[] levelOf = new String[31];
        for (int i = 1; i <= 30; i++) {
            levelOf[i] = levels[random.nextInt(3)];
            warehouse.customer("name", "c" + i, "level", levelOf[i]);
        }
        for (int i = 0; i < 160; i++) {
            // Hours in steps of eight, so that ties are frequent.
            LocalDateTime at = LocalDateTime.parse("2025-12-20T00:00:00").plusHours(8L * random.nextInt(130));
            long customer = 1 + random.nextInt(30);
            if (random.nextInt(3) == 0) {
                talk(
                        customer,
                        at.toString() + (at.getSecond() == 0 && at.toString().length() == 16 ? ":00" : ""));
                events.add(new Event(customer, "interaction", "", at));
            } else {
                String status = random.nextBoolean() ? "paid" : "pending";
                warehouse.order(customer, at + ":00", "status", status);
                events.add(new Event(customer, "order", status, at));
            }
        }
        Step[] steps = {TALK, PAID, FIRST, PAID};
        for (Order order : Order.values()) {
            FunnelQuery query = new FunnelQuery(
                    List.of(steps),
                    order,
                    9,
                    period("2025-12-25", "2026-02-01"),
                    random.nextBoolean() ? "level" : null);
            FunnelAnswer answer = warehouse.explore().funnel(Actor.SYSTEM, query, Locale.ENGLISH);
            for (PartOfAll part : answer.parts()) {
                var label = part.part();
                var expected = reference(
                        events,
                        query,
                        customer -> query.by() == null
                                || java.util.Objects.equals(
                                        levelOf[(int) customer], label == null ? null : label.value()));
                assertThat(counts(part)).as("%s %s", order, label).isEqualTo(expected.counts());
                assertThat(part.tooYoung()).isEqualTo(expected.young());
                for (int i = 1; i < steps.length; i++) {
                    double[] hours = expected.hours(i);
                    FunnelAnswer.Step step = part.steps().get(i);
                    if (hours.length == 0) {
                        assertThat(step.medianHours()).isNull();
                        continue;
                    }
                    Distribution distribution = Distribution.of(hours);
                    assertThat(step.medianHours()).isEqualTo(distribution.quantile(0.5));
                    double low = distribution.quantileInterval(0.5, 0.95).low();
                    assertThat(step.medianLow()).isEqualTo(Double.isFinite(low) ? low : null);
                }
                for (int i = 0; i < steps.length; i++) {
                    assertThat(rows(query, i, Side.REACHED, label))
                            .isEqualTo(expected.counts().get(i));
                    if (i > 0) {
                        assertThat(rows(query, i, Side.DROPPED, label))
                                .isEqualTo(part.steps().get(i).dropped());
                    }
                }
                assertThat(rows(query, 0, Side.TOO_YOUNG, label)).isEqualTo(expected.young());
            }
        }
    }

    private long rows(FunnelQuery query, int step, Side side, @Nullable Part part) {
        return warehouse
                .explore()
                .funnelRows(
                        Actor.SYSTEM,
                        query,
                        new FunnelQuery.Mark(step, side, part == null ? null : part.value()),
                        null,
                        50)
                .counted();
    }

    private record Reference(List<List<LocalDateTime>> old, int steps, Order order, long young) {

        List<Long> counts() {
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                int step = i;
                counts.add(old.stream().filter(times -> hasAll(times, step)).count());
            }
            return counts;
        }

        private static boolean hasAll(List<LocalDateTime> times, int step) {
            return times.subList(0, step + 1).stream().noneMatch(java.util.Objects::isNull);
        }

        double[] hours(int step) {
            return old.stream()
                    .filter(times -> hasAll(times, step))
                    .mapToDouble(times ->
                            Duration.between(times.get(order == Order.STRICT ? step - 1 : 0), times.get(step))
                                            .toSeconds()
                                    / 3600.0)
                    .toArray();
        }
    }

    private static Reference reference(List<Event> events, FunnelQuery query, java.util.function.LongPredicate inPart) {
        List<List<LocalDateTime>> old = new ArrayList<>();
        long young = 0;
        LocalDateTime now = LocalDateTime.parse("2026-02-01T00:00:00");
        for (long customer = 1; customer <= 30; customer++) {
            long who = customer;
            if (!inPart.test(who)) {
                continue;
            }
            List<Event> own = events.stream()
                    .filter(event -> event.customer() == who)
                    .sorted(Comparator.comparing(Event::at))
                    .toList();
            Optional<LocalDateTime> entry = own.stream()
                    .filter(event -> fits(event, query.steps().getFirst()))
                    .map(Event::at)
                    .filter(at -> !day(at).isBefore(query.period().from())
                            && day(at).isBefore(query.period().to()))
                    .findFirst();
            if (entry.isEmpty()) {
                continue;
            }
            if (entry.get().plusDays(query.windowDays()).isAfter(now)) {
                young++;
                continue;
            }
            List<LocalDateTime> times = new ArrayList<>(List.of(entry.get()));
            for (int i = 1; i < query.steps().size(); i++) {
                times.add(next(own, query, times, i));
            }
            old.add(times);
        }
        return new Reference(old, query.steps().size(), query.order(), young);
    }

    private static @Nullable LocalDateTime next(
            List<Event> own, FunnelQuery query, List<LocalDateTime> times, int step) {
        LocalDateTime since = times.get(query.order() == Order.STRICT ? step - 1 : 0);
        if (since == null) {
            return null;
        }
        String object = query.steps().get(step).records().object();
        LocalDateTime used = null;
        for (int i = query.order() == Order.STRICT ? step - 1 : 0; i >= 0 && used == null; i--) {
            if (query.steps().get(i).records().object().equals(object)) {
                used = times.get(i);
            }
        }
        for (Event event : own) {
            boolean follows =
                    !event.at().isBefore(since) && (used == null || event.at().isAfter(used));
            boolean inTime = !event.at().isAfter(times.getFirst().plusDays(query.windowDays()));
            boolean known = event.at().isBefore(LocalDateTime.parse("2026-02-01T16:00:00"));
            if (fits(event, query.steps().get(step)) && follows && inTime && known) {
                return event.at();
            }
        }
        return null;
    }

    private static boolean fits(Event event, Step step) {
        String where = step.records().where();
        return event.object().equals(step.records().object())
                && (where == null || where.contains("\"" + event.status() + "\""));
    }

    private static LocalDate day(LocalDateTime at) {
        return at.plusHours(8).toLocalDate();
    }
}
