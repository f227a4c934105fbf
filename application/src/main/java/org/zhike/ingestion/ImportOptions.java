package org.zhike.ingestion;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to import a file in one go.
 *
 * @param target what its rows become, as people name it: {@code order-lines}, {@code customers}; null = as suggested
 * @param mapping a file with a mapping as JSON; null = as suggested
 * @param mode {@code create}, {@code upsert} or {@code update}; null = as the mapping says
 * @param match the fields records are found by; empty = as the mapping says
 */
public record ImportOptions(
        @Nullable String target,
        @Nullable Path mapping,
        @Nullable String mode,
        List<String> match,
        boolean dryRun) {

    public ImportOptions {
        match = List.copyOf(match);
    }

    public static ImportOptions as(String target) {
        return new ImportOptions(target, null, null, List.of(), false);
    }

    public ImportOptions dry() {
        return new ImportOptions(target, mapping, mode, match, true);
    }

    public ImportOptions in(String newMode) {
        return new ImportOptions(target, mapping, newMode, match, dryRun);
    }
}
