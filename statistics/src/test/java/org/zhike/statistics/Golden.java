package org.zhike.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.interval.Interval;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reference results of independent software, outside the repository; tests that need them are skipped where they are absent. */
public final class Golden {

    private static final double TOLERANCE = 1e-9;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Golden() {}

    public static JsonNode stats(String section) {
        return json("stats/stats_golden.json").get(section);
    }

    public static JsonNode json(String name) {
        return JSON.readTree(file(name).toFile());
    }

    /** The cells of a CSV file without quotes, gzip or not, without its header. */
    public static List<String[]> rows(String name) {
        return lines(file(name)).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
    }

    /** A file of the public data beside the references. */
    public static Path data(String name) {
        return existing("data", name);
    }

    /** The lines of a file of real data, gzip or not. */
    public static List<String> dataLines(String name) {
        return lines(data(name));
    }

    private static List<String> lines(Path file) {
        try (InputStream in = Files.newInputStream(file);
                var text = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            return text.readAllLines();
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
        return existing("golden", name);
    }

    private static Path existing(String folder, String name) {
        Path file = shared().resolve(folder).resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: there is no reference file " + folder + "/" + name);
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
