package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code ./zhike model …} in a test. */
final class ModelRunner {

    private ModelRunner() {}

    /** Runs a command that must succeed; returns what it prints. */
    static String print(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        assertThat(execute(out, err, arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    /** The same with {@code --json}. */
    static JsonNode json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--json";
        return JsonMapper.shared().readTree(print(all));
    }

    /** Runs a command that must fail; returns what it says. */
    static String refused(String... arguments) {
        var err = new StringWriter();
        assertThat(execute(new StringWriter(), err, arguments)).isNotZero();
        return err.toString();
    }

    private static int execute(StringWriter out, StringWriter err, String... arguments) {
        CommandLine command = ModelCommand.create()
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    /** A file of the public data beside the repository; the test is skipped where it is absent. */
    static Path data(String name) {
        String given = System.getProperty("zhike.shared");
        Path shared = given == null ? null : Path.of(given);
        for (Path folder = Path.of("").toAbsolutePath();
                shared == null && folder != null;
                folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/data"))) {
                shared = folder.resolve("shared");
            }
        }
        Path file =
                (shared == null ? Path.of("shared") : shared).resolve("data").resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: there is no data file " + name);
        return file;
    }
}
