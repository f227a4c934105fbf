package org.zhike.metrics;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a metric or a question about one. */
public enum MetricError implements ErrorCode {
    UNKNOWN_METRIC(ErrorKind.NOT_FOUND, "There is no metric \"%s\". %s"),
    UNKNOWN_DIMENSION(ErrorKind.INVALID, "%s cannot be shown by \"%s\". %s"),
    UNKNOWN_REASON(ErrorKind.INVALID, "%s leaves nothing out for the reason \"%s\". %s"),
    UNKNOWN_CURRENCY(ErrorKind.INVALID, "\"%s\" is not a currency; give its ISO 4217 code, such as CNY."),
    BAD_PERIOD(
            ErrorKind.INVALID,
            "A period is {from, to} with from before to, which is excluded; such as 2026-01-01 to 2026-02-01."),
    UNKNOWN_CHOICE(ErrorKind.INVALID, "\"%s\" is not one of %s."),
    NOTHING_ASKED(ErrorKind.INVALID, "Name at least one metric."),
    TOO_MANY_STEPS(ErrorKind.INVALID, "The period has %s steps; at most %s are shown. Take a coarser grain."),
    NO_ROWS_OF_ITS_OWN(
            ErrorKind.INVALID, "%s is made of other metrics and has no rows of its own; ask for those of %s."),
    CANNOT_EXPLAIN(
            ErrorKind.INVALID,
            "%s has no parts that add up: it is a median, a lifetime or made of other metrics. Ask for one that is a sum or a ratio."),
    OVERLAPPING(
            ErrorKind.INVALID,
            "%s cannot be taken apart by \"%s\": one %s can be in several of its parts. Choose a dimension of what is counted."),
    BAD_VALUE(ErrorKind.INVALID, "\"%s\" is not a value of %s."),
    BAD_CURSOR(ErrorKind.INVALID, "The cursor \"%s\" is not one of these rows; start without one."),
    TARGET_WITHOUT_PART(ErrorKind.INVALID, "A dimension and its value belong together: give both or none."),
    EMPTY_TARGET(ErrorKind.INVALID, "Give a target, a red line or both."),
    TARGET_WITHOUT_START(ErrorKind.INVALID, "Say from which day it holds, such as 2026-01-01."),
    TARGET_WITHOUT_GRAIN(ErrorKind.INVALID, "Say what step of time it is for: day, week, month, quarter or year."),
    LONG_NOTE(ErrorKind.INVALID, "A note has at most %s characters."),
    RED_LINE_BEYOND_TARGET(ErrorKind.INVALID, "The red line must lie on the worse side of the target."),
    NO_SUCH_TARGET(ErrorKind.NOT_FOUND, "%s has no target %s."),
    LINKS_BY_WEEK_OR_MONTH(ErrorKind.INVALID, "Links are looked for in weeks or months: say which."),
    BAD_LAG(ErrorKind.INVALID, "A lag of %s steps is not looked at; give 0 to %s."),
    TOO_MANY_CANDIDATES(ErrorKind.INVALID, "These are %s candidates; at most %s are tested at once."),
    NOTHING_TO_LINK(ErrorKind.INVALID, "There is no other metric to hold against %s."),
    CANNOT_RANK(
            ErrorKind.INVALID,
            "%s is a sum or a count: its order says which part is large, not which is good. Ask for a rate, a mean or a duration."),
    BAD_DEFINITION(ErrorKind.INVALID, "The definition of %s is wrong: %s");

    private final ErrorKind kind;
    private final String template;

    MetricError(ErrorKind kind, String template) {
        this.kind = kind;
        this.template = template;
    }

    @Override
    public ErrorKind kind() {
        return kind;
    }

    @Override
    public String template() {
        return template;
    }
}
