package org.zhike.expressions;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;

/** Records whose values crowd around what goes wrong: null, zero, empty, midnight, changes of the clocks, rare letters. */
final class RandomRecords {

    private static final List<String> TEXTS = List.of(
            "", " ", "a", "A", "abc", "ABC", "b", "中", "中文客户", "客户", "𠀀", "a𠀀b", "İ", "ΑΣ", "ß", "Ж", "100%", "a_b",
            "%", "_", "\\", "'", "\"", "a\nb", "é", "e\u0301", "😀", "null", "0");

    private static final List<String> DATES = List.of(
            "2026-01-01",
            "2026-01-31",
            "2025-12-31",
            "2024-02-29",
            "2026-11-01",
            "2026-03-08",
            "2018-11-04",
            "2018-02-18",
            "2026-04-05",
            "2026-10-04",
            "2011-12-30",
            "2011-12-29",
            "2011-12-31",
            "1999-12-31",
            "2026-03-29",
            "1970-01-03",
            "2099-07-01",
            "9999-12-28");

    private static final List<String> REGIONS =
            List.of("CN-440000", "CN-440300", "CN-440305", "CN-110000", "CN", "GB", "深圳", "");

    private final Random random;
    private final ZoneId zone;
    private final int people;

    RandomRecords(Random random, ZoneId zone, int people) {
        this.random = random;
        this.zone = zone;
        this.people = people;
    }

    Map<String, Object> next(ObjectDefinition object, long id) {
        Map<String, Object> record = new HashMap<>();
        for (FieldDefinition field : object.allFields()) {
            Object value = random.nextInt(4) == 0 && !field.required() ? null : value(field);
            if (value != null) {
                record.put(field.name(), value);
            }
        }
        record.put("id", id);
        return record;
    }

    private @Nullable Object value(FieldDefinition field) {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> text(random);
            case SELECT -> one(TestObjects.LEVELS);
            case REGION -> one(REGIONS);
            case NUMBER -> field.system() ? BigDecimal.valueOf(random.nextInt(1, 20)) : decimal(2, 1_000_000);
            case PERCENT -> decimal(6, 999_999);
            case MONEY ->
                new Money(decimal(4, 99_999_999_999_999_999L), Currency.getInstance(one(List.of("CNY", "USD"))));
            case BOOLEAN -> random.nextBoolean();
            case DATE -> date(random);
            case DATETIME -> time();
            case MULTI_SELECT ->
                TestObjects.TAGS.stream().filter(_ -> random.nextInt(3) == 0).toList();
            // One too many: a reference may lead nowhere.
            case REFERENCE -> (long) random.nextInt(1, people + 2);
        };
    }

    private BigDecimal decimal(int scale, long bound) {
        return switch (random.nextInt(6)) {
            case 0 -> BigDecimal.ZERO;
            case 1 -> BigDecimal.valueOf(random.nextInt(-7, 8)).min(BigDecimal.valueOf(bound, scale));
            case 2 -> new BigDecimal("0.25");
            default -> BigDecimal.valueOf(random.nextLong(-bound, bound) >> random.nextInt(50), scale);
        };
    }

    static String text(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextInt(4) == 0 ? text + TEXTS.get(random.nextInt(TEXTS.size())) : text;
    }

    static LocalDate date(Random random) {
        LocalDate date = LocalDate.parse(DATES.get(random.nextInt(DATES.size())));
        return random.nextBoolean() ? date : date.plusDays(random.nextInt(-2, 3));
    }

    private Instant time() {
        Instant midnight = date(random).atStartOfDay(zone).toInstant();
        return switch (random.nextInt(5)) {
            case 0 -> midnight;
            case 1 -> midnight.minusNanos(1_000);
            case 2 -> midnight.plusSeconds(1_800L * random.nextInt(-3, 4));
            case 3 -> midnight.plusSeconds(3_600);
            default -> midnight.plusNanos(1_000L * random.nextInt());
        };
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
