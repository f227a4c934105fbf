package org.zhike.metrics;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.zhike.metrics.MetricHistory.Event;

/**
 * The catalogue in force: what ships with Zhike, overlaid by what the company published last. A change swaps the whole at once;
 * who asks takes it once and keeps it for the question.
 */
final class LiveCatalogue {

    /**
     * Where a metric stands.
     *
     * @param own whether the company's text is in force, not the one that ships
     * @param last what was done last; null for what ships and was never touched
     * @param deprecation what deprecated it; null while it is not
     */
    record Standing(
            boolean own,
            @Nullable Event last,
            @Nullable Event published,
            @Nullable Event deprecation) {

        static final Standing UNTOUCHED = new Standing(false, null, null, null);

        private Standing after(Event event) {
            return switch (event.kind()) {
                case PUBLISHED -> new Standing(true, event, event, null);
                case RESTORED -> new Standing(false, event, event, null);
                case REVIVED -> new Standing(own, event, published, null);
                case DEPRECATED -> new Standing(own, event, published, event);
            };
        }

        static Standing of(List<Event> events) {
            Standing standing = UNTOUCHED;
            for (Event event : events) {
                standing = standing.after(event);
            }
            return standing;
        }
    }

    /** @param texts of those in force, by id */
    record Snapshot(MetricCatalogue catalogue, Map<String, String> texts, Map<String, Standing> standings) {
        Standing standing(String metric) {
            return standings.getOrDefault(metric, Standing.UNTOUCHED);
        }
    }

    private final Map<String, String> shipped = new LinkedHashMap<>();
    private final Map<String, Integer> shippedVersions = new HashMap<>();
    private final CatalogueBuilder builder;
    private final StudioStore store;
    private final AtomicReference<Snapshot> snapshot;

    /** Reads what ships, which must be right, and what is kept, which need not. */
    LiveCatalogue(CatalogueBuilder builder, StudioStore store) {
        this.builder = builder;
        this.store = store;
        Map<String, String> files = MetricCatalogue.shipped();
        MetricCatalogue standard = builder.build(files).orThrow();
        files.forEach((file, text) -> shipped.put(file.replaceFirst("\\.yaml$", ""), text));
        standard.all().forEach(metric -> shippedVersions.put(metric.id(), metric.version()));
        snapshot = new AtomicReference<>(read());
    }

    Snapshot now() {
        return snapshot.get();
    }

    MetricCatalogue catalogue() {
        return now().catalogue();
    }

    /** Reads what is kept anew; the last to read is the last to swap. */
    synchronized void reload() {
        snapshot.set(read());
    }

    private Snapshot read() {
        Map<String, Standing> standings = new HashMap<>();
        store.events().forEach((metric, events) -> standings.put(metric, Standing.of(events)));
        Map<String, String> texts = new LinkedHashMap<>(shipped);
        store.newest().forEach((metric, text) -> {
            if (standings.getOrDefault(metric, Standing.UNTOUCHED).own()) {
                texts.put(metric, text);
            }
        });
        return new Snapshot(builder.build(texts).catalogue(), Map.copyOf(texts), Map.copyOf(standings));
    }

    Optional<String> shippedText(String metric) {
        return Optional.ofNullable(shipped.get(metric));
    }

    /** The version that ships; null when none does. */
    @Nullable Integer shippedVersion(String metric) {
        return shippedVersions.get(metric);
    }

    /** The version of the text in force; null when there is none. */
    @Nullable Integer currentVersion(String metric, Standing standing) {
        Event published = standing.published();
        return standing.own() && published != null ? Integer.valueOf(published.version()) : shippedVersion(metric);
    }

    int nextVersion(String metric) {
        Integer ships = shippedVersion(metric);
        return Math.max(store.newestVersion(metric), ships == null ? 0 : ships) + 1;
    }
}
