package org.zhike.ingestion;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.file.FileRow;
import org.zhike.ingestion.value.CellReader;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.records.FieldRules;
import org.zhike.records.MergeMode;
import org.zhike.records.RecordError;

/** Turns rows of a file into rows of the staging table, every cell checked. One thread at a time. */
final class RowParser {

    private static final String QUANTITY = "order_item.quantity";
    private static final String PRICE = "order_item.price";
    private static final String AMOUNT = "order_item.amount";
    private static final String NUMBER = "order.number";

    private final ImportPlan plan;
    private final int width;
    private final List<StagedColumn> staged;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<Cell> cells = new ArrayList<>();
    private final @Nullable Set<String> required;
    private final FieldDefinition amount;

    /**
     * @param reader null for a currency
     * @param currencyCell the cell that names the currency of an amount, or −1
     */
    private record Cell(ImportPlan.Column column, @Nullable CellReader reader, int currencyCell, int at) {}

    /**
     * A row parsed.
     *
     * @param values as the staging table's columns; null when the row is not staged
     * @param reject null when the row is good
     */
    record Parsed(
            @Nullable List<@Nullable Object> values,
            @Nullable Reject reject) {}

    /** @param width how many cells a row has */
    RowParser(ImportPlan plan, int width, List<StagedColumn> staged) {
        this.plan = plan;
        this.width = width;
        this.staged = staged;
        for (int i = 0; i < staged.size(); i++) {
            places.put(staged.get(i).name(), i);
        }
        for (ImportPlan.Column column : plan.columns()) {
            Target.Place place = column.place();
            CellReader reader = place.currency()
                    ? null
                    : new CellReader(place.field(), column.heading(), column.transform(), plan.conventions());
            cells.add(new Cell(column, reader, currencyCell(place), at(place.path())));
        }
        required = plan.target().isOrderLines() && plan.mode() != MergeMode.UPDATE ? Set.of(NUMBER, QUANTITY) : null;
        amount = plan.target().fields().stream()
                .filter(place -> place.path().equals(AMOUNT))
                .map(Target.Place::field)
                .findFirst()
                .orElse(plan.target().fields().getFirst().field());
    }

    /** Of an amount the column of its own currency; in order lines any column with a currency serves all amounts. */
    private int currencyCell(Target.Place place) {
        if (place.field().type() != FieldType.MONEY || place.currency()) {
            return -1;
        }
        return plan.column(place.path() + FieldDefinition.CURRENCY_SUFFIX)
                .or(() -> plan.target().isOrderLines()
                        ? plan.columns().stream()
                                .filter(column -> column.place().currency())
                                .findFirst()
                        : java.util.Optional.empty())
                .map(ImportPlan.Column::index)
                .orElse(-1);
    }

    private int at(String name) {
        return places.getOrDefault(name, -1);
    }

    Parsed parse(FileRow row) {
        if (row.cells().size() != width) {
            Reject ragged = Reject.of(
                    row.line(), "", "", IngestionError.RAGGED_ROW, row.cells().size(), width);
            return new Parsed(null, ragged);
        }
        @Nullable Object[] values = new @Nullable Object[staged.size()];
        values[0] = row.line();
        List<Reject.Flaw> flaws = new ArrayList<>();
        for (Cell cell : cells) {
            read(cell, row.cells(), values, flaws);
        }
        if (plan.target().isOrderLines()) {
            completeLine(values, flaws);
        }
        if (flaws.isEmpty()) {
            return new Parsed(Arrays.asList(values), null);
        }
        return new Parsed(plan.target().isOrderLines() ? onlyNumber(values) : null, new Reject(row.line(), flaws));
    }

    private void read(Cell cell, List<String> row, @Nullable Object[] values, List<Reject.Flaw> flaws) {
        CellReader reader = cell.reader();
        if (reader == null) {
            return;
        }
        String text = row.get(cell.column().index());
        Issues issues = new Issues();
        Currency standard = plan.conventions().currency();
        Currency currency = standard;
        if (cell.currencyCell() >= 0) {
            Currency named = CellReader.currency(
                    row.get(cell.currencyCell()), cell.column().heading(), standard, issues);
            currency = named == null ? standard : named;
        }
        Object value = reader.read(text, currency, issues);
        if (value instanceof Money money) {
            values[cell.at()] = money.amount();
            values[cell.at() + 1] = money.currency().getCurrencyCode();
        } else {
            values[cell.at()] = value;
        }
        for (Issue issue : issues.all()) {
            flaws.add(Reject.Flaw.of(issue, shortened(text)));
        }
    }

    /** What lines of orders need beyond their cells: the amount, where only quantity and price are given. */
    private void completeLine(@Nullable Object[] values, List<Reject.Flaw> flaws) {
        if (required != null && flaws.isEmpty()) {
            for (String path : required) {
                if (values[at(path)] == null) {
                    String heading =
                            plan.column(path).map(ImportPlan.Column::heading).orElse("");
                    flaws.add(Reject.Flaw.of(Issue.of(heading, RecordError.REQUIRED, heading), ""));
                }
            }
        }
        boolean hasFactors = at(QUANTITY) >= 0 && at(PRICE) >= 0;
        if (!hasFactors || values[at(AMOUNT)] != null) {
            return;
        }
        if (values[at(QUANTITY)] instanceof BigDecimal quantity && values[at(PRICE)] instanceof BigDecimal price) {
            Issues issues = new Issues();
            String code = String.valueOf(values[at(PRICE) + 1]);
            BigDecimal product = quantity.multiply(price).setScale(Money.DECIMALS, RoundingMode.HALF_UP);
            Object kept = FieldRules.keep(amount, new Money(product, Currency.getInstance(code)), "", issues);
            if (kept instanceof Money money) {
                values[at(AMOUNT)] = money.amount();
                values[at(AMOUNT) + 1] = code;
            }
            issues.all().forEach(issue -> flaws.add(Reject.Flaw.of(issue, product.toPlainString())));
        }
    }

    /** Of a rejected line its order's number stays, because the whole order goes with it. */
    private @Nullable List<@Nullable Object> onlyNumber(@Nullable Object[] values) {
        if (at(NUMBER) < 0 || values[at(NUMBER)] == null) {
            return null;
        }
        @Nullable Object[] only = new @Nullable Object[values.length];
        only[0] = values[0];
        only[at(NUMBER)] = values[at(NUMBER)];
        only[at(StagedColumn.BAD)] = true;
        return Arrays.asList(only);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    /** The staging table's columns for a plan, the row's line first. */
    static List<StagedColumn> columns(ImportPlan plan) {
        Map<String, StagedColumn> columns = new LinkedHashMap<>();
        columns.put(StagedColumn.ROW_NO, new StagedColumn(StagedColumn.ROW_NO, "bigint"));
        for (ImportPlan.Column column : plan.columns()) {
            Target.Place place = column.place();
            if (!place.currency()) {
                StagedColumn.of(place.path(), place.field()).forEach(part -> columns.put(part.name(), part));
            }
        }
        if (plan.target().isOrderLines()) {
            plan.target()
                    .place(AMOUNT)
                    .ifPresent(place -> StagedColumn.of(AMOUNT, place.field())
                            .forEach(part -> columns.putIfAbsent(part.name(), part)));
            columns.put(StagedColumn.BAD, new StagedColumn(StagedColumn.BAD, "boolean"));
        }
        return List.copyOf(columns.values());
    }
}
