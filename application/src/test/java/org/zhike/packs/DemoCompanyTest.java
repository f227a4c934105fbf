package org.zhike.packs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;
import org.zhike.objects.Regions;
import org.zhike.objects.StandardObjects;
import org.zhike.records.KeyReference;

class DemoCompanyTest {

    private static final LocalDate UNTIL = LocalDate.of(2026, 1, 1);
    private static final Instant START = Instant.parse("2023-12-31T16:00:00Z");
    private static final Instant END = Instant.parse("2025-12-31T16:00:00Z");

    /** The six weeks of late parcels in Sichuan. */
    private static final Instant INCIDENT = END.minus(Duration.ofDays(290));

    private static final Instant INCIDENT_END = INCIDENT.plus(Duration.ofDays(42));

    private static final StandardObjects OBJECTS = new StandardObjects();
    private static final Regions REGIONS = new Regions();
    private static final Map<String, List<DemoRow>> ROWS = read(DemoCompany.standard(UNTIL));

    @Test
    void theSameSeedGivesTheSameRowsInAnyZoneLocaleAndNumberOfThreads() {
        String here = hash(new DemoCompany(7, UNTIL, 300));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            assertThat(hash(new DemoCompany(7, UNTIL, 300))).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        DemoCompany company = new DemoCompany(7, UNTIL, 300);
        for (String object : DemoCompany.objects()) {
            assertThat(company.rows(object).parallel().toList())
                    .isEqualTo(company.rows(object).toList());
        }
    }

    @Test
    void anotherSeedGivesAnotherCompany() {
        assertThat(hash(new DemoCompany(7, UNTIL, 30))).isNotEqualTo(hash(new DemoCompany(8, UNTIL, 30)));
    }

    @Test
    void aSmallCompanyIsTheBeginningOfALargerOne() {
        DemoCompany small = new DemoCompany(7, UNTIL, 100);
        DemoCompany large = new DemoCompany(7, UNTIL, 5_000);
        for (String object : DemoCompany.objects()) {
            if (!object.equals("marketing_cost")) {
                List<DemoRow> rows = small.rows(object).toList();
                assertThat(large.rows(object).limit(rows.size()).toList()).isEqualTo(rows);
            }
        }
    }

    @Test
    void theSizeIsWhatWasAskedFor() {
        assertThat(rows("customer")).hasSize(8_000);
        assertThat(rows("order")).hasSizeBetween(38_000, 43_000);
        assertThat(rows("product")).hasSizeBetween(280, 320);
        assertThat(DemoCompany.ofOrderLines(3, UNTIL, 100_000)
                        .rows("order_item")
                        .count())
                .isBetween(93_000L, 107_000L);
    }

    @Test
    void tenMillionOrderLinesAreMadeAsTheyAreRead() {
        assertThat(DemoCompany.ofOrderLines(3, UNTIL, 10_000_000)
                        .rows("order_item")
                        .limit(1_000))
                .hasSize(1_000);
    }

