package org.zhike.commandline.model;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model command prints: for people lines of name and value, for programs one JSON object with the same names. Always
 * with {@code outcome} (converged, not_converged or too_little_data), {@code seconds} and {@code warnings}.
 */
final class Answer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CommandSpec spec;
    private final boolean asJson;
    private final long startedAt = System.nanoTime();
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    Answer(CommandSpec spec, boolean asJson) {
        this.spec = spec;
        this.asJson = asJson;
        values.put("outcome", "converged");
    }

    /** Adds a value: a number, a text, or a list or map of them; numbers that are not finite are told as null. */
    Answer put(String name, @Nullable Object value) {
        values.put(name, value instanceof Double number && !Double.isFinite(number) ? null : value);
        return this;
    }

    Answer warn(String warning) {
        warnings.add(warning);
        return this;
    }

    /** Takes in how a fit ended; true when there is a model to go on with, though maybe one with a warning. */
    boolean take(FitOutcome<?> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<?> converged -> true;
            case FitOutcome.NotConverged<?> open -> {
                values.put("outcome", "not_converged");
                warn("The fit did not converge after " + open.iterations() + " steps: " + open.why());
                yield true;
            }
            case FitOutcome.TooLittleData<?> little -> {
                values.put("outcome", "too_little_data");
                values.put("shortages", little.shortages());
                little.shortages()
                        .forEach(shortage -> warn("Too little data: %s is %s, at least %s is needed."
                                .formatted(
                                        shortage.what().replace('_', ' '),
                                        CsvOutput.cell(shortage.have()),
                                        CsvOutput.cell(shortage.need()))));
                yield false;
            }
        };
    }

    /** Prints everything. */
    void print() {
        values.put("seconds", Math.round((System.nanoTime() - startedAt) / 1e6) / 1e3);
        values.put("warnings", warnings);
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            out.println(JSON.writeValueAsString(values));
            out.flush();
            return;
        }
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        values.forEach((name, value) -> {
            if (!"warnings".equals(name) && !"shortages".equals(name)) {
                out.println(name + " ".repeat(width - name.length() + 2) + (value == null ? "–" : value));
            }
        });
        warnings.forEach(warning -> out.println("! " + warning));
        out.flush();
    }
}
