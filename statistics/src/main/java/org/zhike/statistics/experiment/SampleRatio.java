package org.zhike.statistics.experiment;

import org.zhike.statistics.test.ChiSquareStatistic;
import org.zhike.statistics.test.GoodnessOfFit;

/**
 * Whether the arms are as large as planned. If not, units were lost or assigned wrongly, and no result of the experiment is to
 * be believed until it is known why (Fabijan and others 2019).
 */
public record SampleRatio(ChiSquareStatistic test) {

    /** So unlikely a ratio is an error, not chance; low, since the check is made for every experiment. */
    private static final double MISMATCH = 0.001;

    /**
     * Compares the arms' sizes with the planned ones by Pearson's chi-square.
     *
     * @param planned the arms' planned sizes, in any unit: {@code 1, 1} for halves
     */
    public static SampleRatio of(long[] counts, double[] planned) {
        return new SampleRatio(GoodnessOfFit.of(counts, planned));
    }

    /** The same when all arms were to be equal. */
    public static SampleRatio even(long... counts) {
        return new SampleRatio(GoodnessOfFit.even(counts));
    }

    public double pValue() {
        return test.pValue();
    }

    public boolean mismatch() {
        return pValue() < MISMATCH;
    }
}
