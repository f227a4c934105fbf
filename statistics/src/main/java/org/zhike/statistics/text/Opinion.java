package org.zhike.statistics.text;

import java.util.List;

/**
 * What a text says by the words of a lexicon.
 *
 * @param score from −1, all bad, to 1, all good; 0 when good and bad weigh the same or nothing was said
 * @param findings what was found, in the order of the text; empty when the text says nothing the lexicon knows
 */
public record Opinion(double score, List<Finding> findings) {

    public Opinion {
        findings = List.copyOf(findings);
    }

    /**
     * A phrase with an opinion.
     *
     * @param phrase normalised, without the words that turn or strengthen it
     * @param value with them: above 0 when it is good
     */
    public record Finding(String phrase, double value) {}

    public boolean isGood() {
        return score > 0;
    }

    public boolean isBad() {
        return score < 0;
    }
}
