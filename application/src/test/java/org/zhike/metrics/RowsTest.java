package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zhike.metrics.Warehouse.period;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Money;
import org.zhike.metrics.RowsAnswer.Item;
import org.zhike.metrics.RowsAnswer.LeftOut;
import org.zhike.metrics.RowsQuery.Side;

/** What stands behind a number, and what was left out of it and why. */
class RowsTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private RowsAnswer rows(RowsQuery query) {
        return warehouse.metrics().rows(Actor.SYSTEM, query);
    }

    private static RowsQuery march(String metric, Side side, @Nullable String reason) {
        return new RowsQuery(
                metric, period("2025-03-01", "2025-04-01"), null, null, Map.of(), null, null, side, reason, 50, null);
    }

    private static Map<String, Long> reasons(RowsAnswer answer) {
        Map<String, Long> reasons = new java.util.LinkedHashMap<>();
        for (LeftOut leftOut : answer.leftOut()) {
            reasons.put(leftOut.reason(), leftOut.n());
        }
        return reasons;
    }

    @Test
    void everyRecordOfThePeriodIsCountedOrLeftOutForOneReason() {
        warehouse.order(1L, "2025-03-01", "number", "A1");
        warehouse.order(1L, "2025-03-02", "number", "A2", "kind", "refund", "amount", -5);
        warehouse.order(1L, "2025-03-03", "number", "A3", "status", "cancelled");
        warehouse.order(1L, "2025-03-03", "number", "A4", "status", "pending", "amount_currency", "USD");
        warehouse.order(1L, "2025-03-04", "number", "A5", "amount_currency", "USD");
        warehouse.order(1L, "2025-03-04", "number", "A6", "amount", null, "amount_currency", null);
        warehouse.order(1L, "2025-04-01", "number", "later");

        RowsAnswer answer = rows(march("revenue", Side.COUNTED, null));
        assertThat(answer.object()).isEqualTo("order");
        assertThat(answer.counted()).isEqualTo(2);
        assertThat(answer.items()).extracting(Item::label).containsExactly("A1", "A2");
        assertThat(reasons(answer))
                .containsExactly(
                        Map.entry("not_paid", 2L), Map.entry("no_amount", 1L), Map.entry("other_currency", 1L));
        assertThat(answer.leftOut().getFirst().text().zh()).isEqualTo("未付款或已取消的订单");

        RowsAnswer leftOut = rows(march("revenue", Side.LEFT_OUT, null));
        assertThat(leftOut.items()).extracting(Item::label).containsExactly("A3", "A4", "A5", "A6");
        assertThat(leftOut.items())
                .extracting(Item::reason)
                .containsExactly("not_paid", "not_paid", "other_currency", "no_amount");
        assertThat(leftOut.items()).extracting(Item::counted).containsOnly(false);
        assertThat(rows(march("revenue", Side.LEFT_OUT, "other_currency")).items())
                .extracting(Item::label)
                .containsExactly("A5");
    }

    @Test
    void aRecordComesWithTheFieldsOfItsList() {
        long customer = warehouse.customer("name", "李四");
        warehouse.order(customer, "2025-03-01", "number", "A1", "channel", "app");

        Item item = rows(march("orders", Side.COUNTED, null)).items().getFirst();
        assertThat(item.values())
                .containsEntry("number", "A1")
                .containsEntry("customer", customer)
                .containsEntry("channel", "app")
                .containsEntry("ordered_at", Instant.parse("2025-03-01T04:00:00Z"))
                .containsEntry("region", null);
        assertThat((Money) item.values().get("amount"))
                .satisfies(money -> assertThat(money.amount()).isEqualByComparingTo("100"));
        assertThat(item.numerator()).isNull();
    }

    @Test
    void customerMetricsShowCustomersAndWhatIsKnownOfEach() {
        long once = warehouse.customer("name", "一次");
        long twice = warehouse.customer("name", "两次");
        warehouse.order(once, "2025-03-01");
        warehouse.order(twice, "2025-03-01");
        warehouse.order(twice, "2025-03-02");
        warehouse.order(null, "2025-03-02", "number", "guest");

        RowsAnswer answer = rows(march("repurchase_rate", Side.COUNTED, null));
        assertThat(answer.object()).isEqualTo("customer");
        assertThat(answer.items()).extracting(Item::label).containsExactly("一次", "两次");
        assertThat(answer.items()).extracting(Item::numerator).containsExactly(false, true);
        assertThat(answer.items().getLast().values().get("orders")).hasToString("2");
        assertThat(reasons(answer)).containsEntry("no_customer", 1L);
        assertThat(rows(march("repurchase_rate", Side.LEFT_OUT, "no_customer")).object())
                .isEqualTo("order");

        assertThat(rows(march("customer_lifespan", Side.COUNTED, null)).items())
                .extracting(item -> item.values().get("last"))
                .containsExactly(LocalDate.parse("2025-03-01"), LocalDate.parse("2025-03-02"));
    }

    @Test
    void thoseWhoWereLostCanBeListed() {
        warehouse.churnWindow(30);
        long lost = warehouse.customer("name", "流失");
        long kept = warehouse.customer("name", "留下");
        warehouse.order(lost, "2025-02-20");
        warehouse.order(kept, "2025-02-20");
        warehouse.order(kept, "2025-03-20");

        RowsAnswer answer = rows(march("churn_rate", Side.COUNTED, null));
        assertThat(answer.items())
                .filteredOn(item -> Boolean.TRUE.equals(item.numerator()))
                .extracting(Item::label)
                .containsExactly("流失");
        assertThat(answer.counted()).isEqualTo(2);
    }

    @Test
    void supersededAnswersAreLeftOutAsSuch() {
        warehouse.answer(1L, "2025-03-01", "nps", "0-10", 2);
        warehouse.answer(1L, "2025-03-09", "nps", "0-10", 10);
        warehouse.answer(1L, "2025-03-20", "nps", "1-10", 10);
        warehouse.answer(1L, "2025-03-30", "csat", "1-5", 1);

        RowsAnswer answer = rows(march("nps", Side.COUNTED, null));
        assertThat(answer.counted()).isEqualTo(1);
        assertThat(answer.items().getFirst().values().get("score")).hasToString("10");
        assertThat(reasons(answer)).containsExactly(Map.entry("wrong_scale", 1L), Map.entry("superseded", 1L));
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        for (int i = 0; i < 25; i++) {
            warehouse.order(1L, "2025-03-01");
        }
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            RowsAnswer page = rows(new RowsQuery(
                    "orders",
                    period("2025-03-01", "2025-04-01"),
                    null,
                    null,
                    Map.of(),
                    null,
                    null,
                    Side.COUNTED,
                    null,
                    10,
                    cursor));
            page.items().forEach(item -> seen.add(item.id()));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(pages).isEqualTo(3);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void oneStepAndOnePartOfATrendCanBeOpened() {
        long gold = warehouse.customer("level", "gold");
        warehouse.order(gold, "2025-03-05", "number", "A");
        warehouse.order(gold, "2025-04-05", "number", "B");
        warehouse.order(null, "2025-03-05", "number", "C");

        RowsQuery query = new RowsQuery(
                "orders",
                period("2025-01-01", "2026-01-01"),
                Grain.MONTH,
                LocalDate.parse("2025-03-01"),
                Map.of("customer.level", "gold"),
                null,
                null,
                Side.COUNTED,
                null,
                50,
                null);
        assertThat(rows(query).items()).extracting(Item::label).containsExactly("A");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> rows(new RowsQuery(
                        "orders",
                        period("2025-03-01", "2025-04-01"),
                        null,
                        null,
                        Map.of("chanel", "app", "customer", "x"),
                        null,
                        null,
                        Side.LEFT_OUT,
                        "refunds",
                        50,
                        "abc")))
                .hasMessageContaining("orders cannot be shown by \"chanel\". Did you mean \"channel\"?")
                .hasMessageContaining("\"x\" is not a value of customer")
                .hasMessageContaining("Did you mean \"refund\"?")
                .hasMessageContaining("The cursor \"abc\"");
        assertThatThrownBy(() -> rows(march("clv_simple", Side.COUNTED, null)))
                .hasMessageContaining("aov, customer_lifespan, purchase_frequency");
        assertThatThrownBy(() -> rows(march("order", Side.COUNTED, null)))
                .hasMessageContaining("Did you mean \"orders\"?");
    }
}
