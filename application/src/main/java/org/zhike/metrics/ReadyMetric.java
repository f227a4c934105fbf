package org.zhike.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.Not;
import org.zhike.expressions.Path;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;

/** A definition whose expressions are read and fit the objects. */
sealed interface ReadyMetric {

    /** Why records without an amount of money that the formula reads are left out. */
    String NO_AMOUNT = "no_amount";

    /** Why records in another currency than the question's are left out. */
    String OTHER_CURRENCY = "other_currency";

    /** Why records are left out that may still be followed. */
    String TOO_YOUNG = "too_young";

    /** Why all but the latest record are left out, where only that counts. */
    String SUPERSEDED = "superseded";

    Metric metric();

    /** The same under another id. */
    ReadyMetric under(String id);

    /**
     * @param timeField the field at the end of {@code time}
     * @param leaveOut in order; those about money come after them
     * @param per what records are grouped by; null in the form of rows
     * @param rollUp formulas by name, in the form of groups
     * @param among which units count; null = all
     * @param follower what records are followed by, in the form of followed; null otherwise
     * @param formula null in the form of lifetimes
     * @param money the money fields read, whose currency must be the query's
     */
    record Counted(
            Metric metric,
            Form.Counted form,
            ObjectDefinition object,
            Path time,
            FieldDefinition timeField,
            @Nullable Expression where,
            List<Rule> leaveOut,
            @Nullable Path per,
            Map<String, Expression> rollUp,
            @Nullable Expression among,
            @Nullable Follower follower,
            @Nullable Formula formula,
            Set<Path> money)
            implements ReadyMetric {

        @Override
        public Counted under(String id) {
            return new Counted(
                    metric.under(id),
                    form,
                    object,
                    time,
                    timeField,
                    where,
                    leaveOut,
                    per,
                    rollUp,
                    among,
                    follower,
                    formula,
                    money);
        }

        Path perPath() {
            if (per == null) {
                throw new IllegalStateException(metric.id() + " does not group its records");
            }
            return per;
        }

        Follower following() {
            if (follower == null) {
                throw new IllegalStateException(metric.id() + " follows nothing");
            }
            return follower;
        }

        /** Whether only the latest record of each reference counts. */
        boolean keepsLatestOnly() {
            return form instanceof Form.Rows rows && rows.latestPer() != null;
        }

        /** The reasons for which records may be left out, with their words, in the order in which they hold. */
        Map<String, Labels> reasons() {
            Map<String, Labels> reasons = new LinkedHashMap<>();
            leaveOut.forEach(rule -> reasons.put(rule.reason(), rule.text()));
            if (!money.isEmpty()) {
                reasons.put(NO_AMOUNT, new Labels("没有金额的记录", "Records without an amount"));
                reasons.put(OTHER_CURRENCY, new Labels("其他货币的记录", "Records in another currency"));
            }
            if (follower != null) {
                reasons.put(TOO_YOUNG, new Labels("时间未满，尚不能判断", "Records too recent to tell"));
            }
            if (keepsLatestOnly()) {
                reasons.put(SUPERSEDED, new Labels("时段内有更晚的记录", "Records followed by a later one in the period"));
            }
            return reasons;
        }

        /** Whether it takes how often each value occurs (for a quantile, for durations) instead of sums. */
        boolean isHistogram() {
            return formula == null || formula.quantile().isPresent();
        }

        Optional<Expression> shareOf() {
            return Optional.ofNullable(formula).flatMap(Formula::shareOf);
        }
    }

    /** @param counted the metrics it is made of in the end, each once */
    record Combined(Metric metric, Expression value, List<Counted> counted) implements ReadyMetric {
        public Combined {
            counted = List.copyOf(counted);
        }

        @Override
        public Combined under(String id) {
            return new Combined(metric.under(id), value, counted);
        }

        /** Their ids. */
        List<String> parts() {
            return counted.stream().map(part -> part.metric().id()).toList();
        }
    }

    /**
     * What follows a record.
     *
     * @param same paths of the follower and of the record that must be equal
     */
    record Follower(
            ObjectDefinition object,
            Path time,
            FieldDefinition timeField,
            @Nullable Expression where,
            Map<Path, Path> same,
            int withinDays) {}

    /**
     * A reason and when it holds.
     *
     * @param isAlwaysKnown whether the condition is true or false for every record, never null
     */
    record Rule(String reason, Expression when, Labels text, boolean isAlwaysKnown) {

        Expression opposite() {
            return when instanceof Not(Expression operand) ? operand : new Not(when);
        }
    }
}
