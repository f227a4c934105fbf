package org.zhike.boards.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.boards.Board;
import org.zhike.boards.Boards;
import org.zhike.identity.Actor;
import org.zhike.kernel.Labels;

/** Boards and their tiles; the numbers come from the metrics' own resource. */
@RestController
@RequestMapping("/api/boards")
class BoardResource {

    private final Boards boards;

    BoardResource(Boards boards) {
        this.boards = boards;
    }

    record BoardLine(String id, Labels labels) {}

    record SpanJson(String grain, int steps) {}

    record TileJson(
            String id,
            String kind,
            Labels labels,
            String metric,
            @Nullable String by,
            @Nullable String grain,
            int width) {

        static TileJson of(Board.Tile tile) {
            return new TileJson(
                    tile.id(),
                    lower(tile.kind()),
                    tile.labels(),
                    tile.metric(),
                    tile.by(),
                    tile.grain() == null ? null : lower(tile.grain()),
                    tile.width());
        }
    }

    record BoardJson(String id, Labels labels, SpanJson period, List<TileJson> tiles) {}

    @GetMapping
    List<BoardLine> all(Actor actor) {
        return boards.all().stream()
                .map(board -> new BoardLine(board.id(), board.labels()))
                .toList();
    }

    @GetMapping("/{id}")
    BoardJson get(Actor actor, @PathVariable String id) {
        Board board = boards.get(id);
        return new BoardJson(
                board.id(),
                board.labels(),
                new SpanJson(lower(board.period().grain()), board.period().steps()),
                board.tiles().stream().map(TileJson::of).toList());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
