package org.zhike.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's saved way to look at an object's list.
 *
 * @param id 0 for one that is not saved yet
 * @param filter CEL; null for all records
 * @param sort as in {@link ListQuery}, comma-separated; null for the default
 */
public record ListView(
        long id,
        String name,
        List<String> columns,
        @Nullable String filter,
        @Nullable String sort) {}
