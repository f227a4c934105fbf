package org.zhike.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import org.zhike.Zhike;
import org.zhike.platform.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the parts share: a place to work, applications, clocks and tables. */
final class Bench implements AutoCloseable {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final boolean small;
    private final Path work;
    private @Nullable App crm;

    Bench(Path home, boolean small) throws IOException {
        this.home = home.toRealPath();
        this.small = small;
        work = this.home.resolve("benchmarks/target/work");
        FileSystemUtils.deleteRecursively(work);
        Files.createDirectories(work);
    }

    /** Returns the first of a full run, the second of a small one. */
    int size(int full, int smoke) {
        return small ? smoke : full;
    }

    Path work(String name) {
        return work.resolve(name);
    }

    void delete(Path directory) throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    /** The launcher, as people call it. */
    ProcessBuilder zhike(String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("zhike").toString()));
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.appendTo(work("zhike.err").toFile()));
    }

    /** An application with so many customers that lists and lag are measured on; made at first use. */
    App crm() throws Exception {
        if (crm == null) {
            crm = new App(work("crm"));
            CustomerTable.fill(crm, customers());
        }
        return crm;
    }

    int customers() {
        return size(1_000_000, 50_000);
    }

    @Override
    public void close() throws IOException {
        if (crm != null) {
            crm.close();
        }
        delete(work);
    }

    /** The whole application in this process, as the launcher starts it. */
    static final class App implements AutoCloseable {

        private final ConfigurableApplicationContext context;
        private final Api api;

        App(Path data) {
            String key = UUID.randomUUID().toString();
            context = new SpringApplication(Zhike.class)
                    .run(
                            "--zhike.data=" + data,
                            "--zhike.command-key=" + key,
                            // A question of the largest board may take longer than people would wait.
                            "--zhike.projection.timeout=10m",
                            "--server.port=0",
                            "--server.address=127.0.0.1");
            api = new Api("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"), key);
        }

        <T> T get(Class<T> type) {
            return context.getBean(type);
        }

        Api api() {
            return api;
        }

        /** A connection of one's own to its PostgreSQL. */
        Connection connect() throws SQLException {
            return get(Database.class).connect();
        }

        @Override
        public void close() {
            SpringApplication.exit(context);
        }
    }

    /** The HTTP API of a running application. */
    record Api(String address, String key, HttpClient http) {

        Api(String address, String key) {
            this(address, key, HttpClient.newHttpClient());
        }

        String get(String path) throws IOException, InterruptedException {
            return send(request(path).GET().build());
        }

        String post(String path, Object body) throws IOException, InterruptedException {
            return send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build());
        }

        JsonNode json(String path) throws IOException, InterruptedException {
            return JSON.readTree(get(path));
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + key);
        }

        private String send(HttpRequest request) throws IOException, InterruptedException {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new IOException(request.uri() + " → " + response.statusCode() + " " + response.body());
            }
            return response.body();
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Something that takes time. */
    interface Work {
        void run() throws Exception;
    }

    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Times or other figures of repetitions. For one thread. */
    static final class Times {

        private final List<Double> values = new ArrayList<>();

        Times add(double value) {
            values.add(value);
            return this;
        }

        int count() {
            return values.size();
        }

        double median() {
            return quantile(0.5);
        }

        /** The smallest value that so large a share do not exceed. */
        double quantile(double share) {
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows, as text. */
    static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** Fills record tables faster: with their indexes made afterwards, those whose names fit at least. */
    static void withoutIndexes(Connection connection, List<String> tables, String madeAgain, Work work)
            throws Exception {
        String secondary = """
                from pg_index i join pg_class c on c.oid = i.indexrelid
                where not i.indisprimary and i.indrelid in (
                    select ('records."' || name || '"')::regclass from unnest(array['%s']) name)""".formatted(String.join("', '", tables));
        List<String> indexes = texts(
                connection,
                "select pg_get_indexdef(i.indexrelid) " + secondary + " and c.relname ~ '" + madeAgain + "'");
        for (String index : texts(connection, "select i.indexrelid::regclass " + secondary)) {
            execute(connection, "drop index " + index);
        }
        work.run();
        execute(connection, "set maintenance_work_mem = '512MB'");
        for (String index : indexes) {
            execute(connection, index);
        }
    }

    /** Tells what is under way, beside the results. */
    void say(String what) {
        System.err.println(what);
    }

    static void print(String line) {
        System.out.println(line);
    }

    static void row(Object... cells) {
        System.out.println("| "
                + String.join(" | ", Arrays.stream(cells).map(Object::toString).toList()) + " |");
    }

    static void heading(Object... cells) {
        row(cells);
        row(Arrays.stream(cells).map(cell -> "---").toArray());
    }

    static String ms(double milliseconds) {
        return (milliseconds < 10 ? "%.1f ms" : "%.0f ms").formatted(milliseconds);
    }

    static String s(double seconds) {
        return (seconds < 10 ? "%.2f s" : "%.1f s").formatted(seconds);
    }

    static String times(double ratio) {
        return (ratio < 10 ? "%.2f" : "%.0f").formatted(ratio);
    }

    void printFacts() throws SQLException {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String duck;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            duck = connection.getMetaData().getDatabaseProductVersion();
        }
        print("%d cores, %.0f GB of memory, load %.1f at the start; %s %s, JDK %s, DuckDB %s.%s"
                .formatted(
                        machine.getAvailableProcessors(),
                        machine.getTotalMemorySize() / 1e9,
                        machine.getSystemLoadAverage(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        duck,
                        small ? " **Small run: the figures mean little.**" : ""));
    }
}
