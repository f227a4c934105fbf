package org.zhike.identity;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can go wrong between a person and the door. */
public enum IdentityError implements ErrorCode {
    NOT_ALLOWED(ErrorKind.FORBIDDEN, "%s may not %s. Ask an administrator for the role that may.");

    private final ErrorKind kind;
    private final String template;

    IdentityError(ErrorKind kind, String template) {
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
