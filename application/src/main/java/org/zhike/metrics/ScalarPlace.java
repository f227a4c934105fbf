package org.zhike.metrics;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.zhike.kernel.Issue.Position;

/**
 * Finds a place inside a YAML value in the file around it. The value is what remains of the source without quotes, escapes,
 * indentation and folded lines, in the same order; so both are walked together.
 *
 * @param isBlock whether the source starts with a line of its own, such as {@code >-}
 */
record ScalarPlace(String file, String value, Mark start, Mark end, boolean isBlock) {

    Position of(Position inner) {
        int[] source = file.codePoints()
                .skip(start.getIndex())
                .limit(end.getIndex() - start.getIndex())
                .toArray();
        int[] wanted = value.codePoints().toArray();
        int target = offset(wanted, inner);
        int at = isBlock ? afterLine(source) : 0;
        for (int i = 0; i < wanted.length && at < source.length; i++) {
            at = next(source, at, wanted[i]);
            if (i == target) {
                break;
            }
            at++;
        }
        return place(source, Math.min(at, source.length));
    }

    private static int offset(int[] text, Position inner) {
        int line = 1;
        int at = 0;
        while (at < text.length && line < inner.line()) {
            if (text[at++] == '\n') {
                line++;
            }
        }
        return at + inner.column() - 1;
    }

    private static int afterLine(int[] source) {
        int at = 0;
        while (at < source.length && source[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Where the sign of the value stands: a space may be a folded line break, anything else stands as it is. */
    private static int next(int[] source, int from, int sign) {
        int at = from;
        while (at < source.length && source[at] != sign) {
            if (sign == ' ' && (source[at] == '\n' || source[at] == '\r')) {
                while (at + 1 < source.length && Character.isWhitespace(source[at + 1])) {
                    at++;
                }
                return at;
            }
            at++;
        }
        return at;
    }

    private Position place(int[] source, int at) {
        int line = start.getLine() + 1;
        int column = start.getColumn() + 1;
        for (int i = 0; i < at; i++) {
            if (source[i] == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new Position(line, column);
    }
}
