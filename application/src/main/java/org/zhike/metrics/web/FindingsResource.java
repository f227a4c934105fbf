package org.zhike.metrics.web;

import static org.zhike.metrics.web.MetricResource.choice;
import static org.zhike.metrics.web.MetricResource.orEmpty;
import static org.zhike.metrics.web.MetricResource.period;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Period;
import org.zhike.metrics.LinksAnswer;
import org.zhike.metrics.LinksQuery;
import org.zhike.metrics.MetricLinks;
import org.zhike.metrics.MetricRanking;
import org.zhike.metrics.RankingAnswer;
import org.zhike.metrics.RankingQuery;
import org.zhike.metrics.web.MetricResource.PeriodJson;

/** Links between metrics and fair rankings over HTTP; docs/api.md, "Metrics and boards". */
@RestController
@RequestMapping("/api/metrics")
class FindingsResource {

    private static final int USUAL_LAG = 3;

    private final MetricLinks links;
    private final MetricRanking ranking;

    FindingsResource(MetricLinks links, MetricRanking ranking) {
        this.links = links;
        this.ranking = ranking;
    }

    record LinksJson(
            @Nullable String outcome,
            @Nullable List<String> candidates,
            @Nullable PeriodJson period,
            @Nullable String grain,
            @Nullable Integer maxLag,
            @Nullable String filter,
            @Nullable String currency) {}

    @PostMapping("/links")
    LinksAnswer links(Actor actor, Locale language, @RequestBody LinksJson query) {
        Issues issues = new Issues();
        Period period = period(query.period(), issues);
        Grain grain = choice(Grain.class, "grain", query.grain(), issues);
        issues.throwIfAny();
        return links.links(
                actor,
                new LinksQuery(
                        query.outcome() == null ? "" : query.outcome(),
                        orEmpty(query.candidates()),
                        period,
                        grain,
                        query.maxLag() == null ? USUAL_LAG : query.maxLag(),
                        query.filter(),
                        query.currency()),
                language);
    }

    record RankingJson(
            @Nullable String metric,
            @Nullable String by,
            @Nullable PeriodJson period,
            @Nullable String filter,
            @Nullable String currency) {}

    @PostMapping("/ranking")
    RankingAnswer ranking(Actor actor, Locale language, @RequestBody RankingJson query) {
        Issues issues = new Issues();
        Period period = period(query.period(), issues);
        issues.throwIfAny();
        return ranking.rank(
                actor,
                new RankingQuery(
                        query.metric() == null ? "" : query.metric(),
                        query.by() == null ? "" : query.by(),
                        period,
                        query.filter(),
                        query.currency()),
                language);
    }
}
