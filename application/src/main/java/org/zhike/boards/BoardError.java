package org.zhike.boards;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a board. */
public enum BoardError implements ErrorCode {
    UNKNOWN_BOARD(ErrorKind.NOT_FOUND, "There is no board \"%s\". There are: %s."),
    BAD_DEFINITION(ErrorKind.INVALID, "The definition of board %s is wrong: %s");

    private final ErrorKind kind;
    private final String template;

    BoardError(ErrorKind kind, String template) {
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
