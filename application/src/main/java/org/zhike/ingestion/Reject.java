package org.zhike.ingestion;

import java.util.List;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issue;

/**
 * A row that is not imported.
 *
 * @param line where it starts in the file
 */
record Reject(long line, List<Flaw> flaws) {

    /**
     * One reason.
     *
     * @param column the heading; empty for the whole row
     * @param value the cell as it stands, shortened; empty where no single cell is to blame
     */
    record Flaw(String column, String value, String code, List<String> arguments) {

        static Flaw of(Issue issue, String value) {
            return new Flaw(issue.path(), value, issue.code().name(), issue.arguments());
        }
    }

    Reject {
        flaws = List.copyOf(flaws);
    }

    static Reject of(long line, Issue issue) {
        return new Reject(line, List.of(Flaw.of(issue, "")));
    }

    static Reject of(long line, String column, String value, ErrorCode code, Object... arguments) {
        return new Reject(line, List.of(Flaw.of(Issue.of(column, code, arguments), value)));
    }
}
