package org.zhike.projection;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;

/** What DuckDB says when a statement fails, as an issue with its place. */
final class SqlFailure {

    private static final Pattern PLACE = Pattern.compile("LINE (\\d+): (.*)\\n( *)\\^", Pattern.DOTALL);
    private static final Pattern KIND = Pattern.compile("^(?:java\\.sql\\.\\w+: )?[A-Z][A-Za-z -]{2,30} Error: ");

    private SqlFailure() {}

    static ProductException of(String text, String message) {
        Matcher place = PLACE.matcher(message);
        boolean placed = place.find();
        String words = KIND.matcher(placed ? message.substring(0, place.start()) : message)
                .replaceFirst("")
                .strip()
                .replaceAll("\\s*\\n\\s*", " ");
        Issue issue = Issue.of("sql", SqlError.SQL_FAILED, words);
        if (!placed) {
            return new ProductException(List.of(issue));
        }
        int line = Integer.parseInt(place.group(1));
        String prefix = "LINE " + line + ": ";
        int caret = place.group(3).length() - prefix.length();
        return new ProductException(
                List.of(issue.at(new Issue.Position(line, column(text, line, place.group(2), caret)))));
    }

    /** DuckDB shows a long line in part, and Chinese signs take two places there. */
    private static int column(String text, int line, String excerpt, int caret) {
        String[] lines = text.split("\n", -1);
        String whole = line <= lines.length ? lines[line - 1] : "";
        String shown = excerpt.startsWith("...") ? excerpt.substring(3) : excerpt;
        int cut = excerpt.startsWith("...") ? 3 : 0;
        String core = shown.endsWith("...") ? shown.substring(0, shown.length() - 3) : shown;
        int start = Math.max(0, whole.indexOf(core));
        int width = cut;
        int index = start;
        while (width < caret && index < whole.length()) {
            int sign = whole.codePointAt(index);
            width += sign >= 0x1100 ? 2 : 1;
            index += Character.charCount(sign);
        }
        return whole.codePointCount(0, index) + 1;
    }
}
