package org.zhike.boards;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.kernel.Period;
import org.zhike.metrics.Metric;
import org.zhike.metrics.MetricQuery;
import org.zhike.metrics.Metrics;
import org.zhike.objects.FieldType;

/** Checks a board against the metrics there are: names, dimensions, filters; every problem at once, with its path. */
@Component
final class BoardCheck {

    private static final Period ANY = new Period(LocalDate.EPOCH, LocalDate.EPOCH.plusDays(1));

    private final Metrics metrics;

    BoardCheck(Metrics metrics) {
        this.metrics = metrics;
    }

    Optional<Metric> find(String id) {
        return metrics.catalogue().stream()
                .filter(metric -> metric.id().equals(id))
                .findFirst();
    }

    void check(Board board, Issues issues) {
        for (int i = 0; i < board.tiles().size(); i++) {
            check(board.tiles().get(i), "tiles[" + i + "]", issues);
        }
        for (int i = 0; i < board.filters().size(); i++) {
            String path = board.filters().get(i).path();
            if (!board.tiles().isEmpty() && !reachesAny(board, path)) {
                issues.add("filters[" + i + "].path", BoardError.CANNOT_BE_LIMITED, path);
            }
        }
    }

    /** Whether a limit of the path means anything to the board. */
    boolean reachesAny(Board board, String path) {
        return board.tiles().stream()
                .flatMap(tile -> tile.metrics().stream())
                .map(this::find)
                .flatMap(Optional::stream)
                .anyMatch(metric -> Limits.path(metrics, metric, path).isPresent());
    }

    private void check(Tile tile, String at, Issues issues) {
        for (int i = 0; i < tile.metrics().size(); i++) {
            String id = tile.metrics().get(i);
            Metric metric = find(id).orElse(null);
            if (metric == null) {
                issues.add(at + ".metrics[" + i + "]", BoardError.METRIC_IS_GONE, id, hint(id));
                continue;
            }
            Issues own = new Issues();
            metrics.check(new MetricQuery(List.of(id), tile.by(), null, ANY, tile.filter(), null, false), own);
            own.all().stream()
                    .map(issue -> issue.within(at))
                    .filter(issue -> !issues.all().contains(issue))
                    .forEach(issues::add);
            if (tile.kind() == Kind.MAP && !tile.by().isEmpty()) {
                String by = tile.by().getFirst();
                metrics.dimension(metric, by)
                        .filter(field -> field.type() != FieldType.REGION)
                        .ifPresent(_ -> issues.add(at + ".by[0]", BoardError.NOT_A_REGION, by));
            }
        }
    }

    String hint(String id) {
        return Names.nearest(id, metrics.catalogue().stream().map(Metric::id).toList())
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("");
    }
}
