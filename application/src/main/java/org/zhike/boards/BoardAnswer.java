package org.zhike.boards;

import java.time.Instant;
import java.util.LinkedHashMap;
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
     * @param grain the step of what it shows over time
     * @param filters by metric: all that limits it, in CEL, which the rows behind a number are asked with; a metric without is not
     *     limited
     * @param notLimitedBy paths of limits that do not hold here, because what is counted does not have them
     * @param answers a list of results for each question of the tile's kind, without those that have a problem
     * @param problems by metric: why it is not among them
     */
    public record TileAnswer(
            String tile,
            Period period,
            Grain grain,
            Map<String, String> filters,
            List<String> notLimitedBy,
            List<List<Result>> answers,
            Map<String, Problem> problems) {

        public TileAnswer {
            filters = new LinkedHashMap<>(filters);
            notLimitedBy = List.copyOf(notLimitedBy);
            answers = answers.stream().map(List::copyOf).toList();
            problems = new LinkedHashMap<>(problems);
        }
    }

    /** The same without what only people of the company may see: how numbers were asked for. */
    BoardAnswer forOutsiders() {
        return new BoardAnswer(
                asOf, projection, tiles.stream().map(BoardAnswer::forOutsiders).toList());
    }

    private static TileAnswer forOutsiders(TileAnswer tile) {
        return new TileAnswer(
                tile.tile(),
                tile.period(),
                tile.grain(),
                Map.of(),
                List.of(),
                tile.answers().stream()
                        .map(results ->
                                results.stream().map(BoardAnswer::withoutSql).toList())
                        .toList(),
                tile.problems());
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
