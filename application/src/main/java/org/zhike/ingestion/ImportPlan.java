package org.zhike.ingestion;

import java.util.List;
import java.util.Optional;
import org.zhike.ingestion.value.Conventions;
import org.zhike.ingestion.value.Transform;
import org.zhike.records.MergeMode;

/**
 * A mapping that was checked against its file and the objects: what will be done.
 *
 * @param match the places records are found by; of order lines the customer's key, if any is mapped
 */
record ImportPlan(
        Target target, MergeMode mode, List<Target.Place> match, List<Column> columns, Conventions conventions) {

    /** @param index the cell's place in a row */
    record Column(int index, String heading, Target.Place place, Transform transform) {}

    Optional<Column> column(String path) {
        return columns.stream()
                .filter(column -> column.place().path().equals(path))
                .findFirst();
    }

    boolean has(String path) {
        return column(path).isPresent();
    }
}
