package org.zhike.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.Path;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.metrics.ReadyMetric.Combined;
import org.zhike.objects.ObjectCatalogue;

/**
 * The metrics there are at one moment, read and checked against the objects. It never changes: a new definition makes a new
 * catalogue.
 */
final class MetricCatalogue {

    /**
     * A definition that no longer fits, such as after an upgrade took a field away.
     *
     * @param problems with their places in its text
     */
    record Broken(Metric metric, List<Issue> problems) {
        Broken {
            problems = List.copyOf(problems);
        }
    }

    private final Map<String, ReadyMetric> metrics;
    private final Map<String, Broken> broken;

    MetricCatalogue(Map<String, ReadyMetric> metrics, Map<String, Broken> broken) {
        this.metrics = new LinkedHashMap<>(metrics);
        this.broken = new LinkedHashMap<>(broken);
    }

    /** The texts of {@code metrics/*.yaml} on the class path, by file name. */
    static Map<String, String> shipped() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:metrics/*.yaml");
            Map<String, String> texts = new LinkedHashMap<>();
            Arrays.sort(files, Comparator.comparing(Resource::getFilename));
            for (Resource file : files) {
                texts.put(String.valueOf(file.getFilename()), DefinitionText.decode(file.getContentAsByteArray()));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that ship with Zhike. */
    static MetricCatalogue standard(ObjectCatalogue objects, Expressions expressions) {
        return of(shipped(), objects, expressions);
    }

    /**
     * Reads definitions that must all be right: all problems of all files come as one exception.
     *
     * @param texts definitions by file name
     */
    static MetricCatalogue of(Map<String, String> texts, ObjectCatalogue objects, Expressions expressions) {
        return new CatalogueBuilder(objects, expressions).build(texts).orThrow();
    }

    List<Metric> all() {
        return metrics.values().stream().map(ReadyMetric::metric).toList();
    }

    Map<String, ReadyMetric> metrics() {
        return Map.copyOf(metrics);
    }

    Map<String, Broken> broken() {
        return Map.copyOf(broken);
    }

    /** What each composite is made of directly, by id. */
    Map<String, List<String>> madeOf() {
        return metrics.values().stream()
                .filter(Combined.class::isInstance)
                .collect(Collectors.toMap(
                        ready -> ready.metric().id(), ready -> CatalogueBuilder.words(ready.metric())));
    }

    /** The same with one metric more, or another under its id. */
    MetricCatalogue with(ReadyMetric metric) {
        Map<String, ReadyMetric> changed = new LinkedHashMap<>(metrics);
        changed.put(metric.metric().id(), metric);
        return new MetricCatalogue(changed, Map.of());
    }

    /** Returns the metric; null when there is none, which {@code issues} then say at the path. */
    @Nullable ReadyMetric find(String id, String path, Issues issues) {
        ReadyMetric found = metrics.get(id);
        if (found == null && broken.containsKey(id)) {
            issues.add(path, StudioError.BROKEN_METRIC, id);
        } else if (found == null) {
            List<String> known = new ArrayList<>(metrics.keySet());
            String hint = Names.nearest(id, known)
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("There are: " + String.join(", ", known) + ".");
            issues.add(path, MetricError.UNKNOWN_METRIC, id, hint);
        }
        return found;
    }

    static Path path(String text) {
        return new Path(List.of(text.split("\\.", -1)));
    }
}
