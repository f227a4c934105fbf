package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.zhike.metrics.Warehouse.period;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.CompareAnswer.Cell;
import org.zhike.metrics.CompareQuery.Side;
import org.zhike.statistics.interval.Proportion;

/** Two segments or two periods side by side. */
@NullUnmarked // A value that is missing fails its test all the same.
class CompareTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private CompareAnswer ask(List<String> metrics, List<String> by, Side a, Side b) {
        return warehouse.metrics().compare(Actor.SYSTEM, new CompareQuery(metrics, by, a, b, null), Locale.ENGLISH);
    }

    private static Side year(String filter) {
        return new Side(filter, period("2025-01-01", "2026-01-01"));
    }

    @Test
    void sharesAreComparedByNewcombeAndMeansByTheDeltaMethod() {
        for (int i = 0; i < 60; i++) {
            warehouse.answer((long) i, "2025-03-01", "csat", "1-5", i % 3 == 0 ? 2 : 5, "channel", "online");
        }
        for (int i = 0; i < 50; i++) {
            warehouse.answer((long) i, "2025-03-01", "csat", "1-5", i % 2 == 0 ? 2 : 5, "channel", "store");
        }
        CompareAnswer answer =
                ask(List.of("csat"), List.of(), year("channel == \"online\""), year("channel == \"store\""));
        Cell cell = answer.results().getFirst().cells().getFirst();
        var expected = new Proportion(25, 50).minus(new Proportion(40, 60), 0.95);
        assertThat(cell.a().value()).isEqualTo(40 / 60.0);
        assertThat(cell.b().value()).isEqualTo(0.5);
        assertThat(cell.difference().low()).isEqualTo(expected.low());
        assertThat(cell.difference().p())
                .isEqualTo(new Proportion(25, 50)
                        .pooledTest(new Proportion(40, 60))
                        .pValue());
        assertThat(cell.difference().beyondNoise()).isFalse();
        assertThat(answer.apart()).isTrue();
    }

    @Test
    void amongManyPartsThatAreAllTheSameHardlyAnyIsCalledDifferent() {
        var random = new SplittableRandom(11);
        for (int store = 0; store < 40; store++) {
            for (int i = 0; i < 60; i++) {
                warehouse.order(
                        null,
                        i % 2 == 0 ? "2025-03-01" : "2025-04-01",
                        "store",
                        "s" + store,
                        "amount",
                        50 + random.nextInt(100));
            }
        }
        CompareAnswer answer = ask(
                List.of("aov"),
                List.of("store"),
                new Side(null, period("2025-03-01", "2025-04-01")),
                new Side(null, period("2025-04-01", "2025-05-01")));
        List<Cell> cells = answer.results().getFirst().cells();
        assertThat(cells).hasSize(40);
        assertThat(cells.stream().filter(cell -> cell.difference().p() < 0.05))
                .as("some by chance")
                .isNotEmpty();
        assertThat(cells.stream().filter(cell -> cell.difference().beyondNoise()))
                .isEmpty();
        assertThat(cells)
                .allSatisfy(cell -> assertThat(cell.difference().adjustedP())
                        .isGreaterThanOrEqualTo(cell.difference().p()));
    }

    @Test
    void aTrueDifferenceIsFoundAndSidesThatOverlapAreSaidTo() {
        for (int i = 0; i < 100; i++) {
            warehouse.order(null, "2025-03-01", "amount", 100 + i % 10, "channel", "online");
            warehouse.order(null, "2025-03-01", "amount", 140 + i % 10, "channel", "store");
        }
        CompareAnswer answer = ask(List.of("aov", "orders"), List.of(), year("channel == \"online\""), year(null));
        assertThat(answer.apart()).isFalse();
        assertThat(answer.results().getFirst().cells().getFirst().difference().beyondNoise())
                .isTrue();
        assertThat(answer.results().getFirst().cells().getFirst().difference().value())
                .isEqualTo(20);
        assertThat(ask(List.of("aov"), List.of(), year("amount > 120.0"), year("amount > 100.0"))
                        .apart())
                .isFalse();
    }

    @Test
    void aSideWithoutRecordsHasNoDifference() {
        warehouse.order(1L, "2025-03-01");
        Cell cell = ask(List.of("aov"), List.of(), year("channel == \"store\""), year(null))
                .results()
                .getFirst()
                .cells()
                .getFirst();
        assertThat(cell.difference()).isNull();
        assertThat(cell.a().value()).isNull();
    }

    @Test
    void bothFiltersAreCheckedAtOnce() {
        assertThat(catchThrowableOfType(
                                ProductException.class,
                                () -> ask(
                                        List.of("aov", "nothing"),
                                        List.of(),
                                        year("chanel == \"x\""),
                                        year("amunt > 1.0")))
                        .issues())
                .hasSize(3);
    }
}
