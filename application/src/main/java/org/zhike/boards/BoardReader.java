package org.zhike.boards;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.boards.Board.Limit;
import org.zhike.boards.Board.Span;
import org.zhike.boards.Tile.Layout;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.objects.ObjectDefinition.Area;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads a board from its one shape, a file's YAML or JSON alike, and notes every problem of its form at once. What metrics and
 * dimensions there are is {@link BoardCheck}'s to know.
 */
final class BoardReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final int MOST_STEPS = 400;
    private static final int MOST_FILTERS = 20;
    private static final int MOST_VALUES = 200;
    private static final int MOST_OPTIONS = 20;
    private static final int LOWEST = 10_000;
    private static final int LONGEST_NAME = 200;

    private final Issues issues;
    private final Flow flow = new Flow();

    private BoardReader(Issues issues) {
        this.issues = issues;
    }

    static Board read(JsonNode node, Issues issues) {
        return new BoardReader(issues).board(new Reading(node, "", issues));
    }

    private Board board(Reading board) {
        board.text("board");
        Labels labels = board.labels("labels");
        if (labels == null) {
            board.missing("labels");
        } else if (labels.zh().length() > LONGEST_NAME || labels.en().length() > LONGEST_NAME) {
            issues.add("labels", BoardError.MUST_BE, "a text of at most " + LONGEST_NAME + " characters");
        }
        Area area = board.choice(Area.class, "area");
        Span period = span(board, "period");
        if (period == null) {
            board.missing("period");
        }
        List<Limit> filters = board.items("filters", MOST_FILTERS, (filter, _) -> limit(filter));
        List<Tile> tiles = board.items("tiles", Board.MOST_TILES, (tile, _) -> tile(tile));
        board.nothingElse();
        checkTogether(tiles);
        return new Board(
                Objects.requireNonNullElse(labels, new Labels("", "")),
                area,
                Objects.requireNonNullElse(period, new Span(Grain.MONTH, 1)),
                filters,
                tiles);
    }

    private @Nullable Span span(Reading owner, String name) {
        Reading span = owner.object(name);
        if (span == null) {
            return null;
        }
        Grain grain = span.choice(Grain.class, "grain");
        if (grain == null) {
            span.missing("grain");
        }
        int steps = span.integerOf("steps", 1, MOST_STEPS);
        span.nothingElse();
        return new Span(grain == null ? Grain.MONTH : grain, steps);
    }

    private static Limit limit(Reading filter) {
        Limit limit = new Limit(filter.textOf("path"), filter.labels("labels"), filter.values("values", MOST_VALUES));
        filter.nothingElse();
        return limit;
    }

    /** Reads a list of limits that stands alone, noting problems under {@code filters}. */
    static List<Limit> limits(JsonNode list, Issues issues) {
        JsonNode holder = JsonNodeFactory.instance.objectNode().set("filters", list);
        return new Reading(holder, "", issues).items("filters", MOST_FILTERS, (filter, _) -> limit(filter));
    }

    private @Nullable Tile tile(Reading tile) {
        String id = tile.textOf("id");
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            issues.add(tile.at("id"), BoardError.MUST_BE, "a letter and up to 63 letters, digits, _ or -");
        }
        Kind kind = tile.choice(Kind.class, "kind");
        if (kind == null) {
            tile.missing("kind");
        }
        Labels labels = tile.labels("labels");
        Labels own = tile.ownLabels();
        List<String> metrics = new ArrayList<>(tile.texts("metric", 1));
        metrics.addAll(tile.texts("metrics", Kind.MOST_METRICS));
        Tile read = new Tile(
                id,
                kind == null ? Kind.NUMBER : kind,
                own == null ? labels : own,
                metrics,
                tile.texts("by", Kind.MOST_DIMENSIONS),
                tile.choice(Grain.class, "grain"),
                blankIsNull(tile.text("filter")),
                span(tile, "period"),
                tile.yesNo("compare"),
                tile.number("target"),
                tile.number("redline"),
                options(tile),
                layout(tile, kind == null ? Kind.NUMBER : kind),
                tile.labels("text"));
        tile.nothingElse();
        if (kind != null) {
            kind.check(read, tile);
        }
        return read;
    }

    private static @Nullable String blankIsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private Map<String, Object> options(Reading tile) {
        Map<String, Object> options = new LinkedHashMap<>();
        Reading all = tile.object("options");
        if (all == null) {
            return options;
        }
        List<String> names = all.names();
        if (names.size() > MOST_OPTIONS) {
            issues.add(tile.at("options"), BoardError.MUST_BE, "at most " + MOST_OPTIONS + " options");
            return options;
        }
        for (String name : names) {
            Object value = all.plainValue(name);
            if (value != null) {
                options.put(name, value);
            }
        }
        return options;
    }

    private Layout layout(Reading tile, Kind kind) {
        Reading place = tile.object("layout");
        Integer width = tile.integer("width", 1, 4);
        if (place == null) {
            return flow.next(width == null ? kind.width() : 3 * width, kind.height());
        }
        int x = place.integerOf("x", 0, Board.COLUMNS - 1);
        int y = place.integerOf("y", 0, LOWEST);
        int w = place.integerOf("w", 1, Board.COLUMNS);
        int h = place.integerOf("h", 1, 60);
        place.nothingElse();
        if (x + w > Board.COLUMNS) {
            issues.add(tile.at("layout"), BoardError.OUT_OF_BOUNDS, x + w, 1, Board.COLUMNS);
        }
        return new Layout(x, y, w, h);
    }

    private void checkTogether(List<Tile> tiles) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < tiles.size(); i++) {
            Tile tile = tiles.get(i);
            if (!ids.add(tile.id())) {
                issues.add("tiles[" + i + "].id", BoardError.SAME_ID, tile.id());
            }
            for (Tile other : tiles.subList(0, i)) {
                if (tile.layout().overlaps(other.layout())) {
                    issues.add("tiles[" + i + "].layout", BoardError.LIES_ON, tile.id(), other.id());
                }
            }
        }
    }

    /** Places tiles one after the other, row by row, as files write them. */
    private static final class Flow {

        private int x;
        private int y;
        private int height;

        Layout next(int w, int h) {
            if (x + w > Board.COLUMNS) {
                y += height;
                x = 0;
                height = 0;
            }
            Layout place = new Layout(x, y, w, h);
            x += w;
            height = Math.max(height, h);
            return place;
        }
    }
}
