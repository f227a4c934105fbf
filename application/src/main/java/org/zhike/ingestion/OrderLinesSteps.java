package org.zhike.ingestion;

import static java.util.stream.Collectors.joining;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issue;
import org.zhike.objects.RecordTable;
import org.zhike.records.BulkOutcome;
import org.zhike.records.BulkRecords;
import org.zhike.records.MergeMode;
import org.zhike.records.MergeRequest;
import org.zhike.records.RecordError;

/**
 * Lines of orders become customers, products, orders and their items. An order is written whole, with its items in one
 * transaction, or not at all.
 *
 * <ul>
 *   <li>Of a customer or a product the last value of each field counts, of an order the first.
 *   <li>An order without its own amount has the sum of its lines'.
 *   <li>It is a refund when its amount is negative, when all its quantities are, or when its number is a C and digits and it
 *       brings no money in.
 *   <li>An item's line is its place among the order's lines in the file.
 * </ul>
 */
final class OrderLinesSteps implements WriteSteps {

    private static final String NUMBER = "\"order.number\"";
    private static final String QUANTITY = "order_item.quantity";
    private static final String AMOUNT = "\"order_item.amount\"";
    private static final String CURRENCY = "\"order_item.amount_currency\"";

    /** Amounts have at most 14 digits before the point. */
    private static final String TOO_LARGE = "100000000000000";

    private static final int CUSTOMERS = 0;
    private static final int PRODUCTS = 1;
    private static final int ORDERS = 2;

    private final DSLContext sql;
    private final BulkRecords records;
    private final Actor actor;
    private final long importId;
    private final ImportPlan plan;
    private final Staging staging;
    private final @Nullable String customerKey;
    private final boolean hasProducts;

    OrderLinesSteps(DSLContext sql, BulkRecords records, Actor actor, long importId, ImportPlan plan, Staging staging) {
        this.sql = sql;
        this.records = records;
        this.actor = actor;
        this.importId = importId;
        this.plan = plan;
        this.staging = staging;
        this.customerKey =
                plan.match().isEmpty() ? null : plan.match().getFirst().field().name();
        this.hasProducts = plan.has("product.sku");
    }

    @Override
    public List<String> objects() {
        return plan.target().objects();
    }

    @Override
    public Prepared prepare() {
        staging.execute("analyze " + staging.rows());
        rejectWhole(
                "select " + NUMBER + " as number, min(row_no) as line, null::text as first, null::text as second from "
                        + staging.rows() + " where bad group by 1",
                IngestionError.REJECTED_WITH_ORDER.name(),
                "number, line::text");
        if (!plan.has("order.amount")) {
            rejectSums();
        }
        if (customerKey != null) {
            gather("customer", quoted("customer." + customerKey));
        }
        if (hasProducts) {
            gather("product", quoted("product.sku"));
        }
        staging.derive("order", orders(), "number");
        staging.derive("item", items(), "chunk");
        return new Prepared(staging.count(staging.rows()), warnings());
    }

    /** Money of two currencies has no sum, and a sum can outgrow what an amount can be. */
    private void rejectSums() {
        String sums = "select " + NUMBER + " as number, min(row_no) as line, min(" + CURRENCY + ") as first, max("
                + CURRENCY + ") as second from " + staging.rows() + " group by 1 having ";
        rejectWhole(
                sums + "min(" + CURRENCY + ") <> max(" + CURRENCY + ")",
                IngestionError.MIXED_CURRENCIES.name(),
                "number, first, second");
        rejectWhole(
                sums + "abs(sum(" + AMOUNT + ")) >= " + TOO_LARGE,
                RecordError.OUT_OF_RANGE.name(),
                "number, 'at most 14 digits before the point'");
    }

