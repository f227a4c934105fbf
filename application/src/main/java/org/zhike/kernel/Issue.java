package org.zhike.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with an input.
 *
 * @param path where, in the input's own words: {@code filter}, {@code values.amount}, {@code line 12, column Price}; empty
 *     for the whole input
 * @param code what, stable for programs
 * @param arguments the values that fill the code's template, as text
 * @param position where inside a text, such as a filter or a file of rules; null when the problem does not lie in a text
 */
public record Issue(
        String path,
        ErrorCode code,
        List<String> arguments,
        @Nullable Position position) {

    /** A place in a text. Lines and columns start at 1; columns count Unicode code points. */
    public record Position(int line, int column) {}

    public Issue {
        arguments = List.copyOf(arguments);
    }

    public Issue(String path, ErrorCode code, List<String> arguments) {
        this(path, code, arguments, null);
    }

    public static Issue of(String path, ErrorCode code, @Nullable Object... arguments) {
        return new Issue(
                path, code, Arrays.stream(arguments).map(Objects::toString).toList());
    }

    /** Returns the same issue at that place of the text it was found in. */
    public Issue at(Position place) {
        return new Issue(path, code, arguments, place);
    }

    /** Returns the same issue as part of a larger input, such as the filter of a query. */
    public Issue within(String outerPath) {
        return new Issue(path.isEmpty() ? outerPath : outerPath + "." + path, code, arguments, position);
    }

    /** The path and position for people, such as {@code filter, line 1, column 8}; empty for the whole input. */
    public String where() {
        if (position == null) {
            return path;
        }
        String place = "line " + position.line() + ", column " + position.column();
        return path.isEmpty() ? place : path + ", " + place;
    }

    /** The English sentence for people. */
    public String message() {
        return code.template().formatted(arguments.toArray());
    }
}
