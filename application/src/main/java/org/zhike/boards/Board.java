package org.zhike.boards;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Labels;
import org.zhike.objects.ObjectDefinition.Area;

/**
 * What a board shows: tiles on a grid of {@value #COLUMNS} columns. Ready boards are files, all others rows of the database; both have
 * this shape. Docs: docs/boards.md.
 *
 * @param area the part of the work it belongs to; null = none
 * @param period what is shown before a person chooses: the last so many whole steps
 * @param filters what the board can be limited by, and to what it is limited before a person chooses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Board(Labels labels, @Nullable Area area, Span period, List<Limit> filters, List<Tile> tiles) {

    /** The width of every board. */
    public static final int COLUMNS = 12;

    /** The most tiles of a board. */
    public static final int MOST_TILES = 100;

    public Board {
        filters = List.copyOf(filters);
        tiles = List.copyOf(tiles);
    }

    public Optional<Tile> tile(String id) {
        return tiles.stream().filter(tile -> tile.id().equals(id)).findFirst();
    }

    Board named(Labels name) {
        return new Board(name, area, period, filters, tiles);
    }

    /** The last {@code steps} steps of the grain that have ended. */
    public record Span(Grain grain, int steps) {}

    /**
     * Values of one dimension. It holds for every tile whose records have the path.
     *
     * @param labels null = the field's own
     * @param values text, numbers, booleans, or null for "has none"; none = all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Limit(String path, @Nullable Labels labels, List<@Nullable Object> values) {

        public Limit {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }
}
