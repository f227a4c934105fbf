package org.zhike.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.kernel.Money;
import org.zhike.kernel.ProductException;
import org.zhike.platform.ZhikeTest;

@ZhikeTest
class RecordsTest {

    private static final Actor LI = new Actor(1, "li", Role.MEMBER);

    @Autowired
    private Records records;

    @Autowired
    private BulkRecords bulk;

    @Autowired
    private DSLContext sql;

    @BeforeEach
    void nothingIsKeptYet() {
        sql.execute("truncate records.customer, records.\"order\", records.order_item, records.product cascade");
        sql.execute("truncate zhike.record_change");
    }

    @Test
    void aRecordComesBackAsItWasWritten() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("external_id", "C1");
        values.put("name", "欧阳娜娜 \t'\"\\ 👍");
        values.put("birth_date", LocalDate.of(1990, 2, 28));
        values.put("joined_at", Instant.parse("2026-01-31T16:30:00.123456Z"));
        values.put("tags", List.of("老客", "a,b", "say \"hi\""));
        values.put("note", "");

        StoredRecord created = records.create(LI, "customer", values);

        assertThat(created.version()).isEqualTo(1);
        assertThat(created.createdBy()).isEqualTo("li");
        assertThat(created.label()).isEqualTo("欧阳娜娜 \t'\"\\ 👍");
        assertThat(created.values()).containsAllEntriesOf(values);
        assertThat(created.values().get("email")).isNull();
        assertThat(records.get(LI, "customer", created.id())).isEqualTo(created);
    }

    @Test
    void moneyKeepsItsAmountAndCurrency() {
        long customer = customer("C1").id();
        StoredRecord order = records.create(
                LI,
                "order",
                Map.of(
                        "number",
                        "O1",
                        "customer",
                        customer,
                        "ordered_at",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "amount",
                        Money.of("1234.5", "USD")));

        assertThat(order.values().get("amount")).isEqualTo(Money.of("1234.5000", "USD"));
        assertThat(order.values()).containsEntry("kind", "sale").containsEntry("status", "completed");
        assertThat(order.links().get("customer")).isEqualTo(new StoredRecord.Link("customer", customer, "Customer C1"));
    }

    @Test
    void allProblemsOfARecordAreToldAtOnce() {
        assertThatThrownBy(() -> records.create(
                        LI,
                        "order",
                        Map.of("status", "payd", "colour", "red", "amount", Money.of("1.23456", "CNY"), "id", 5L)))
                .isInstanceOfSatisfying(
                        ProductException.class,
                        problem -> assertThat(problem.issues())
                                .extracting(issue -> issue.path() + " " + issue.code())
                                .containsExactlyInAnyOrder(
                                        "values.status UNKNOWN_OPTION",
                                        "values.colour UNKNOWN_FIELD",
                                        "values.amount OUT_OF_RANGE",
                                        "values.id READ_ONLY_FIELD",
                                        "values.number REQUIRED",
                                        "values.ordered_at REQUIRED"));
    }

    @Test
    void anUpdateOfAVersionThatIsNoLongerTheNewestIsRefused() {
        StoredRecord seen = customer("C1");
        records.update(LI, "customer", seen.id(), seen.version(), Map.of("level", "gold"));

        assertThatThrownBy(() -> records.update(LI, "customer", seen.id(), seen.version(), Map.of("level", "silver")))
                .hasMessageContaining("was changed to version 2 by li");
        assertThat(records.get(LI, "customer", seen.id()).values()).containsEntry("level", "gold");
    }

    @Test
    void historySaysWhoChangedWhichFieldFromWhatToWhat() {
        StoredRecord made = customer("C1");
        Map<String, @Nullable Object> change = new HashMap<>();
        change.put("level", "gold");
        change.put("name", null);
        records.update(new Actor(2, "wang", Role.MEMBER), "customer", made.id(), 1, change);
        records.delete(LI, "customer", made.id(), 2);
        records.restore(LI, "customer", made.id());

        List<Change> changes =
                records.history(LI, "customer", made.id(), null, 50).items();

        assertThat(changes).extracting(Change::kind).containsExactly("restored", "deleted", "updated", "created");
        Change updated = changes.get(2);
        assertThat(updated.by()).isEqualTo("wang");
        assertThat(updated.changes())
                .extracting(c -> c.field() + ": " + c.from() + " → " + c.to())
                .containsExactly("level: null → \"gold\"", "name: \"Customer C1\" → null");
    }

    @Test
    void theSameValuesAgainChangeNothing() {
        StoredRecord made = customer("C1");

        StoredRecord same = records.update(LI, "customer", made.id(), 1, Map.of("name", "Customer C1"));

        assertThat(same.version()).isEqualTo(1);
        assertThat(records.history(LI, "customer", made.id(), null, 50).items()).hasSize(1);
    }

    @Test
    void aUniqueValueThatIsTakenIsRefusedAndADeletedRecordFreesIt() {
        StoredRecord first = customer("C1");
        assertThatThrownBy(() -> customer("C1")).hasMessageContaining("already has Customer number \"C1\"");

        records.delete(LI, "customer", first.id(), 1);
        customer("C1");

        assertThatThrownBy(() -> records.restore(LI, "customer", first.id())).hasMessageContaining("external_id");
    }

    @Test
    void aReadOnlyUserCannotChangeAnything() {
        Actor reader = new Actor(3, "reader", Role.READ_ONLY);
        StoredRecord made = customer("C1");

        assertThatThrownBy(() -> records.create(reader, "customer", Map.of())).hasMessageContaining("may not");
        assertThatThrownBy(() -> records.update(reader, "customer", made.id(), 1, Map.of()))
                .hasMessageContaining("may not");
        assertThatThrownBy(() -> records.delete(reader, "customer", made.id(), 1))
                .hasMessageContaining("may not");
        assertThat(records.list(reader, ListQuery.of("customer")).items()).hasSize(1);
    }

    @Test
    void walkingThePagesShowsEveryRecordOnceInOrderWhateverTheSort() {
        for (int i = 0; i < 57; i++) {
            Map<String, @Nullable Object> values = new HashMap<>();
            values.put("external_id", "C" + i);
            values.put("level", i % 3 == 0 ? null : i % 3 == 1 ? "gold" : "silver");
            values.put("birth_date", i % 5 == 0 ? null : LocalDate.of(1980 + i % 7, 1, 1));
            records.create(LI, "customer", values);
        }
        for (List<String> sort : List.of(
                List.<String>of(),
                List.of("level"),
                List.of("-level"),
                List.of("-birth_date", "level"),
                List.of("level", "-birth_date", "external_id"),
                List.of("-created_at"),
                List.of("id"))) {
            List<Long> whole = ids(
                    ListQuery.of("customer").sort(sort.toArray(String[]::new)).limit(500));
            List<Long> walked = new ArrayList<>();
            String cursor = null;
            do {
                RecordPage page = records.list(
                        LI,
                        ListQuery.of("customer")
                                .sort(sort.toArray(String[]::new))
                                .limit(7)
                                .from(cursor));
                page.items().forEach(item -> walked.add(item.id()));
                cursor = page.next();
            } while (cursor != null);

            assertThat(walked).as("sorted by %s", sort).isEqualTo(whole).hasSize(57);
        }
        List<@Nullable Object> levels = new ArrayList<>();
        records.list(LI, ListQuery.of("customer").sort("-level").limit(500))
                .items()
                .forEach(item -> levels.add(item.values().get("level")));
        assertThat(levels.getFirst()).isEqualTo("silver");
        assertThat(levels.getLast()).isNull();
    }

    @Test
    void aFilterReachesAcrossReferencesAndIsCounted() {
        StoredRecord gold = records.create(LI, "customer", Map.of("external_id", "C1", "level", "gold"));
        StoredRecord basic = records.create(LI, "customer", Map.of("external_id", "C2", "level", "basic"));
        order("O1", gold.id(), "100");
        order("O2", gold.id(), "5");
        order("O3", basic.id(), "100");

        RecordPage page = records.list(
                LI,
                ListQuery.of("order")
                        .filter("customer.level == \"gold\" && amount > 10")
                        .counting(ListQuery.Counting.EXACT));

        assertThat(page.items()).extracting(StoredRecord::label).containsExactly("O1");
        assertThat(page.count()).isEqualTo(new RecordPage.Count(1, false));
    }

    @Test
    void aFilterWithAnUnknownFieldSaysWhereAndWhatWasMeant() {
        assertThatThrownBy(() -> records.list(
                        LI, ListQuery.of("order").filter("amuont > 10").sort("nmber")))
                .isInstanceOfSatisfying(
                        ProductException.class,
                        problem -> assertThat(problem.issues())
                                .extracting(issue -> issue.path())
                                .containsExactlyInAnyOrder("filter", "sort"))
                .hasMessageContaining("amount");
    }

    @Test
    void aPageMarkerOfAnotherListIsRefused() {
        for (int i = 0; i < 3; i++) {
            customer("C" + i);
        }
        String cursor = records.list(LI, ListQuery.of("customer").limit(1)).next();

        assertThatThrownBy(() ->
                        records.list(LI, ListQuery.of("customer").sort("name").from(cursor)))
                .hasMessageContaining("page marker");
        assertThatThrownBy(() -> records.list(LI, ListQuery.of("customer").from("###")))
                .hasMessageContaining("page marker");
    }

    @Test
    void searchFindsAPartOfAChineseNameAndOfANumber() {
        records.create(LI, "customer", Map.of("external_id", "KH-10086", "name", "上官婉儿"));
        records.create(LI, "customer", Map.of("external_id", "KH-20000", "name", "官雨"));

        assertThat(records.search(LI, "官婉")).extracting(Records.Hit::label).containsExactly("上官婉儿");
        assertThat(records.search(LI, "1008")).extracting(Records.Hit::label).containsExactly("上官婉儿");
        assertThat(records.search(LI, "kh-")).hasSize(2);
        assertThat(records.search(LI, "100%")).isEmpty();
        assertThat(records.search(LI, "  ")).isEmpty();
    }

    @Test
    void theTimelineShowsWhatHappenedWithACustomerNewestFirst() {
        long customer = customer("C1").id();
        order("O1", customer, "100");
        records.create(
                LI,
                "interaction",
                Map.of("customer", customer, "kind", "call", "happened_at", Instant.parse("2026-02-01T00:00:00Z")));
        records.create(LI, "task", Map.of("customer", customer, "title", "回访", "due_on", LocalDate.of(2026, 1, 15)));

        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            Records.TimelinePage page = records.timeline(LI, "customer", customer, List.of(), cursor, 2);
            page.items().forEach(entry -> walked.add(entry.record().object()));
            cursor = page.next();
        } while (cursor != null);

        assertThat(walked).containsExactly("interaction", "task", "order");
        assertThat(records.timeline(LI, "customer", customer, List.of("task"), null, 10)
                        .items())
                .hasSize(1);
    }

    @Test
    void aBulkUpsertCreatesUpdatesAndLeavesTheRestAlone() {
        customer("C1");
        customer("C2");

        BulkOutcome outcome = bulk.write(
                LI,
                "customer",
                MergeMode.UPSERT,
                List.of("external_id"),
                List.of(
                        Map.of("external_id", "C1", "name", "Customer C1"),
                        Map.of("external_id", "C2", "name", "New name"),
                        Map.of("external_id", "C3", "name", "Third"),
                        Map.of("external_id", "C3", "name", "Third again"),
                        Map.of("name", "nobody"),
                        Map.of("external_id", "C4", "level", "platinum")));

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(outcome.updated()).isEqualTo(1);
        assertThat(outcome.unchanged()).isEqualTo(1);
        assertThat(outcome.refused())
                .extracting(refusal -> refusal.row() + " " + refusal.issue().code())
                .containsExactlyInAnyOrder("3 DUPLICATE_IN_INPUT", "4 MISSING_KEY", "5 UNKNOWN_OPTION");
        StoredRecord second = records.list(LI, ListQuery.of("customer").filter("external_id == \"C2\""))
                .items()
                .getFirst();
        assertThat(second.version()).isEqualTo(2);
        assertThat(records.history(LI, "customer", second.id(), null, 5)
                        .items()
                        .getFirst()
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(change.to().asString()).isEqualTo("New name"));
    }

    @Test
    void aBulkWriteNamesOtherRecordsByTheirKeys() {
        customer("C1");
        Instant day = Instant.parse("2026-01-01T00:00:00Z");

        BulkOutcome outcome = bulk.write(
                LI,
                "order",
                MergeMode.UPSERT,
                List.of("number"),
                List.of(
                        Map.of("number", "O1", "ordered_at", day, "customer", new KeyReference("external_id", "C1")),
                        Map.of("number", "O2", "ordered_at", day, "customer", new KeyReference("external_id", "C9")),
                        Map.of("number", "O3", "ordered_at", day, "customer", 4711L)));

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(outcome.refused())
                .extracting(refusal -> refusal.row() + " " + refusal.issue().code())
                .containsExactly("1 UNKNOWN_REFERENCE", "2 UNKNOWN_REFERENCE");
    }

    @Test
    void createAndUpdateModesRefuseWhatTheyDoNotMean() {
        customer("C1");

        BulkOutcome created = bulk.write(
                LI, "customer", MergeMode.CREATE, List.of("external_id"), List.of(Map.of("external_id", "C1")));
        BulkOutcome updated = bulk.write(
                LI, "customer", MergeMode.UPDATE, List.of("external_id"), List.of(Map.of("external_id", "C7")));

        assertThat(created.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.issue().code()).isEqualTo(RecordError.ALREADY_EXISTS));
        assertThat(updated.refused())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.issue().code()).isEqualTo(RecordError.NOT_FOUND_FOR_UPDATE));
        assertThatThrownBy(() -> bulk.write(LI, "customer", MergeMode.UPSERT, List.of("name"), List.of()))
                .hasMessageContaining("external_id, mobile, email, credit_code");
    }

    @Test
    void twoUpsertsOfOneKeyAtOnceMakeOneRecord() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<Map<String, @Nullable Object>> items = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                items.add(Map.of("external_id", "R" + round + "-" + i, "name", "n" + i));
            }
            Callable<BulkOutcome> upsert =
                    () -> bulk.write(LI, "customer", MergeMode.UPSERT, List.of("external_id"), items);
            long created = 0;
            try (var threads = Executors.newFixedThreadPool(4)) {
                for (Future<BulkOutcome> outcome : threads.invokeAll(List.of(upsert, upsert, upsert, upsert))) {
                    assertThat(outcome.get().refused()).isEmpty();
                    created += outcome.get().created();
                }
            }
            assertThat(created).isEqualTo(300);
        }
        assertThat(sql.fetchCount(org.jooq.impl.DSL.table("records.customer"))).isEqualTo(1500);
    }

    @Test
    void anotherUniqueFieldThatIsTakenRefusesTheRow() {
        records.create(LI, "customer", Map.of("external_id", "C1", "credit_code", "91310000"));

        BulkOutcome outcome = bulk.write(
                LI,
                "customer",
                MergeMode.UPSERT,
                List.of("external_id"),
                List.of(
                        Map.of("external_id", "C2", "credit_code", "91310000"),
                        Map.of("external_id", "C3", "credit_code", "91320000")));

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(outcome.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.row()).isZero();
            assertThat(refusal.issue().arguments()).contains("credit_code");
        });
    }

    @Test
    void numbersBeyondWhatIsKeptAreRefused() {
        BulkOutcome outcome = bulk.write(
                LI,
                "product",
                MergeMode.UPSERT,
                List.of("sku"),
                List.of(
                        Map.of("sku", "P1", "price", Money.of("99999999999999.9999", "CNY")),
                        Map.of("sku", "P2", "price", Money.of("100000000000000", "CNY")),
                        Map.of(
                                "sku",
                                "P3",
                                "price",
                                new Money(
                                        new BigDecimal("1e40"),
                                        Money.of("1", "CNY").currency()))));

        assertThat(outcome.created()).isEqualTo(1);
        assertThat(outcome.refused()).hasSize(2);
    }

    private List<Long> ids(ListQuery query) {
        return records.list(LI, query).items().stream().map(StoredRecord::id).toList();
    }

    private StoredRecord customer(String externalId) {
        return records.create(LI, "customer", Map.of("external_id", externalId, "name", "Customer " + externalId));
    }

    private void order(String number, long customer, String amount) {
        records.create(
                LI,
                "order",
                Map.of(
                        "number",
                        number,
                        "customer",
                        customer,
                        "ordered_at",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        "amount",
                        Money.of(amount, "CNY")));
    }
}
