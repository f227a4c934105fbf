package org.zhike.projection;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.zhike.expressions.SqlRenderer;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.projection.ProjectionFile.State;

/**
 * Brings a projection file to the state of the records: all objects and the horizon in one transaction of DuckDB, from one
 * snapshot of PostgreSQL. Wherever it is stopped, the file holds the state before or the state after.
 */
final class Projector {

    private final DataSource records;
    private final ObjectCatalogue objects;
    private final Supplier<ZoneId> zone;

    /** @param zone the company's, now */
    Projector(DataSource records, ObjectCatalogue objects, Supplier<ZoneId> zone) {
        this.records = records;
        this.objects = objects;
        this.zone = zone;
    }

    /** What a run has just done. */
    enum Step {
        /** Found out that it has to load so many rows of new tables, besides changes. */
        PLANNED,
        /** Put so many rows into their table, not yet committed. */
        LOADED,
        /** All but the commit. */
        MARKED,
        COMMITTED
    }

    /** Is told of the steps of a run, in any thread; throwing ends the run there. */
    @FunctionalInterface
    interface Observer {
        void reached(Step step, long rows);
    }

    /** Runs once and returns as of when the file is then. One run at a time on each file. */
    Instant run(ProjectionFile file, Observer observer) throws SQLException, IOException {
        try (var snapshot = RecordsSnapshot.take(records, zone.get());
                Connection connection = file.connect();
                Statement target = connection.createStatement()) {
            connection.setAutoCommit(false);
            new Run(file, observer, snapshot, connection, target)
                    .run(objects.all().stream().map(ProjectedTable::of).toList(), objects);
            return snapshot.takenAt();
        }
    }

    private record Run(
            ProjectionFile file, Observer observer, RecordsSnapshot snapshot, Connection connection, Statement target) {

        void run(List<ProjectedTable> tables, ObjectCatalogue objects) throws SQLException, IOException {
            Optional<State> before = file.state(connection);
            Optional<Horizon> since =
                    before.map(State::horizon).filter(horizon -> !horizon.isAheadOf(snapshot.horizon()));
            Map<String, String> left = ProjectionFile.definitions(connection);
            String calendar = snapshot.calendar();
            boolean sameCalendar = calendar.equals(left.remove(SqlRenderer.BUSINESS_DAY));
            List<ProjectedTable> fresh = new ArrayList<>();
            List<ProjectedTable> known = new ArrayList<>();
            for (ProjectedTable table : tables) {
                boolean same = definition(table).equals(left.remove(table.object()));
                (same && since.isPresent() ? known : fresh).add(table);
            }
            List<ProjectedTable> changed = since.isEmpty() ? List.of() : snapshot.changed(known, since.get());
            if (fresh.isEmpty() && changed.isEmpty() && left.isEmpty() && since.isPresent() && sameCalendar) {
                file.confirm(new State(since.get(), snapshot.takenAt()));
                return;
            }
            observer.reached(Step.PLANNED, snapshot.count(fresh));
            Touched touched = new Touched(target, objects, fresh);
            for (ProjectedTable table : changed) {
                gather(table, since.orElseThrow());
            }
            // The days of what changes are looked up in the state before and in the state after, both whole.
            for (ProjectedTable table : changed) {
                touched.before(table);
            }
            for (ProjectedTable table : fresh) {
                make(table);
            }
            for (ProjectedTable table : changed) {
                target.execute(table.deleteChanged());
                target.execute(table.insertChanged());
            }
            for (ProjectedTable table : changed) {
                touched.after(table);
                target.execute(table.dropChanges());
            }
            for (String object : left.keySet()) {
                target.execute("drop table records.\"" + object + '"');
                target.execute("delete from zhike_projection where object = '" + object + "'");
            }
            if (!sameCalendar) {
                copyCalendar(calendar);
                touched.everything();
            }
            long number = ProjectionFile.run(connection) + 1;
            ProjectionFile.mark(connection, new State(snapshot.horizon(), snapshot.takenAt()), number);
            // Before anyone can see the run; should it fail, too much is taken for changed, never too little.
            touched.tell(file.changes(), number);
            observer.reached(Step.MARKED, 0);
            connection.commit();
            observer.reached(Step.COMMITTED, 0);
        }

        private void copyCalendar(String source) throws SQLException, IOException {
            target.execute("delete from " + SqlRenderer.BUSINESS_DAY);
            snapshot.copyCalendar(
                    file.rows(),
                    rows -> target.execute(
                            "insert into " + SqlRenderer.BUSINESS_DAY + " select * from read_csv('"
                                    + rows.path().toString().replace("'", "''")
                                    + "', columns = {'d': 'BIGINT', 'o': 'BIGINT', 'f': 'BIGINT', 'b': 'BIGINT'}, auto_detect = false, header = false)"));
            ProjectionFile.define(connection, SqlRenderer.BUSINESS_DAY, source);
        }

        /** What makes a table fit: where its rows come from, how they are computed, and how it is made. */
        private String definition(ProjectedTable table) {
            return String.join("\n", snapshot.origin(table), table.selectAll(), table.create());
        }

        private void make(ProjectedTable table) throws SQLException, IOException {
            target.execute(table.create());
            snapshot.copyAll(table, file.rows(), rows -> {
                target.execute(table.insert(rows));
                observer.reached(Step.LOADED, rows.rows());
            });
            ProjectionFile.define(connection, table.object(), definition(table));
        }

        private void gather(ProjectedTable table, Horizon since) throws SQLException, IOException {
            target.execute(table.createChanges());
            snapshot.copyChanged(table, since, file.rows(), rows -> {
                target.execute(table.addChanges(rows));
                observer.reached(Step.LOADED, rows.rows());
            });
        }
    }
}
