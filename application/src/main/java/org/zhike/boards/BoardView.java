package org.zhike.boards;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.boards.Share.Access;

/**
 * A board as one person sees it.
 *
 * @param id a ready board's name, or the number of one that somebody made
 * @param access what the person may do with it
 * @param version for the next change; 0 of ready boards
 * @param owner whose it is; null of ready boards
 * @param shares whom it is shown to; of interest to its owner, none for others
 */
public record BoardView(
        String id,
        Source source,
        Access access,
        Board definition,
        int version,
        @Nullable String owner,
        @Nullable Instant updatedAt,
        @Nullable String updatedBy,
        List<Share> shares) {

    public BoardView {
        shares = List.copyOf(shares);
    }

    /** Where a board comes from, as a person sees it. */
    public enum Source {
        READY,
        OWN,
        SHARED
    }
}