    @Test
    void aCompanyNeedsACustomer() {
        assertThatThrownBy(() -> new DemoCompany(1, UNTIL, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> DemoCompany.standard(UNTIL).rows("invoice")).hasMessageContaining("invoice");
    }

    @Test
    void theObjectsComeInTheOrderOfTheCatalogue() {
        assertThat(DemoCompany.objects())
                .isEqualTo(OBJECTS.all().stream().map(ObjectDefinition::name).toList());
    }

    @Test
    void everyValueIsValidForItsField() {
        Map<KeyReference, Set<String>> known = new HashMap<>();
        for (ObjectDefinition object : OBJECTS.all()) {
            for (FieldDefinition field : object.fields()) {
                if (field.unique()) {
                    List<Object> values = rows(object.name()).stream()
                            .map(row -> row.values().get(field.name()))
                            .filter(Objects::nonNull)
                            .toList();
                    assertThat(new HashSet<>(values))
                            .as(object.name() + "." + field.name())
                            .hasSameSizeAs(values);
                    known.put(
                            new KeyReference(object.name(), field.name()),
                            values.stream().map(Object::toString).collect(Collectors.toSet()));
                }
            }
            for (List<String> key : object.keys()) {
                List<String> values = rows(object.name()).stream()
                        .map(row -> key.stream().map(row.values()::get).toList().toString())
                        .toList();
                assertThat(new HashSet<>(values)).hasSameSizeAs(values);
            }
            Set<String> names =
                    object.fields().stream().map(FieldDefinition::name).collect(Collectors.toSet());
            for (DemoRow row : rows(object.name())) {
                assertThat(row.object()).isEqualTo(object.name());
                if (!names.containsAll(row.values().keySet())) {
                    throw new AssertionError("a field too many: " + row);
                }
                for (FieldDefinition field : object.fields()) {
                    Object value = row.values().get(field.name());
                    if (value == null ? field.required() : !valid(field, value, known)) {
                        throw new AssertionError(field.name() + " is wrong: " + row);
                    }
                }
            }
        }
    }

    @Test
    void everyFieldOfPeopleAndOrdersIsFilledForSomeButForFreeRemarks() {
        for (String object : DemoCompany.objects()) {
            for (FieldDefinition field : OBJECTS.get(object).fields()) {
                if (!field.name().equals("note")) {
                    assertThat(rows(object).stream().map(DemoRow::values))
                            .as(object + "." + field.name())
                            .anyMatch(values -> values.containsKey(field.name()));
                }
            }
        }
    }

    @Test
    void nothingHappensOutsideTheTwoYearsOrBeforeItsCause() {
        for (String object : DemoCompany.objects()) {
            String time = OBJECTS.get(object).timeField();
            if (time != null && !object.equals("task")) {
                for (DemoRow row : rows(object)) {
                    Instant at = row.values().get(time) instanceof LocalDate date
                            ? date.atStartOfDay(DemoCalendar.ZONE).toInstant()
                            : instant(row, time);
                    assertThat(at).isBetween(START, END.minusNanos(1));
                }
            }
        }
        Map<Object, DemoRow> customers = byKey("customer", "external_id");
        Map<Object, DemoRow> orders = byKey("order", "number");
        for (DemoRow order : rows("order")) {
            DemoRow customer = target(order, "customer", customers);
            if (customer != null) {
                assertThat(instant(order, "ordered_at")).isAfter(instant(customer, "joined_at"));
            }
        }
        for (DemoRow ticket : rows("ticket")) {
            DemoRow order = Objects.requireNonNull(target(ticket, "order", orders));
            assertThat(instant(ticket, "opened_at")).isAfter(instant(order, "ordered_at"));
            assertThat(order.values().get("customer")).isEqualTo(ticket.values().get("customer"));
            if (ticket.values().containsKey("solved_at")) {
                assertThat(instant(ticket, "solved_at")).isAfter(instant(ticket, "first_answered_at"));
                assertThat(instant(ticket, "first_answered_at")).isAfter(instant(ticket, "opened_at"));
            }
        }
    }

    @Test
    void anAmountIsQuantityTimesPriceAndAnOrdersAmountTheSumOfItsItems() {
        Map<Object, BigDecimal> sums = new HashMap<>();
        for (DemoRow item : rows("order_item")) {
            BigDecimal quantity =
                    (BigDecimal) Objects.requireNonNull(item.values().get("quantity"));
            assertThat(amount(item, "amount")).isEqualByComparingTo(quantity.multiply(amount(item, "price")));
            sums.merge(reference(item, "order"), amount(item, "amount"), BigDecimal::add);
        }
        assertThat(sums).hasSameSizeAs(rows("order"));
        for (DemoRow order : rows("order")) {
            assertThat(amount(order, "amount"))
                    .isEqualByComparingTo(
                            sums.get(Objects.requireNonNull(order.values().get("number"))));
            assertThat(amount(order, "amount").signum()).isEqualTo(is(order, "kind", "refund") ? -1 : 1);
        }
    }

    @Test
    void theFlatTableHoldsEveryOrderLine() throws IOException {
        DemoCompany company = new DemoCompany(7, UNTIL, 200);
        StringWriter file = new StringWriter();
        company.writeOrderLines(file, OBJECTS);
        List<NamedCsvRecord> lines;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file.toString())) {
            lines = reader.stream().toList();
        }

