package org.zhike.metrics;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expressions;
import org.zhike.expressions.Path;
import org.zhike.identity.Actor;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.Company;
import org.zhike.projection.AnalyticsEngine;

/**
 * The door for questions that are no metric yet: cohorts, funnels, distributions and flows over any records, each with the rows
 * behind every mark. Whoever is signed in may ask. Docs: docs/explore.md. Safe for use by several threads.
 */
public final class Explore {

    private final Expressions expressions;
    private final FieldPaths paths;
    private final AnalyticsEngine engine;
    private final Metrics.Scopes scopes;
    private final Supplier<Company> company;
    private final Clock clock;

    public Explore(
            ObjectCatalogue objects,
            Expressions expressions,
            AnalyticsEngine engine,
            Metrics.Scopes scopes,
            Supplier<Company> company,
            Clock clock) {
        this.expressions = expressions;
        this.paths = new FieldPaths(objects);
        this.engine = engine;
        this.scopes = scopes;
        this.company = company;
        this.clock = clock;
    }

    public CohortsAnswer cohorts(Actor actor, CohortsQuery query, Locale language) {
        Cohorts cohorts = cohorts(query, language, input(actor));
        return engine.read(cohorts::answer);
    }

    /** The members behind a cell of the triangle. */
    public ExploreRows cohortRows(
            Actor actor, CohortsQuery query, CohortsQuery.Cell cell, @Nullable String cursor, int limit) {
        return rows(actor, cursor, limit, input -> {
            Cohorts cohorts = cohorts(query, Locale.ROOT, input);
            return (session, page) -> cohorts.rows(session, cell, page);
        });
    }

    public FunnelAnswer funnel(Actor actor, FunnelQuery query, Locale language) {
        Funnel funnel = funnel(query, language, input(actor));
        return engine.read(funnel::answer);
    }

    public ExploreRows funnelRows(
            Actor actor, FunnelQuery query, FunnelQuery.Mark mark, @Nullable String cursor, int limit) {
        return rows(actor, cursor, limit, input -> {
            Funnel funnel = funnel(query, Locale.ROOT, input);
            int least = mark.side() == FunnelQuery.Side.DROPPED ? 1 : 0;
            input.within(mark.step(), least, query.steps().size() - 1, "step");
            input.issues().throwIfAny();
            return (session, page) -> funnel.rows(session, mark, page);
        });
    }

    public DistributionAnswer distribution(Actor actor, DistributionQuery query, Locale language) {
        Spread spread = spread(query, language, input(actor));
        return engine.read(spread::answer);
    }

    public ExploreRows distributionRows(
            Actor actor, DistributionQuery query, DistributionQuery.Bar bar, @Nullable String cursor, int limit) {
        return rows(actor, cursor, limit, input -> {
            Spread spread = spread(query, Locale.ROOT, input);
            return (session, page) -> spread.rows(session, bar, page);
        });
    }

    public FlowAnswer flow(Actor actor, FlowQuery query, Locale language) {
        Flow flow = flow(query, language, input(actor));
        return engine.read(flow::answer);
    }

    public ExploreRows flowRows(Actor actor, FlowQuery query, FlowQuery.Link link, @Nullable String cursor, int limit) {
        return rows(actor, cursor, limit, input -> {
            Flow flow = flow(query, Locale.ROOT, input);
            return (session, page) -> flow.rows(session, link, page);
        });
    }

    /** How the rows of a mark are read. */
    private interface Reader {
        ExploreRows read(AnalyticsEngine.Session session, ExplorePage page);
    }

    private ExploreRows rows(Actor actor, @Nullable String cursor, int limit, Function<ExploreInput, Reader> question) {
        ExploreInput input = input(actor);
        ExplorePage page = ExplorePage.of(cursor, limit, input.issues());
        Reader reader = question.apply(input);
        return engine.read(session -> reader.read(session, page));
    }

    private ExploreInput input(Actor actor) {
        return new ExploreInput(paths, expressions, object -> scopes.on(actor, object));
    }

