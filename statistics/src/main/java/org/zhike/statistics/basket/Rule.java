package org.zhike.statistics.basket;

import org.zhike.statistics.Require;

/**
 * Who has all of the left has the right too, more or less often: with the measures of Hahsler (2015, "A probabilistic comparison
 * of commonly used interest measures").
 *
 * @param left at least one item
 * @param right an item not among them
 * @param baskets how many baskets there are
 * @param countLeft in how many all of the left are
 * @param countRight in how many the right is
 * @param countBoth in how many both are
 * @param pValue the chance of so many common baskets or more, were left and right independent (Fisher, one-sided)
 * @param improvementP the largest such chance against leaving one item of the left out (Webb 2007, "productive"): small only when
 *     every item of the left adds something; the p-value itself for a single item
 * @param falseDiscovery the p-value adjusted over the rules reported (Benjamini and Hochberg 1995)
 * @param familyWise the p-value adjusted over every rule that could have been found (Webb 2008, layered critical values): the
 *     chance that even one rule no stronger than this is a whim of chance
 */
public record Rule(
        Itemset left,
        int right,
        int baskets,
        int countLeft,
        int countRight,
        int countBoth,
        double pValue,
        double improvementP,
        double falseDiscovery,
        double familyWise) {

    public Rule {
        Require.atLeast(1, left.size(), "the size of the left side");
        Require.atLeast(0, countBoth, "countBoth");
        Require.atLeast(Math.max(1, countBoth), countLeft, "countLeft");
        Require.atLeast(Math.max(1, countBoth), countRight, "countRight");
        Require.atLeast(countLeft + (long) countRight - countBoth, baskets, "the number of baskets");
    }

    /** The share of baskets with left and right. */
    public double support() {
        return (double) countBoth / baskets;
    }

    /** The share with the right among the baskets with the left. */
    public double confidence() {
        return (double) countBoth / countLeft;
    }

    /** How many times as often as among all baskets: 1 when independent. */
    public double lift() {
        return (double) countBoth * baskets / ((double) countLeft * countRight);
    }

    /** The share of baskets with both, less what independence would give (Piatetsky-Shapiro 1991): −0.25 to 0.25. */
    public double leverage() {
        return support() - (double) countLeft / baskets * ((double) countRight / baskets);
    }

    /** How many times as often the rule would fail, were both independent (Brin et al. 1997); infinite when it never fails. */
    public double conviction() {
        int without = baskets - countRight;
        if (without == 0) {
            return 1;
        }
        return (double) without / baskets * countLeft / (countLeft - countBoth);
    }

    Rule withAdjusted(double newFalseDiscovery, double newFamilyWise) {
        return new Rule(
                left,
                right,
                baskets,
                countLeft,
                countRight,
                countBoth,
                pValue,
                improvementP,
                newFalseDiscovery,
                newFamilyWise);
    }
}
