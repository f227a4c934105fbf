package org.zhike.statistics.experiment;

import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Comparison;
import org.zhike.statistics.interval.Moments;

/**
 * A difference of means within strata (regions, value classes), weighted by their sizes: post-stratification (Miratrix, Sekhon
 * and Yu 2013). Takes out what the strata explain, and any imbalance of the arms between them.
 */
public final class Stratified {

    private Stratified() {}

    /** One stratum's two arms. */
    public record Stratum(Moments treated, Moments control) {

        double size() {
            return (double) treated.n() + control.n();
        }
    }

    /**
     * The weighted difference, judged by the normal distribution.
     *
     * @return too little data when a stratum has fewer than two units of an arm: merge it with another
     */
    public static FitOutcome<Comparison> difference(List<Stratum> strata) {
        Require.atLeast(1, strata.size(), "the number of strata");
        List<Shortage> shortages = new ArrayList<>();
        double all = 0;
        for (int h = 0; h < strata.size(); h++) {
            long fewest = Math.min(
                    strata.get(h).treated().n(), strata.get(h).control().n());
            if (fewest < 2) {
                shortages.add(new Shortage("units_of_each_arm_in_stratum_" + h, fewest, 2));
            }
            all += strata.get(h).size();
        }
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        double difference = 0;
        double variance = 0;
        for (Stratum stratum : strata) {
            double weight = stratum.size() / all;
            difference += weight * (stratum.treated().mean() - stratum.control().mean());
            variance += weight
                    * weight
                    * (stratum.treated().variance() / stratum.treated().n()
                            + stratum.control().variance() / stratum.control().n());
        }
        return new FitOutcome.Converged<>(new Comparison(difference, sqrt(variance), Double.POSITIVE_INFINITY), 1);
    }
}
