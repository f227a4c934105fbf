package org.zhike.boards;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.boards.Board.Limit;
import org.zhike.boards.Board.Span;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;

/**
 * How somebody looks at a board.
 *
 * @param span the last so many whole steps; null = {@code period}, or the board's own
 * @param period days; null = {@code span}, or the board's own
 * @param grain the step of all tiles that show time; null = each tile's own
 * @param filter a CEL condition for all tiles; null = none
 * @param limits what is shown of each dimension, besides and instead of what the board itself says
 * @param tiles which tiles; null = all
 */
public record Look(
        @Nullable Span span,
        @Nullable Period period,
        @Nullable Grain grain,
        @Nullable String filter,
        List<Limit> limits,
        @Nullable Set<String> tiles) {

    /** The board as it is. */
    public static final Look PLAIN = new Look(null, null, null, null, List.of(), null);

    public Look {
        limits = List.copyOf(limits);
        tiles = tiles == null ? null : Set.copyOf(tiles);
    }

    Look of(@Nullable Set<String> only) {
        return new Look(span, period, grain, filter, limits, only);
    }
}
