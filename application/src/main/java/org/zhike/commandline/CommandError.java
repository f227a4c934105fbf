package org.zhike.commandline;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a command before the server is asked. */
enum CommandError implements ErrorCode {
    NO_SUCH_FILE(ErrorKind.NOT_FOUND, "There is no file %s."),
    CANNOT_WRITE(ErrorKind.UNAVAILABLE, "%s cannot be written: %s"),
    BAD_PERIOD(
            ErrorKind.INVALID,
            "\"%s\" is not a period. Write it as 2026-01-01..2026-07-01; the last day is not part of it."),
    BAD_MAPPING(ErrorKind.INVALID, "The mapping in %s is not readable JSON: %s"),
    TOKEN_MISSING(
            ErrorKind.NOT_SIGNED_IN,
            "A server needs a token: add --token, or set ZHIKE_TOKEN. People make tokens on their settings page."),
    ENDED_EARLY(ErrorKind.UNAVAILABLE, "The import %s ended early (%s). %s"),
    OUT_OF_REACH(ErrorKind.UNAVAILABLE, "%s cannot be reached: %s");

    private final ErrorKind kind;
    private final String template;

    CommandError(ErrorKind kind, String template) {
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
