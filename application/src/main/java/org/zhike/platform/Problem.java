package org.zhike.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;

/**
 * What the API answers when it cannot do what was asked, as {@code application/problem+json}.
 *
 * @param code the first issue's code
 * @param detail all issues as one text for people
 */
public record Problem(int status, String code, String detail, List<Described> issues) {

    private static final String INTERNAL = "INTERNAL_ERROR";

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

    /** Logs a bug of ours once, and tells the caller only the incident under which the log has it. */
    public static Problem unexpected(String what, Exception exception, Logger log) {
        String incident = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        log.error("Incident {}: {}", incident, what, exception);
        String detail = "Something went wrong on our side. The log of the server has the details under incident "
                + incident + ".";
        return new Problem(
                500, INTERNAL, detail, List.of(new Described("", INTERNAL, detail, List.of(incident), null, null)));
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
