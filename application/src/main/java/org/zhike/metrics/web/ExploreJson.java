package org.zhike.metrics.web;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Period;
import org.zhike.metrics.CohortsQuery;
import org.zhike.metrics.CompareQuery;
import org.zhike.metrics.DistributionQuery;
import org.zhike.metrics.FlowQuery;
import org.zhike.metrics.FunnelQuery;
import org.zhike.metrics.RecordsOf;

/** The questions of exploration as they come in JSON; docs/explore.md. */
final class ExploreJson {

    private static final int USUAL_STEPS = 12;
    private static final int USUAL_WINDOW = 30;

    private ExploreJson() {}

    record CohortsJson(
            @Nullable String object,
            @Nullable String time,
            @Nullable String where,
            @Nullable String per,
            @Nullable String grain,
            @Nullable Integer steps,
            MetricResource.@Nullable PeriodJson period,
            @Nullable String by,
            @Nullable String measure,
            @Nullable String amount,
            @Nullable String currency) {

        CohortsQuery query() {
            Issues issues = new Issues();
            Grain read = choice(Grain.class, "grain", grain, Grain.MONTH, issues);
            var shown = choice(CohortsQuery.Measure.class, "measure", measure, CohortsQuery.Measure.RETAINED, issues);
            Period asked = MetricResource.period(period, "period", issues);
            issues.throwIfAny();
            return new CohortsQuery(
                    new RecordsOf(text(object), blank(time), blank(where)),
                    per == null ? "customer" : per,
                    read,
                    steps == null ? USUAL_STEPS : steps,
                    asked,
                    blank(by),
                    shown,
                    blank(amount),
                    blank(currency));
        }
    }

    record CohortRowsJson(
            @Nullable CohortsJson query,
            @Nullable LocalDate start,
            @Nullable Integer step,
            @Nullable Boolean retained,
            @Nullable Object part,
            @Nullable String cursor,
            @Nullable Integer limit) {

        CohortsQuery.Cell cell() {
            return new CohortsQuery.Cell(
                    start == null ? LocalDate.EPOCH : start, step, !Boolean.FALSE.equals(retained), part);
        }
    }

    record FunnelStepJson(
            @Nullable String label,
            @Nullable String object,
            @Nullable String time,
            @Nullable String where,
            @Nullable String per) {}

    record FunnelJson(
            @Nullable List<FunnelStepJson> steps,
            @Nullable String order,
            @Nullable Integer windowDays,
            MetricResource.@Nullable PeriodJson period,
            @Nullable String by) {

        FunnelQuery query() {
            Issues issues = new Issues();
            var ordered = choice(FunnelQuery.Order.class, "order", order, FunnelQuery.Order.STRICT, issues);
            Period asked = MetricResource.period(period, "period", issues);
            issues.throwIfAny();
            return new FunnelQuery(
                    (steps == null ? List.<FunnelStepJson>of() : steps)
                            .stream()
                                    .map(step -> new FunnelQuery.Step(
                                            text(step.label()),
                                            new RecordsOf(text(step.object()), blank(step.time()), blank(step.where())),
                                            step.per() == null ? "customer" : step.per()))
                                    .toList(),
                    ordered,
                    windowDays == null ? USUAL_WINDOW : windowDays,
                    asked,
                    blank(by));
        }
    }

    record FunnelRowsJson(
            @Nullable FunnelJson query,
            @Nullable Integer step,
            @Nullable String side,
            @Nullable Object part,
            @Nullable String cursor,
            @Nullable Integer limit) {

        FunnelQuery.Mark mark() {
            Issues issues = new Issues();
            var who = choice(FunnelQuery.Side.class, "side", side, FunnelQuery.Side.REACHED, issues);
            issues.throwIfAny();
            return new FunnelQuery.Mark(step == null ? 0 : step, who, part);
        }
    }

    record DistributionJson(
            @Nullable String object,
            @Nullable String time,
            @Nullable String where,
            @Nullable String value,
            @Nullable String per,
            MetricResource.@Nullable PeriodJson period,
            @Nullable String by,
            @Nullable Boolean log,
            @Nullable String currency) {

        DistributionQuery query() {
            Issues issues = new Issues();
            Period asked = MetricResource.period(period, "period", issues);
            issues.throwIfAny();
            return new DistributionQuery(
                    new RecordsOf(text(object), blank(time), blank(where)),
                    text(value),
                    blank(per),
                    asked,
                    blank(by),
                    Boolean.TRUE.equals(log),
                    blank(currency));
        }
    }

    record DistributionRowsJson(
            @Nullable DistributionJson query,
            @Nullable Integer bin,
            @Nullable Object part,
            @Nullable String cursor,
            @Nullable Integer limit) {}

    record FlowJson(
            @Nullable String object,
            @Nullable String time,
            @Nullable String where,
            @Nullable String per,
            @Nullable String state,
            @Nullable String grain,
            MetricResource.@Nullable PeriodJson period) {

        FlowQuery query() {
            Issues issues = new Issues();
            Grain read = choice(Grain.class, "grain", grain, Grain.MONTH, issues);
            Period asked = MetricResource.period(period, "period", issues);
            issues.throwIfAny();
            return new FlowQuery(
                    new RecordsOf(text(object), blank(time), blank(where)),
                    per == null ? "customer" : per,
                    blank(state),
                    read,
                    asked);
        }
    }

    record FlowRowsJson(
            @Nullable FlowJson query,
            @Nullable Integer column,
            @Nullable String from,
            @Nullable String to,
            @Nullable String cursor,
            @Nullable Integer limit) {}

    record SideJson(@Nullable String filter, MetricResource.@Nullable PeriodJson period) {

        CompareQuery.Side side(String path, Issues issues) {
            return new CompareQuery.Side(blank(filter), MetricResource.period(period, path + ".period", issues));
        }
    }

    record CompareJson(
            @Nullable List<String> metrics,
            @Nullable List<String> by,
            @Nullable SideJson a,
            @Nullable SideJson b,
            @Nullable String currency) {

        CompareQuery query() {
            Issues issues = new Issues();
            SideJson none = new SideJson(null, null);
            CompareQuery.Side left = (a == null ? none : a).side("a", issues);
            CompareQuery.Side right = (b == null ? none : b).side("b", issues);
            issues.throwIfAny();
            return new CompareQuery(
                    metrics == null ? List.of() : metrics, by == null ? List.of() : by, left, right, blank(currency));
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static @Nullable String blank(@Nullable String given) {
        return given == null || given.isBlank() ? null : given;
    }

    /** Returns any period when it is wrong, which the issues then say. */
    private static <E extends Enum<E>> E choice(
            Class<E> type, String path, @Nullable String given, E usual, Issues issues) {
        E chosen = MetricResource.choice(type, path, given, issues);
        return chosen == null ? usual : chosen;
    }
}
