package org.zhike.identity;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can go wrong between a person and the door. */
public enum IdentityError implements ErrorCode {
    NOT_ALLOWED(ErrorKind.FORBIDDEN, "%s may not %s. Ask an administrator for the role that may."),
    NOT_SIGNED_IN(ErrorKind.NOT_SIGNED_IN, "Nobody is signed in. Sign in, or send a token."),
    UNKNOWN_TOKEN(ErrorKind.NOT_SIGNED_IN, "The token is unknown, revoked, or its user is not active. Make a new one."),
    WRONG_CREDENTIALS(ErrorKind.NOT_SIGNED_IN, "The user name or the password is not right."),
    WRONG_PASSWORD(ErrorKind.INVALID, "This is not the present password."),
    TOO_MANY_ATTEMPTS(ErrorKind.TOO_MANY, "Too many failed attempts. Try again in %s seconds."),
    CSRF_TOKEN_MISSING(
            ErrorKind.FORBIDDEN,
            "The header X-XSRF-TOKEN is missing or differs from the cookie XSRF-TOKEN. Reload the page and try again."),
    SET_UP_ALREADY(ErrorKind.CONFLICT, "Zhike is set up already. Sign in instead."),
    UNKNOWN_USER(ErrorKind.NOT_FOUND, "There is no user %s."),
    UNKNOWN_TOKEN_ID(ErrorKind.NOT_FOUND, "You have no token %s."),
    NAME_TAKEN(ErrorKind.CONFLICT, "There is a user %s already; capitals do not count. Choose another name."),
    BAD_USER_NAME(
            ErrorKind.INVALID, "\"%s\" is not a user name. Use 1 to 64 letters, digits and . _ @ -; not \"system\"."),
    BAD_TEXT(ErrorKind.INVALID, "This needs 1 to %s visible characters."),
    ROLE_MISSING(ErrorKind.INVALID, "A user needs a role: administrator, member or read_only."),
    UNKNOWN_ZONE(ErrorKind.INVALID, "There is no time zone \"%s\". Name one like Asia/Shanghai."),
    UNKNOWN_CURRENCY(ErrorKind.INVALID, "There is no currency \"%s\". Name one by its three letters, like CNY."),
    UNKNOWN_LANGUAGE(ErrorKind.INVALID, "\"%s\" is not a language of Zhike. Choose zh-CN or en."),
    NOT_WITHIN(ErrorKind.INVALID, "%s is out of range: it may be %s to %s."),
    SHORT_PASSWORD(ErrorKind.INVALID, "The password needs at least %s characters."),
    LONG_PASSWORD(ErrorKind.INVALID, "The password may have at most %s characters."),
    COMMON_PASSWORD(ErrorKind.INVALID, "This password is among the first that anybody guesses. Choose another."),
    NAME_IN_PASSWORD(ErrorKind.INVALID, "The password must not contain the user name."),
    LAST_ADMINISTRATOR(
            ErrorKind.INVALID, "%s is the last active administrator. Make another user an administrator first."),
    ADMINISTRATOR_SEES_ALL(
            ErrorKind.INVALID,
            "%s is an administrator, who sees everything. Choose another role before limiting rows."),
    TWO_SCOPES(ErrorKind.INVALID, "There are two conditions on %s. Join them with && into one."),
    OUT_OF_SCOPE(ErrorKind.FORBIDDEN, "The record would lie outside of what %s may see."),
    SEES_A_PART(ErrorKind.FORBIDDEN, "%s sees only a part of the records and cannot %s. Ask an administrator.");

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
