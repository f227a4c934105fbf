package org.zhike.platform;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with business hours. */
public enum CalendarError implements ErrorCode {
    BAD_OPENING_TIME(
            ErrorKind.INVALID,
            "\"%s\" is not an opening time. Write it like 09:00-12:00, from 00:00 to 24:00, the end after the beginning."),
    TOO_MANY_OPENING_TIMES(ErrorKind.INVALID, "A day has at most %s opening times; here are %s. Join some."),
    OPENING_TIMES_OVERLAP(ErrorKind.INVALID, "The opening times %s and %s overlap. Join them."),
    UNKNOWN_WEEKDAY(ErrorKind.INVALID, "\"%s\" is not a day of the week. There are monday to sunday."),
    NEVER_OPEN(ErrorKind.INVALID, "No day of the week has opening times. Give at least one."),
    BAD_SPECIAL_DAY(ErrorKind.INVALID, "\"%s\" is not a day from %s to %s. Write it like 2026-10-01."),
    SPECIAL_DAY_TWICE(ErrorKind.INVALID, "%s is there twice. Keep one of them."),
    TOO_MANY_SPECIAL_DAYS(ErrorKind.INVALID, "There may be at most %s special days; here are %s."),
    LONG_DAY_NAME(ErrorKind.INVALID, "The name of a day may have at most %s characters."),
    UNREADABLE_DAY_LINE(
            ErrorKind.INVALID,
            "\"%s\" begins with no day. Write one day a line, like: 2026-10-10, open, Work instead of 7 October"),
    HOURS_CHANGED(
            ErrorKind.CONFLICT,
            "Somebody else has changed the business hours meanwhile. Load them again, then change.");

    private final ErrorKind kind;
    private final String template;

    CalendarError(ErrorKind kind, String template) {
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
