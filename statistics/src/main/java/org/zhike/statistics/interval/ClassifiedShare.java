package org.zhike.statistics.interval;

import static java.lang.Math.clamp;
import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * A true share (such as of unhappy comments) behind the share that an imperfect classifier finds, corrected for its errors
 * (Rogan and Gladen 1978); the errors come from a sample that people have labelled.
 *
 * @param found the cases the classifier called positive, of all it looked at
 * @param sensitivity of truly positive labelled cases, those it called positive
 * @param specificity of truly negative labelled cases, those it called negative
 */
public record ClassifiedShare(Proportion found, Proportion sensitivity, Proportion specificity) {

    public ClassifiedShare {
        if (!(sensitivity.share() + specificity.share() > 1)) {
            throw new IllegalArgumentException(
                    "a classifier of sensitivity " + sensitivity.share() + " and specificity " + specificity.share()
                            + " is no better than chance: nothing can be corrected");
        }
    }

    /** (found + specificity − 1) / (sensitivity + specificity − 1), cut at 0 and 1. */
    public double share() {
        double youden = sensitivity.share() + specificity.share() - 1;
        return clamp((found.share() + specificity.share() - 1) / youden, 0, 1);
    }

    /**
     * The interval of Lang and Reiczigel (2014, Preventive Veterinary Medicine 113:13): Wald's on pseudo-counts, with the errors
     * of all three shares; covers what it says even for few labelled cases. 0 to 1 when the pseudo-counts leave the classifier
     * no better than chance.
     */
    public Interval interval(double level) {
        double z = Quantiles.criticalZ(Require.level(level));
        double n = found.trials() + z * z;
        double p = (found.successes() + z * z / 2) / n;
        double nSensitivity = sensitivity.trials() + 2.0;
        double se = (sensitivity.successes() + 1) / nSensitivity;
        double nSpecificity = specificity.trials() + 2.0;
        double sp = (specificity.successes() + 1) / nSpecificity;
        double youden = se + sp - 1;
        if (!(youden > 0)) {
            return new Interval(0, 1, level);
        }
        double share = (p + sp - 1) / youden;
        double shift = 2 * z * z * (share * se * (1 - se) / nSensitivity - (1 - share) * sp * (1 - sp) / nSpecificity);
        double variance = p * (1 - p) / n
                + share * share * se * (1 - se) / nSensitivity
                + (1 - share) * (1 - share) * sp * (1 - sp) / nSpecificity;
        double margin = z * sqrt(variance) / youden;
        return Interval.around(share + shift, margin, level).within(0, 1);
    }
}
