package org.zhike.projection;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/**
 * Finds out on which days the records lie that a run changes, by each of their times: the object's own dates and datetimes, and those
 * of records that it cannot be without, as {@code order.ordered_at} of an order's item. For one run.
 */
final class Touched {

    private final Statement target;
    private final ObjectCatalogue objects;
    private final Map<String, ChangeLog.Change> changes = new HashMap<>();

    /**
     * @param target the run's statement in DuckDB
     * @param fresh what is loaded anew: all of its days are touched
     */
    Touched(Statement target, ObjectCatalogue objects, List<ProjectedTable> fresh) {
        this.target = target;
        this.objects = objects;
        fresh.forEach(table -> changes.put(table.object(), ChangeLog.Change.ALL));
    }

    /** Before the changed records are put in their place. */
    void before(ProjectedTable table) throws SQLException {
        boolean existing;
        try (ResultSet row = target.executeQuery(table.changesExisting())) {
            row.next();
            existing = row.getBoolean(1);
        }
        changes.put(table.object(), new ChangeLog.Change(existing, new HashMap<>()));
        addDays(table);
    }

    /** When they are all in their place. */
    void after(ProjectedTable table) throws SQLException {
        addDays(table);
    }

    /** What all records are read by has changed, such as the business hours. */
    void everything() {
        objects.all().forEach(object -> changes.put(object.name(), ChangeLog.Change.ALL));
    }

    void tell(ChangeLog log, long run) {
        changes.forEach((object, change) -> log.add(run, object, change));
    }

    private void addDays(ProjectedTable table) throws SQLException {
        Map<String, Set<@Nullable LocalDate>> days =
                Objects.requireNonNull(changes.get(table.object())).days();
        ObjectDefinition object = objects.get(table.object());
        List<Time> times = new ArrayList<>(List.of(new Time("created_at", "r.created_at__day")));
        addTimes(times, "", "r", object);
        StringBuilder from = new StringBuilder(table.table()).append(" r");
        int joined = 0;
        for (FieldDefinition field : object.fields()) {
            // Who asks for the days of what is referred to asks for its own too, and those are touched where it is
            // loaded anew.
            ChangeLog.Change ofTarget = field.target() == null ? null : changes.get(field.target());
            if (field.required() && field.target() != null && (ofTarget == null || !ofTarget.isOfAll())) {
                String alias = "t" + joined++;
                from.append(" left join records.\"%1$s\" %2$s on %2$s.id = r.\"%3$s\""
                        .formatted(field.target(), alias, field.name()));
                addTimes(times, field.name() + ".", alias, objects.get(field.target()));
            }
        }
        times.forEach(time -> days.computeIfAbsent(time.path(), path -> new HashSet<>()));
        String sql = "select distinct unnest([%s]), unnest([%s]) from %s where %s"
                .formatted(
                        times.stream().map(time -> "'" + time.path() + "'").collect(joining(", ")),
                        times.stream().map(Time::day).collect(joining(", ")),
                        from,
                        table.isChanged("r.id"));
        try (ResultSet rows = target.executeQuery(sql)) {
            while (rows.next()) {
                days.computeIfAbsent(rows.getString(1), path -> new HashSet<>())
                        .add(rows.getObject(2, LocalDate.class));
            }
        }
    }

    /** A path to a date or datetime, and the column of its day. */
    private record Time(String path, String day) {}

    private static void addTimes(List<Time> times, String path, String alias, ObjectDefinition object) {
        for (FieldDefinition field : object.fields()) {
            String column = alias + ".\"" + field.name();
            if (field.type() == FieldType.DATE) {
                times.add(new Time(path + field.name(), column + '"'));
            } else if (field.type() == FieldType.DATETIME) {
                times.add(new Time(path + field.name(), column + "__day\""));
            }
        }
    }
}
