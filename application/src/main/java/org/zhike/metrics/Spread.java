package org.zhike.metrics;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.Variable;
import org.zhike.expressions.Path;
import org.zhike.kernel.Period;
import org.zhike.metrics.DistributionAnswer.Bin;
import org.zhike.metrics.DistributionAnswer.Outliers;
import org.zhike.metrics.DistributionAnswer.PartOfAll;
import org.zhike.metrics.DistributionQuery.Bar;
import org.zhike.metrics.Frame.Dimension;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.interval.Interval;

/** How a number is spread: moments, ranks and bars, each summed up by the engine. */
final class Spread {

    private static final List<Double> PROBABILITIES = List.of(0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95);
    private static final double WHISKER = 1.5;
    private static final Field<Double> VALUE = field(name("value_"), Double.class);

    private final DistributionQuery query;
    private final Source source;
    private final Expression value;
    private final boolean grouped;
    private final @Nullable Dimension by;
    private final FieldPaths paths;
    private final ExploreSetting setting;
    private final Parts parts;

    /** @param grouped whether a value is that of all records of an owner */
    Spread(
            DistributionQuery query,
            Source source,
            Expression value,
            boolean grouped,
            @Nullable Dimension by,
            FieldPaths paths,
            ExploreSetting setting) {
        this.query = query;
        this.source = source;
        this.value = value;
        this.grouped = grouped;
        this.by = by;
        this.paths = paths;
        this.setting = setting;
        this.parts = new Parts(by, paths, setting.chinese());
    }

    /** What is known of a part, or of all. */
    private record Moments(
            long n,
            long missing,
            @Nullable Double mean,
            @Nullable Double variance,
            @Nullable Double skew,
            @Nullable Double min,
            @Nullable Double max,
            boolean whole) {

        static final Moments NONE = new Moments(0, 0, null, null, null, null, null, true);
    }

    private record Whiskers(Bins bins, double low, double high) {}

    DistributionAnswer answer(AnalyticsEngine.Session session) {
        Table<?> sample = sample(session);
        List<@Nullable Object> all = parts.largest(session, sample);
        boolean truncated = all.size() > Parts.MOST;
        List<@Nullable Object> shown = truncated ? all.subList(0, Parts.MOST) : all;
        Whiskers whiskers = whiskers(session);
        Map<@Nullable Object, Moments> moments = moments(session, sample.where(parts.shown(shown)), Parts.column());
        Map<@Nullable Object, Long> sizes = new HashMap<>();
        moments.forEach((part, known) -> sizes.put(part, known.n()));
        OrderStatistics ranks =
                OrderStatistics.read(session, sample.where(kept()), VALUE, sizes, PROBABILITIES, setting.level());
        Map<@Nullable Object, Map<Long, Long>> bars = bars(session, sample, whiskers, shown);
        List<PartOfAll> answered = new ArrayList<>();
        parts.labelled(session, shown)
                .forEach((part, label) -> answered.add(part(
                        label,
                        part,
                        moments.getOrDefault(part, Moments.NONE),
                        ranks,
                        whiskers,
                        bars.getOrDefault(part, Map.of()))));
        ResultQuery<?> shownSql = DSL.select(sample.fields()).from(sample);
        return new DistributionAnswer(
                session.asOf(),
                grouped ? source.owner().name() : source.object().name(),
                unit(),
                isMoney() ? setting.currency() : null,
                query.log(),
                answered,
                truncated,
                DSL.using(SQLDialect.DUCKDB).renderInlined(shownSql));
    }

    ExploreRows rows(AnalyticsEngine.Session session, Bar bar, ExplorePage page) {
        Whiskers whiskers = whiskers(session);
        Condition which = kept();
        if (by != null) {
            which = which.and(Parts.is(bar.part()));
        }
        if (whiskers != null) {
            Field<Long> index = whiskers.bins().index(VALUE);
            int count = whiskers.bins().count();
            which = which.and(
                    bar.index() < 0
                            ? index.lt(0L)
                            : bar.index() >= count ? index.ge((long) count) : index.eq((long) bar.index()));
        }
        Table<?> units = DSL.select(field(name("who_"), Long.class).as(Units.UNIT))
                .from(sample(session))
                .where(which)
                .asTable(CellQuery.TABLE);
        return page.read(session, units, grouped ? source.owner() : source.object());
    }

