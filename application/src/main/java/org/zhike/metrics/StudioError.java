package org.zhike.metrics;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can go wrong in the metric studio besides the text itself. */
public enum StudioError implements ErrorCode {
    BROKEN_METRIC(
            ErrorKind.CONFLICT,
            "The definition of \"%s\" no longer fits the objects, so it has no numbers; its problems stand in the metric studio."),
    MAY_NOT_DRAFT(ErrorKind.FORBIDDEN, "%s only reads; ask an administrator for the right to draft metrics."),
    MAY_NOT_PUBLISH(ErrorKind.FORBIDDEN, "%s cannot publish metrics; save a draft and ask an administrator."),
    NOTE_MISSING(ErrorKind.INVALID, "Say in a note why; it stays in the history."),
    DRAFT_CHANGED(ErrorKind.CONFLICT, "%s changed this draft meanwhile, at %s; load it anew."),
    NO_DRAFT(ErrorKind.NOT_FOUND, "There is no draft of \"%s\"."),
    NO_VERSION(ErrorKind.NOT_FOUND, "There is no version %s of \"%s\"."),
    NOT_SHIPPED(ErrorKind.INVALID, "\"%s\" does not ship with Zhike, or is as it ships already; nothing to restore."),
    ALREADY_SO(ErrorKind.CONFLICT, "\"%s\" is in that state already."),
    OWN_SUCCESSOR(ErrorKind.INVALID, "A metric cannot take the place of itself."),
    NO_FILES(ErrorKind.INVALID, "There is no definition file (.yaml) in what was sent."),
    TOO_MANY_FILES(ErrorKind.TOO_LARGE, "At most %s definitions are read at once."),
    NOT_AN_ARCHIVE(ErrorKind.INVALID, "\"%s\" is not a zip archive that can be read.");

    private final ErrorKind kind;
    private final String template;

    StudioError(ErrorKind kind, String template) {
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
