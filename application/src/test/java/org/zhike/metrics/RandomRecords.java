package org.zhike.metrics;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.StandardObjects;

/** Records of every standard object, with every kind of value and with none, the same every time. */
final class RandomRecords {

    private RandomRecords() {}

    /** Adds so many of each, from November 2024 to August 2025; it is then the first of September. */
    static void fill(Warehouse warehouse, int each) {
        var random = new SplittableRandom(7);
        warehouse.at("2025-09-01T04:00:00Z");
        for (ObjectDefinition object : new StandardObjects().all()) {
            for (int i = 0; i < each; i++) {
                Map<String, Object> values = new LinkedHashMap<>();
                for (FieldDefinition field : object.fields()) {
                    if (field.required() || random.nextInt(6) > 0) {
                        put(values, field, i, each, random);
                    }
                }
                warehouse.add(object.name(), values);
            }
        }
    }

    private static void put(
            Map<String, Object> values, FieldDefinition field, int index, int each, SplittableRandom random) {
        LocalDate day = LocalDate.parse("2024-11-01").plusDays(random.nextInt(300));
        switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL, REGION ->
                values.put(field.name(), field.unique() ? "u" + index : "t" + random.nextInt(3));
            case NUMBER -> values.put(field.name(), random.nextInt(12));
            case PERCENT -> values.put(field.name(), random.nextInt(100) / 100.0);
            case BOOLEAN -> values.put(field.name(), random.nextBoolean());
            case DATE -> values.put(field.name(), day);
            case DATETIME -> values.put(field.name(), day.atTime(random.nextInt(24), random.nextInt(60)));
            case SELECT ->
                values.put(
                        field.name(),
                        field.options()
                                .get(random.nextInt(field.options().size()))
                                .value());
            case REFERENCE -> values.put(field.name(), 1L + random.nextInt(each));
            case MONEY -> {
                values.put(field.name(), BigDecimal.valueOf(random.nextInt(10_000), 2));
                values.put(field.currencyColumn(), random.nextInt(8) == 0 ? "USD" : "CNY");
            }
            case MULTI_SELECT -> {}
        }
    }
}
