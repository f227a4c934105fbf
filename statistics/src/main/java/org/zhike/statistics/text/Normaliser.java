package org.zhike.statistics.text;

import java.text.Normalizer;
import java.util.BitSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One spelling for texts that mean the same: compatibility forms and full width as Unicode's NFKC has them, lower case, common
 * traditional characters as simplified ones, every digit as 0, the same sign at most three times in a row, any white space as
 * one space; without control signs, joiners, variation selectors and skin tones.
 *
 * <p>Applying it twice changes nothing more. Cost: one step a sign; a text with combining marks costs a few times that.
 */
public final class Normaliser {

    private static final int MOST_REPEATS = 3;

    /** What becomes of each sign of the basic plane that stays one sign; {@link #DROPPED} and {@link #LONGER} otherwise. */
    private static final char[] FOLDED = new char[1 << 16];

    private static final char DROPPED = 0;
    private static final char LONGER = 1;

    private static final @Nullable String[] EXPANDED = new @Nullable String[1 << 16];

    /** Signs that combine with the one before, or become such. */
    private static final BitSet COMBINING = new BitSet();

    static {
        for (int c = 0; c < FOLDED.length; c++) {
            fold((char) c);
        }
    }

    private Normaliser() {}

    public static String normalise(String text) {
        return squeezed(needsUnicode(text) ? inUnicodesForm(text) : text);
    }

    private static void fold(char c) {
        if (Character.isSurrogate(c)) {
            FOLDED[c] = c;
            return;
        }
        if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            FOLDED[c] = ' ';
            return;
        }
        if (Character.isISOControl(c) || isInvisible(c)) {
            FOLDED[c] = DROPPED;
            return;
        }
        if (c >= '\u4e00' && c <= '\u9fff') {
            FOLDED[c] = Hanzi.simplified(c);
            return;
        }
        if (c == '\u2018' || c == '\u2019') {
            FOLDED[c] = '\'';
            return;
        }
        String whole = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{Nd}", "0")
                .replaceAll("\\s+", " ");
        boolean isKoreanPart = (c >= 0x1100 && c <= 0x11ff) || (c >= 0xffa0 && c <= 0xffdc);
        COMBINING.set(c, isKoreanPart || whole.chars().anyMatch(part -> isMark((char) part)));
        if (whole.length() == 1) {
            FOLDED[c] = Hanzi.simplified(whole.charAt(0));
            return;
        }
        FOLDED[c] = LONGER;
        EXPANDED[c] = whole;
    }

    /** Whether there are signs that sign by sign would not get Unicode's form: marks on the sign before, and rare blocks. */
    private static boolean needsUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // 𝐀 and 🄰, by the first half of the pair and the range of the second.
            boolean isLetterlike = c == 0xd835 || (c == 0xd83c && i + 1 < text.length() && text.charAt(i + 1) < 0xdf00);
            if (isLetterlike || COMBINING.get(c)) {
                return true;
            }
        }
        return false;
    }

    private static String inUnicodesForm(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(sign -> !isInvisible(sign)).forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFKC);
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private static boolean isInvisible(int c) {
        return (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0x1f3fb && c <= 0x1f3ff)
                || (c >= 0xe0000 && c <= 0xe01ef)
                || c == 0x20e3
                || Character.getType(c) == Character.FORMAT;
    }

    private static String squeezed(String text) {
        var out = new StringBuilder(text.length());
        var run = new Run(out);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                int sign = text.codePointAt(i);
                i++;
                if (!isInvisible(sign)) {
                    run.add(Character.isDigit(sign) ? '0' : Character.toLowerCase(sign));
                }
                continue;
            }
            char folded = FOLDED[c];
            if (folded == LONGER) {
                String longer = EXPANDED[c];
                for (int k = 0; longer != null && k < longer.length(); k++) {
                    run.add(longer.charAt(k));
                }
            } else if (folded != DROPPED && !Character.isSurrogate(folded)) {
                run.add(folded);
            }
        }
        int end = out.length();
        return end > 0 && out.charAt(end - 1) == ' ' ? out.substring(0, end - 1) : out.toString();
    }

    /** Appends signs, but no sign more than three times in a row, and no space twice or first. */
    private static final class Run {

        private final StringBuilder out;
        private int last = ' ';
        private int length = MOST_REPEATS;

        Run(StringBuilder out) {
            this.out = out;
        }

        void add(int sign) {
            if (sign == last) {
                length++;
            } else {
                last = sign;
                length = 1;
            }
            if (sign == ' ' ? length == 1 : length <= MOST_REPEATS) {
                out.appendCodePoint(sign);
            }
        }
    }
}
