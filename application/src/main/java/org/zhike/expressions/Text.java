package org.zhike.expressions;

import org.zhike.kernel.Issue.Position;

/** The text of an expression by code points, to tell people where in it a problem lies. */
final class Text {

    private static final int LONGEST_WORD = 20;

    private final int[] codePoints;

    Text(String text) {
        this.codePoints = text.codePoints().toArray();
    }

    /** Returns the offset of a line (from 1) and column (from 0). */
    int offset(int line, int column) {
        int offset = 0;
        for (int at = 1; at < line && offset < codePoints.length; offset++) {
            if (codePoints[offset] == '\n') {
                at++;
            }
        }
        return Math.min(offset + column, codePoints.length);
    }

    Position position(int offset) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (codePoints[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, offset - start + 1);
    }

    /** Returns what stands there up to the next space, in quotes. */
    String wordAt(int offset) {
        if (offset >= codePoints.length) {
            return "its end";
        }
        int end = offset;
        while (end < codePoints.length
                && end - offset < LONGEST_WORD
                && (end == offset || !Character.isWhitespace(codePoints[end]))) {
            end++;
        }
        return "\"" + new String(codePoints, offset, end - offset) + "\"";
    }

    String from(int offset) {
        return new String(codePoints, offset, codePoints.length - offset);
    }

    int skipSpaces(int offset) {
        int next = offset;
        while (next < codePoints.length && Character.isWhitespace(codePoints[next])) {
            next++;
        }
        return next;
    }
}
