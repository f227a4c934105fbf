package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.ReadyMetric.Counted;
import org.zhike.metrics.Sample.Histogram;
import org.zhike.metrics.Sample.Sums;
import org.zhike.metrics.Spine.Step;

/** Gathers the rows of a {@link CellQuery} into the samples of its cells, by dimensions and step. */
final class Samples {

    private final Counted metric;
    private final Spine spine;
    private final int dimensions;
    private final boolean withProducts;
    private final int most;
    private final int terms;
    private final Map<List<@Nullable Object>, Map<LocalDate, Sample>> cells = new LinkedHashMap<>();
    private int rows;

    Samples(Counted metric, Spine spine, int dimensions, boolean withProducts, int most) {
        this.metric = metric;
        this.spine = spine;
        this.dimensions = dimensions;
        this.withProducts = withProducts;
        this.most = most;
        this.terms = metric.formula() == null ? 0 : metric.formula().terms().size();
        if (dimensions == 0) {
            // The whole is there even when nothing is in it.
            cells.put(List.of(), new HashMap<>());
        }
    }

    void add(Record row) {
        rows++;
        List<@Nullable Object> key = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            key.add(row.get(i + 1));
        }
        Map<LocalDate, Sample> steps =
                cells.computeIfAbsent(Collections.unmodifiableList(key), ignored -> new HashMap<>());
        LocalDate step = row.get(0, LocalDate.class);
        if (metric.isHistogram()) {
            addValue((Histogram) steps.computeIfAbsent(step, ignored -> new Histogram()), row);
            return;
        }
        steps.put(step, sums(row));
    }

    private void addValue(Histogram histogram, Record row) {
        Double value = row.get(CellQuery.VALUE, Double.class);
        if (value != null) {
            boolean isDuration = metric.formula() == null;
            histogram.add(
                    isDuration ? Years.ofKey(value.longValue()) : value,
                    row.get(CellQuery.ENDED, Long.class),
                    row.get(CellQuery.OPEN, Long.class));
        }
    }

    private Sums sums(Record row) {
        double[] sums = new double[terms];
        double[][] products = new double[terms][terms];
        for (int i = 0; i < terms; i++) {
            sums[i] = row.get(CellQuery.sum(i), Double.class);
            for (int j = i; j < terms && withProducts; j++) {
                products[i][j] = row.get(CellQuery.product(i, j), Double.class);
                products[j][i] = products[i][j];
            }
        }
        return new Sums(row.get(CellQuery.N, Long.class), sums, products);
    }

    /** Returns the samples of all cells; a stock's are those up to the end of each step. Call it once, after the last row. */
    Map<List<@Nullable Object>, Map<LocalDate, Sample>> cells() {
        if (metric.form() instanceof Rows stock && stock.untilEnd()) {
            cells.values().forEach(this::accumulate);
        }
        return cells;
    }

    private void accumulate(Map<LocalDate, Sample> steps) {
        Sums sofar = Sums.empty(terms);
        for (Step step : spine.steps()) {
            if (steps.get(step.label()) instanceof Sums more) {
                sofar = sofar.plus(more);
            }
            steps.put(step.label(), sofar);
        }
    }

    /** Whether there may be more rows than could be read. */
    boolean isCut() {
        return rows >= most;
    }
}
