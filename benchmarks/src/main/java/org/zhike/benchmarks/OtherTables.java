package org.zhike.benchmarks;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;

/**
 * Records of all that is neither an order nor an answer, in the proportions of a retailer with a sales team, written by SQL made from
 * the definitions: evenly spread values of each field. The same at each run.
 */
final class OtherTables {

    /** Order lines to one record; where nothing is said, two hundred. */
    private static final Map<String, Integer> LINES_TO_ONE = Map.of(
            "interaction", 10,
            "survey_invitation", 10,
            "points_entry", 10,
            "ticket", 50,
            "sla_clock", 25,
            "feedback", 30,
            "lead", 50,
            "task", 30,
            "stage_entry", 50,
            "campaign_member", 20);

    private OtherTables() {}

    static List<String> names(ObjectCatalogue objects) {
        return objects.all().stream()
                .map(ObjectDefinition::name)
                .filter(name -> !OrderTables.TABLES.contains(name))
                .toList();
    }

    static void fill(Connection connection, ObjectCatalogue objects, long lines, LocalDate from, LocalDate to)
            throws Exception {
        List<String> tables = names(objects);
        connection.setAutoCommit(false);
        Bench.execute(connection, "set local session_replication_role = replica; set local timezone = 'Asia/Shanghai'");
        Bench.withoutIndexes(connection, tables, "changed_xid", () -> {
            Bench.execute(
                    connection,
                    "truncate "
                            + tables.stream().map("records.\"%s\""::formatted).collect(joining(", ")) + " cascade");
            Bench.execute(connection, "select setseed(0.43)");
            for (String table : tables) {
                Bench.execute(connection, insert(objects, objects.get(table), lines, from, to));
            }
        });
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static String insert(
            ObjectCatalogue objects, ObjectDefinition object, long lines, LocalDate from, LocalDate to) {
        List<String> columns = new ArrayList<>(List.of("created_by", "updated_by"));
        List<String> values = new ArrayList<>(List.of("'benchmark'", "'benchmark'"));
        String day = "date '%s' + floor(%d * random())::int".formatted(from, to.toEpochDay() - from.toEpochDay());
        for (FieldDefinition field : object.fields()) {
            String value = switch (field.type()) {
                case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> field.unique() ? "'x' || g" : "'v' || floor(30 * random())";
                case REGION -> "'CN-' || (11 + g * 7 % 50)::text || '0100'";
                case NUMBER -> "floor(10 * random())";
                case PERCENT, BOOLEAN ->
                    field.type().name().equals("BOOLEAN") ? "random() < 0.6" : "round(random()::numeric, 2)";
                case DATE -> day;
                case DATETIME ->
                    "date '%s' + random() * %d * interval '1 day'".formatted(from, to.toEpochDay() - from.toEpochDay());
                case SELECT ->
                    "(array[%s])[1 + floor(%d * random())::int]"
                            .formatted(
                                    field.options().stream().map(Option::value).collect(joining("', '", "'", "'")),
                                    field.options().size());
                case REFERENCE ->
                    "1 + floor(%d * random())::bigint"
                            .formatted(count(objects.get(Objects.requireNonNull(field.target())), lines));
                case MONEY -> "round((1000 * random())::numeric, 2)";
                case MULTI_SELECT -> "'{}'::text[]";
            };
            columns.add('"' + field.name() + '"');
            values.add(value);
            if (field.type().name().equals("MONEY")) {
                columns.add('"' + field.currencyColumn() + '"');
                values.add("'CNY'");
            }
        }
        return "insert into records.\"%s\" (%s) select %s from generate_series(1, %d::bigint) g"
                .formatted(object.name(), String.join(", ", columns), String.join(", ", values), count(object, lines));
    }

    private static long count(ObjectDefinition object, long lines) {
        return switch (object.name()) {
            case "order" -> Math.max(1, lines * 3 / 10);
            case "customer" -> OrderTables.customers(lines);
            case "product" -> 500;
            default -> Math.max(1, lines / LINES_TO_ONE.getOrDefault(object.name(), 200));
        };
    }
}
