package org.zhike.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.objects.StandardObjects;
import org.zhike.packs.DemoCompany;
import tools.jackson.databind.JsonNode;

/**
 * One flat file of order lines imported by {@code ./zhike import} into customers, products, orders and items, beside
 * PostgreSQL's COPY on the same server: of the file into one plain table, and of the very records the import made into tables
 * with the same columns, without and with the same indexes.
 */
final class ImportBenchmark implements Benchmarks.Part {

    private static final List<String> OBJECTS = List.of("customer", "product", "order", "order_item");

    @Override
    public void run(Bench bench) throws Exception {
        Path file = bench.work("lines.csv");
        try (Writer out = Files.newBufferedWriter(file)) {
            DemoCompany.ofOrderLines(7, LocalDate.parse("2026-01-01"), bench.size(500_000, 20_000))
                    .writeOrderLines(out, new StandardObjects());
        }
        int repetitions = bench.size(3, 1);
        Times times = new Times();
        long lines = 0;
        for (int i = 1; i <= repetitions; i++) {
            Path data = bench.work("import-" + i);
            JsonNode summary = importFile(bench, file, data);
            lines = summary.path("read").asLong();
            times.add(summary.path("seconds").asDouble());
            if (i < repetitions) {
                bench.delete(data);
            }
        }
        Path last = bench.work("import-" + repetitions);
        double again = importFile(bench, file, last).path("seconds").asDouble();
        Bench.print(
                "%n## Import%n%n%,d order lines, %,.0f MB; median of %d; ratio = seconds of the import / seconds of this.%n"
                        .formatted(lines, Files.size(file) / 1e6, repetitions));
        Bench.heading("what", "seconds", "lines/s", "ratio");
        double seconds = times.median();
        row("`./zhike import` into an empty system", seconds, lines, seconds);
        row("the same file once more: nothing changes", again, lines, seconds);
        try (Bench.App app = new Bench.App(last);
                Connection connection = app.connect()) {
            bench.say("import: COPY for comparison");
            new Copies(bench, connection, lines, seconds).print(file);
        }
        bench.delete(last);
    }

    private static JsonNode importFile(Bench bench, Path file, Path data) throws Exception {
        bench.say("import: into %s".formatted(data.getFileName()));
        Process process = bench.zhike(
                        "import", file.toString(), "--as", "order-lines", "--json", "--data", data.toString())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("./zhike import failed: " + printed);
        }
        JsonNode summary = Bench.JSON.readTree(
                printed.lines().reduce((first, second) -> second).orElseThrow());
        if (summary.path("rejected").asLong() != 0) {
            throw new IllegalStateException("rows were rejected: " + summary);
        }
        return summary;
    }

    private static void row(String what, double seconds, long lines, double imported) {
        Bench.row(what, Bench.s(seconds), "%,.0f".formatted(lines / seconds), Bench.times(imported / seconds));
    }

    /** COPY into tables of its own, in the import's database. */
    private record Copies(Bench bench, Connection connection, long lines, double imported) {

        void print(Path file) throws Exception {
            Bench.execute(connection, "create schema bench");
            row("COPY of the file into one plain table", median(() -> copyFile(file)), lines, imported);
            for (String object : OBJECTS) {
                try (OutputStream out = Files.newOutputStream(bench.work(object + ".copy"))) {
                    copying().copyOut("copy records.\"%s\" (%s) to stdout".formatted(object, columns(object)), out);
                }
            }
            row("COPY of the records made into four tables", median(() -> copyRecords("")), lines, imported);
            row(
                    "COPY of them with the same indexes and search column",
                    median(() -> copyRecords(" including indexes including generated")),
                    lines,
                    imported);
        }

        /** Returns the seconds it took without making the tables. */
        private interface Copy {
            double run() throws Exception;
        }

        private double median(Copy copy) throws Exception {
            Times times = new Times();
            for (int i = 0; i < bench.size(3, 1); i++) {
                Bench.execute(connection, "checkpoint");
                times.add(copy.run());
            }
            return times.median();
        }

        private double copyFile(Path file) throws Exception {
            Bench.execute(connection, """
                    drop table if exists bench.lines;
                    create table bench.lines (number text, kind text, status text, ordered_at timestamp, channel text,
                        region text, store text, customer text, name text, mobile text, sku text, product text,
                        category text, quantity numeric(18,3), price numeric(18,4))""");
            try (InputStream in = Files.newInputStream(file)) {
                return Bench.seconds(() -> copying().copyIn("copy bench.lines from stdin (format csv, header)", in));
            }
        }

        private double copyRecords(String including) throws Exception {
            double seconds = 0;
            for (String object : OBJECTS) {
                Bench.execute(
                        connection,
                        "drop table if exists bench.\"%1$s\"; create table bench.\"%1$s\" (like records.\"%1$s\"%2$s)"
                                .formatted(object, including));
                try (InputStream in = Files.newInputStream(bench.work(object + ".copy"))) {
                    seconds += Bench.seconds(() -> copying()
                            .copyIn("copy bench.\"%s\" (%s) from stdin".formatted(object, columns(object)), in));
                }
            }
            return seconds;
        }

        private CopyManager copying() throws Exception {
            return connection.unwrap(PGConnection.class).getCopyAPI();
        }

        /** All but the generated ones. */
        private String columns(String object) throws Exception {
            return String.join(", ", Bench.texts(connection, """
                            select quote_ident(column_name) from information_schema.columns
                            where table_schema = 'records' and table_name = '%s' and is_generated = 'NEVER'
                            order by ordinal_position""".formatted(object)));
        }
    }
}
