package org.zhike.identity;

import org.jspecify.annotations.Nullable;

/**
 * A user to be made, as somebody typed it.
 *
 * @param displayName null = the name
 */
public record NewUser(
        @Nullable String name,
        @Nullable String displayName,
        @Nullable Role role,
        @Nullable String password) {}
