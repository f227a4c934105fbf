package org.zhike.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All problems of one input, gathered so that a person gets them at once. Not safe for use by several threads. */
public final class Issues {

    private final List<Issue> found = new ArrayList<>();

    public void add(String path, ErrorCode code, @Nullable Object... arguments) {
        found.add(Issue.of(path, code, arguments));
    }

    public void add(Issue issue) {
        found.add(issue);
    }

    public void addAll(List<Issue> issues) {
        found.addAll(issues);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<Issue> all() {
        return List.copyOf(found);
    }

    /** Throws one {@link ProductException} with all problems, if there are any. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProductException(found);
        }
    }
}
