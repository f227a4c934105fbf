package org.zhike.projection;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** Why the analytics engine cannot answer now. */
public enum ProjectionError implements ErrorCode {
    LOADING(ErrorKind.UNAVAILABLE, "The records are being loaded for analysis. Try again in a moment."),
    BEHIND(
            ErrorKind.UNAVAILABLE,
            "The latest changes of the records are not ready for analysis after %s. Try again, or look into the log."),
    TOO_SLOW(
            ErrorKind.UNAVAILABLE,
            "The analysis took longer than %s and was stopped. Ask for a shorter period or fewer dimensions."),
    CANCELLED(ErrorKind.UNAVAILABLE, "The analysis was stopped before it had ended.");

    private final ErrorKind kind;
    private final String template;

    ProjectionError(ErrorKind kind, String template) {
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
