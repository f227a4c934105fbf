package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zhike.metrics.Warehouse.period;
import static org.zhike.metrics.Warehouse.trend;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;

/** A row counted is a row shown, for every definition there is. */
@NullUnmarked
class RowsOfEveryMetricTest {

    private final Warehouse warehouse = new Warehouse();

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    @Test
    void everyNumberIsThatOfItsRowsForEveryMetricAndCell() {
        RandomRecords.fill(warehouse, 120);
        for (Metric metric : warehouse.metrics().catalogue()) {
            if (metric.form() instanceof Form.Composite) {
                continue;
            }
            String[] by = metric.dimensions().stream().limit(1).toArray(String[]::new);
            Result result = warehouse
                    .ask(trend(metric.id(), Grain.QUARTER, "2025-01-01", "2025-07-01", by))
                    .results()
                    .getFirst();
            assertThat(result.cells()).as(metric.id()).anyMatch(cell -> cell.n() > 0);
            for (Cell cell : result.cells()) {
                RowsAnswer rows = rows(metric.id(), cell.time(), cell.dimensions());
                assertThat(rows.counted()).as(metric.id() + cell).isEqualTo(cell.n());
                assertThat(rows.items()).hasSize((int) cell.n());
                if (metric.interval() == Metric.IntervalMethod.WILSON && cell.value() != null) {
                    assertThat(rows.items().stream()
                                    .filter(item -> Boolean.TRUE.equals(item.numerator()))
                                    .count())
                            .as(metric.id() + cell)
                            .isEqualTo(Math.round(cell.numerator()));
                }
            }
        }
    }

    private RowsAnswer rows(String metric, LocalDate time, Map<String, Object> dimensions) {
        var query = new RowsQuery(
                metric,
                period("2025-01-01", "2025-07-01"),
                Grain.QUARTER,
                time,
                dimensions,
                null,
                null,
                RowsQuery.Side.COUNTED,
                null,
                500,
                null);
        return warehouse.metrics().rows(Actor.SYSTEM, query);
    }
}
