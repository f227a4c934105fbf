package org.zhike.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zhike.kernel.Issues;
import org.zhike.metrics.MetricComparison.Change;

/** The entries in which two texts differ; comments, order and layout aside. */
final class DefinitionChanges {

    private DefinitionChanges() {}

    static List<Change> between(String before, String after) {
        Map<String, String> old = DefinitionText.read(before, new Issues()).scalars();
        Map<String, String> next = DefinitionText.read(after, new Issues()).scalars();
        Set<String> paths = new LinkedHashSet<>(next.keySet());
        paths.addAll(old.keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            if (!Objects.equals(old.get(path), next.get(path))) {
                changes.add(new Change(path, old.get(path), next.get(path)));
            }
        }
        return changes;
    }
}
