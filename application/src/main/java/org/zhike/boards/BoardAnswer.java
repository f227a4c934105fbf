package org.zhike.boards;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Period;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.platform.Problem;
import org.zhike.projection.ProjectionStatus;

/**
 * What the tiles of a board show.
 *
 * @param asOf everything committed before is contained; null when no tile has an answer
 * @param projection whether what is shown is all there is
 */
public record BoardAnswer(@Nullable Instant asOf, ProjectionStatus.State projection, List<TileAnswer> tiles) {

    public BoardAnswer {
        tiles = List.copyOf(tiles);
    }

    /**
     * What one tile shows.
     *
     * @param tile its id
     * @param grain of its results; null = one step
     * @param filters by metric: all that limits it, in CEL, which the rows behind a number are asked with; a metric without is not
     *     limited
     * @param notLimitedBy paths of limits that do not hold here, because what is counted does not have them
     * @param results in the order of the tile's metrics, without those that have a problem
     * @param way of a NUMBER: the same metric step by step, by {@code wayGrain}
     * @param problem why something is missing; null = nothing is
     */
    public record TileAnswer(
            String tile,
            Period period,
            @Nullable Grain grain,
            List<String> by,
            Map<String, String> filters,
            List<String> notLimitedBy,
            List<Result> results,
            @Nullable Grain wayGrain,
            @Nullable Result way,
            @Nullable Problem problem) {

        public TileAnswer {
            by = List.copyOf(by);
            notLimitedBy = List.copyOf(notLimitedBy);
            results = List.copyOf(results);
        }
    }

    /** The same without what only people of the company may see: how numbers were asked for. */
    BoardAnswer forOutsiders() {
        return new BoardAnswer(
                asOf, projection, tiles.stream().map(BoardAnswer::forOutsiders).toList());
    }

    private static TileAnswer forOutsiders(TileAnswer tile) {
        Result way = tile.way();
        return new TileAnswer(
                tile.tile(),
                tile.period(),
                tile.grain(),
                tile.by(),
                Map.of(),
                List.of(),
                tile.results().stream().map(BoardAnswer::withoutSql).toList(),
                tile.wayGrain(),
                way == null ? null : withoutSql(way),
                tile.problem());
    }

    private static Result withoutSql(Result result) {
        return new Result(
                result.metric(),
                result.version(),
                result.unit(),
                result.currency(),
                "",
                result.truncated(),
                result.cells());
    }
}
