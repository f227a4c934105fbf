package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.resultQuery;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.ProductException;

@Timeout(120)
class DuckDbEngineTest {

    private static final Projector.Observer NOBODY = (step, rows) -> {};
    private static final String ENDLESS = "select sum(sqrt(range)) from range(100000000000)";
    private static final String ENDLESS_ROWS = "select range from range(100000000000) where hash(range) % 10000000 = 0";

    private final Company company = new Company();
    private final Projector projector = company.projector();

    @TempDir
    private Path directory;

    private ProjectionFiles files;
    private DuckDbEngine engine;

    @BeforeEach
    void open() throws Exception {
        Writer.begin(company);
        files = new ProjectionFiles(directory, Company.SETTINGS);
        engine = engine(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        files.close();
    }

    @Test
    void beforeTheFirstLoadItSaysSo() {
        assertThatThrownBy(() -> engine.read(AnalyticsEngine.Session::asOf))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("being loaded");
    }

    @Test
    void aQueryIsAnsweredWithItsBinds() throws Exception {
        projector.run(files.current(), NOBODY);
        var orders = table(name("records", "order"));
        var id = field(name("id"), Long.class);

        Integer later = engine.read(
                session -> session.fetch(select(count()).from(orders).where(id.gt(1L)))
                        .get(0)
                        .value1());
        assertThat(later).isEqualTo(Writer.LEDGER - 1);
        String text = engine.read(session -> session.fetch(resultQuery("select ? || ?", "客", "'; drop"))
                .get(0)
                .get(0, String.class));
        assertThat(text).isEqualTo("客'; drop");
    }

    @Test
    void allQueriesOfOneWorkSeeTheSameStateWhateverIsAppliedMeanwhile() throws Exception {
        projector.run(files.current(), NOBODY);
        Instant before = engine.read(AnalyticsEngine.Session::asOf);
        engine.read(session -> {
            List<Object> first = seen(session);
            try {
                new Writer(company, 1, 30).call();
                projector.run(files.current(), NOBODY);
                ProjectionFile built = files.beside();
                projector.run(built, NOBODY);
                files.takeOver(built);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            assertThat(seen(session)).isEqualTo(first);
            assertThat(session.asOf()).isEqualTo(before);
            return null;
        });

        assertThat(engine.<Instant>read(AnalyticsEngine.Session::asOf)).isAfter(before);
        company.assertSame(files.current());
    }

    @Test
    void whileRecordsChangeNoAnswerHoldsATransactionByHalf() throws Exception {
        projector.run(files.current(), NOBODY);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Future<Long> writer = threads.submit(new Writer(company, 2, 200));
            Future<?> follower = threads.submit(() -> {
                while (!writer.isDone()) {
                    projector.run(files.current(), NOBODY);
                }
                return null;
            });
            int answers = 0;
            while (!follower.isDone()) {
                assertThat(engine.<BigDecimal>read(DuckDbEngineTest::balance)).isEqualByComparingTo(BigDecimal.ZERO);
                answers++;
            }
            follower.get();
            assertThat(writer.get()).isPositive();
            assertThat(answers).isGreaterThan(3);
        }
    }

    @Test
    void manyRowsAreHandedOverWithoutBeingHeld() throws Exception {
        projector.run(files.current(), NOBODY);
        var seen = new AtomicLong();
        engine.read(session -> {
            session.forEach(resultQuery("select range from range(3000000)"), row -> seen.incrementAndGet());
            return null;
        });
        assertThat(seen).hasValue(3_000_000);
    }

    @Test
    void aWorkThatTakesTooLongIsStopped() throws Exception {
        projector.run(files.current(), NOBODY);
        try (var impatient = engine(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> impatient.read(session -> session.fetch(resultQuery(ENDLESS))))
                    .isInstanceOf(ProductException.class)
                    .hasMessageContaining("longer than PT0.3S");
            assertThatThrownBy(() -> impatient.read(session -> {
                        session.forEach(resultQuery(ENDLESS_ROWS), row -> {});
                        return null;
                    }))
                    .isInstanceOf(ProductException.class)
                    .hasMessageContaining("longer than PT0.3S");
        }
    }

    @Test
    void aWorkCanBeCancelledByAnotherThread() throws Exception {
        projector.run(files.current(), NOBODY);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThatThrownBy(() -> engine.read(session -> {
                        threads.execute(() -> {
                            LockSupport.parkNanos(300_000_000);
                            session.cancel();
                        });
                        return session.fetch(resultQuery(ENDLESS));
                    }))
                    .isInstanceOf(ProductException.class)
                    .hasMessageContaining("was stopped");
        }
    }

