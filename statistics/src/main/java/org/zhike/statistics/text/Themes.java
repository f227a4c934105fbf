package org.zhike.statistics.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phrases that could be a theme, with the number of texts that hold each: runs of two to four Chinese characters, one or two words. */
final class Themes {

    private static final int LONGEST = 4;

    /** Characters that neither begin nor end a theme. */
    private static final String PARTICLES = "的了着过是在也就都和与及而或把被给让这那个们吗呢吧啊呀哦嘛我你他她它您自很太更最还又再才只从到对为以于之其所么儿些会要能可想说去来";

    private static final Set<String> SMALL_WORDS = Set.of(
            "the and is was are were be been being to of in it that this with for you i not my we they have has had but at as on so"
                    .concat(
                            " if or what which would will can could should do did does don't isn't it's i'm i've very just there")
                    .concat(
                            " their from your an a me when how why who all more no any about than then too he she his her its our")
                    .concat(
                            " us them these those by am also only even because into out up down over after before again really")
                    .split(" "));

    private final Map<String, Integer> counts = new HashMap<>();
    private long sum;

    /** Counts each phrase once in a text. */
    Themes(List<String> texts) {
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            seen.clear();
            collect(Normaliser.normalise(text), seen);
            seen.forEach(phrase -> counts.merge(phrase, 1, Integer::sum));
            sum += seen.size();
        }
    }

    Set<String> phrases() {
        return counts.keySet();
    }

    int count(String phrase) {
        return counts.getOrDefault(phrase, 0);
    }

    /** The counts of all phrases together. */
    long sum() {
        return sum;
    }

    private static void collect(String text, Set<String> phrases) {
        String before = "";
        for (int i = 0; i < text.length(); ) {
            char c = text.charAt(i);
            if (Character.isIdeographic(c)) {
                addRuns(text, i, phrases);
            }
            if (!Pieces.isLetterOfWords(c)) {
                // Words on two sides of a sign are not one phrase.
                before = c == ' ' ? before : "";
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && Pieces.isLetterOfWords(text.charAt(end))) {
                end++;
            }
            String word = text.substring(i, end);
            boolean isSmall = SMALL_WORDS.contains(word) || word.length() < 2;
            if (!isSmall) {
                phrases.add(word);
                if (!before.isEmpty()) {
                    phrases.add(before + " " + word);
                }
            }
            before = isSmall ? "" : word;
            i = end;
        }
    }

    private static void addRuns(String text, int from, Set<String> phrases) {
        if (PARTICLES.indexOf(text.charAt(from)) >= 0) {
            return;
        }
        int end = from + 1;
        while (end < text.length() && end - from < LONGEST && Character.isIdeographic(text.charAt(end))) {
            end++;
            if (PARTICLES.indexOf(text.charAt(end - 1)) < 0) {
                phrases.add(text.substring(from, end));
            }
        }
    }
}
