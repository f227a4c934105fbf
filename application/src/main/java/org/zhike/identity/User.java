package org.zhike.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who may sign in.
 *
 * @param name what the person types to sign in; unique whatever the capitals
 * @param lastSeenAt to the minute; null = never
 */
public record User(
        long id,
        String name,
        String displayName,
        Role role,
        boolean active,
        @Nullable Instant lastSeenAt) {

    public Actor actor() {
        return new Actor(id, name, role);
    }
}
