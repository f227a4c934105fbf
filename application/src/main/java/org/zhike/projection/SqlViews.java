package org.zhike.projection;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.RecordTable;
import org.zhike.projection.SqlView.SqlColumn;

/** The views that one reader may read by SQL, and what each is in SQL. */
final class SqlViews {

    /** Names of objects that SQL reserves. */
    private static final Set<String> RESERVED =
            Set.of("order", "group", "table", "column", "user", "case", "check", "limit");

    private final ZoneId zone;
    private final Map<String, Seen> views = new LinkedHashMap<>();

    private record Seen(SqlView view, String select) {}

    SqlViews(ObjectCatalogue objects, ZoneId zone) {
        this.zone = zone;
        for (ObjectDefinition object : objects.all()) {
            Seen seen = seen(object);
            views.put(seen.view().name(), seen);
        }
    }

    /**
     * What may be seen of an object: the one place for masked fields (another expression, or no column) and row scopes. Those need
     * more than a condition here: the engine may try a reader's own condition first, whose errors would tell of hidden rows. Until
     * then {@link ReaderSql} lets only those run SQL who see every record.
     */
    private Seen seen(ObjectDefinition object) {
        List<SqlColumn> columns = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (FieldDefinition field : object.allFields()) {
            add(field, columns, expressions);
        }
        String select = "select " + String.join(", ", expressions) + " from " + quoted(RecordTable.SCHEMA) + "."
                + quoted(object.name());
        String name = RESERVED.contains(object.name()) ? object.name() + "s" : object.name();
        return new Seen(new SqlView(name, object.name(), object.labels(), columns), select);
    }

    private void add(FieldDefinition field, List<SqlColumn> columns, List<String> expressions) {
        String column = quoted(field.name());
        Labels labels = field.labels();
        if (field.type() == FieldType.DATETIME) {
            String day = field.name() + "_day";
            columns.add(new SqlColumn(field.name(), "timestamp", labels));
            expressions.add("timezone('" + zone.getId().replace("'", "''") + "', timezone('UTC', " + column + ")) as "
                    + column);
            columns.add(new SqlColumn(day, "date", new Labels(labels.zh() + "(日期)", labels.en() + " (day)")));
            expressions.add(quoted(field.name() + RecordTable.DAY_SUFFIX) + " as " + quoted(day));
            return;
        }
        columns.add(new SqlColumn(field.name(), type(field), labels));
        expressions.add(column);
        if (field.type() == FieldType.MONEY) {
            columns.add(new SqlColumn(
                    field.currencyColumn(), "text", new Labels(labels.zh() + "(币种)", labels.en() + " (currency)")));
            expressions.add(quoted(field.currencyColumn()));
        }
    }

    private static String type(FieldDefinition field) {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> "text";
            case NUMBER, MONEY, PERCENT -> "number";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case DATETIME -> "timestamp";
            case MULTI_SELECT -> "list of text";
            case REFERENCE -> "id of " + field.target();
        };
    }

    List<SqlView> all() {
        return views.values().stream().map(Seen::view).toList();
    }

    Set<String> names() {
        return views.keySet();
    }

    /** Returns what makes the view on a connection, for that connection alone. */
    String create(String name) {
        Seen seen = views.get(name);
        if (seen == null) {
            throw new IllegalArgumentException("no view " + name);
        }
        return "create or replace temp view " + quoted(name) + " as " + seen.select();
    }

    /** The view of an object by whatever name people may call it; for hints. */
    String nearestTo(String given) {
        return views.values().stream()
                .map(Seen::view)
                .filter(view -> view.object().equals(given))
                .map(SqlView::name)
                .collect(Collectors.joining());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
