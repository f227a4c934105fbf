package org.zhike.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.StandardObjects;

/**
 * A few records and what a metric is on them, from {@code examples/hand-computed.yaml}.
 *
 * @param now the company's clock
 */
@NullUnmarked
record HandExample(
        String metric,
        String because,
        String from,
        String to,
        LocalDateTime now,
        Map<String, List<Map<String, Object>>> records,
        double value,
        long n) {

    private static final StandardObjects OBJECTS = new StandardObjects();

    static List<HandExample> all() {
        try (InputStream in = HandExample.class.getResourceAsStream("/examples/hand-computed.yaml")) {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(1_000);
            List<Map<String, Object>> examples = new Yaml(new SafeConstructor(options)).load(in);
            return examples.stream().map(HandExample::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static HandExample of(Map<String, Object> written) {
        List<Object> period = (List<Object>) written.get("period");
        String now = (String) written.get("now");
        return new HandExample(
                (String) written.get("metric"),
                String.valueOf(written.get("because")),
                period == null ? "2025-03-01" : date(period.get(0)).toString(),
                period == null ? "2025-04-01" : date(period.get(1)).toString(),
                LocalDateTime.parse(now == null ? "2025-09-01T12:00" : now),
                (Map<String, List<Map<String, Object>>>) written.get("records"),
                ((Number) written.get("value")).doubleValue(),
                ((Number) written.get("n")).longValue());
    }

    void fill(Warehouse warehouse) {
        warehouse.at(now.atZone(Warehouse.ZONE).toInstant().toString());
        records.forEach((object, rows) -> {
            ObjectDefinition definition = OBJECTS.get(object);
            rows.forEach(row -> warehouse.add(object, record(definition, row)));
        });
    }

    private static Map<String, Object> record(ObjectDefinition object, Map<String, Object> written) {
        Map<String, Object> record = new LinkedHashMap<>();
        if (object.name().equals("order")) {
            record.put("kind", "sale");
            record.put("status", "completed");
        }
        written.forEach((name, value) -> {
            FieldDefinition field = object.field(name).orElse(null);
            record.put(name, field == null ? value : value(field.type(), value));
            if (field != null && field.type() == FieldType.MONEY) {
                record.putIfAbsent(field.currencyColumn(), written.getOrDefault(field.currencyColumn(), "CNY"));
            }
        });
        return record;
    }

    private static Object value(FieldType type, @Nullable Object written) {
        return switch (type) {
            case DATE -> date(written);
            case DATETIME ->
                LocalDateTime.parse((String) written)
                        .atZone(Warehouse.ZONE)
                        .withZoneSameInstant(ZoneOffset.UTC)
                        .toLocalDateTime();
            default -> written;
        };
    }

    /** YAML reads a day as the moment it begins in UTC. */
    private static LocalDate date(Object written) {
        return ((Date) written).toInstant().atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
