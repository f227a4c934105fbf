package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.zhike.metrics.Warehouse.period;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.FlowAnswer.Balance;
import org.zhike.metrics.FlowAnswer.Link;
import org.zhike.metrics.FlowAnswer.Node;

/** Who goes from which state to which. */
@NullUnmarked // A value that is missing fails its test all the same.
class FlowTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private static FlowQuery months(String from, String to, @Nullable String state) {
        return state == null
                ? new FlowQuery(new RecordsOf("order", null, null), "customer", null, Grain.MONTH, period(from, to))
                : new FlowQuery(
                        new RecordsOf("stage_entry", null, null), "opportunity", state, Grain.MONTH, period(from, to));
    }

    private FlowAnswer ask(FlowQuery query) {
        return warehouse.explore().flow(Actor.SYSTEM, query, Locale.ENGLISH);
    }

    private static Map<String, Long> links(FlowAnswer answer) {
        Map<String, Long> links = new HashMap<>();
        answer.links().forEach(link -> links.put(link.from() + ">" + link.to(), link.n()));
        return links;
    }

    @Test
    void customersComeSleepAreLostAndReturn() {
        warehouse.churnWindow(40);
        long steady = warehouse.customer("name", "steady");
        long gone = warehouse.customer("name", "gone");
        for (String month : new String[] {"07", "08", "09", "10", "11"}) {
            warehouse.order(steady, "2025-" + month + "-25");
        }
        warehouse.order(gone, "2025-07-05");
        warehouse.order(gone, "2025-10-30");

        FlowAnswer answer = ask(months("2025-08-01", "2025-11-01", null));
        assertThat(links(answer))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "0:active>1:active", 1L,
                        "0:sleeping>1:lost", 1L,
                        "1:active>2:active", 1L,
                        "1:lost>2:lost", 1L,
                        "2:active>3:active", 1L,
                        "2:lost>3:returned", 1L));
        assertThat(answer.balances())
                .extracting(Balance::start, Balance::entered, Balance::returned, Balance::lost, Balance::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, 0L, 0L, 1L, 1L),
                        org.assertj.core.groups.Tuple.tuple(1L, 0L, 0L, 0L, 1L),
                        org.assertj.core.groups.Tuple.tuple(1L, 0L, 1L, 0L, 2L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBooksBalanceAndEveryStateIsThatOfGoingThroughTheDays(long seed) {
        var random = new SplittableRandom(seed);
        int window = 10 + random.nextInt(60);
        warehouse.churnWindow(window);
        Map<Long, TreeSet<LocalDate>> days = new HashMap<>();
        for (int i = 1; i <= 40; i++) {
            warehouse.customer("name", "c" + i);
        }
        for (int i = 0; i < 220; i++) {
            long customer = 1 + random.nextInt(40);
            LocalDate day = LocalDate.of(2025, 5, 1).plusDays(random.nextInt(280));
            warehouse.order(customer, day.toString());
            days.computeIfAbsent(customer, ignored -> new TreeSet<>()).add(day);
        }
        FlowQuery query = months("2025-07-01", "2026-02-01", null);
        FlowAnswer answer = ask(query);

        for (Balance balance : answer.balances()) {
            assertThat(balance.start() + balance.entered() + balance.returned() - balance.lost())
                    .isEqualTo(balance.end());
        }
        for (int j = 1; j < answer.balances().size(); j++) {
            assertThat(answer.balances().get(j).start())
                    .isEqualTo(answer.balances().get(j - 1).end());
        }
        Map<String, Long> nodes = new HashMap<>();
        for (int j = 0; j < answer.columns().size(); j++) {
            LocalDate until = answer.columns().get(j).to();
            LocalDate before = j == 0 ? null : answer.columns().get(j - 1).to();
            for (TreeSet<LocalDate> own : days.values()) {
                String state = state(own, until, before, window);
                if (state != null) {
                    nodes.merge(j + ":" + state, 1L, Long::sum);
                }
            }
        }
        Map<String, Long> found = new HashMap<>();
        answer.nodes().stream()
                .filter(node -> !node.state().equals(Flow.NONE))
                .forEach(node -> found.put(node.id(), node.n()));
        assertThat(found).isEqualTo(nodes);
        // What leaves a node went into it, and every link opens as many rows as it counts.
        for (Node node : answer.nodes()) {
            if (node.column() < answer.columns().size() - 1) {
                assertThat(answer.links().stream()
                                .filter(link -> link.from().equals(node.id()))
                                .mapToLong(Link::n)
                                .sum())
                        .isEqualTo(node.n());
            }
        }
        for (Link link : answer.links()) {
            int column = Integer.parseInt(link.to().split(":", -1)[0]);
            var asked = new FlowQuery.Link(
                    column, link.from().split(":", -1)[1], link.to().split(":", -1)[1]);
            assertThat(warehouse
                            .explore()
                            .flowRows(Actor.SYSTEM, query, asked, null, 50)
                            .counted())
                    .isEqualTo(link.n());
        }
    }

    private static @Nullable String state(
            NavigableSet<LocalDate> days, LocalDate until, @Nullable LocalDate before, int window) {
        LocalDate last = days.lower(until);
        if (last == null) {
            return null;
        }
        if (last.isBefore(until.minusDays(window))) {
            return Flow.LOST;
        }
        if (before != null && !days.first().isBefore(before)) {
            return Flow.NEW;
        }
        if (before != null && days.lower(before).isBefore(before.minusDays(window))) {
            return Flow.RETURNED;
        }
        return last.isBefore(until.minusDays(window / 2)) ? Flow.SLEEPING : Flow.ACTIVE;
    }

    @Test
    void aChoiceIsFollowedByItsLatestValue() {
        long deal = warehouse.add("opportunity", Map.of("stage", "won"));
        for (String[] entry : new String[][] {
            {"prospecting", "2025-08-02T02:00:00"},
            {"engaging", "2025-08-20T02:00:00"},
            {"proposal", "2025-10-05T02:00:00"}
        }) {
            warehouse.add(
                    "stage_entry",
                    Map.of("stage", entry[0], "opportunity", deal),
                    "entered_at",
                    LocalDateTime.parse(entry[1]));
        }
        FlowAnswer answer = ask(months("2025-08-01", "2025-11-01", "stage"));
        assertThat(links(answer))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("0:none>1:engaging", 1L, "1:engaging>2:engaging", 1L, "2:engaging>3:proposal", 1L));
        assertThat(answer.nodes()).extracting(Node::label).contains("Proposal");
        assertThat(answer.balances()).isEmpty();
    }

    @Test
    void nothingTheFutureAndFieldsOfManyValues() {
        assertThat(ask(months("2025-08-01", "2025-11-01", null)).nodes()).isEmpty();
        assertThat(ask(months("2030-08-01", "2030-11-01", null)).nodes()).isEmpty();
        assertThat(catchThrowableOfType(ProductException.class, () -> ask(months("2020-08-01", "2025-11-01", "owner")))
                        .issues())
                .extracting(issue -> issue.path())
                .containsExactlyInAnyOrder("state", "period");
    }
}
