package org.zhike.commandline.model;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a file that a model is to read, or with what is asked of it. */
enum ModelError implements ErrorCode {
    NO_SUCH_FILE(ErrorKind.NOT_FOUND, "There is no file %s."),
    NO_SUCH_COLUMN(ErrorKind.INVALID, "%s has no column \"%s\". Its columns: %s."),
    DUPLICATE_COLUMN(ErrorKind.INVALID, "%s has more than one column \"%s\". Give each its own heading."),
    RAGGED_ROW(ErrorKind.INVALID, "The row has %s cells, the header %s."),
    NO_ROWS(ErrorKind.INVALID, "%s has no rows below its header."),
    NO_BASKETS(ErrorKind.INVALID, "%s holds no baskets: it is empty."),
    NOT_TEXT(ErrorKind.INVALID, "%s is not a text in UTF-8 or GB18030."),
    EMPTY_CELL(ErrorKind.INVALID, "The cell is empty."),
    NOT_A_NUMBER(ErrorKind.INVALID, "\"%s\" is not a number."),
    NOT_A_DATE(ErrorKind.INVALID, "\"%s\" is not a date such as 2026-01-31."),
    NOT_A_TIME(
            ErrorKind.INVALID,
            "\"%s\" is not a time such as 2026-01-31, 2026-01, 2026Q1, 2026 or a whole number, or not of the same kind as those"
                    + " before it."),
    DOUBLE_PERIOD(ErrorKind.INVALID, "Series \"%s\" has more than one value for %s."),
    MISSING_PERIODS(
            ErrorKind.INVALID,
            "Series \"%s\" has no value for %s. Should gaps be filled? --gaps zero is right for counts and sums, --gaps linear"
                    + " for levels."),
    NOT_YES_NO(ErrorKind.INVALID, "\"%s\" is neither yes (1, true, 是) nor no (0, false, 否)."),
    OUT_OF_RANGE(ErrorKind.INVALID, "%s is not %s."),
    MORE_PROBLEMS(ErrorKind.INVALID, "There are more problems than these %s."),
    BAD_OPTION(ErrorKind.INVALID, "%s"),
    CANNOT_WRITE(ErrorKind.UNAVAILABLE, "%s cannot be written: %s");

    private final ErrorKind kind;
    private final String template;

    ModelError(ErrorKind kind, String template) {
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
