package org.zhike.commandline;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "import",
        description = "Bring a file (CSV, Excel, gzip of CSV) in as records.",
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The states in which a job works on an import. */
    private static final Set<String> AT_WORK = Set.of("checking", "running", "cancelling");

    private enum Mode {
        CREATE,
        UPSERT,
        UPDATE
    }

    private final ApplicationStart start;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "TARGET",
            description =
                    "What its rows are: order-lines, customers, orders, tickets … (default: as the headings suggest).")
    private @Nullable String target;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Which column fills which field, as JSON.")
    private @Nullable Path mapping;

    @Option(names = "--mode", description = "One of ${COMPLETION-CANDIDATES} (default: upsert).")
    private @Nullable Mode mode;

    @Option(
            names = "--match",
            paramLabel = "KEY",
            split = ",",
            description = "The fields by which records are found again.")
    private List<String> match = new ArrayList<>();

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "Of amounts that name none (default: the company's).")
    private @Nullable String currency;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Of times that name none (default: the company's).")
    private @Nullable String zone;

    @Option(names = "--dry-run", description = "Say what would happen; change nothing.")
    private boolean dryRun;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "Where to write the rejected rows, with their reasons.")
    private @Nullable Path rejects;

    @Option(names = "--json", description = "Print the summary as JSON.")
    private boolean asJson;

    ImportCommand(ApplicationStart start) {
        this.start = start;
    }

    @Override
    public Integer call() {
        return connection.run(start, false, this::run);
    }

    private int run(Api api) {
        if (connection.isOwnServer()) {
            finishInterrupted(api);
        }
        JsonNode uploaded = api.upload("/api/imports", file);
        String path = "/api/imports/" + uploaded.path("id").asString();
        JsonNode mapped = api.post(path + "/mapping", mappingFor(api, path, uploaded));
        spec.commandLine()
                .getErr()
                .println("%s %s as %s …"
                        .formatted(
                                dryRun ? "Checking" : "Importing",
                                uploaded.path("fileName").asString(),
                                mapped.path("mapping").path("target").asString().replace('_', '-')));
        api.post(path + (dryRun ? "/check" : "/start"));
        JsonNode ended = api.follow(path + "/events", this::showProgress);
        JsonNode outcome = ended.path(dryRun ? "check" : "result");
        if (!outcome.isObject()) {
            throw new ProductException(
                    CommandError.ENDED_EARLY,
                    ended.path("id").asString(""),
                    ended.path("state").asString(""),
                    ended.path("problem").path("detail").asString(""));
        }
        print(outcome, spec.commandLine().getOut());
        if (rejects != null && outcome.path("rejected").asLong() > 0) {
            api.download(path + "/rejects", rejects);
        }
        return 0;
    }

    /**
     * Waits for what an import that was killed had left to do; the server took it up when it started. The file may well be the
     * same one.
     */
    private void finishInterrupted(Api api) {
        for (JsonNode earlier : api.get("/api/imports")) {
            if (AT_WORK.contains(earlier.path("state").asString())) {
                spec.commandLine()
                        .getErr()
                        .println("Finishing the import of %s that was interrupted …"
                                .formatted(earlier.path("fileName").asString()));
                api.follow("/api/imports/" + earlier.path("id").asString() + "/events", this::showProgress);
            }
        }
    }

    /** The mapping of the file given, or the suggested one, with what the options say instead. */
    private ObjectNode mappingFor(Api api, String path, JsonNode uploaded) {
        ObjectNode chosen;
        if (mapping != null) {
            chosen = read(mapping);
        } else if (target == null) {
            chosen = uploaded.path("mapping").asObject();
        } else {
            chosen = api.get(path + "/suggestion?target=" + URLEncoder.encode(target, StandardCharsets.UTF_8))
                    .asObject();
        }
        if (mapping != null && target != null) {
            chosen.put("target", target);
        }
        if (mode != null) {
            chosen.put("mode", mode.name().toLowerCase(Locale.ROOT));
        }
        if (!match.isEmpty()) {
            ArrayNode keys = chosen.putArray("match");
            match.forEach(keys::add);
        }
        if (currency != null) {
            chosen.put("currency", currency);
        }
        if (zone != null) {
            chosen.put("zone", zone);
        }
        return chosen;
    }

    private static ObjectNode read(Path mapping) {
        try {
            return JSON.readTree(Files.readString(mapping)).asObject();
        } catch (IOException missing) {
            throw new ProductException(CommandError.NO_SUCH_FILE, mapping);
        } catch (JacksonException unreadable) {
            throw new ProductException(CommandError.BAD_MAPPING, mapping, unreadable.getOriginalMessage());
        }
    }

    private void showProgress(JsonNode event) {
        JsonNode progress = event.path("progress");
        if (progress.isObject() && isWatched()) {
            String total = progress.path("total").isNumber()
                    ? " of " + progress.path("total").asString()
                    : "";
            spec.commandLine()
                    .getErr()
                    .print("\r" + progress.path("phase").asString("") + ": "
                            + progress.path("done").asString("") + total + "          ");
            spec.commandLine().getErr().flush();
        }
    }

    /** Progress that overwrites itself is for a person at a terminal, not for a log. */
    private static boolean isWatched() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    private void print(JsonNode outcome, PrintWriter out) {
        if (asJson) {
            out.println(outcome);
            return;
        }
        out.println(
                (dryRun ? "Would have: " : "") + "read " + outcome.path("read").asString() + ", created "
                        + outcome.path("created").asString() + ", updated "
                        + outcome.path("updated").asString() + ", unchanged "
                        + outcome.path("unchanged").asString() + ", rejected "
                        + outcome.path("rejected").asString() + " in "
                        + outcome.path("seconds").asString() + " s");
        for (JsonNode reject : outcome.path("rejects")) {
            out.println("  line " + reject.path("line").asString() + ", "
                    + reject.path("column").asString("") + ": "
                    + reject.path("reason").asString(""));
        }
    }
}
