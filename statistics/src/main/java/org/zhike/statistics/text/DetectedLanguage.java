package org.zhike.statistics.text;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The languages of a text.
 *
 * @param main the one with the largest share; of equals the first in the order of {@link Language}
 * @param shares of the text by language, summing to 1; a word of an alphabet counts as two Chinese characters. Only
 *     {@code UNKNOWN: 1} when there are no letters
 */
public record DetectedLanguage(Language main, Map<Language, Double> shares) {

    /** From this share on a second language is more than a borrowed word. */
    private static final double SECOND = 0.2;

    public DetectedLanguage {
        shares = Collections.unmodifiableMap(new EnumMap<>(shares));
    }

    public double share() {
        return shares.getOrDefault(main, 0.0);
    }

    /** Whether at least a fifth is in another language than the main one. */
    public boolean isMixed() {
        return shares.entrySet().stream().anyMatch(entry -> entry.getKey() != main && entry.getValue() >= SECOND);
    }
}
