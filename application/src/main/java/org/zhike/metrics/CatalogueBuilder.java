package org.zhike.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expressions;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Form.Composite;
import org.zhike.metrics.MetricCatalogue.Broken;
import org.zhike.objects.ObjectCatalogue;

/** Makes a catalogue of texts: reads each, puts those made of others behind these, and checks one after the other. */
record CatalogueBuilder(ObjectCatalogue objects, Expressions expressions) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

    /**
     * A catalogue with what is wrong in the texts it was made of.
     *
     * @param problems of all texts, each path led by the name of its file
     */
    record Built(MetricCatalogue catalogue, List<Issue> problems) {
        Built {
            problems = List.copyOf(problems);
        }

        MetricCatalogue orThrow() {
            if (!problems.isEmpty()) {
                throw new ProductException(problems);
            }
            return catalogue;
        }
    }

    /**
     * One text that was checked.
     *
     * @param metric as far as it could be read; null when the text is no YAML
     * @param ready null when there are problems
     */
    record Checked(
            @Nullable Metric metric,
            @Nullable ReadyMetric ready,
            List<Issue> problems,
            List<Metric.IntervalMethod> intervals) {
        Checked {
            problems = List.copyOf(problems);
            intervals = List.copyOf(intervals);
        }
    }

    /** @param texts definitions by file name */
    Built build(Map<String, String> texts) {
        Map<String, Issues> problems = new LinkedHashMap<>();
        Map<String, MetricFile.Read> open = new LinkedHashMap<>();
        Map<String, MetricFile.Read> twins = new LinkedHashMap<>();
        Set<String> ids = new LinkedHashSet<>();
        texts.forEach((file, text) -> {
            Issues issues = problems.computeIfAbsent(file, name -> new Issues());
            MetricFile.Read read = MetricFile.read(text, issues);
            if (read != null && !ids.add(read.metric().id())) {
                issues.add(Issue.of(
                                "metric",
                                DefinitionError.DOUBLE_METRIC,
                                read.metric().id())
                        .at(read.text().at("metric")));
                twins.put(file, read);
            } else if (read != null) {
                open.put(file, read);
            }
        });
        Map<String, ReadyMetric> ready = new LinkedHashMap<>();
        Map<String, Broken> broken = new LinkedHashMap<>();
        inOrder(open).forEach((file, read) -> {
            Issues issues = problems.computeIfAbsent(file, name -> new Issues());
            check(read, ready, broken.keySet(), cycle(read.metric(), madeOf(open)), issues)
                    .ifPresentOrElse(
                            metric -> ready.put(metric.metric().id(), metric),
                            () -> broken.put(read.metric().id(), new Broken(read.metric(), issues.all())));
        });
        twins.forEach((file, read) ->
                check(read, ready, broken.keySet(), List.of(), problems.computeIfAbsent(file, name -> new Issues())));
        List<Issue> all = new ArrayList<>();
        problems.forEach((file, issues) -> issues.all().forEach(issue -> all.add(in(file, issue))));
        return new Built(new MetricCatalogue(ready, broken), all);
    }

    /** Checks one text as if it were published into the catalogue. */
    Checked check(String text, MetricCatalogue catalogue) {
        Issues issues = new Issues();
        MetricFile.Read read = MetricFile.read(text, issues);
        if (read == null) {
            return new Checked(null, null, issues.all(), List.of());
        }
        Metric metric = read.metric();
        Map<String, ReadyMetric> others = new LinkedHashMap<>(catalogue.metrics());
        others.remove(metric.id());
        Map<String, List<String>> madeOf = new LinkedHashMap<>(catalogue.madeOf());
        madeOf.put(metric.id(), words(metric));
        List<String> cycle = cycle(metric, madeOf);
        ReadyMetric ready =
                check(read, others, catalogue.broken().keySet(), cycle, issues).orElse(null);
        Optional<Formula> formula = ready instanceof ReadyMetric.Counted counted
                ? Optional.ofNullable(counted.formula())
                : DefinitionCheck.formulaOf(read, objects, expressions);
        return new Checked(metric, ready, issues.all(), IntervalFit.fitting(metric.form(), formula));
    }

    private Optional<ReadyMetric> check(
            MetricFile.Read read,
            Map<String, ReadyMetric> others,
            Set<String> broken,
            List<String> cycle,
            Issues issues) {
        if (!cycle.isEmpty()) {
            issues.add(Issue.of("value", DefinitionError.METRIC_CYCLE, String.join(" → ", cycle))
                    .at(read.text().at("value")));
            return Optional.empty();
        }
        for (String part : words(read.metric())) {
            if (broken.contains(part)) {
                issues.add(Issue.of("value", DefinitionError.BROKEN_PART, part)
                        .at(read.text().at("value")));
                return Optional.empty();
            }
        }
        ReadyMetric ready = new DefinitionCheck(read, others, objects, expressions, issues).ready();
        return issues.isEmpty() ? Optional.ofNullable(ready) : Optional.empty();
    }

    /** Under the name of the file it is in. */
    static Issue in(String file, Issue issue) {
        String path = issue.path().isEmpty() ? file : file + ", " + issue.path();
        return new Issue(path, issue.code(), issue.arguments(), issue.position());
    }

    /** The ids that a composite names, and other words; none for all other forms. */
    static List<String> words(Metric metric) {
        return metric.form() instanceof Composite composite
                ? WORD.matcher(composite.value())
                        .results()
                        .map(MatchResult::group)
                        .distinct()
                        .toList()
                : List.of();
    }

    private static Map<String, List<String>> madeOf(Map<String, MetricFile.Read> reads) {
        Map<String, List<String>> madeOf = new LinkedHashMap<>();
        reads.values().forEach(read -> madeOf.put(read.metric().id(), words(read.metric())));
        return madeOf;
    }

    /** The way from a metric back to itself, both ends named; empty when there is none. */
    private static List<String> cycle(Metric metric, Map<String, List<String>> madeOf) {
        return way(metric.id(), metric.id(), madeOf, new LinkedHashSet<>());
    }

    private static List<String> way(String from, String to, Map<String, List<String>> madeOf, Set<String> seen) {
        for (String part : madeOf.getOrDefault(from, List.of())) {
            if (part.equals(to)) {
                return List.of(from, to);
            }
            if (madeOf.containsKey(part) && seen.add(part)) {
                List<String> rest = way(part, to, madeOf, seen);
                if (!rest.isEmpty()) {
                    List<String> whole = new ArrayList<>(List.of(from));
                    whole.addAll(rest);
                    return whole;
                }
            }
        }
        return List.of();
    }

    /** Those made of others come after these. */
    private static Map<String, MetricFile.Read> inOrder(Map<String, MetricFile.Read> reads) {
        Map<String, String> files = new LinkedHashMap<>();
        reads.forEach((file, read) -> files.put(read.metric().id(), file));
        Map<String, List<String>> madeOf = madeOf(reads);
        Set<String> ordered = new LinkedHashSet<>();
        Set<String> begun = new LinkedHashSet<>();
        reads.values().forEach(read -> place(read.metric(), madeOf, begun, ordered));
        // In two parts, as people expect: what counts first, what is made of it after.
        Map<String, MetricFile.Read> result = new LinkedHashMap<>();
        for (boolean composite : new boolean[] {false, true}) {
            for (String id : ordered) {
                String file = files.get(id);
                MetricFile.Read read = file == null ? null : reads.get(file);
                if (read != null && file != null && read.metric().form() instanceof Composite == composite) {
                    result.put(file, read);
                }
            }
        }
        return result;
    }

    private static void place(Metric metric, Map<String, List<String>> madeOf, Set<String> begun, Set<String> ordered) {
        place(metric.id(), madeOf, begun, ordered);
    }

    private static void place(String id, Map<String, List<String>> madeOf, Set<String> begun, Set<String> ordered) {
        if (begun.add(id)) {
            madeOf.getOrDefault(id, List.of()).stream()
                    .filter(madeOf::containsKey)
                    .forEach(part -> place(part, madeOf, begun, ordered));
            ordered.add(id);
        }
    }
}
