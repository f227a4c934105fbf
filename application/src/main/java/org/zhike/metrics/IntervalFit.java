package org.zhike.metrics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Expression.Aggregate;
import org.zhike.expressions.Expression.Convert;
import org.zhike.expressions.Expression.Summary;
import org.zhike.metrics.Metric.IntervalMethod;

/** Which ways of saying how sure a value is fit which formulas. */
final class IntervalFit {

    private IntervalFit() {}

    /** @param formula empty where there is none, or none that could be read: then only the form decides */
    static List<IntervalMethod> fitting(Form form, Optional<Formula> formula) {
        return Stream.of(IntervalMethod.values())
                .filter(method -> fits(method, form, formula))
                .toList();
    }

    static boolean fits(IntervalMethod method, Form form, Optional<Formula> formula) {
        return switch (form) {
            case Form.Composite _ -> method == IntervalMethod.COMPOSITE;
            case Form.Lifetimes _ -> method == IntervalMethod.KAPLAN_MEIER;
            case Form.Counted _ ->
                switch (method) {
                    case KAPLAN_MEIER, COMPOSITE -> false;
                    case WILSON -> formula.flatMap(Formula::shareOf).isPresent();
                    case ORDER_STATISTICS -> formula.flatMap(Formula::quantile).isPresent();
                    case POISSON -> formula.map(IntervalFit::isCount).orElse(false);
                    case NPS -> formula.map(Formula::isDifferenceOfShares).orElse(false);
                    case DELTA, TOTAL, NONE ->
                        formula.map(value -> value.quantile().isEmpty()).orElse(false);
                };
        };
    }

    private static boolean isCount(Formula formula) {
        Expression value = formula.expression() instanceof Convert convert ? convert.operand() : formula.expression();
        return value instanceof Aggregate aggregate && aggregate.summary() == Summary.COUNT;
    }
}
