package org.zhike.statistics.interval;

import static java.lang.Math.sqrt;

import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/** A net promoter score in points, −100 to 100, from at least one answer. */
public record NetPromoter(long promoters, long passives, long detractors) {

    /**
     * The pseudo-answers of the adjusted Wald interval: three, split ¾, 1½, ¾ (Rocks 2016, The American Statistician
     * 70:365, "Interval Estimation for the Net Promoter Score": AW(3, T)).
     */
    private static final double PSEUDO_ANSWERS = 3;

    public NetPromoter {
        Require.atLeast(0, promoters, "promoters");
        Require.atLeast(0, passives, "passives");
        Require.atLeast(0, detractors, "detractors");
        Require.atLeast(1, promoters + passives + detractors, "the number of answers");
    }

    public long answers() {
        return promoters + passives + detractors;
    }

    public double score() {
        return 100.0 * (promoters - detractors) / answers();
    }

    /** 100·√((p + d − (p − d)²) / n), the standard deviation of one answer (+1, 0, −1) over √n. */
    public double standardError() {
        return 100 * standardError((double) promoters, (double) detractors, (double) answers());
    }

    /** The plain interval, score ± z·standard error: has no width when all answers agree, and may leave −100 to 100. */
    public Interval wald(double level) {
        return Interval.around(score(), Quantiles.criticalZ(level) * standardError(), level);
    }

    /** The interval to use: honest for few answers. */
    public Interval adjustedWald(double level) {
        double n = answers() + PSEUDO_ANSWERS;
        double p = promoters + PSEUDO_ANSWERS / 4;
        double d = detractors + PSEUDO_ANSWERS / 4;
        double margin = Quantiles.criticalZ(level) * standardError(p, d, n);
        return Interval.around((p - d) / n, margin, level).within(-1, 1).times(100);
    }

    /** This score minus that of other, independent answers. */
    public Comparison minus(NetPromoter other) {
        return Comparison.ofEstimates(score(), standardError(), other.score(), other.standardError());
    }

    private static double standardError(double promoters, double detractors, double n) {
        double p = promoters / n;
        double d = detractors / n;
        return sqrt((p + d - (p - d) * (p - d)) / n);
    }
}