    /** Takes all lines of the orders out; lines that have their own reason already keep it. */
    private void rejectWhole(String orders, String code, String arguments) {
        sql.execute(
                "with bad as (" + orders + "), gone as (delete from " + staging.rows() + " r using bad where r."
                        + NUMBER
                        + " = bad.number returning r.row_no, bad.number, bad.line, bad.first, bad.second)"
                        + " insert into zhike.import_reject (import_id, line, flaws)"
                        + " select ?, row_no, jsonb_build_array(jsonb_build_object('column', ?::text, 'value', left(number, 80),"
                        + " 'code', ?::text, 'arguments', jsonb_build_array(" + arguments + "))) from gone"
                        + " on conflict do nothing",
                importId,
                plan.column("order.number").map(ImportPlan.Column::heading).orElse(""),
                code);
    }

    /** One row per key, with the last value of each field, in the order in which the keys came first. */
    private void gather(String object, String key) {
        String values = parts(object)
                .filter(part -> !part.quoted().equals(key))
                .map(part -> ", " + pick(part, "desc") + " as " + part.quoted())
                .collect(joining());
        staging.derive(
                object,
                "select g.*, ((row_number() over (order by row_no) - 1) / " + CHUNK
                        + ")::int as chunk from (select min(row_no)"
                        + " as row_no, " + key + values + " from " + staging.rows() + " where " + key
                        + " is not null group by " + key + ") g",
                "chunk");
    }

    private String orders() {
        StringBuilder select =
                new StringBuilder("select " + NUMBER + " as number, min(row_no) as row_no, count(*) as items");
        parts("order")
                .filter(part -> !part.quoted().equals(NUMBER))
                .forEach(part -> select.append(", " + pick(part, "") + " as " + part.quoted()));
        if (!plan.has("order.amount")) {
            select.append(", sum(" + AMOUNT + ") as \"order.amount\"");
            select.append(", min(" + CURRENCY + ") as \"order.amount_currency\"");
        }
        staging.column("customer.region")
                .filter(region -> !plan.has("order.region"))
                .ifPresent(region -> select.append(", " + pick(region, "") + " as \"order.region\""));
        select.append(", " + customer().map(key -> pick(key, "")).orElse("null::text") + " as customer_key");
        select.append(", " + customer().map(OrderLinesSteps::differs).orElse("false") + " as several_customers");
        select.append(", "
                + staging.column("order.ordered_at")
                        .map(OrderLinesSteps::differs)
                        .orElse("false") + " as several_dates");
        select.append(", "
                + staging.column(QUANTITY)
                        .map(quantity -> "coalesce(bool_and(" + quantity.quoted() + " < 0), false)")
                        .orElse("false")
                + " as all_negative");
        select.append(" from " + staging.rows() + " group by " + NUMBER);
        String kind = !derivesKind()
                ? ""
                : ", case when \"order.amount\" < 0 or all_negative or (number ~ '^[Cc][0-9]+$'"
                        + " and coalesce(\"order.amount\", 0) <= 0) then 'refund' else 'sale' end as \"order.kind\"";
        return "select g.*" + kind + ", ((sum(items) over (order by row_no) - items) / " + CHUNK
                + ")::int as chunk from (" + select + ") g";
    }

    private boolean derivesKind() {
        return !plan.has("order.kind") && plan.has(QUANTITY);
    }

    private String items() {
        String values = itemParts().map(part -> ", r." + part.quoted()).collect(joining());
        String product = hasProducts ? "r.\"product.sku\"" : "null::text";
        String description = !plan.has("order_item.description") && plan.has("product.name")
                ? ", r.\"product.name\" as \"order_item.description\""
                : "";
        return "select r.row_no, o.chunk, o.number, " + product
                + " as product_key, row_number() over (partition by o.number"
                + " order by r.row_no) as line" + values + description + " from " + staging.rows() + " r join "
                + staging.part("order") + " o on o.number = r." + NUMBER + " order by o.chunk, o.row_no, r.row_no";
    }

    private Map<String, Long> warnings() {
        Map<String, Long> warnings = new LinkedHashMap<>();
        for (String warning : List.of("several_customers", "several_dates")) {
            long orders = staging.number("select count(*) from " + staging.part("order") + " where " + warning);
            if (orders > 0) {
                warnings.put(warning, orders);
            }
        }
        return warnings;
    }

