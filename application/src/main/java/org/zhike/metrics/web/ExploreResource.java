package org.zhike.metrics.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.kernel.Money;
import org.zhike.metrics.CohortsAnswer;
import org.zhike.metrics.CompareAnswer;
import org.zhike.metrics.DistributionAnswer;
import org.zhike.metrics.DistributionQuery;
import org.zhike.metrics.Explore;
import org.zhike.metrics.ExploreRows;
import org.zhike.metrics.FlowAnswer;
import org.zhike.metrics.FlowQuery;
import org.zhike.metrics.FunnelAnswer;
import org.zhike.metrics.Metrics;
import org.zhike.metrics.web.ExploreJson.CohortRowsJson;
import org.zhike.metrics.web.ExploreJson.CohortsJson;
import org.zhike.metrics.web.ExploreJson.CompareJson;
import org.zhike.metrics.web.ExploreJson.DistributionJson;
import org.zhike.metrics.web.ExploreJson.DistributionRowsJson;
import org.zhike.metrics.web.ExploreJson.FlowJson;
import org.zhike.metrics.web.ExploreJson.FlowRowsJson;
import org.zhike.metrics.web.ExploreJson.FunnelJson;
import org.zhike.metrics.web.ExploreJson.FunnelRowsJson;

/** Exploration over HTTP; docs/explore.md. Whoever is signed in may ask. */
@RestController
@RequestMapping("/api/explore")
class ExploreResource {

    private static final int USUAL_LIMIT = 50;

    private final Explore explore;
    private final Metrics metrics;

    ExploreResource(Explore explore, Metrics metrics) {
        this.explore = explore;
        this.metrics = metrics;
    }

    @PostMapping("/cohorts")
    CohortsAnswer cohorts(Actor actor, Locale language, @RequestBody CohortsJson query) {
        return explore.cohorts(actor, query.query(), language);
    }

    @PostMapping("/cohorts/rows")
    RowsJson cohortRows(Actor actor, @RequestBody CohortRowsJson rows) {
        CohortsJson query = rows.query() == null
                ? new CohortsJson(null, null, null, null, null, null, null, null, null, null, null)
                : rows.query();
        return json(explore.cohortRows(actor, query.query(), rows.cell(), rows.cursor(), limit(rows.limit())));
    }

    @PostMapping("/funnel")
    FunnelAnswer funnel(Actor actor, Locale language, @RequestBody FunnelJson query) {
        return explore.funnel(actor, query.query(), language);
    }

    @PostMapping("/funnel/rows")
    RowsJson funnelRows(Actor actor, @RequestBody FunnelRowsJson rows) {
        FunnelJson query = rows.query() == null ? new FunnelJson(null, null, null, null, null) : rows.query();
        return json(explore.funnelRows(actor, query.query(), rows.mark(), rows.cursor(), limit(rows.limit())));
    }

    @PostMapping("/distribution")
    DistributionAnswer distribution(Actor actor, Locale language, @RequestBody DistributionJson query) {
        return explore.distribution(actor, query.query(), language);
    }

    @PostMapping("/distribution/rows")
    RowsJson distributionRows(Actor actor, @RequestBody DistributionRowsJson rows) {
        DistributionJson query = rows.query() == null
                ? new DistributionJson(null, null, null, null, null, null, null, null, null)
                : rows.query();
        var bar = new DistributionQuery.Bar(rows.bin() == null ? 0 : rows.bin(), rows.part());
        return json(explore.distributionRows(actor, query.query(), bar, rows.cursor(), limit(rows.limit())));
    }

    @PostMapping("/flow")
    FlowAnswer flow(Actor actor, Locale language, @RequestBody FlowJson query) {
        return explore.flow(actor, query.query(), language);
    }

    @PostMapping("/flow/rows")
    RowsJson flowRows(Actor actor, @RequestBody FlowRowsJson rows) {
        FlowJson query = rows.query() == null ? new FlowJson(null, null, null, null, null, null, null) : rows.query();
        var link = new FlowQuery.Link(
                rows.column() == null ? 0 : rows.column(), rows.from(), rows.to() == null ? "" : rows.to());
        return json(explore.flowRows(actor, query.query(), link, rows.cursor(), limit(rows.limit())));
    }

    @PostMapping("/compare")
    CompareAnswer compare(Actor actor, Locale language, @RequestBody CompareJson query) {
        return metrics.compare(actor, query.query(), language);
    }

    record RowJson(long id, String label, Map<String, @Nullable Object> values) {}

    record RowsJson(
            java.time.Instant asOf,
            String object,
            List<RowJson> items,
            @Nullable String next,
            long counted) {}

    private static RowsJson json(ExploreRows rows) {
        List<RowJson> items = rows.items().stream()
                .map(item -> new RowJson(item.id(), item.label(), values(item.values())))
                .toList();
        return new RowsJson(rows.asOf(), rows.object(), items, rows.next(), rows.counted());
    }

    private static Map<String, @Nullable Object> values(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        values.forEach((name, value) -> written.put(
                name,
                value instanceof Money money
                        ? Map.of(
                                "amount",
                                money.amount().toPlainString(),
                                "currency",
                                money.currency().getCurrencyCode())
                        : value));
        return written;
    }

    private static int limit(@Nullable Integer given) {
        return given == null ? USUAL_LIMIT : given;
    }
}
