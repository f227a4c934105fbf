package org.zhike.kernel;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A caller's mistake, or a state of the world the caller must know of, with all its problems. Never a bug of ours. */
public final class ProductException extends RuntimeException {

    private final transient List<Issue> issues;

    public ProductException(ErrorCode code, @Nullable Object... arguments) {
        this(List.of(Issue.of("", code, arguments)));
    }

    public ProductException(List<Issue> issues) {
        super(issues.stream()
                .map(issue -> issue.where().isEmpty() ? issue.message() : issue.where() + ": " + issue.message())
                .collect(Collectors.joining("\n")));
        if (issues.isEmpty()) {
            throw new IllegalArgumentException("an exception needs at least one issue");
        }
        this.issues = List.copyOf(issues);
    }

    public List<Issue> issues() {
        return issues;
    }

    /** Returns the same trouble as part of a larger input, such as the filter of a query. */
    public ProductException within(String path) {
        return new ProductException(
                issues.stream().map(issue -> issue.within(path)).toList());
    }

    /** The kind of the first issue; the others usually share it. */
    public ErrorKind kind() {
        return issues.getFirst().code().kind();
    }
}
