package org.zhike.records;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a record or with a question about records. */
public enum RecordError implements ErrorCode {
    NO_SUCH_RECORD(ErrorKind.NOT_FOUND, "There is no %s with id %s."),
    CHANGED_MEANWHILE(
            ErrorKind.CONFLICT,
            "%s %s was changed to version %s by %s; you saw version %s. Look at the newest version and try again."),
    ALREADY_EXISTS(ErrorKind.CONFLICT, "Another %s already has %s \"%s\"."),
    REQUIRED(ErrorKind.INVALID, "%s must have a value."),
    WRONG_VALUE(ErrorKind.INVALID, "\"%s\" is not a %s. %s"),
    OUT_OF_RANGE(ErrorKind.INVALID, "%s is outside what can be kept: %s."),
    TOO_LONG(ErrorKind.INVALID, "The text has %s characters; at most %s can be kept."),
    UNKNOWN_OPTION(ErrorKind.INVALID, "\"%s\" is not one of the choices: %s."),
    UNKNOWN_REFERENCE(ErrorKind.INVALID, "There is no %s with %s \"%s\"."),
    READ_ONLY_FIELD(ErrorKind.INVALID, "%s is filled by the system and cannot be set."),
    NOT_SORTABLE(ErrorKind.INVALID, "Lists cannot be sorted by %s."),
    BAD_CURSOR(ErrorKind.MALFORMED, "This page marker is not one of this list. Start again from the first page."),
    BAD_LIMIT(ErrorKind.INVALID, "A page can have 1 to %s rows, not %s."),
    TOO_MANY_ITEMS(ErrorKind.TOO_LARGE, "One call can carry at most %s items, not %s. Split it, or import a file."),
    NOT_A_MATCH_KEY(ErrorKind.INVALID, "%s cannot be found by %s. Match on one of: %s."),
    MISSING_KEY(ErrorKind.INVALID, "%s is empty, so it cannot be matched."),
    DUPLICATE_IN_INPUT(ErrorKind.INVALID, "The same %s already came in row %s."),
    AMBIGUOUS_KEY(ErrorKind.CONFLICT, "Several records have this %s; it does not say which one is meant."),
    NOT_FOUND_FOR_UPDATE(ErrorKind.NOT_FOUND, "There is no %s with this %s to update."),
    NOT_DELETED(ErrorKind.CONFLICT, "%s %s is not deleted."),
    CANNOT_CHANGE_TYPE(ErrorKind.INVALID, "%s.%s is kept as %s and cannot become %s while it holds data."),
    UNKNOWN_VIEW(ErrorKind.NOT_FOUND, "There is no saved view %s of yours.");

    private final ErrorKind kind;
    private final String template;

    RecordError(ErrorKind kind, String template) {
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