    /** The fields of money that the value reads; they count in one currency. */
    private List<Path> money() {
        List<Path> money = new ArrayList<>();
        for (Path path : value.fields()) {
            if (paths.field(source.object(), path)
                    .filter(field -> field.type() == FieldType.MONEY)
                    .isPresent()) {
                money.add(path);
            }
        }
        return money;
    }

    private boolean isMoney() {
        return !money().isEmpty();
    }

    private String unit() {
        boolean percent = value instanceof Variable variable
                && paths.field(source.object(), variable.path())
                        .filter(field -> field.type() == FieldType.PERCENT)
                        .isPresent();
        return isMoney() ? "money" : percent ? "percent" : "number";
    }

    /** One row for each value: whose it is, its part and the value, which may be missing. */
    private Table<?> sample(AnalyticsEngine.Session session) {
        var reading = source.read(paths, setting, "r");
        Period period = query.period();
        Condition counted = reading.counted(setting.today(session))
                .and(reading.day().ge(inline(period.from())))
                .and(reading.day().lt(inline(period.to())));
        for (Path money : money()) {
            counted = counted.and(reading.joins()
                    .column(money.withName(money.name() + FieldDefinition.CURRENCY_SUFFIX), String.class)
                    .eq(val(setting.currency())));
        }
        Field<Double> number = reading.renderer().field(value).cast(Double.class);
        if (!grouped) {
            Field<?> part = parts.of(reading.joins());
            return DSL.select(reading.id().as("who_"), part, number.as(VALUE))
                    .from(reading.from())
                    .where(counted)
                    .asTable("sample_");
        }
        Field<Long> per = reading.per();
        Table<? extends Record> summed = DSL.select(per.as("who_"), number.as(VALUE))
                .from(reading.from())
                .where(counted)
                .groupBy(per)
                .asTable("summed_");
        Joins owner = new Joins(paths, source.owner(), "o");
        Field<?> part = parts.of(owner);
        Table<? extends Record> from = by == null
                ? summed
                : summed.leftJoin(owner.from()).on(owner.id().eq(field(name("summed_", "who_"), Long.class)));
        return DSL.select(field(name("who_"), Long.class), part, VALUE)
                .from(from)
                .asTable("sample_");
    }

    private Condition kept() {
        return query.log() ? VALUE.gt(inline(0.0)) : VALUE.isNotNull();
    }

    private Map<@Nullable Object, Moments> moments(AnalyticsEngine.Session session, Table<?> sample, Field<?> part) {
        Field<Double> known = DSL.when(kept(), VALUE);
        Map<@Nullable Object, Moments> moments = new HashMap<>();
        session.fetch(DSL.select(
                                part.as("part_"),
                                count(known).as("n_"),
                                count().as("all_"),
                                DSL.avg(known).as("mean_"),
                                DSL.varSamp(known).as("variance_"),
                                Dialect.skewness(known).as("skew_"),
                                DSL.min(known).as("min_"),
                                DSL.max(known).as("max_"),
                                count().filterWhere(known.ne(DSL.floor(known))).as("broken_"))
                        .from(sample)
                        .groupBy(part))
                .forEach(row -> moments.put(
                        row.get(0),
                        new Moments(
                                row.get("n_", Long.class),
                                row.get("all_", Long.class) - row.get("n_", Long.class),
                                row.get("mean_", Double.class),
                                row.get("variance_", Double.class),
                                row.get("skew_", Double.class),
                                row.get("min_", Double.class),
                                row.get("max_", Double.class),
                                row.get("broken_", Long.class) == 0)));
        return moments;
    }