    @Override
    public List<Step> steps() {
        return List.of(
                new Step("customer", customerKey == null ? 0 : chunks("customer")),
                new Step("product", hasProducts ? chunks("product") : 0),
                new Step("order", chunks("order")));
    }

    private int chunks(String part) {
        return (int) staging.number("select coalesce(max(chunk) + 1, 0) from " + staging.part(part));
    }

    @Override
    public Written write(int step, int chunk) {
        return switch (step) {
            case CUSTOMERS -> writeParty("customer", String.valueOf(customerKey), chunk);
            case PRODUCTS -> writeParty("product", "sku", chunk);
            case ORDERS -> writeOrders(chunk);
            default -> throw new IllegalArgumentException("step " + step);
        };
    }

    /** Customers and products that are there already are never in the way of new orders. */
    private Written writeParty(String object, String key, int chunk) {
        MergeMode mode = plan.mode() == MergeMode.UPDATE ? MergeMode.UPDATE : MergeMode.UPSERT;
        Table<Record> rows = staging.table(object).as("s");
        List<Field<?>> fields = new ArrayList<>(List.of(field(name("s", StagedColumn.ROW_NO))));
        parts(object).forEach(part -> fields.add(field(name("s", part.name())).as(bare(part))));
        BulkOutcome outcome = records.merge(
                actor,
                new MergeRequest(
                        object,
                        select(fields)
                                .from(rows)
                                .where(field(name("s", "chunk"), Integer.class).eq(inline(chunk))),
                        List.of(key),
                        mode,
                        true,
                        importId));
        // Their lines are rejected with the order or item that needs them; a party nobody is refused for is no row's
        // fault.
        return new Written(Map.of(object, outcome), List.of());
    }

    private Written writeOrders(int chunk) {
        List<Reject> rejects = new ArrayList<>();
        resolve("order", "customer", customerKey, chunk);
        unresolved("order", "customer")
                .forEach(row -> rejects.addAll(
                        dropOrder(chunk, row.get(0, Long.class), reference("customer", row.get(1, String.class)))));
        BulkOutcome orders = records.merge(actor, orderRequest());
        orders.refused().forEach(refusal -> rejects.addAll(dropOrder(chunk, refusal.row(), refusal.issue())));

        resolve("item", "product", hasProducts ? "sku" : null, chunk);
        unresolved("item", "product")
                .forEach(row ->
                        rejects.add(Reject.of(row.get(0, Long.class), reference("product", row.get(1, String.class)))));
        BulkOutcome items = records.merge(actor, itemRequest());
        items.refused().forEach(refusal -> rejects.add(Reject.of(refusal.row(), refusal.issue())));
        return new Written(Map.of("order", orders, "order_item", items), rejects);
    }

    private Issue reference(String object, String key) {
        String path = object.equals("product") ? "product.sku" : "customer." + customerKey;
        String heading = plan.column(path).map(ImportPlan.Column::heading).orElse(path);
        return Issue.of(heading, IngestionError.REFERENCE_NOT_IMPORTED, object, key);
    }

    /** The chunk's rows beside the id of the customer or product they name. */
    private void resolve(String part, String object, @Nullable String key, int chunk) {
        String table = "import_" + part;
        String found = key == null
                ? "null::bigint as id, 0 as found"
                : "min(m.id) as id, count(*) as found from " + quoted(RecordTable.SCHEMA) + "." + quoted(object)
                        + " m where m." + quoted(key) + " = s." + object + "_key and m.deleted_at is null";
        staging.execute("drop table if exists pg_temp." + table);
        staging.execute("create temp table " + table + " on commit drop as select s.*, f.id as " + object
                + "_id, f.found from " + staging.part(part) + " s left join lateral (select " + found
                + ") f on true where s.chunk = " + chunk);
    }

    private List<Record> unresolved(String part, String object) {
        return staging.fetch("delete from pg_temp.import_" + part + " where " + object
                + "_key is not null and found <> 1 returning row_no, " + object + "_key");
    }

