package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.platform.Database;
import org.zhike.platform.Fork;

class KilledProjectorTest {

    private static final int KILLS = 4;

    @TempDir
    private Path directory;

    @Test
    void killedAtAnyMomentItGoesOnFromAStateThatWas() throws Exception {
        var company = new Company();
        Writer.begin(company);
        new Writer(company, 1, 50).call();
        var random = new Random(1);
        Database database = company.database.database();
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Long>> writers = IntStream.range(0, 2)
                    .mapToObj(i -> threads.submit(new Writer(company, 20 + i, 400)))
                    .toList();
            for (int i = 0; i < KILLS; i++) {
                try (var fork = Fork.of(
                        Endless.class,
                        directory.toString(),
                        database.url(),
                        database.username(),
                        database.password())) {
                    fork.await("projecting");
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(700));
                    fork.kill();
                }
                try (var files = new ProjectionFiles(directory, Company.SETTINGS);
                        Connection connection = files.current().connect();
                        var statement = connection.createStatement()) {
                    if (files.current().isLoaded()) {
                        try (var row = statement.executeQuery(Writer.ledger())) {
                            row.next();
                            assertThat(row.getBigDecimal(1)).isEqualByComparingTo(BigDecimal.ZERO);
                        }
                    }
                }
            }
            for (Future<Long> writer : writers) {
                assertThat(writer.get()).isPositive();
            }
        }
        assertThat(directory.resolve("unreadable.duckdb")).doesNotExist();
        try (var files = new ProjectionFiles(directory, Company.SETTINGS)) {
            company.projector().run(files.current(), (step, rows) -> {});
            assertThat(files.current().isLoaded()).isTrue();
            company.assertSame(files.current());
        }
    }

    /** Projects again and again until it is killed. */
    static final class Endless {

        public static void main(String[] arguments) throws Exception {
            var records = new PGSimpleDataSource();
            records.setUrl(arguments[1]);
            records.setUser(arguments[2]);
            records.setPassword(arguments[3]);
            var objects = new ObjectCatalogue() {
                @Override
                public List<ObjectDefinition> all() {
                    return List.of(Company.object("order"), Company.object("part"));
                }

                @Override
                public ObjectDefinition get(String name) {
                    throw new UnsupportedOperationException(name);
                }
            };
            var projector = new Projector(records, objects, () -> ZoneId.of("Asia/Shanghai"));
            try (var files = new ProjectionFiles(Path.of(arguments[0]), Company.SETTINGS)) {
                System.out.println("projecting");
                while (true) {
                    projector.run(files.current(), (step, rows) -> {});
                }
            }
        }
    }
}
