package org.zhike.boards;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;

/**
 * How a tile shows its metrics: what it takes, and what it asks. The screens draw each kind (web, shared/charts/kinds.ts) and read its
 * answers in the order of its questions here.
 */
public enum Kind {
    /** The value with its interval, the change against the period before, and its way here. */
    NUMBER(1, 1, 0, 0, Time.NEVER, 3, 3),
    /** The values step by step with their interval band. */
    TREND(1, 4, 0, 0, Time.ALWAYS, 6, 7),
    /** The values by a dimension, as bars. */
    BREAKDOWN(1, 1, 1, 1, Time.NEVER, 6, 7),
    /** The parts of a whole, which is asked for too: parts may overlap. */
    SHARE(1, 1, 1, 1, Time.MAYBE, 6, 7),
    /** Metrics by dimensions side by side. */
    TABLE(1, 8, 0, 3, Time.MAYBE, 12, 9),
    /** Values by province, and points of a second dimension. */
    MAP(1, 1, 1, 2, Time.NEVER, 6, 12),
    /** Values where two dimensions cross. */
    HEATMAP(1, 1, 2, 2, Time.NEVER, 6, 9),
    /** A few units on several metrics. */
    RADAR(3, 8, 1, 1, Time.NEVER, 6, 9),
    /** How many are left from step to step. */
    FUNNEL(0, 0, 0, 0, Time.NEVER, 6, 8),
    /** Who began in the same period, and who is still there so many periods later. */
    COHORT(0, 0, 0, 0, Time.NEVER, 12, 10),
    /** How many went from one state to another. */
    FLOW(0, 0, 0, 0, Time.NEVER, 12, 10),
    /** How often which sizes occur. */
    DISTRIBUTION(0, 0, 0, 0, Time.NEVER, 6, 8),
    /** A trend with its natural limits. */
    CONTROL(1, 1, 0, 0, Time.ALWAYS, 6, 7),
    /** Values against a target. */
    BULLET(1, 1, 0, 1, Time.NEVER, 6, 5),
    /** Units against what chance allows at their size. */
    FUNNELPLOT(1, 1, 1, 1, Time.NEVER, 6, 9),
    /** The few that make most of it. */
    PARETO(1, 1, 1, 1, Time.NEVER, 6, 8),
    /** Words between the numbers. */
    TEXT(0, 0, 0, 0, Time.NEVER, 12, 2);

    static final int MOST_METRICS = 20;
    static final int MOST_DIMENSIONS = 3;

    private static final String PROVINCE = ".province";

    /** Whether a kind runs over time. */
    private enum Time {
        NEVER,
        /** If the tile has a grain. */
        MAYBE,
        ALWAYS
    }

    private final int leastMetrics;
    private final int mostMetrics;
    private final int leastDimensions;
    private final int mostDimensions;
    private final Time time;
    private final int width;
    private final int height;

    Kind(int leastMetrics, int mostMetrics, int leastDimensions, int mostDimensions, Time time, int width, int height) {
        this.leastMetrics = leastMetrics;
        this.mostMetrics = mostMetrics;
        this.leastDimensions = leastDimensions;
        this.mostDimensions = mostDimensions;
        this.time = time;
        this.width = width;
        this.height = height;
    }

    /** How many columns a tile takes that does not say. */
    int width() {
        return width;
    }

    /** How many rows of the grid a tile takes that does not say. */
    int height() {
        return height;
    }

    /** One question of a tile: all its metrics, by these, in these steps. */
    record Ask(List<String> by, @Nullable Grain grain, boolean compare) {

        Ask {
            by = List.copyOf(by);
        }
    }

    /** The questions of a tile, given the step of what it shows over time. */
    List<Ask> asks(Tile tile, Grain step) {
        List<String> by = tile.by();
        boolean compare = !Boolean.FALSE.equals(tile.compare());
        boolean asked = Boolean.TRUE.equals(tile.compare());
        Grain grain = time == Time.ALWAYS || (time == Time.MAYBE && tile.grain() != null) ? step : null;
        return switch (this) {
            case NUMBER -> List.of(new Ask(List.of(), null, compare), new Ask(List.of(), step, true));
            case TREND ->
                List.of(new Ask(List.of(), grain, compare && tile.metrics().size() == 1));
            case CONTROL -> List.of(new Ask(List.of(), grain, false));
            case BREAKDOWN, TABLE, HEATMAP, RADAR, BULLET -> List.of(new Ask(by, grain, asked));
            case SHARE, FUNNELPLOT, PARETO -> List.of(new Ask(by, grain, false), new Ask(List.of(), grain, false));
            case MAP -> map(by);
            case FUNNEL, COHORT, FLOW, DISTRIBUTION, TEXT -> List.of();
        };
    }

    /** Provinces are asked for as such: their shares are not the means of their cities' shares. */
    private static List<Ask> map(List<String> by) {
        String region = by.getFirst();
        Ask provinces = new Ask(List.of(region.endsWith(PROVINCE) ? region : region + PROVINCE), null, false);
        if (by.size() == 1) {
            return List.of(provinces);
        }
        String point = by.get(1);
        return List.of(provinces, new Ask(List.of(point), null, false), new Ask(List.of(point, region), null, false));
    }

    /** Notes where a tile has too much or too little for its kind. */
    void check(Tile tile, Reading at) {
        String name = Reading.lower(this);
        int metrics = tile.metrics().size();
        if (metrics < leastMetrics || metrics > mostMetrics) {
            at.issues().add(at.at("metrics"), BoardError.METRICS_DO_NOT_FIT, name, leastMetrics, mostMetrics, metrics);
        }
        int dimensions = tile.by().size();
        if (dimensions < leastDimensions || dimensions > mostDimensions) {
            at.issues()
                    .add(
                            at.at("by"),
                            BoardError.DIMENSIONS_DO_NOT_FIT,
                            name,
                            leastDimensions,
                            mostDimensions,
                            dimensions);
        }
        if (this == BULLET && tile.target() == null) {
            at.issues().add(at.at("target"), BoardError.NEEDS_A_TARGET, name);
        }
        if (this == TEXT && tile.text() == null) {
            at.missing("text");
        }
    }
}
