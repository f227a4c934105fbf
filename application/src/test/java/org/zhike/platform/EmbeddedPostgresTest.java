package org.zhike.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.ProductException;

class EmbeddedPostgresTest {

    private static final int NOBODY = 65534;

    @TempDir
    private Path directory;

    private Path postgres;

    @BeforeEach
    void saveUnpackingThePrograms() throws IOException {
        PostgresForTests.unmigratedDatabase();
        postgres = Files.createDirectory(directory.resolve("postgres"));
        String programs = "bin-" + PostgresBinaries.VERSION;
        Files.createSymbolicLink(
                postgres.resolve(programs),
                Path.of("target", "postgres", programs).toAbsolutePath());
    }

    @AfterEach
    void keepTheUnpackedPrograms() throws IOException {
        Path programs = postgres.resolve("bin-" + PostgresBinaries.VERSION);
        if (Files.isSymbolicLink(programs)) {
            Files.delete(programs);
        }
    }

    @Test
    void whatWasCommittedIsThereAfterAnOrderlyStop() throws Exception {
        try (var server = start()) {
            remember(server);
        }
        assertThat(postgres.resolve("data/postmaster.pid")).doesNotExist();

        try (var server = start()) {
            assertThat(remembered(server)).isTrue();
        }
    }

    @Test
    void aServerLeftAliveByAKilledApplicationIsTakenOver() throws Exception {
        String left;
        try (var application = Fork.of(OneServer.class, directory.toString())) {
            application.await("url ");
            left = postmaster();
            application.kill();
        }

        try (var server = start()) {
            assertThat(postmaster()).isEqualTo(left);
            remember(server);
        }
        assertThat(postgres.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerKilledTogetherWithTheApplicationRecovers() throws Exception {
        try (var application = Fork.of(OneServer.class, directory.toString())) {
            remember(new Database(application.await("url "), EmbeddedPostgres.USER, password()));
            application.kill();
            ProcessHandle.of(Long.parseLong(postmaster())).orElseThrow().destroyForcibly();
        }

        try (var server = start()) {
            assertThat(remembered(server)).isTrue();
        }
    }

    @Test
    void aProcessNumberThatNowBelongsToAnotherProgramIsNoServer() throws Exception {
        start().close();
        Files.writeString(
                postgres.resolve("data/postmaster.pid"), ProcessHandle.current().pid() + "\n\n\n1\n");

        try (var server = start()) {
            assertThat(postmaster())
                    .isNotEqualTo(Long.toString(ProcessHandle.current().pid()));
            remember(server);
        }
    }

    @Test
    void theTerminatedApplicationStopsItsServer() throws Exception {
        try (var application = Fork.of(OneServer.class, directory.toString())) {
            application.await("url ");
            application.terminate();
        }

        assertThat(postgres.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondApplicationIsRefusedAndToldWhoHasTheDirectory() throws Exception {
        try (var first = Fork.of(OneServer.class, directory.toString())) {
            first.await("url ");
            try (var second = Fork.of(OneServer.class, directory.toString())) {
                assertThat(second.await("refused "))
                        .contains(directory.toRealPath().toString(), "process " + first.pid(), "--data");
            }
            assertThat(ProcessHandle.of(Long.parseLong(postmaster()))).isPresent();
            first.terminate();
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void oneJvmCannotTakeADirectoryTwice() {
        var first = DataDirectory.open(directory);
        assertThatThrownBy(() -> DataDirectory.open(directory)).hasMessageContaining("in use");
        first.close();

        DataDirectory.open(directory).close();
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(postgres, Map.of("shared_buffers", "many")))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining(postgres.toString())
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"many\"");
    }

    @Test
    void aFullDiskIsReportedAndTheNextStartBeginsAfresh() throws Exception {
        // No file may grow beyond 8 MB: to the programs that is what a full disk is.
        var full = List.of("bash", "-c", "ulimit -f 8192; exec \"$@\"", "bash");
        try (var application = Fork.of(full, OneServer.class, directory.toString())) {
            assertThat(application.await("refused ")).contains(postgres.toString(), "did not create its files", "disk");
        }

        try (var server = start()) {
            remember(server);
        }
    }

    @Test
    void anInterruptedUnpackingIsRepeated() throws Exception {
        Files.delete(postgres.resolve("bin-" + PostgresBinaries.VERSION));
        var full = List.of("bash", "-c", "ulimit -f 8192; exec \"$@\"", "bash");
        try (var application = Fork.of(full, OneServer.class, directory.toString())) {
            assertThat(application.await("refused ")).contains(postgres.toString(), "cannot be used");
        }

        try (var server = start()) {
            remember(server);
        }
    }

    @Test
    void aDirectoryBehindAClosedDoorIsReached() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        try (var server = start()) {
            remember(server);
        }
    }

    @Test
    void anOrdinaryUserRunsTheServerAsThemselves() throws Exception {
        List<String> prefix = List.of();
        if (isRoot()) {
            for (Path path : List.of(directory, postgres)) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
            // The capability is for reading root's class path only.
            prefix = List.of(
                    "setpriv",
                    "--reuid=" + NOBODY,
                    "--regid=" + NOBODY,
                    "--clear-groups",
                    "--securebits=+no_setuid_fixup",
                    "--inh-caps=+dac_read_search",
                    "--ambient-caps=+dac_read_search");
        }
        try (var application = Fork.of(prefix, OneServer.class, directory.toString())) {
            remember(new Database(application.await("url "), EmbeddedPostgres.USER, password()));
            application.terminate();
        }

        try (var server = start()) {
            assertThat(remembered(server)).isTrue();
        }
    }

    @Test
    void thePasswordIsReadableForNobodyElse() throws Exception {
        start().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.resolve("password"))))
                .isEqualTo("rw-------");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(postgres, Map.of());
    }

    private String postmaster() throws IOException {
        return Files.readAllLines(postgres.resolve("data/postmaster.pid")).getFirst();
    }

    private String password() throws IOException {
        return Files.readString(postgres.resolve("password"));
    }

    private static void remember(EmbeddedPostgres server) throws SQLException {
        remember(server.database("postgres"));
    }

    private static void remember(Database database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("create table remembered (id int)");
        }
    }

    private static boolean remembered(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.database("postgres").connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select to_regclass('remembered') is not null")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private static boolean isRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }
}
