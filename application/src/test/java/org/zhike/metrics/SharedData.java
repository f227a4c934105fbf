package org.zhike.metrics;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Public data beside the repository, in {@code ../shared} or where {@code zhike.shared} says; who asks for what is absent is skipped. */
final class SharedData {

    private SharedData() {}

    static Path file(String name) {
        String given = System.getProperty("zhike.shared");
        Path shared = Path.of(given == null ? "shared" : given);
        for (Path folder = Path.of("").toAbsolutePath(); given == null && folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/data"))) {
                shared = folder.resolve("shared");
                break;
            }
        }
        Path file = shared.resolve(name);
        assumeTrue(Files.exists(file), "skipped: there is no shared/" + name);
        return file;
    }

    /** The file as a text of SQL. */
    static String quoted(String name) {
        return "'" + file(name).toString().replace("'", "''") + "'";
    }

    /** The lines of a compressed file after its heading. */
    static List<String> lines(String name) {
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(name))), StandardCharsets.UTF_8))) {
            return reader.lines().skip(1).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
