package org.zhike.metrics;

import org.jspecify.annotations.Nullable;

/** One value of the dimension by which an analysis is broken down; a null value for what has none. */
public record Part(@Nullable Object value, String label) {}