    @Test
    void whoeverNamedAQuestionCanEndItAndNobodyElse() throws Exception {
        projector.run(files.current(), NOBODY);
        var questions = new Questions();
        var begun = new CountDownLatch(1);
        try (var asking = new DuckDbEngine(files, Company.SETTINGS, questions);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> answer = threads.submit(() -> {
                questions.begin("li", "board");
                try {
                    return asking.read(session -> {
                        begun.countDown();
                        return session.fetch(resultQuery(ENDLESS));
                    });
                } finally {
                    questions.end();
                }
            });
            begun.await();
            questions.cancel("wang", "board");
            questions.cancel("li", "another");
            assertThat(answer.isDone()).isFalse();
            questions.cancel("li", "board");
            assertThatThrownBy(answer::get)
                    .hasCauseInstanceOf(ProductException.class)
                    .hasMessageContaining("was stopped");
        }
        questions.begin("li", "board");
        assertThat(engine.<Instant>read(AnalyticsEngine.Session::asOf)).isNotNull();
        questions.end();
    }

    @Test
    void aQuestionCancelledBeforeItReachesTheEngineDoesNotRun() throws Exception {
        projector.run(files.current(), NOBODY);
        var questions = new Questions();
        try (var asking = new DuckDbEngine(files, Company.SETTINGS, questions)) {
            questions.begin("li", "board");
            questions.cancel("li", "board");
            assertThatThrownBy(() -> asking.read(session -> session.fetch(resultQuery("select 1"))))
                    .isInstanceOf(ProductException.class)
                    .hasMessageContaining("was stopped");
            questions.end();
            assertThat(asking.<Instant>read(AnalyticsEngine.Session::asOf)).isNotNull();
        }
    }

    @Test
    void aWorkCanNeitherWriteNorReachOutNorChangeSettings() throws Exception {
        projector.run(files.current(), NOBODY);
        for (String sql : List.of(
                "delete from records.part",
                "create table x (i integer)",
                "select * from read_csv('/etc/passwd')",
                "copy (select 1) to '/tmp/x.csv'",
                "attach '/tmp/x.duckdb'",
                "install httpfs",
                "set memory_limit = '100GB'")) {
            assertThatThrownBy(() -> engine.read(session -> session.fetch(resultQuery(sql))))
                    .as(sql)
                    .isInstanceOf(DataAccessException.class);
        }
        company.assertSame(files.current());
    }

    private DuckDbEngine engine(Duration timeout) {
        return new DuckDbEngine(files, new ProjectionSettings(Duration.ZERO, Duration.ZERO, timeout, null, null));
    }

    private static List<Object> seen(AnalyticsEngine.Session session) {
        ResultQuery<Record> orders = resultQuery("select * from records.\"order\" order by id");
        ResultQuery<Record> parts = resultQuery("select * from records.part order by id");
        return List.of(session.fetch(orders).formatCSV(), session.fetch(parts).formatCSV());
    }

    private static BigDecimal balance(AnalyticsEngine.Session session) {
        var balance = field(name("balance"), BigDecimal.class);
        BigDecimal total = BigDecimal.ZERO;
        for (String object : List.of("order", "part")) {
            Record1<BigDecimal> row = session.fetch(select(sum(balance))
                            .from(table(name("records", object)))
                            .where(field(name("id"), Long.class).le((long) Writer.LEDGER)))
                    .get(0);
            total = total.add(row.value1());
        }
        return total;
    }
}
