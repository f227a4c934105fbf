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
 */
public record Issue(String path, ErrorCode code, List<String> arguments) {

    public Issue {
        arguments = List.copyOf(arguments);
    }

    public static Issue of(String path, ErrorCode code, @Nullable Object... arguments) {
        return new Issue(
                path, code, Arrays.stream(arguments).map(Objects::toString).toList());
    }

    /** The English sentence for people. */
    public String message() {
        return code.template().formatted(arguments.toArray());
    }
}
