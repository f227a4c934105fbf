package org.zhike.commandline;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ErrorKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What can be done to definition files of metrics: {@code ./zhike metrics check|import|export}. */
final class MetricFilesCommand {

    private MetricFilesCommand() {}

    @Command(
            name = "check",
            description = "Check definition files, all together; every problem with its line.",
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {

        private final ApplicationStart start;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @CommandLine.Mixin
        private Connection connection = new Connection();

        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "Definitions (.yaml), or archives of them (.zip).")
        private List<Path> files = new ArrayList<>();

        Check(ApplicationStart start) {
            this.start = start;
        }

        @Override
        public Integer call() {
            return connection.run(start, false, api -> {
                JsonNode problems = api.upload("/api/metrics/studio/check-files", files);
                PrintWriter out = spec.commandLine().getOut();
                problems.forEach(problem -> out.println(line(problem)));
                if (problems.isEmpty()) {
                    out.println("No problems.");
                }
                return problems.isEmpty() ? 0 : ErrorKind.INVALID.exitCode();
            });
        }

        private static String line(JsonNode problem) {
            String inner = problem.has("inLine")
                    ? " " + problem.path("inLine").asInt() + ":"
                            + problem.path("inColumn").asInt()
                    : "";
            String place = problem.has("line")
                    ? ", line " + problem.path("line").asInt() + ", column "
                            + problem.path("column").asInt()
                    : "";
            return problem.path("path").asString() + inner + place + ": "
                    + problem.path("message").asString();
        }
    }

    @Command(
            name = "import",
            description = "Bring definition files in exactly as they are, all or none, as drafts or published.",
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {

        private final ApplicationStart start;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

        @CommandLine.Mixin
        private Connection connection = new Connection();

        @Parameters(
                paramLabel = "FILE",
                arity = "1..*",
                description = "Definitions (.yaml), or archives of them (.zip).")
        private List<Path> files = new ArrayList<>();

        @Option(names = "--publish", paramLabel = "NOTE", description = "Publish them, with this note in the history.")
        private @Nullable String note;

        Import(ApplicationStart start) {
            this.start = start;
        }

        @Override
        public Integer call() {
            String how = note == null ? "" : "?note=" + URLEncoder.encode(note, StandardCharsets.UTF_8);
            return connection.run(start, false, api -> {
                JsonNode done = api.upload("/api/metrics/studio/import" + how, files);
                String became = done.path("published").asBoolean() ? "published" : "draft";
                for (JsonNode metric : done.path("metrics")) {
                    spec.commandLine().getOut().println(metric.asString() + ": " + became);
                }
                return 0;
            });
        }
    }

    @Command(
            name = "export",
            description = "Write the definitions in force to files, exactly as they were written.",
            mixinStandardHelpOptions = true)
    static final class Export implements Callable<Integer> {

        private final ApplicationStart start;

        @CommandLine.Mixin
        private Connection connection = new Connection();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "Metrics, such as revenue aov.")
        private List<String> metrics = new ArrayList<>();

        @Option(
                names = "--to",
                paramLabel = "DIR",
                defaultValue = ".",
                description = "Where to write ID.yaml; files that are there are written over (default: here).")
        private Path folder = Path.of(".");

        Export(ApplicationStart start) {
            this.start = start;
        }

        @Override
        public Integer call() {
            return connection.run(start, false, api -> {
                for (String metric : metrics) {
                    Path file = folder.resolve(metric.replaceAll("[^a-z0-9_]", "_") + ".yaml");
                    delete(file);
                    String id = URLEncoder.encode(metric, StandardCharsets.UTF_8);
                    api.download("/api/metrics/definitions/" + id + "/text", file);
                }
                return 0;
            });
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