        assertThat(lines).hasSize((int) company.rows("order_item").count());
        assertThat(lines.stream()
                        .map(line -> new BigDecimal(line.getField("数量")).multiply(new BigDecimal(line.getField("单价"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(company.rows("order")
                        .map(row -> amount(row, "amount"))
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(lines.getFirst().getField("订单类型")).isEqualTo("销售");
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(REGIONS.codeOf(line.getField("收货地区"))).isPresent());
    }

    @Test
    void customersBuyAsCustomersOfAShopDo() {
        List<DemoRow> sales =
                rows("order").stream().filter(row -> is(row, "kind", "sale")).toList();
        Map<String, Long> perCustomer = sales.stream()
                .filter(row -> row.values().containsKey("customer"))
                .collect(Collectors.groupingBy(row -> reference(row, "customer"), Collectors.counting()));

        assertThat(share(perCustomer.values(), orders -> orders > 1)).isBetween(0.55, 0.75);
        assertThat(share(rows("order"), row -> is(row, "kind", "refund"))).isBetween(0.022, 0.038);
        assertThat(share(sales, row -> is(row, "status", "cancelled"))).isBetween(0.015, 0.04);
        assertThat(share(sales, row -> is(row, "status", "pending"))).isBetween(0.0002, 0.01);
        assertThat(share(sales, row -> !row.values().containsKey("customer"))).isBetween(0.08, 0.2);
        assertThat(rows("customer").stream().map(row -> row.values().get("level")))
                .contains("basic", "silver", "gold", "diamond");
    }

    @Test
    void theYearHasItsSeasons() {
        assertThat(perDay("2025-01-29", "2025-02-05")).isLessThan(0.5 * perDay("2024-12-01", "2024-12-31"));
        assertThat(perDay("2025-01-08", "2025-01-24")).isGreaterThan(1.2 * perDay("2024-12-15", "2024-12-31"));
        assertThat(perDay("2025-11-10", "2025-11-12")).isGreaterThan(2 * perDay("2025-11-12", "2025-11-30"));
        assertThat(perDay("2025-06-16", "2025-06-19")).isGreaterThan(1.6 * perDay("2025-07-01", "2025-08-01"));
        assertThat(perDay("2025-07-01", "2025-12-31")).isGreaterThan(1.3 * perDay("2024-07-01", "2024-12-31"));
    }

    @Test
    void someProductsAreBoughtTogether() {
        Map<String, Set<String>> baskets = rows("order_item").stream()
                .collect(Collectors.groupingBy(
                        row -> reference(row, "order"),
                        Collectors.mapping(
                                row -> Objects.toString(row.values().get("description")), Collectors.toSet())));
        List<Set<String>> withCatFood = baskets.values().stream()
                .filter(basket -> basket.stream().anyMatch(name -> name.contains("猫粮")))
                .toList();
        Predicate<Set<String>> litter = basket -> basket.stream().anyMatch(name -> name.contains("猫砂"));

        assertThat(share(withCatFood, litter)).isGreaterThan(4 * share(baskets.values(), litter));
    }

    @Test
    void theIncidentRaisesTicketsLowersScoresAndThenRepurchase() {
        Map<Object, DemoRow> customers = byKey("customer", "external_id");
        Predicate<DemoRow> there = row -> {
            DemoRow customer = target(row, "customer", customers);
            return customer != null
                    && Objects.toString(customer.values().get("region")).startsWith("CN-51");
        };
        Predicate<DemoRow> ordered =
                row -> is(row, "kind", "sale") && during(row, "ordered_at", INCIDENT, INCIDENT_END);
        Instant after = INCIDENT_END.plus(Duration.ofDays(14));
        Predicate<DemoRow> complained = row -> during(row, "opened_at", INCIDENT, after);
        Predicate<DemoRow> answered = row -> is(row, "kind", "csat") && during(row, "answered_at", INCIDENT, after);

        double ticketsThere = (double) count("ticket", complained.and(there)) / count("order", ordered.and(there));
        double ticketsElsewhere = (double) count("ticket", complained.and(there.negate()))
                / count(
                        "order",
                        ordered.and(there.negate()).and(row -> row.values().containsKey("customer")));
        assertThat(ticketsThere).isGreaterThan(2.5 * ticketsElsewhere);
        assertThat(meanScore(answered.and(there))).isLessThan(meanScore(answered.and(there.negate())) - 0.7);
        assertThat(cameBack(ordered.and(there))).isLessThan(cameBack(ordered.and(there.negate())) - 0.08);
    }

    @Test
    void slowServiceLowersTheScoreOfTheTicket() {
        Map<Object, DemoRow> tickets = byKey("ticket", "number");
        List<double[]> pairs = new ArrayList<>();
        for (DemoRow answer : rows("survey_answer")) {
            DemoRow ticket = is(answer, "kind", "csat") ? target(answer, "ticket", tickets) : null;
            if (ticket != null) {
                Duration taken = Duration.between(instant(ticket, "opened_at"), instant(ticket, "solved_at"));
                pairs.add(new double[] {Math.log((double) taken.toSeconds()), score(answer)});
            }
        }

        assertThat(pairs).hasSizeGreaterThan(800);
        assertThat(correlation(pairs)).isBetween(-0.9, -0.35);
    }

    @Test
    void customersWhoLeaveScoredLowerBefore() {
        Map<String, List<Instant>> orders = ordersByCustomer();
        List<Double> stayed = new ArrayList<>();
        List<Double> left = new ArrayList<>();
        for (DemoRow answer : rows("survey_answer")) {
            Instant at = instant(answer, "answered_at");
            if (is(answer, "kind", "nps") && at.isBefore(END.minus(Duration.ofDays(180)))) {
                boolean again = Objects.requireNonNull(orders.get(reference(answer, "customer"))).stream()
                        .anyMatch(order -> order.isAfter(at));
                (again ? stayed : left).add(score(answer));
            }
        }

        assertThat(mean(left)).isLessThan(mean(stayed) - 0.3);
    }

    @Test
    void scoresUseTheirWholeScaleAndResponsesAreAMinority() {
        Map<Double, Long> csat = rows("survey_answer").stream()
                .filter(row -> is(row, "kind", "csat"))
                .collect(Collectors.groupingBy(DemoCompanyTest::score, TreeMap::new, Collectors.counting()));

        assertThat(csat.keySet()).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(share(
                        rows("survey_answer").stream()
                                .filter(row -> is(row, "kind", "nps"))
                                .toList(),
                        row -> score(row) <= 6))
                .isBetween(0.1, 0.3);
        assertThat(count(
                        "survey_answer",
                        row -> is(row, "kind", "csat") && row.values().containsKey("ticket")))
                .isBetween(count("ticket", row -> true) / 4, count("ticket", row -> true) / 2);
    }

    @Test
    void textsHaveRealVariety() {
        DemoMaterial material = new DemoMaterial(1, DemoWorld.MATERIAL);
        material.words
                .comments()
                .values()
                .forEach(mood -> mood.topics()
                        .values()
                        .forEach(cores -> assertThat(cores.size()
                                        * mood.starts().size()
                                        * mood.ends().size())
                                .isGreaterThan(500)));
        List<Object> comments = texts("survey_answer", "comment");
        List<Object> descriptions = texts("ticket", "description");

        assertThat(comments).hasSizeGreaterThan(2_000);
        assertThat((double) Set.copyOf(comments).size() / comments.size()).isGreaterThan(0.85);
        assertThat((double) Set.copyOf(descriptions).size() / descriptions.size())
                .isGreaterThan(0.7);
        assertThat(Stream.of(comments, descriptions, texts("interaction", "content"), texts("task", "description"))
                        .flatMap(List::stream)
                        .map(Object::toString))
                .noneMatch(
                        text -> text.contains("{") || text.contains("}") || text.contains(",") || text.contains("?"));
    }

    @Test
    void placesAreThoseTheRegionsKnow() {
        new DemoMaterial(1, DemoWorld.MATERIAL)
                .places
                .items()
                .forEach(place -> assertThat(REGIONS.codeOf(place.name())).contains(place.code()));
    }

    @Test
    void creditCodesHaveTheirCheckCharacter() {
        String signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        for (DemoRow row : rows("customer")) {
            if (row.values().get("credit_code") instanceof String code) {
                int sum = 0;
                int weight = 1;
                for (int i = 0; i < 17; i++) {
                    sum += signs.indexOf(code.charAt(i)) * weight;
                    weight = weight * 3 % 31;
                }
                assertThat(code).hasSize(18);
                assertThat((sum + signs.indexOf(code.charAt(17))) % 31).isZero();
            }
        }
    }

    private static boolean valid(FieldDefinition field, Object value, Map<KeyReference, Set<String>> known) {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, URL -> value instanceof String text && !text.isBlank();
            case EMAIL -> value instanceof String text && text.matches("[a-z0-9]+@[a-z]+\\.example\\.(com|net|org)");
            case PHONE -> value instanceof String text && text.matches("1[3-9]\\d{9}");
            case REGION -> value instanceof String text && REGIONS.get(text).isPresent();
            case NUMBER -> value instanceof BigDecimal number && number.scale() <= field.decimals();
            case PERCENT ->
                value instanceof BigDecimal share
                        && share.scale() <= 6
                        && share.signum() >= 0
                        && share.compareTo(BigDecimal.ONE) <= 0;
            case MONEY ->
                value instanceof Money money
                        && money.currency().getCurrencyCode().equals("CNY")
                        && money.amount().scale() <= 2;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case DATETIME -> value instanceof Instant;
            case SELECT -> field.options().stream().map(Option::value).anyMatch(value::equals);
            case MULTI_SELECT ->
                value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(String.class::isInstance);
            case REFERENCE ->
                value instanceof KeyReference reference
                        && known.getOrDefault(
                                        new KeyReference(Objects.requireNonNull(field.target()), reference.field()),
                                        Set.of())
                                .contains(reference.value().toString());
        };
    }

    private static Map<String, List<DemoRow>> read(DemoCompany company) {
        return DemoCompany.objects().stream()
                .collect(Collectors.toMap(
                        object -> object, object -> company.rows(object).toList()));
    }

    private static String hash(DemoCompany company) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String object : DemoCompany.objects()) {
                company.rows(object)
                        .map(row -> row.object() + new TreeMap<>(row.values()))
                        .forEach(row -> digest.update(row.getBytes(StandardCharsets.UTF_8)));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<DemoRow> rows(String object) {
        return Objects.requireNonNull(ROWS.get(object));
    }

    private static Map<Object, DemoRow> byKey(String object, String key) {
        return rows(object).stream()
                .collect(Collectors.toMap(
                        row -> Objects.requireNonNull(row.values().get(key)), row -> row));
    }

    private static @Nullable DemoRow target(DemoRow row, String field, Map<Object, DemoRow> targets) {
        return row.values().get(field) instanceof KeyReference reference ? targets.get(reference.value()) : null;
    }

    private static String reference(DemoRow row, String field) {
        return ((KeyReference) Objects.requireNonNull(row.values().get(field)))
                .value()
                .toString();
    }

    private static Instant instant(DemoRow row, String field) {
        return (Instant) Objects.requireNonNull(row.values().get(field));
    }

    private static BigDecimal amount(DemoRow row, String field) {
        return ((Money) Objects.requireNonNull(row.values().get(field))).amount();
    }

    private static double score(DemoRow row) {
        return ((BigDecimal) Objects.requireNonNull(row.values().get("score"))).doubleValue();
    }

    private static boolean is(DemoRow row, String field, String value) {
        return value.equals(row.values().get(field));
    }

    private static boolean during(DemoRow row, String field, Instant from, Instant to) {
        Instant at = instant(row, field);
        return !at.isBefore(from) && at.isBefore(to);
    }

    private static long count(String object, Predicate<DemoRow> condition) {
        return rows(object).stream().filter(condition).count();
    }

    private static List<Object> texts(String object, String field) {
        return rows(object).stream()
                .map(row -> row.values().get(field))
                .filter(Objects::nonNull)
                .toList();
    }

    private static double perDay(String from, String to) {
        Instant start = LocalDate.parse(from).atStartOfDay(DemoCalendar.ZONE).toInstant();
        Instant end = LocalDate.parse(to).atStartOfDay(DemoCalendar.ZONE).toInstant();
        return (double) count("order", row -> is(row, "kind", "sale") && during(row, "ordered_at", start, end))
                / Duration.between(start, end).toDays();
    }

    private static double meanScore(Predicate<DemoRow> condition) {
        return mean(rows("survey_answer").stream()
                .filter(condition)
                .map(DemoCompanyTest::score)
                .toList());
    }

    private static Map<String, List<Instant>> ordersByCustomer() {
        return rows("order").stream()
                .filter(row -> row.values().containsKey("customer"))
                .collect(Collectors.groupingBy(
                        row -> reference(row, "customer"),
                        Collectors.mapping(row -> instant(row, "ordered_at"), Collectors.toList())));
    }

    /** The share of the customers of those orders who bought again after the incident. */
    private static double cameBack(Predicate<DemoRow> condition) {
        Map<String, List<Instant>> orders = ordersByCustomer();
        Set<String> customers = rows("order").stream()
                .filter(row -> row.values().containsKey("customer"))
                .filter(condition)
                .map(row -> reference(row, "customer"))
                .collect(Collectors.toSet());
        return share(
                customers,
                customer -> Objects.requireNonNull(orders.get(customer)).stream()
                        .anyMatch(order -> order.isAfter(INCIDENT_END)));
    }

    private static <T> double share(java.util.Collection<T> all, Predicate<T> condition) {
        return (double) all.stream().filter(condition).count() / all.size();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static double correlation(List<double[]> pairs) {
        double meanX = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double meanY = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (double[] pair : pairs) {
            xy += (pair[0] - meanX) * (pair[1] - meanY);
            xx += (pair[0] - meanX) * (pair[0] - meanX);
            yy += (pair[1] - meanY) * (pair[1] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
