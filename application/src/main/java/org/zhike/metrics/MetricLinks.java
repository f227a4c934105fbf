package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.metrics.LinksAnswer.Link;
import org.zhike.metrics.LinksAnswer.Point;
import org.zhike.metrics.LinksAnswer.Reason;
import org.zhike.metrics.LinksAnswer.Unlinkable;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.platform.Measuring;
import org.zhike.statistics.decompose.LaggedCorrelation;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.test.ManyTests;

/**
 * Which metrics move with another, and which run ahead of it. Each series is differenced, so that trends that merely run beside
 * each other are no link, and freed of its own past; all candidates and lags are controlled together for false discoveries. One
 * question to {@link Metrics} gives all series. Docs: docs/metrics.md, "Links".
 */
public final class MetricLinks {

    /** The most candidates of one question. */
    static final int MOST_CANDIDATES = 100;

    /** The most steps by which a metric is looked for ahead or behind. */
    public static final int LONGEST_LAG = 12;

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]*");

    private final Metrics metrics;
    private final Supplier<Measuring> measuring;

    MetricLinks(Metrics metrics, Supplier<Measuring> measuring) {
        this.metrics = metrics;
        this.measuring = measuring;
    }

    /** A candidate's tests, before they are judged among all. */
    private record Tested(Result result, AlignedSeries series, List<LaggedCorrelation.Link> links) {}

    /** Answers a question; all that is wrong with it comes at once. */
    public LinksAnswer links(Actor actor, LinksQuery query, Locale language) {
        Grain grain = check(query);
        List<String> candidates = candidates(query);
        List<String> asked = new ArrayList<>(List.of(query.outcome()));
        asked.addAll(candidates);
        MetricAnswer answer = metrics.query(
                actor,
                new MetricQuery(asked, List.of(), grain, query.period(), query.filter(), query.currency(), false),
                language);
        Result outcome = answer.results().getFirst();
        List<Tested> tested = new ArrayList<>();
        List<Unlinkable> unlinkable = new ArrayList<>();
        for (Result result : answer.results().subList(1, answer.results().size())) {
            AlignedSeries series = AlignedSeries.of(outcome, result, grain);
            if (series.size() < series.needed(query.maxLag())) {
                unlinkable.add(new Unlinkable(
                        result.metric(), Reason.TOO_FEW_STEPS, series.size(), series.needed(query.maxLag())));
            } else if (series.isStill()) {
                unlinkable.add(new Unlinkable(
                        result.metric(), Reason.NEVER_MOVES, series.size(), series.needed(query.maxLag())));
            } else {
                tested.add(new Tested(result, series, series.test(query.maxLag())));
            }
        }
        double level = measuring.get().level();
        int tests = tested.stream().mapToInt(one -> one.links().size()).sum();
        return new LinksAnswer(
                answer.asOf(),
                outcome.metric(),
                outcome.unit(),
                outcome.currency(),
                query.period(),
                grain,
                query.maxLag(),
                level,
                tests,
                judged(tested, outcome.metric(), level),
                unlinkable);
    }

    private Grain check(LinksQuery query) {
        Issues issues = new Issues();
        Grain grain = query.grain();
        if (grain != Grain.WEEK && grain != Grain.MONTH) {
            issues.add("grain", MetricError.LINKS_BY_WEEK_OR_MONTH);
        }
        if (query.maxLag() < 0 || query.maxLag() > LONGEST_LAG) {
            issues.add("maxLag", MetricError.BAD_LAG, query.maxLag(), LONGEST_LAG);
        }
        if (query.candidates().size() > MOST_CANDIDATES) {
            issues.add(
                    "candidates",
                    MetricError.TOO_MANY_CANDIDATES,
                    query.candidates().size(),
                    MOST_CANDIDATES);
        }
        issues.throwIfAny();
        return grain == Grain.WEEK ? Grain.WEEK : Grain.MONTH;
    }

    /** A condition holds for fields of one object; without names only metrics that count that one can be asked. */
    private List<String> candidates(LinksQuery query) {
        Metric outcome = metrics.get(query.outcome());
        Set<String> named = new LinkedHashSet<>(query.candidates());
        if (named.isEmpty()) {
            boolean filtered = query.filter() != null && !query.filter().isBlank();
            Set<String> counted = objects(outcome);
            metrics.catalogue().stream()
                    .filter(metric -> !filtered || counted.equals(objects(metric)))
                    .limit(MOST_CANDIDATES)
                    .forEach(metric -> named.add(metric.id()));
        }
        named.remove(outcome.id());
        if (named.isEmpty()) {
            Issues issues = new Issues();
            issues.add("candidates", MetricError.NOTHING_TO_LINK, outcome.id());
            issues.throwIfAny();
        }
        return List.copyOf(named);
    }

    /** The objects whose records a metric counts, through the formulas of composites. */
    private Set<String> objects(Metric metric) {
        Set<String> found = new LinkedHashSet<>();
        addObjects(metric, byId(), found, new LinkedHashSet<>());
        return found;
    }

    private Map<String, Metric> byId() {
        Map<String, Metric> all = new LinkedHashMap<>();
        metrics.catalogue().forEach(metric -> all.put(metric.id(), metric));
        return all;
    }

    private static void addObjects(Metric metric, Map<String, Metric> all, Set<String> found, Set<String> seen) {
        if (!seen.add(metric.id())) {
            return;
        }
        switch (metric.form()) {
            case Form.Counted counted -> found.add(counted.source().object());
            case Form.Composite(String value) ->
                WORD.matcher(value)
                        .results()
                        .map(match -> all.get(match.group()))
                        .filter(part -> part != null)
                        .forEach(part -> addObjects(part, all, found, seen));
        }
    }

    private List<Link> judged(List<Tested> tested, String outcome, double level) {
        double[] adjusted = ManyTests.benjaminiHochberg(tested.stream()
                .flatMap(one -> one.links().stream())
                .mapToDouble(LaggedCorrelation.Link::pValue)
                .toArray());
        Set<String> ofOutcome = objects(metrics.get(outcome));
        List<Link> links = new ArrayList<>();
        int first = 0;
        for (Tested one : tested) {
            int best = 0;
            for (int i = 1; i < one.links().size(); i++) {
                if (one.links().get(i).pValue() < one.links().get(best).pValue()) {
                    best = i;
                }
            }
            boolean same = objects(metrics.get(one.result().metric())).stream().anyMatch(ofOutcome::contains);
            links.add(link(one, one.links().get(best), adjusted[first + best], same, level));
            first += one.links().size();
        }
        links.sort(
                Comparator.comparingDouble(Link::q).thenComparingDouble(Link::p).thenComparing(Link::metric));
        return links;
    }

    private static Link link(Tested one, LaggedCorrelation.Link found, double q, boolean same, double level) {
        Interval interval = found.interval(level);
        List<Point> points = new ArrayList<>();
        List<LocalDate> times = one.series().times();
        for (int i = 0; i < times.size(); i++) {
            int j = i - found.lag();
            if (j >= 0 && j < times.size()) {
                points.add(new Point(
                        times.get(i),
                        one.series().outcome().get(i),
                        times.get(j),
                        one.series().candidate().get(j)));
            }
        }
        return new Link(
                one.result().metric(),
                one.result().unit(),
                one.result().currency(),
                found.lag(),
                found.correlationOfNews(),
                interval.low(),
                interval.high(),
                found.correlation(),
                found.pValue(),
                q,
                q <= 1 - level,
                times.size(),
                one.series().isSeasonRemoved(),
                same,
                points);
    }
}
