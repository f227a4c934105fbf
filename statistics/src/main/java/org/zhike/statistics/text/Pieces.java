package org.zhike.statistics.text;

import java.util.Arrays;

/**
 * The pieces of a text that a model learns from: runs of one to three units (a word of letters, or any other single sign; the
 * text's start and end count as units), and within words of five letters or more the runs of three to five letters.
 * Chinese needs no word list this way, and mixed texts no switch. A buffer to use again and again; for one thread.
 */
final class Pieces {

    static final int LONGEST_RUN = 3;
    private static final int SHORTEST_PART = 3;
    private static final int LONGEST_PART = 5;

    /** Longer words are no words: their parts are not looked at, so that cost stays linear. */
    private static final int LONGEST_WORD = 40;

    private static final long START = 0x9e3779b97f4a7c15L;
    private static final long END = 0xd1b54a32d192ed03L;
    private static final long PART = 0x8cb92ba72f3d8dd7L;

    private String text = "";

    private long[] units = new long[64];
    private int[] unitFrom = new int[64];
    private int[] unitTo = new int[64];
    private int unitCount;

    private long[] keys = new long[256];
    private int[] from = new int[256];
    private int[] to = new int[256];
    private int count;

    /** Reads a text, which need not be normalised yet. */
    void read(String raw) {
        text = Normaliser.normalise(raw);
        unitCount = 0;
        count = 0;
        unit(START, 0, 0);
        for (int i = 0; i < text.length(); ) {
            int sign = text.codePointAt(i);
            int end = i + Character.charCount(sign);
            if (isLetterOfWords(sign)) {
                end = wordEnd(end);
                parts(i, end);
                unit(hash(i, end), i, end);
            } else if (sign != ' ' || !isBetweenWords(i)) {
                unit(mixed(sign), i, end);
            }
            i = end;
        }
        unit(END, text.length(), text.length());
        runs();
    }

    /** What the text says by the lexicon of opinions, from −1 to 1. */
    double opinion() {
        return OpinionLexicon.standard().judgeNormalised(text).score();
    }

    int count() {
        return count;
    }

    long key(int piece) {
        return keys[piece];
    }

    /** The piece as a person reads it; {@code ^} and {@code $} stand for the text's start and end. */
    String show(int piece) {
        int first = from[piece];
        int last = to[piece];
        boolean atStart = first < 0;
        boolean atEnd = last < 0;
        return (atStart ? "^" : "")
                + text.substring(atStart ? ~first : first, atEnd ? ~last : last)
                + (atEnd ? "$" : "");
    }

    static boolean isLetterOfWords(int sign) {
        return sign < 0x2e80 ? Character.isLetter(sign) || sign == '\'' : (sign >= 0xac00 && sign <= 0xd7a3);
    }

    private int wordEnd(int i) {
        int end = i;
        while (end < text.length() && isLetterOfWords(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean isBetweenWords(int space) {
        return space > 0
                && space + 1 < text.length()
                && isLetterOfWords(text.charAt(space - 1))
                && isLetterOfWords(text.charAt(space + 1));
    }

    private void parts(int first, int end) {
        int length = end - first;
        if (length < LONGEST_PART || length > LONGEST_WORD) {
            return;
        }
        for (int n = SHORTEST_PART; n <= LONGEST_PART; n++) {
            for (int i = first; i + n <= end; i++) {
                // The start and the end of a word are other pieces than its middle.
                long place = i == first ? 1 : i + n == end ? 2 : 3;
                add(mixed(hash(i, i + n) ^ PART * place), i, i + n);
            }
        }
    }

    private void runs() {
        for (int i = 0; i < unitCount; i++) {
            long key = 0;
            for (int n = 0; n < LONGEST_RUN && i + n < unitCount; n++) {
                key = mixed(key * 31 + units[i + n]);
                boolean atStart = i == 0;
                boolean atEnd = i + n == unitCount - 1;
                if (n == 0 && (atStart || atEnd)) {
                    continue;
                }
                add(key, atStart ? ~unitFrom[i] : unitFrom[i], atEnd ? ~unitTo[i + n] : unitTo[i + n]);
            }
        }
    }

    private long hash(int first, int end) {
        long h = 0;
        for (int i = first; i < end; i++) {
            h = h * 0x100000001b3L + text.charAt(i);
        }
        return mixed(h);
    }

    /** Spreads a number over 64 bits (Steele, Lea and Flood 2014, variant 13): two of a million pieces meet with 3e-8. */
    static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private void unit(long key, int first, int end) {
        if (unitCount == units.length) {
            units = Arrays.copyOf(units, 2 * unitCount);
            unitFrom = Arrays.copyOf(unitFrom, 2 * unitCount);
            unitTo = Arrays.copyOf(unitTo, 2 * unitCount);
        }
        units[unitCount] = key;
        unitFrom[unitCount] = first;
        unitTo[unitCount++] = end;
    }

    private void add(long key, int first, int end) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            from = Arrays.copyOf(from, 2 * count);
            to = Arrays.copyOf(to, 2 * count);
        }
        keys[count] = key;
        from[count] = first;
        to[count++] = end;
    }
}
