package org.zhike.objects;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can be wrong with a name of an object or field, or with a definition file. */
public enum ObjectError implements ErrorCode {
    UNKNOWN_OBJECT(ErrorKind.NOT_FOUND, "There is no object \"%s\". %s"),
    UNKNOWN_FIELD(ErrorKind.INVALID, "%s has no field \"%s\". %s"),
    BAD_DEFINITION(ErrorKind.INVALID, "The definition of %s is wrong: %s");

    private final ErrorKind kind;
    private final String template;

    ObjectError(ErrorKind kind, String template) {
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