    private ExploreSetting setting(String currency, Locale language) {
        Company settings = company.get();
        return new ExploreSetting(
                currency,
                settings.measuring().churnWindowDays(),
                settings.measuring().level(),
                settings.zone(),
                clock,
                language.getLanguage().equals("zh"));
    }

    private String currency(@Nullable String asked, ExploreInput input) {
        return input.currency(asked, company.get().currency().getCurrencyCode());
    }

    private Cohorts cohorts(CohortsQuery query, Locale language, ExploreInput input) {
        Source source = input.source(query.records(), query.per(), "");
        Dimension by = source == null ? null : input.dimension(source.owner(), query.by(), "by");
        Path amount = source == null || query.measure() != CohortsQuery.Measure.REVENUE
                ? null
                : input.money(source.object(), Objects.requireNonNullElse(query.amount(), "amount"), "amount");
        input.within(query.steps(), 1, CohortsQuery.MOST_STEPS, "steps");
        input.steps(query.grain(), query.period(), CohortsQuery.MOST_COHORTS);
        String currency = currency(query.currency(), input);
        return new Cohorts(query, input.required(source), by, amount, paths, setting(currency, language));
    }

    private Funnel funnel(FunnelQuery query, Locale language, ExploreInput input) {
        input.within(query.steps().size(), 2, FunnelQuery.MOST_STEPS, "steps");
        input.within(query.windowDays(), 0, FunnelQuery.LONGEST_WINDOW, "windowDays");
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < query.steps().size(); i++) {
            FunnelQuery.Step step = query.steps().get(i);
            String prefix = "steps[" + i + "].";
            Source source = input.source(step.records(), step.per(), prefix);
            if (source == null) {
                continue;
            }
            if (!sources.isEmpty()
                    && !sources.getFirst().owner().name().equals(source.owner().name())) {
                input.issues()
                        .add(
                                prefix + "per",
                                ExploreError.OTHER_OWNERS,
                                step.per(),
                                source.owner().name(),
                                sources.getFirst().owner().name());
            }
            sources.add(source);
        }
        Dimension by =
                sources.isEmpty() ? null : input.dimension(sources.getFirst().owner(), query.by(), "by");
        input.issues().throwIfAny();
        return new Funnel(
                query, sources, by, paths, setting(company.get().currency().getCurrencyCode(), language));
    }

    private Spread spread(DistributionQuery query, Locale language, ExploreInput input) {
        boolean grouped = query.per() != null;
        Source source = input.source(query.records(), query.per(), "");
        Expression value = null;
        Dimension by = null;
        if (source != null) {
            value = grouped
                    ? input.aggregate(source.object(), query.value(), "value")
                    : input.value(source.object(), query.value(), "value");
            by = input.dimension(grouped ? source.owner() : source.object(), query.by(), "by");
        }
        if (value != null
                && switch (value.type()) {
                    case NUMBER, DOUBLE -> false;
                    case BOOLEAN, TEXT, TEXT_LIST, DATE, DATETIME, REFERENCE -> true;
                }) {
            input.issues().add("value", ExploreError.NOT_A_NUMBER, query.value());
        }
        String currency = currency(query.currency(), input);
        Source read = input.required(source);
        return new Spread(query, read, input.required(value), grouped, by, paths, setting(currency, language));
    }

    private Flow flow(FlowQuery query, Locale language, ExploreInput input) {
        Source source = input.source(query.records(), query.per(), "");
        FieldDefinition field = null;
        Path state = null;
        String asked = query.state();
        if (source != null && asked != null) {
            state = MetricCatalogue.path(asked);
            field = paths.field(source.object(), state)
                    .filter(found -> found.type() == FieldType.SELECT || found.type() == FieldType.BOOLEAN)
                    .orElse(null);
            if (field == null) {
                input.issues()
                        .add(
                                "state",
                                ExploreError.NOT_A_STATE,
                                asked,
                                source.object().name(),
                                input.hint(source.object(), asked));
            }
        }
        input.steps(query.grain(), query.period(), FlowQuery.MOST_STEPS);
        Source read = input.required(source);
        return new Flow(
                query,
                read,
                state,
                field,
                paths,
                setting(company.get().currency().getCurrencyCode(), language));
    }
}
