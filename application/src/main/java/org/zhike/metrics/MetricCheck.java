package org.zhike.metrics;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issue;

/**
 * What a check of a text found.
 *
 * @param metric what it says, as far as it could be read; null when it is no YAML
 * @param intervals the ways of saying how sure the value is that fit its form and value
 */
public record MetricCheck(@Nullable Metric metric, List<Problem> problems, List<Metric.IntervalMethod> intervals) {

    private static final Pattern INNER = Pattern.compile("^(.*) (\\d+):(\\d+)(\\..*)?$");
    private static final Pattern SUGGESTION = Pattern.compile("Did you mean \"([^\"]+)\"");

    public MetricCheck {
        problems = List.copyOf(problems);
        intervals = List.copyOf(intervals);
    }

    public boolean isRight() {
        return problems.isEmpty();
    }

    /**
     * One thing wrong.
     *
     * @param path the entry, such as {@code leave_out[0].when}; empty for the whole text
     * @param line in the whole text, as {@code column}; null only where the whole text is wrong
     * @param inLine where in the expression it lies; null where the entry is none
     * @param suggestion what was probably meant instead
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            String path,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable Integer inLine,
            @Nullable Integer inColumn,
            String code,
            String message,
            List<String> arguments,
            @Nullable String suggestion) {

        static Problem of(Issue issue) {
            Matcher inner = INNER.matcher(issue.path());
            boolean isInner = inner.matches();
            Issue.Position at = issue.position();
            return new Problem(
                    isInner ? inner.group(1) : issue.path(),
                    at == null ? null : at.line(),
                    at == null ? null : at.column(),
                    isInner ? Integer.valueOf(inner.group(2)) : null,
                    isInner ? Integer.valueOf(inner.group(3)) : null,
                    issue.code().name(),
                    issue.message(),
                    issue.arguments(),
                    suggestion(issue));
        }

        private static @Nullable String suggestion(Issue issue) {
            Matcher found = SUGGESTION.matcher(issue.message());
            return found.find() ? found.group(1) : null;
        }
    }
}
