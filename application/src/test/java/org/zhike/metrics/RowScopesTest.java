package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.zhike.identity.Actor;
import org.zhike.identity.NewUser;
import org.zhike.identity.Role;
import org.zhike.identity.RowScopes;
import org.zhike.identity.User;
import org.zhike.identity.Users;
import org.zhike.kernel.Money;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.Projection;
import org.zhike.records.BulkRecords;
import org.zhike.records.ListQuery;
import org.zhike.records.MergeMode;
import org.zhike.records.Records;

/** A user who sees the gold customers alone: their records, and every number, are of these. */
// A database of its own: it counts all customers there are.
@ZhikeTest(properties = "spring.application.name=zhike-scopes")
@DirtiesContext
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowScopesTest {

    @Autowired
    private Users users;

    @Autowired
    private RowScopes scopes;

    @Autowired
    private Records records;

    @Autowired
    private BulkRecords bulk;

    @Autowired
    private Metrics metrics;

    @Autowired
    private Projection projection;

    private Actor gold = Actor.SYSTEM;
    private long goldCustomer;
    private long otherCustomer;
    private long otherOrder;

    @BeforeAll
    void twoCustomersOfWhomOneIsSeen() throws Exception {
        User user = users.create(Actor.SYSTEM, new NewUser("gold", null, Role.MEMBER, "correct horse 7"));
        gold = user.actor();
        scopes.change(Actor.SYSTEM, user.id(), List.of(new RowScopes.Rule("customer", "level == \"gold\"")));
        goldCustomer = customer("黄金", "gold");
        otherCustomer = customer("白银", "silver");
        order("G1", goldCustomer);
        otherOrder = order("S1", otherCustomer);
        order("N1", null);
        projection.awaitCurrent(Duration.ofSeconds(30));
    }

    private long customer(String name, String level) {
        return records.create(Actor.SYSTEM, "customer", new HashMap<>(Map.of("name", name, "level", level)))
                .id();
    }

    private long order(String number, @Nullable Long customer) {
        Map<String, @Nullable Object> values = new HashMap<>(Map.of(
                "number",
                number,
                "status",
                "paid",
                "ordered_at",
                Instant.parse("2025-03-10T04:00:00Z"),
                "amount",
                Money.of("100", "CNY")));
        values.put("customer", customer);
        return records.create(Actor.SYSTEM, "order", values).id();
    }

    private double number(Actor reader, String metric) {
        var query = new MetricQuery(
                List.of(metric),
                List.of(),
                null,
                new Period(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 4, 1)),
                null,
                null,
                false);
        Double value = metrics.query(reader, query, Locale.ENGLISH)
                .results()
                .getFirst()
                .cells()
                .getFirst()
                .value();
        return value == null ? Double.NaN : value;
    }

    private List<String> listed(String object) {
        ListQuery all = ListQuery.of(object).counting(ListQuery.Counting.EXACT);
        var page = records.list(gold, all);
        assertThat(page.count()).isNotNull();
        assertThat(page.count().value()).isEqualTo(page.items().size());
        return page.items().stream().map(record -> record.label()).toList();
    }

    @Test
    void listsShowTheRecordsInScopeAndWhatRefersToThem() {
        assertThat(listed("customer")).containsExactly("黄金");
        assertThat(listed("order"))
                .as("an order without a customer is nobody's")
                .containsExactly("G1");
        assertThat(records.search(gold, "S1")).isEmpty();
        assertThat(records.search(gold, "G1")).hasSize(1);
    }

    @Test
    void aRecordOutOfScopeIsNotThere() {
        assertThatThrownBy(() -> records.get(gold, "customer", otherCustomer)).hasMessageContaining("no");
        assertThatThrownBy(() -> records.history(gold, "order", otherOrder, null, 10))
                .isInstanceOf(ProductException.class);
        assertThatThrownBy(() -> records.timeline(gold, "customer", otherCustomer, List.of(), null, 10))
                .isInstanceOf(ProductException.class);
        assertThatThrownBy(() -> records.update(gold, "order", otherOrder, 1, Map.of("number", "X")))
                .isInstanceOf(ProductException.class);
        assertThatThrownBy(() -> records.delete(gold, "order", otherOrder, 1)).isInstanceOf(ProductException.class);
    }

    @Test
    void aRecordCannotBeMovedOrMadeOutOfScope() {
        assertThatThrownBy(() -> records.update(gold, "customer", goldCustomer, 1, Map.of("level", "silver")))
                .hasMessageContaining("outside");
        assertThat(records.get(gold, "customer", goldCustomer).values()).containsEntry("level", "gold");
        assertThatThrownBy(() -> records.create(gold, "customer", Map.of("name", "x", "level", "basic")))
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> bulk.write(
                        gold, "customer", MergeMode.CREATE, List.of(), List.of(Map.of("name", "y", "level", "gold"))))
                .hasMessageContaining("sees only a part");
    }

    @Test
    void everyNumberIsOfTheRecordsInScope() {
        assertThat(number(Actor.SYSTEM, "orders")).isEqualTo(3);
        assertThat(number(gold, "orders")).isEqualTo(1);
        assertThat(number(gold, "revenue")).isEqualTo(100);
        assertThat(number(gold, "customers")).isEqualTo(1);
        assertThat(number(gold, "active_customers")).isEqualTo(1);
        var rows = metrics.rows(
                gold,
                new RowsQuery(
                        "orders",
                        new Period(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 4, 1)),
                        null,
                        null,
                        Map.of(),
                        null,
                        null,
                        RowsQuery.Side.COUNTED,
                        null,
                        50,
                        null));
        assertThat(rows.items()).hasSize(1);
        assertThat(rows.items().getFirst().label()).isEqualTo("G1");
    }

    @Test
    void allThatIsWrongWithScopesIsToldAtOnceAndNothingChanges() {
        assertThatThrownBy(() -> scopes.change(
                        Actor.SYSTEM,
                        gold.userId(),
                        List.of(
                                new RowScopes.Rule("customer", "levl == \"gold\""),
                                new RowScopes.Rule("nothing", "true"))))
                .isInstanceOfSatisfying(
                        ProductException.class,
                        problems -> assertThat(problems.issues())
                                .extracting(issue -> issue.path())
                                .containsExactly("scopes[0].condition", "scopes[1].object"));
        assertThat(scopes.of(Actor.SYSTEM, gold.userId()))
                .containsExactly(new RowScopes.Rule("customer", "level == \"gold\""));
        assertThatThrownBy(() -> scopes.of(gold, gold.userId())).isInstanceOf(ProductException.class);
    }
}
