package org.zhike.statistics.cluster;

/**
 * Names for RFM scores by a fixed map of recency against the mean of frequency and amount, as is usual in retail. A convention,
 * not a finding: k-means says whether the data have groups.
 */
public enum RfmGroup {
    /** Bought just now, often and much. */
    CHAMPIONS,
    /** Buy regularly. */
    LOYAL,
    /** Bought lately, not yet often. */
    POTENTIAL,
    /** Bought lately for the first time or for little. */
    NEW,
    /** Were good and become rare. */
    NEEDS_ATTENTION,
    /** Little so far, and rarer. */
    ABOUT_TO_SLEEP,
    /** Were good and have not come for long. */
    AT_RISK,
    /** Were the best and have not come for long. */
    CANNOT_LOSE,
    /** Little, long ago. */
    ASLEEP;

    /** Returns the name for scores from 1 to 5. */
    public static RfmGroup of(int recency, int frequency, int monetary) {
        double value = (frequency + monetary) / 2.0;
        if (recency >= 4) {
            return value >= 4.5 && recency == 5 ? CHAMPIONS : value >= 3.5 ? LOYAL : value >= 2 ? POTENTIAL : NEW;
        }
        if (recency == 3) {
            return value >= 4 ? LOYAL : value >= 2.5 ? NEEDS_ATTENTION : ABOUT_TO_SLEEP;
        }
        return value >= 4.5 ? CANNOT_LOSE : value >= 3 ? AT_RISK : ASLEEP;
    }
}
