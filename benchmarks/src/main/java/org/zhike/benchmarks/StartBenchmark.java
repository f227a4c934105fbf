package org.zhike.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.zhike.benchmarks.Bench.Api;
import org.zhike.benchmarks.Bench.Times;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./zhike} as people start it, after the build: until the login page and the session answer, and, for the demo, until it
 * says that it is ready; with the JVM's cache and without; and what the demo takes of memory after its boards were looked at.
 */
final class StartBenchmark implements Benchmarks.Part {

    private static final double GOAL_MEMORY_MB = 1500;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    @Override
    public void run(Bench bench) throws Exception {
        int repetitions = bench.size(5, 1);
        Times first = new Times();
        Times later = new Times();
        Times uncached = new Times();
        for (int i = 0; i < repetitions; i++) {
            bench.say("start: %d of %d".formatted(i + 1, repetitions));
            Path data = bench.work("start-" + i);
            first.add(start(bench, "serve", data, true));
            later.add(start(bench, "serve", data, true));
            uncached.add(start(bench, "serve", data, false));
            bench.delete(data);
        }
        Bench.print("%n## Start and memory%n%nMedian of %d.%n".formatted(repetitions));
        Bench.heading("start", "to the login page", "goal", "without the JVM's cache", "ratio");
        Bench.row("first, on an empty directory", Bench.s(first.median()), goal(first.median(), 40), "", "");
        Bench.row(
                "later",
                Bench.s(later.median()),
                goal(later.median(), 10),
                Bench.s(uncached.median()),
                Bench.times(later.median() / uncached.median()));
        demo(bench);
    }

    private static String goal(double seconds, int goal) {
        return (seconds <= goal ? "≤ " : "**missed** ") + goal + " s";
    }

    private static void demo(Bench bench) throws Exception {
        bench.say("start: the demo");
        Path data = bench.work("demo");
        double first = ready(bench, data).seconds();
        Ready running = ready(bench, data);
        Bench.row("demo, first, with its data made up", Bench.s(first), goal(first, 40), "", "");
        Bench.row("demo, later", Bench.s(running.seconds()), goal(running.seconds(), 10), "", "");
        try {
            Memory before = Memory.of(running.process(), data);
            int questions = 0;
            for (int i = 0; i < 3; i++) {
                questions += lookAtBoards(running.api());
            }
            Memory after = Memory.of(running.process(), data);
            Bench.print(
                    "%nThe demo's memory in MB; “after” = after %d questions of its boards.%n".formatted(questions));
            Bench.heading("when", "JVM", "PostgreSQL, shared pages once", "together", "goal", "sum of all RSS");
            before.print("started");
            after.print("after");
        } finally {
            stop(running.process());
        }
        bench.delete(data);
    }

    /** Returns the seconds until the login page can be used. */
    private static double start(Bench bench, String verb, Path data, boolean cached) throws Exception {
        Launch launch = launch(bench, verb, data, cached);
        try {
            await(launch, () -> {
                launch.api().get("/");
                return launch.api()
                        .json("/api/session")
                        .path("state")
                        .asString()
                        .equals("setup");
            });
            return launch.seconds();
        } finally {
            stop(launch.process());
        }
    }

    private record Ready(Process process, Api api, double seconds) {}

    /** Starts the demo and waits until all of its data can be seen on the boards. */
    private static Ready ready(Bench bench, Path data) throws Exception {
        boolean isFirst = Files.notExists(data);
        Launch launch = launch(bench, "demo", data, true);
        await(launch, () -> Files.readString(bench.work("zhike.out")).contains("ready at"));
        double seconds = launch.seconds();
        if (isFirst) {
            stop(launch.process());
        }
        return new Ready(launch.process(), launch.api(), seconds);
    }

    private record Launch(Process process, Api api, long begun) {
        double seconds() {
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private static Launch launch(Bench bench, String verb, Path data, boolean cached) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String key = "benchmark-" + port;
        ProcessBuilder builder = bench.zhike(verb, "--data", data.toString(), "--port", Integer.toString(port))
                .redirectOutput(bench.work("zhike.out").toFile());
        builder.environment().put("ZHIKE_COMMAND_KEY", key);
        if (!cached) {
            builder.environment().put("ZHIKE_JAVA_OPTIONS", "-XX:AOTMode=off");
        }
        long begun = System.nanoTime();
        return new Launch(builder.start(), new Api("http://127.0.0.1:" + port, key), begun);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Launch launch, Condition condition) throws Exception {
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (IOException e) {
                // Nobody answers yet.
                if (!launch.process().isAlive()) {
                    throw new IllegalStateException(
                            "./zhike ended with " + launch.process().exitValue(), e);
                }
            }
            if (System.nanoTime() - launch.begun() > PATIENCE_NANOS) {
                throw new IllegalStateException("./zhike does not answer");
            }
            Thread.sleep(20);
        }
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("./zhike does not end");
        }
    }

    /** Asks for what every ready board shows; returns how many tiles that were. */
    private static int lookAtBoards(Api api) throws Exception {
        int tiles = 0;
        for (JsonNode board : api.json("/api/boards")) {
            String path = "/api/boards/" + board.path("id").asString();
            tiles += api.json(path).path("definition").path("tiles").size();
            api.post(path + "/answers", Map.of("limits", List.of()));
        }
        return tiles;
    }

    /**
     * Megabytes taken.
     *
     * @param shared by the PostgreSQL processes, pages they share counted once
     * @param all the resident sets of all processes added up
     */
    private record Memory(double jvm, double shared, double all) {

        static Memory of(Process process, Path data) throws IOException {
            long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postgres/data/postmaster.pid"))
                    .getFirst()
                    .strip());
            List<Long> postgres = new ArrayList<>(List.of(postmaster));
            ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid)
                    .forEach(postgres::add);
            double jvm = megabytes(process.pid(), "status", "VmRSS:");
            double shared = 0;
            double all = jvm;
            for (long pid : postgres) {
                shared += megabytes(pid, "smaps_rollup", "Pss:");
                all += megabytes(pid, "status", "VmRSS:");
            }
            return new Memory(jvm, shared, all);
        }

        private static double megabytes(long pid, String file, String key) throws IOException {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), file))) {
                return lines.filter(line -> line.startsWith(key))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(0);
            }
        }

        void print(String when) {
            Bench.row(
                    when,
                    "%.0f".formatted(jvm),
                    "%.0f".formatted(shared),
                    "%.0f".formatted(jvm + shared),
                    (jvm + shared <= GOAL_MEMORY_MB ? "≤ " : "**missed** ") + "1500",
                    "%.0f".formatted(all));
        }
    }
}
