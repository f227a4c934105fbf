package org.zhike.projection;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** Why a statement of a person is not run, or has no answer. */
public enum SqlError implements ErrorCode {
    SQL_NOT_ALLOWED(ErrorKind.FORBIDDEN, "%s may not run SQL; ask for the role of a member."),
    SQL_EMPTY(ErrorKind.INVALID, "There is no statement. Write a SELECT, such as: select count(*) from customer"),
    SQL_TOO_LONG(ErrorKind.INVALID, "The statement has %s characters; at most %s are read."),
    SQL_DOES_NOT_PARSE(ErrorKind.INVALID, "The statement cannot be read: %s."),
    SQL_ONLY_SELECT(
            ErrorKind.INVALID,
            "Only one SELECT or WITH … SELECT is run here: nothing is written, loaded or set. Data is changed on its own pages."),
    SQL_SEVERAL(ErrorKind.INVALID, "There are %s statements; run one at a time."),
    SQL_UNKNOWN_VIEW(ErrorKind.INVALID, "There is no view \"%s\" here. %s"),
    SQL_FUNCTION(ErrorKind.INVALID, "The function %s cannot be used here. %s"),
    SQL_UNSUPPORTED(ErrorKind.INVALID, "%s cannot be used here; write it as a plain SELECT."),
    SQL_FAILED(ErrorKind.INVALID, "The statement cannot be run: %s"),
    SQL_TOO_SLOW(
            ErrorKind.UNAVAILABLE,
            "The statement took longer than %s and was stopped. Ask for fewer rows, a shorter period, or join on keys."),
    SQL_TOO_BIG(
            ErrorKind.UNAVAILABLE,
            "The statement needed more memory than a statement may have (%s MB) and was stopped. Filter or group earlier."),
    SQL_CANCELLED(ErrorKind.UNAVAILABLE, "The statement was stopped before it had ended."),
    SQL_TOO_MANY(ErrorKind.TOO_MANY, "%s statements run already; wait until one of them has ended, or stop yours."),
    SQL_NOT_RUNNING(ErrorKind.NOT_FOUND, "The statement \"%s\" does not run, or no longer.");

    private final ErrorKind kind;
    private final String template;

    SqlError(ErrorKind kind, String template) {
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
