package org.zhike.boards;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Labels;

/**
 * One tile of a board.
 *
 * @param id unique on its board
 * @param labels its title; null = made of what it shows
 * @param by the dimensions, as paths from what its metrics count
 * @param grain the step of a kind that shows time, before a person chooses another; null = the board's
 * @param filter a CEL condition on the records its metrics count; null = all
 * @param period what it shows instead of the board's period; null = the board's
 * @param compare whether values come with those before; null = where the kind shows them
 * @param target what is aimed at, in the metric's unit
 * @param redline what must not be crossed, in the metric's unit
 * @param options what else the kind can be told
 * @param text what a tile of kind TEXT says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tile(
        String id,
        Kind kind,
        @Nullable Labels labels,
        List<String> metrics,
        List<String> by,
        @Nullable Grain grain,
        @Nullable String filter,
        Board.@Nullable Span period,
        @Nullable Boolean compare,
        @Nullable Double target,
        @Nullable Double redline,
        Map<String, Object> options,
        Layout layout,
        @Nullable Labels text) {

    public Tile {
        metrics = List.copyOf(metrics);
        by = List.copyOf(by);
        options = new LinkedHashMap<>(options);
    }

    /** Where it lies, in cells of the grid; x and y start at 0. */
    public record Layout(int x, int y, int w, int h) {

        boolean overlaps(Layout other) {
            return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
        }
    }
}
