package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.objects.FieldType;
import org.zhike.projection.Projector.Step;

class ProjectorTest {

    private static final Projector.Observer NOBODY = (step, rows) -> {};

    private final Company company = new Company();
    private final Projector projector = company.projector();

    @TempDir
    private Path directory;

    private ProjectionFiles files;

    @BeforeEach
    void open() throws Exception {
        Writer.begin(company);
        files = new ProjectionFiles(directory, Company.SETTINGS);
    }

    @AfterEach
    void close() throws SQLException {
        files.close();
    }

    @Test
    void everyValueOfEveryTypeArrivesAsItIs() throws Exception {
        new Writer(company, 1, 300).call();
        projector.run(files.current(), NOBODY);
        company.assertSame(files.current());

        new Writer(company, 2, 300).call();
        projector.run(files.current(), NOBODY);
        company.assertSame(files.current());
        assertThat(company.projected(files.current(), "order")).hasSizeGreaterThan(200);
    }

    @Test
    void whereverTheProjectorIsStoppedTheFileHoldsTheStateBeforeOrTheStateAfter() throws Exception {
        var random = new Random(3);
        List<Step> steps = List.of(Step.values());
        int stopped = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Long>> writers = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(new Writer(company, 10 + i, 250)))
                    .toList();
            while (!writers.stream().allMatch(Future::isDone)) {
                List<Object> before = everything();
                Step fault = steps.get(random.nextInt(steps.size()));
                boolean late = random.nextBoolean();
                try {
                    projector.run(files.current(), new StopAt(fault, late ? 2 : 1));
                } catch (RuntimeException e) {
                    assertThat(e).hasStackTraceContaining("stopped here");
                    stopped++;
                    if (fault != Step.COMMITTED) {
                        assertThat(everything()).isEqualTo(before);
                    }
                }
                assertThat(ledger()).isZero();
                if (random.nextInt(5) == 0) {
                    files.close();
                    files = new ProjectionFiles(directory, Company.SETTINGS);
                }
            }
            for (Future<Long> writer : writers) {
                assertThat(writer.get()).isPositive();
            }
        }
        projector.run(files.current(), NOBODY);

        assertThat(stopped).isGreaterThan(5);
        company.assertSame(files.current());
    }

    @Test
    void aTransactionThatRunsLongHoldsNothingBackAndComesWhole() throws Exception {
        projector.run(files.current(), NOBODY);
        try (Connection slow = company.database.database().connect();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("insert into records.part (created_by, updated_by, f_text) values ('li', 'li', 'slow')");
            new Writer(company, 4, 50).call();
            projector.run(files.current(), NOBODY);
            company.assertSame(files.current());

            new Writer(company, 5, 50).call();
            statement.execute(
                    "insert into records.\"order\" (created_by, updated_by, f_text) values ('li', 'li', 'slow')");
            projector.run(files.current(), NOBODY);
            company.assertSame(files.current());
            slow.commit();
        }
        projector.run(files.current(), NOBODY);

        company.assertSame(files.current());
        assertThat(company.projected(files.current(), "part"))
                .anySatisfy(row -> assertThat(row).contains("slow"));
    }

    @Test
    void theDaysAreThoseOfTheCompanysZone() throws Exception {
        new Writer(company, 6, 100).call();
        for (String zone : List.of("America/New_York", "Asia/Kathmandu", "+05:30", "UTC")) {
            company.zone = ZoneId.of(zone);
            projector.run(files.current(), NOBODY);
            company.assertSame(files.current());
        }
    }

    @Test
    void aNewFieldRebuildsItsObject() throws Exception {
        new Writer(company, 7, 100).call();
        projector.run(files.current(), NOBODY);
        company.define(Company.object("order"), Company.object("part", Company.field("colour", FieldType.TEXT)));
        new Writer(company, 8, 20).call();
        List<Long> loaded = new ArrayList<>();
        projector.run(files.current(), (step, rows) -> {
            if (step == Step.PLANNED) {
                loaded.add(rows);
            }
        });

        company.assertSame(files.current());
        assertThat(loaded).containsExactly((long) company.expected("part").size() - 1);
    }

    @Test
    void anObjectThatIsNoLongerDefinedDisappears() throws Exception {
        projector.run(files.current(), NOBODY);
        company.define(Company.object("order"));
        projector.run(files.current(), NOBODY);

        company.assertSame(files.current());
        assertThatThrownBy(() -> company.projected(files.current(), "part")).hasMessageContaining("part");
    }

    @Test
    void aTruncatedTableIsReadAgain() throws Exception {
        new Writer(company, 9, 50).call();
        projector.run(files.current(), NOBODY);
        company.database.dsl().execute("truncate records.part");
        projector.run(files.current(), NOBODY);

        company.assertSame(files.current());
        assertThat(company.projected(files.current(), "part")).hasSize(1);
    }

    @Test
    void aFileOfAnotherDatabaseIsReadAgain() throws Exception {
        projector.run(files.current(), NOBODY);
        var other = new Company();
        Writer.begin(other);
        new Writer(other, 10, 20).call();
        other.projector().run(files.current(), NOBODY);

        other.assertSame(files.current());
    }

    @Test
    void withoutChangesNothingIsWrittenAndTheStateGrowsYounger() throws Exception {
        Instant first = projector.run(files.current(), NOBODY);
        List<Step> steps = new ArrayList<>();
        Instant second = projector.run(files.current(), (step, rows) -> steps.add(step));

        assertThat(steps).isEmpty();
        assertThat(second).isAfter(first);
        try (Connection connection = files.current().connect()) {
            assertThat(files.current().state(connection).orElseThrow().asOf()).isEqualTo(second);
        }
    }

    @Test
    void aBrokenFileIsSetAsideAndBuiltAnew() throws Exception {
        projector.run(files.current(), NOBODY);
        Path path = files.current().path();
        files.close();
        java.nio.file.Files.writeString(path, "this is not a database".repeat(1000));

        files = new ProjectionFiles(directory, Company.SETTINGS);
        assertThat(files.current().isLoaded()).isFalse();
        assertThat(directory.resolve("unreadable.duckdb")).exists();
        projector.run(files.current(), NOBODY);
        company.assertSame(files.current());
    }

    @Test
    void aFileWhoseBuildingWasInterruptedIsForgotten() throws Exception {
        projector.run(files.current(), NOBODY);
        Path complete = files.current().path();
        ProjectionFile beside = files.beside();
        assertThatThrownBy(() -> projector.run(beside, new StopAt(Step.MARKED, 1)))
                .hasMessage("stopped here");
        beside.close();
        files.close();

        files = new ProjectionFiles(directory, Company.SETTINGS);
        assertThat(files.current().path()).isEqualTo(complete);
        assertThat(beside.path()).doesNotExist();
    }

    /** All rows of all objects in the file; empty before the first load. */
    private List<Object> everything() throws SQLException {
        List<Object> all = new ArrayList<>();
        if (files.current().isLoaded()) {
            all.add(company.projected(files.current(), "order"));
            all.add(company.projected(files.current(), "part"));
        }
        return all;
    }

    private BigDecimal ledger() throws SQLException {
        if (!files.current().isLoaded()) {
            return BigDecimal.ZERO;
        }
        try (Connection connection = files.current().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(Writer.ledger())) {
            row.next();
            return row.getBigDecimal(1);
        }
    }

    /** Stops a run the given time it reaches the step. */
    private static final class StopAt implements Projector.Observer {

        private final Step fault;
        private int left;

        StopAt(Step fault, int time) {
            this.fault = fault;
            this.left = time;
        }

        @Override
        public void reached(Step step, long rows) {
            if (step == fault && --left == 0) {
                throw new IllegalStateException("stopped here");
            }
        }
    }
}