    /** The bars of all together, so that parts can be compared; null without values. */
    private @Nullable Whiskers whiskers(AnalyticsEngine.Session session) {
        Table<?> sample = sample(session);
        Field<Double> scale = query.log() ? DSL.log10(VALUE).cast(Double.class) : VALUE;
        Table<?> scaled = DSL.select(inline((String) null, String.class).as(Parts.COLUMN), scale.as("scaled_"))
                .from(sample)
                .where(kept())
                .asTable("scaled_");
        Moments whole =
                moments(session, sample, inline((String) null, String.class)).getOrDefault(null, Moments.NONE);
        if (whole.n() == 0 || whole.min() == null || whole.max() == null) {
            return null;
        }
        Map<@Nullable Object, Long> sizes = new HashMap<>();
        sizes.put(null, whole.n());
        OrderStatistics ranks = OrderStatistics.read(
                session,
                scaled,
                field(name("scaled_", "scaled_"), Double.class),
                sizes,
                List.of(0.25, 0.75),
                setting.level());
        var lower = ranks.quantile(null, whole.n(), 0.25);
        var upper = ranks.quantile(null, whole.n(), 0.75);
        double min = query.log() ? Math.log10(whole.min()) : whole.min();
        double max = query.log() ? Math.log10(whole.max()) : whole.max();
        double iqr = lower == null || upper == null ? 0 : upper.value() - lower.value();
        double low = iqr > 0 && lower != null ? Math.max(min, lower.value() - WHISKER * iqr) : min;
        double high = iqr > 0 && upper != null ? Math.min(max, upper.value() + WHISKER * iqr) : max;
        Bins bins = Bins.of(low, high, iqr, whole.n(), whole.whole(), query.log());
        return new Whiskers(bins, query.log() ? Math.pow(10, low) : low, query.log() ? Math.pow(10, high) : high);
    }

    private Map<@Nullable Object, Map<Long, Long>> bars(
            AnalyticsEngine.Session session,
            Table<?> sample,
            @Nullable Whiskers whiskers,
            List<@Nullable Object> shown) {
        Map<@Nullable Object, Map<Long, Long>> bars = new HashMap<>();
        if (whiskers == null) {
            return bars;
        }
        // What lies outside is one bar below and one above, however far.
        Field<Long> bar = DSL.greatest(
                inline(-1L),
                DSL.least(
                        inline((long) whiskers.bins().count()), whiskers.bins().index(VALUE)));
        session.fetch(DSL.select(Parts.column(), bar.as("bar_"), count().as("n_"))
                        .from(sample)
                        .where(kept().and(parts.shown(shown)))
                        .groupBy(Parts.column(), bar))
                .forEach(row -> bars.computeIfAbsent(row.get(0), ignored -> new HashMap<>())
                        .put(row.get("bar_", Long.class), row.get("n_", Long.class)));
        return bars;
    }

    private PartOfAll part(
            @Nullable Part label,
            @Nullable Object part,
            Moments moments,
            OrderStatistics ranks,
            @Nullable Whiskers whiskers,
            Map<Long, Long> bars) {
        List<DistributionAnswer.Quantile> quantiles = new ArrayList<>();
        for (double probability : PROBABILITIES) {
            var quantile = ranks.quantile(part, moments.n(), probability);
            if (quantile != null) {
                quantiles.add(new DistributionAnswer.Quantile(
                        probability, quantile.value(), quantile.low(), quantile.high()));
            }
        }
        List<Bin> bins = new ArrayList<>();
        Outliers outliers = null;
        if (whiskers != null && moments.n() > 0) {
            Bins edges = whiskers.bins();
            for (int i = 0; i < edges.count(); i++) {
                bins.add(new Bin(edges.edge(i), edges.edge(i + 1), bars.getOrDefault((long) i, 0L)));
            }
            outliers = new Outliers(
                    bars.getOrDefault(-1L, 0L),
                    bars.getOrDefault((long) edges.count(), 0L),
                    whiskers.low(),
                    whiskers.high());
        }
        Double variance = moments.variance();
        Double mean = moments.mean();
        Interval interval = mean == null || variance == null || moments.n() < 2
                ? null
                : Interval.around(
                        mean,
                        Quantiles.criticalT(setting.level(), (double) moments.n() - 1)
                                * Math.sqrt(variance / moments.n()),
                        setting.level());
        return new PartOfAll(
                label,
                moments.n(),
                moments.missing(),
                mean,
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                variance == null ? null : Math.sqrt(variance),
                moments.skew(),
                moments.min(),
                moments.max(),
                quantiles,
                bins,
                outliers);
    }
}
