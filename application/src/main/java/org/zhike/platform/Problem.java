package org.zhike.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;

/**
 * What the API answers when it cannot do what was asked, as {@code application/problem+json}.
 *
 * @param code the first issue's code
 * @param detail all issues as one text for people
 */
public record Problem(int status, String code, String detail, List<Described> issues) {

    /** An issue as the API shows it; line and column only where it lies in a text. */
    public record Described(
            String path,
            String code,
            String message,
            List<String> arguments,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer line,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer column) {

        public static Described of(Issue issue) {
            var position = issue.position();
            return new Described(
                    issue.path(),
                    issue.code().name(),
                    issue.message(),
                    issue.arguments(),
                    position == null ? null : position.line(),
                    position == null ? null : position.column());
        }
    }

    public static Problem of(ProductException exception) {
        return of(exception.kind().httpStatus(), exception);
    }

    /** The same under a status of HTTP's own, such as 405. */
    public static Problem of(int status, ProductException exception) {
        return new Problem(
                status,
                exception.issues().getFirst().code().name(),
                String.valueOf(exception.getMessage()),
                exception.issues().stream().map(Described::of).toList());
    }
}
