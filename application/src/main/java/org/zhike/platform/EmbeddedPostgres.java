package org.zhike.platform;

import static org.zhike.platform.PlatformError.POSTGRES_FAILED;
import static org.zhike.platform.PlatformError.POSTGRES_SILENT;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.zhike.kernel.ProductException;

/**
 * A real PostgreSQL server that lives and dies with the application, on the loopback only.
 *
 * <p>Its directory holds the programs ({@code bin-…}), the cluster ({@code data}), the {@code password}, the {@code port}
 * and {@code server.log}. A server left alive by an application that was killed is taken over.
 */
final class EmbeddedPostgres implements AutoCloseable {

    static final String USER = "zhike";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** Sized so that the demo with its JVM stays below 1.5 GB; a big company points to a PostgreSQL of its own. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "192MB"),
            // Little on purpose: with more, the planner walks a sort order through the whole table rather than sort the
            // few rows that fit.
            Map.entry("effective_cache_size", "256MB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("wal_compression", "on"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"));

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int START_ATTEMPTS = 20;
    private static final long LOG_LIMIT_BYTES = 10_000_000;
    private static final int TAIL_LINES = 15;

    private final Path directory;
    private final Path data;
    private final Path log;
    private final Path bin;
    private final ServerUser user;
    private final String password;
    private final int port;

    private EmbeddedPostgres(Path directory, Map<String, String> settings) throws IOException {
        this.directory = directory;
        data = directory.resolve("data");
        log = directory.resolve("server.log");
        user = ServerUser.of(directory);
        bin = PostgresBinaries.unpackedIn(directory);
        password = createOrReadPassword();
        createCluster();
        Optional<Integer> adopted = adopt();
        port = adopted.isPresent() ? adopted.get() : start(settings);
    }

    /**
     * Starts the server of a directory, creating it at first (some seconds).
     *
     * @param settings PostgreSQL settings that differ from the usual ones
     */
    static EmbeddedPostgres start(Path directory, Map<String, String> settings) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            return new EmbeddedPostgres(directory.toRealPath(), settings);
        } catch (IOException e) {
            throw DataDirectory.unusable(directory, e);
        }
    }

    /** Returns where a database of this server is; it need not exist yet. */
    Database database(String name) {
        return database(name, port);
    }

    /** Creates a database unless it exists. */
    Database createDatabase(String name) {
        try (Connection connection = database("postgres").connect();
                var exists = connection.prepareStatement("select from pg_database where datname = ?");
                var create = connection.createStatement()) {
            exists.setString(1, name);
            try (var rows = exists.executeQuery()) {
                if (!rows.next()) {
                    create.execute("create database " + create.enquoteIdentifier(name, true));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        return database(name);
    }

    /** Stops the server: open transactions are rolled back, everything committed is on the disk. */
    @Override
    public void close() {
        try {
            var stop = pgCtl("stop", "-m", "fast");
            if (!stop.succeeded() && Files.exists(data.resolve("postmaster.pid"))) {
                throw failed("stop", stop.output());
            }
        } catch (IOException e) {
            throw DataDirectory.unusable(directory, e);
        }
    }

    private String createOrReadPassword() throws IOException {
        Path file = directory.resolve("password");
        if (Files.notExists(file)) {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            Path beside = directory.resolve("password.new");
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(beside, HexFormat.of().formatHex(secret));
            user.own(beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    private void createCluster() throws IOException {
        if (Files.exists(data)) {
            return;
        }
        LOG.info("Creating the database in {}", directory);
        Path beside = directory.resolve("data.new");
        FileSystemUtils.deleteRecursively(beside);
        var initdb = user.run(
                directory,
                List.of(
                        bin.resolve("initdb").toString(),
                        "--pgdata=" + beside,
                        "--username=" + USER,
                        "--pwfile=" + directory.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--data-checksums"));
        if (!initdb.succeeded()) {
            throw failed("create its files", initdb.output());
        }
        Files.move(beside, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the port of a server left alive on this directory, once it has answered. */
    private Optional<Integer> adopt() throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            Optional<Postmaster> left = Postmaster.of(data);
            if (left.isEmpty()) {
                return Optional.empty();
            }
            if (!left.get().lives()) {
                if (left.get().numberIsTaken()) {
                    // PostgreSQL would take the other program for a living server.
                    Files.deleteIfExists(data.resolve("postmaster.pid"));
                }
                return Optional.empty();
            }
            int leftPort = left.get().port();
            if (leftPort > 0 && answers(leftPort)) {
                LOG.info(
                        "Took over the PostgreSQL left running (process {})",
                        left.get().pid());
                return Optional.of(leftPort);
            }
            pause();
        }
        throw new ProductException(
                POSTGRES_SILENT, Postmaster.of(data).map(Postmaster::pid).orElse(0L), data);
    }

    /** Returns whether the server at this port knows our password and serves our files: it may be anybody's. */
    private boolean answers(int candidate) {
        try (Connection connection = database("postgres", candidate).connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("show data_directory")) {
            return rows.next() && rows.getString(1).equals(data.toString());
        } catch (SQLException e) {
            LOG.debug("No answer at port {}", candidate, e);
            return false;
        }
    }

    private int start(Map<String, String> settings) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, directory.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        for (int attempt = 1; ; attempt++) {
            long logEnd = Files.exists(log) ? Files.size(log) : 0;
            int candidate = freePort();
            var started = pgCtl("start", "-l", log.toString(), "-o", options(candidate, settings));
            if (started.succeeded()) {
                Files.writeString(directory.resolve("port"), Integer.toString(candidate));
                return candidate;
            }
            String said = said(logEnd);
            // The port was snatched, or children of a killed server are still leaving.
            boolean passing = said.contains("could not bind") || said.contains("shared memory block");
            if (!passing || attempt == START_ATTEMPTS) {
                throw failed("start", said.isBlank() ? started.output() : said);
            }
            pause();
        }
    }

    private static String options(int port, Map<String, String> settings) {
        var all = new TreeMap<>(SETTINGS);
        all.putAll(settings);
        var options = new StringBuilder("-p " + port);
        all.forEach((name, value) -> options.append(" -c %s='%s'".formatted(name, value)));
        return options.toString();
    }

    /** Returns the port of last time if nobody has taken it, else any free one. */
    private int freePort() throws IOException {
        Path file = directory.resolve("port");
        if (Files.exists(file)) {
            int last = Integer.parseInt(Files.readString(file).strip());
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), last));
                return last;
            } catch (IOException e) {
                LOG.info("Port {} is taken; PostgreSQL moves to another one", last);
            }
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Commands.Result pgCtl(String verb, String... options) throws IOException {
        var command = new ArrayList<>(List.of(bin.resolve("pg_ctl").toString(), verb, "-w"));
        command.addAll(List.of("-D", data.toString(), "-t", Long.toString(PATIENCE.toSeconds())));
        command.addAll(List.of(options));
        return user.run(directory, command);
    }

    private String said(long from) throws IOException {
        if (Files.notExists(log)) {
            return "";
        }
        try (var channel = Files.newInputStream(log)) {
            channel.skipNBytes(from);
            return new String(channel.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private ProductException failed(String what, String said) {
        List<String> lines = said.strip().lines().toList();
        return new ProductException(
                POSTGRES_FAILED,
                directory,
                what,
                String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())));
    }

    private Database database(String name, int at) {
        return new Database("jdbc:postgresql://127.0.0.1:" + at + "/" + name, USER, password);
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }

    /** What {@code postmaster.pid} says of the server that wrote it; port 0 while it is too young to tell. */
    private record Postmaster(long pid, int port) {

        static Optional<Postmaster> of(Path data) throws IOException {
            Path file = data.resolve("postmaster.pid");
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            int port = lines.size() > 3 && !lines.get(3).isBlank()
                    ? Integer.parseInt(lines.get(3).strip())
                    : 0;
            return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), port));
        }

        boolean numberIsTaken() {
            return ProcessHandle.of(pid).isPresent();
        }

        /** Returns whether the process with this number is a living PostgreSQL. */
        boolean lives() throws IOException {
            Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
            return Files.exists(commandLine) && Files.readString(commandLine).contains("postgres");
        }
    }
}
