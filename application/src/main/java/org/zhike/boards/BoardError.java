package org.zhike.boards;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a board, or with what is done to one. */
public enum BoardError implements ErrorCode {
    UNKNOWN_BOARD(ErrorKind.NOT_FOUND, "There is no board \"%s\", or it is not shared with you."),
    UNKNOWN_EMBED(ErrorKind.NOT_FOUND, "This board is not shown here any more. Ask whoever put it here."),
    BOARD_CHANGED(
            ErrorKind.CONFLICT,
            "Board %s was changed by %s to version %s meanwhile. Look at it before changing it again."),
    READY_BOARD(ErrorKind.FORBIDDEN, "Board %s ships with Zhike and stays as it is. Save a copy and change that."),
    NOT_YOUR_BOARD(ErrorKind.FORBIDDEN, "Board %s is not yours to %s. Save a copy, or ask its owner %s."),
    ONLY_TO_VIEW(ErrorKind.INVALID, "Users who may only read can be shown a board, not let change it."),
    IN_THE_PAST(ErrorKind.INVALID, "%s is in the past."),
    CANNOT_BE_LIMITED(ErrorKind.INVALID, "This tile's records have no \"%s\", so it is not shown here."),
    METRIC_IS_GONE(ErrorKind.INVALID, "There is no metric \"%s\" any more. %s"),
    METRICS_DO_NOT_FIT(ErrorKind.INVALID, "A tile of kind %s shows %s to %s metrics, not %s."),
    DIMENSIONS_DO_NOT_FIT(ErrorKind.INVALID, "A tile of kind %s is shown by %s to %s dimensions, not %s."),
    NOT_A_REGION(ErrorKind.INVALID, "A map is shown by a region; \"%s\" is none."),
    NEEDS_A_TARGET(ErrorKind.INVALID, "A tile of kind %s needs a target."),
    SAME_ID(ErrorKind.INVALID, "Another tile is called %s already."),
    LIES_ON(ErrorKind.INVALID, "Tile %s lies on tile %s."),
    MUST_BE(ErrorKind.INVALID, "This must be %s."),
    OUT_OF_BOUNDS(ErrorKind.INVALID, "%s is not between %s and %s."),
    NOT_ONE_OF(ErrorKind.INVALID, "\"%s\" is not one of %s."),
    IS_MISSING(ErrorKind.INVALID, "\"%s\" is missing."),
    UNKNOWN_PROPERTY(ErrorKind.INVALID, "\"%s\" is not known here. %s"),
    BAD_BOARD_FILE(ErrorKind.INVALID, "The file of board %s cannot be read: %s");

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
