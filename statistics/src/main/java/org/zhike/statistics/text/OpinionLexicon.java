package org.zhike.statistics.text;

import java.util.List;

/**
 * Opinions without training: Chinese and English words of praise and complaint, turned round by negators (不好, not good),
 * softened (不太满意), strengthened by degree words (很慢), taken as drawbacks after 太 or "too" (太甜), weighed by "but", and
 * emoji. A start until enough texts are classified to train on; then a {@link TextClassifier} is better.
 *
 * <p>Cost: a few table look-ups a sign. Safe for several threads.
 */
public final class OpinionLexicon {

    private static final OpinionLexicon STANDARD = new OpinionLexicon();

    private final WordList<Cue> cues = new WordList<>();

    private OpinionLexicon() {
        WordList.read("opinions.txt", this::add);
    }

    public static OpinionLexicon standard() {
        return STANDARD;
    }

    public Opinion judge(String text) {
        return judgeNormalised(Normaliser.normalise(text));
    }

    Opinion judgeNormalised(String text) {
        return new OpinionReader(cues, text).read();
    }

    /** Whether a normalised word is one of its entries. */
    boolean isWord(String word) {
        return cues.get(word) != null;
    }

    private void add(String kind, List<String> entries) {
        for (String entry : entries) {
            Cue old = cues.get(entry);
            cues.put(entry, (old == null ? Cue.NOTHING : old).with(kind));
        }
    }
}
