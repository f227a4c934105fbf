package org.zhike.metrics;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a question of exploration. */
public enum ExploreError implements ErrorCode {
    NO_TIME(ErrorKind.INVALID, "\"%s\" is no date or time of %s. %s"),
    NOT_AN_OWNER(ErrorKind.INVALID, "\"%s\" of %s leads to no record; give a reference such as customer, or id. %s"),
    OTHER_OWNERS(
            ErrorKind.INVALID,
            "All steps must belong to the same object, but \"%s\" leads to %s, and the first to %s."),
    BAD_PART(ErrorKind.INVALID, "%s cannot be broken down by \"%s\". %s"),
    NOT_A_NUMBER(
            ErrorKind.INVALID,
            "\"%s\" is no number. Give a number of a record such as amount, or with \"per\" a sum such as sum(amount)."),
    NOT_A_MONEY_FIELD(ErrorKind.INVALID, "\"%s\" is no amount of money of %s."),
    NOT_A_STATE(ErrorKind.INVALID, "\"%s\" is no field of few values of %s. %s"),
    OUT_OF_RANGE(ErrorKind.INVALID, "%s lies outside %s to %s."),
    TOO_MANY_PERIODS(
            ErrorKind.INVALID,
            "The period has %s steps; at most %s are shown. Take a coarser grain or a shorter period.");

    private final ErrorKind kind;
    private final String template;

    ExploreError(ErrorKind kind, String template) {
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
