package org.zhike.boards;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Labels;

/**
 * A board: tiles that each show one metric over the board's period.
 *
 * @param period what the board shows before a person chooses: the last so many whole steps
 */
public record Board(String id, Labels labels, Span period, List<Tile> tiles) {

    public Board {
        tiles = List.copyOf(tiles);
    }

    /** The last {@code steps} steps of the grain that have ended. */
    public record Span(Grain grain, int steps) {}

    /** How a tile shows its metric. */
    public enum Kind {
        /** The value with its interval and the change against the period before. */
        NUMBER,
        /** The values step by step with their interval band. */
        TREND,
        /** The values by a dimension. */
        BREAKDOWN
    }

    /**
     * One tile.
     *
     * @param by the dimension of a BREAKDOWN; null for others
     * @param grain the step of a TREND; null for others
     * @param width columns it takes of a board four wide
     */
    public record Tile(
            String id,
            Kind kind,
            Labels labels,
            String metric,
            @Nullable String by,
            @Nullable Grain grain,
            int width) {}
}
