package org.zhike.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.zhike.statistics.interval.Interval;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference results of independent software, outside the repository; tests that need them are skipped where they are absent. */
public final class Golden {

    private static final double TOLERANCE = 1e-9;

    private Golden() {}

    public static JsonNode stats(String section) {
        return json("stats/stats_golden.json").get(section);
    }

    /** A whole JSON file of references. */
    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(file(name).toFile());
    }

    /** A file of the public data beside the references. */
    public static Path data(String name) {
        Path file = shared().resolve("data").resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: there is no data file data/" + name);
        return file;
    }

    /** The cells of a CSV file without quotes, without its header. */
    public static List<String[]> rows(String name) {
        try {
            return Files.readAllLines(file(name)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void assertEqual(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(TOLERANCE));
    }

    public static void assertEqual(Interval actual, JsonNode expected) {
        assertEqual(actual.low(), expected.get(0));
        assertEqual(actual.high(), expected.get(1));
    }

    private static Path file(String name) {
        Path shared = shared();
        Path file = shared.resolve("golden").resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: there is no reference file golden/" + name);
        return file;
    }

    private static Path shared() {
        String given = System.getProperty("zhike.shared");
        if (given != null) {
            return Path.of(given);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("shared/data"))) {
                return folder.resolve("shared");
            }
        }
        return Path.of("shared");
    }
}
