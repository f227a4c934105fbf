package org.zhike.ingestion;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.file.FileFormat;
import org.zhike.platform.Job;
import org.zhike.platform.Problem;

/**
 * An import as people see it.
 *
 * @param check what the dry run found; null while there was none
 * @param result what was done; null until it is
 * @param problem why it failed; null when it did not
 */
public record ImportView(
        long id,
        String fileName,
        long size,
        ImportState state,
        FileFormat format,
        List<String> header,
        List<List<String>> sample,
        Mapping mapping,
        Job.@Nullable Progress progress,
        @Nullable ImportOutcome check,
        @Nullable ImportOutcome result,
        @Nullable Problem problem,
        Instant createdAt,
        String createdBy) {}
