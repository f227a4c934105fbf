package org.zhike.identity;

import org.jspecify.annotations.Nullable;

/** What to change about a user; null stays as it is. */
public record UserChange(
        @Nullable String displayName,
        @Nullable Role role,
        @Nullable Boolean active,
        @Nullable String password) {}
