package org.zhike.statistics.experiment;

import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;

/** A share among the treated beside that of a control group drawn by lot, such as buyers with and without a mailing. */
public record ShareExperiment(Proportion treated, Proportion control) {

    /** The share of the treated minus that of the control. */
    public double difference() {
        return treated.share() - control.share();
    }

    /** Newcombe's interval of the difference: the one to use. */
    public Interval interval(double level) {
        return treated.minus(control, level);
    }

    /** The difference with its unpooled standard error, judged by the normal distribution. */
    public Comparison unpooled() {
        return Comparison.ofEstimates(
                treated.share(), treated.standardError(), control.share(), control.standardError());
    }

    /** Tests "no difference" with the pooled variance. */
    public double pValue() {
        return treated.pooledTest(control).pValue();
    }

    /** Difference over the control's share, 0.26 for "26 % more"; infinite when the control has no success but the treated do. */
    public double relativeLift() {
        return difference() == 0 ? 0 : difference() / control.share();
    }

    public Interval relativeLiftInterval(double level) {
        Interval ratio = treated.dividedBy(control, level);
        return new Interval(ratio.low() - 1, ratio.high() - 1, level);
    }

    /** The successes among the treated that would not have been without the treatment. */
    public double incremental() {
        return difference() * treated.trials();
    }

    /**
     * Its interval, from the unpooled standard error: without width where each arm has nobody or everybody succeed. For small
     * numbers take {@link #interval} times the treated.
     */
    public Interval incrementalInterval(double level) {
        return unpooled().interval(level).times((double) treated.trials());
    }

    /**
     * What came back beyond each unit spent: (incremental · margin − cost) / cost; 1 when it doubled the money.
     *
     * @param cost of treating all, in money
     * @param margin of one success, in money
     */
    public double returnOnCost(double cost, double margin) {
        return incremental() * Require.finite(margin, "margin") / Require.positive(cost, "cost") - 1;
    }
}
