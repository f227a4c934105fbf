package org.zhike.boards;

import java.util.Set;

/** How a tile shows its metrics, and what it needs for that. The screens draw each kind; this says what is asked for it. */
public enum Kind {
    /** The value with its interval, its way here and the change against the period before. */
    NUMBER(1, 1, 0, 0, Steps.NONE, 3, 3),
    /** The values step by step with their interval band. */
    TREND(1, 6, 0, 1, Steps.ALWAYS, 6, 7),
    /** The values by a dimension, as bars. */
    BREAKDOWN(1, 1, 1, 1, Steps.NONE, 6, 7),
    /** The parts of a whole. */
    SHARE(1, 1, 1, 1, Steps.NONE, 4, 7),
    /** Metrics in columns. */
    TABLE(1, 20, 0, 3, Steps.MAYBE, 6, 7),
    /** Values by province and city. */
    MAP(1, 1, 1, 1, Steps.NONE, 6, 10),
    /** Values by two dimensions, or by one and time. */
    HEATMAP(1, 1, 1, 2, Steps.MAYBE, 6, 8),
    /** Several metrics, or one metric by a dimension, around a centre. */
    RADAR(1, 8, 0, 2, Steps.NONE, 6, 8),
    /** What is left from step to step. */
    FUNNEL(1, 12, 0, 1, Steps.NONE, 6, 7),
    /** Values by the step customers came in and the steps since. */
    COHORT(1, 1, 0, 2, Steps.MAYBE, 6, 9),
    /** What moves from one state to another. */
    FLOW(1, 1, 2, 2, Steps.NONE, 6, 8),
    /** How often each value occurs. */
    DISTRIBUTION(1, 1, 1, 1, Steps.NONE, 6, 7),
    /** A trend with its natural limits. */
    CONTROL(1, 1, 0, 0, Steps.ALWAYS, 6, 7),
    /** Values against targets and red lines. */
    BULLET(1, 12, 0, 1, Steps.NONE, 6, 5),
    /** Units against what chance allows at their size. */
    FUNNELPLOT(1, 1, 1, 1, Steps.NONE, 6, 8),
    /** The few that make most of it. */
    PARETO(1, 1, 1, 1, Steps.NONE, 6, 7),
    /** Words between the numbers. */
    TEXT(0, 0, 0, 0, Steps.NONE, 12, 2);

    static final int MOST_METRICS = 20;
    static final int MOST_DIMENSIONS = 3;

    /** Whether values come step by step. */
    enum Steps {
        NONE,
        /** If the tile has a grain. */
        MAYBE,
        ALWAYS
    }

    private static final Set<Kind> COMPARED = Set.of(NUMBER, TREND, BREAKDOWN, TABLE, BULLET, RADAR);

    private final int leastMetrics;
    private final int mostMetrics;
    private final int leastDimensions;
    private final int mostDimensions;
    private final Steps steps;
    private final int width;
    private final int height;

    Kind(int leastMetrics, int mostMetrics, int leastDimensions, int mostDimensions, Steps steps, int width, int height) {
        this.leastMetrics = leastMetrics;
        this.mostMetrics = mostMetrics;
        this.leastDimensions = leastDimensions;
        this.mostDimensions = mostDimensions;
        this.steps = steps;
        this.width = width;
        this.height = height;
    }

    Steps steps() {
        return steps;
    }

    /** Whether it shows values before unless a tile says otherwise; dimensions make that many. */
    boolean isCompared(int dimensions) {
        return COMPARED.contains(this) && dimensions == 0;
    }

    /** How many columns a tile takes that does not say. */
    int width() {
        return width;
    }

    int height() {
        return height;
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
                    .add(at.at("by"), BoardError.DIMENSIONS_DO_NOT_FIT, name, leastDimensions, mostDimensions, dimensions);
        } else if (this == HEATMAP && dimensions == 1 && tile.grain() == null) {
            at.issues().add(at.at("by"), BoardError.NEEDS_A_DIMENSION_OR_STEPS, name, 2);
        }
        if (this == BULLET && tile.target() == null && tile.redline() == null && tile.options().isEmpty()) {
            at.issues().add(at.at("target"), BoardError.NEEDS_A_TARGET, name);
        }
        if (this == TEXT && tile.text() == null) {
            at.missing("text");
        }
    }
}