    /** Takes an order's items out; its first line carries the reason, the others point to it. */
    private List<Reject> dropOrder(int chunk, long line, Issue issue) {
        String heading =
                plan.column("order.number").map(ImportPlan.Column::heading).orElse("");
        return staging.fetch(
                        "delete from " + staging.part("item") + " i using " + staging.part("order")
                                + " o where o.row_no = ? and o.chunk = ? and i.chunk = o.chunk and i.number = o.number"
                                + " returning i.row_no, i.number",
                        line,
                        chunk)
                .map(row -> row.get(0, Long.class) == line
                        ? Reject.of(line, issue)
                        : Reject.of(
                                row.get(0, Long.class),
                                heading,
                                row.get(1, String.class),
                                IngestionError.REJECTED_WITH_ORDER,
                                row.get(1, String.class),
                                line));
    }

    private MergeRequest orderRequest() {
        List<Field<?>> fields = new ArrayList<>(List.of(
                field(name(StagedColumn.ROW_NO)),
                field(name("number")),
                field(name("customer_id")).as("customer")));
        Stream.concat(
                        parts("order")
                                .filter(part -> !part.quoted().equals(NUMBER))
                                .map(StagedColumn::name),
                        derivedOfOrders())
                .distinct()
                .forEach(column -> fields.add(field(name(column)).as(column.substring("order.".length()))));
        return request("order", select(fields).from(table(name("import_order"))), List.of("number"));
    }

    /** What {@link #orders} adds to the columns of the file. */
    private Stream<String> derivedOfOrders() {
        Stream.Builder<String> derived = Stream.builder();
        if (!plan.has("order.amount")) {
            derived.add("order.amount").add("order.amount_currency");
        }
        if (derivesKind()) {
            derived.add("order.kind");
        }
        if (!plan.has("order.region") && plan.has("customer.region")) {
            derived.add("order.region");
        }
        return derived.build();
    }

    private MergeRequest itemRequest() {
        List<Field<?>> fields = new ArrayList<>(List.of(
                field(name("i", StagedColumn.ROW_NO)),
                field(name("o", "id")).as("order"),
                field(name("i", "line")),
                field(name("i", "product_id")).as("product")));
        Stream<String> columns = itemParts().map(StagedColumn::name);
        if (!plan.has("order_item.description") && plan.has("product.name")) {
            columns = Stream.concat(columns, Stream.of("order_item.description"));
        }
        columns.forEach(column -> fields.add(field(name("i", column)).as(column.substring("order_item.".length()))));
        Select<? extends Record> source = select(fields)
                .from(table(name("import_item")).as("i"))
                .join(RecordTable.of("order").as("o"))
                .on(field(name("o", "number")).eq(field(name("i", "number"))))
                .and(field(name("o", "deleted_at")).isNull());
        return request("order_item", source, List.of("order", "line"));
    }

    private MergeRequest request(String object, Select<? extends Record> source, List<String> key) {
        return new MergeRequest(object, source, key, plan.mode(), true, importId);
    }

    private Stream<StagedColumn> parts(String object) {
        return staging.columns().stream().filter(part -> part.name().startsWith(object + "."));
    }

    private Stream<StagedColumn> itemParts() {
        return parts("order_item");
    }

    private Optional<StagedColumn> customer() {
        return customerKey == null ? Optional.empty() : staging.column("customer." + customerKey);
    }

    private static String bare(StagedColumn part) {
        return part.name().substring(part.name().indexOf('.') + 1);
    }

    private static String differs(StagedColumn part) {
        return "min(" + part.quoted() + ") is distinct from max(" + part.quoted() + ")";
    }

    /** The first value of a group in the file's order, or with "desc" the last. */
    private static String pick(StagedColumn part, String direction) {
        // arrays of arrays must be rectangular: lists travel as text
        String value = part.isArray() ? part.quoted() + "::text" : part.quoted();
        String back = part.isArray() ? "::" + part.type() : "";
        return "(array_agg(" + value + " order by row_no " + direction + ") filter (where " + part.quoted()
                + " is not null))[1]" + back;
    }

    private static String quoted(String identifier) {
        return '"' + identifier + '"';
    }
}
