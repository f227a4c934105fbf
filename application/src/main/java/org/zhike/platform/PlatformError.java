package org.zhike.platform;

import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;

/** What can go wrong with the ground itself: the data directory, the database, a request nobody can read. */
public enum PlatformError implements ErrorCode {
    DATA_DIRECTORY_IN_USE(
            ErrorKind.UNAVAILABLE,
            "The data directory %s is in use by another Zhike (process %s). Stop that one, or choose another directory with --data."),
    DATA_DIRECTORY_UNUSABLE(
            ErrorKind.UNAVAILABLE,
            "The data directory %s cannot be used: %s. Make it writable for this user, free some disk space, or choose another directory with --data."),
    DATA_DIRECTORY_OUT_OF_REACH(
            ErrorKind.UNAVAILABLE,
            "PostgreSQL does not run as root, and the system user %s cannot reach %s. Start Zhike as an ordinary user, or choose a directory with --data that everybody may enter."),
    POSTGRES_UNKNOWN_SYSTEM(
            ErrorKind.UNAVAILABLE,
            "There is no embedded PostgreSQL for %s. Set zhike.database.url, username and password to use a PostgreSQL 18 of your own."),
    POSTGRES_FAILED(
            ErrorKind.UNAVAILABLE,
            "The embedded PostgreSQL in %s did not %s. Check free disk space and memory; the last lines it said:\n%s"),
    POSTGRES_SILENT(
            ErrorKind.UNAVAILABLE,
            "A PostgreSQL (process %s) runs on %s but does not answer. Wait until it has recovered, or stop that process, and start again."),
    DATABASE_OUT_OF_REACH(
            ErrorKind.UNAVAILABLE,
            "The database %s cannot be reached: %s. Check zhike.database.url, username and password."),
    DATABASE_AWAY(
            ErrorKind.UNAVAILABLE, "The database does not answer now. Nothing was changed; try again in a moment."),
    DISK_FULL(
            ErrorKind.UNAVAILABLE,
            "The disk of the server is full. Nothing was changed; free some space and try again."),
    BAD_REQUEST(ErrorKind.MALFORMED, "The request cannot be read: %s."),
    BAD_JSON(ErrorKind.MALFORMED, "The body is not JSON: %s."),
    BAD_JSON_VALUE(ErrorKind.MALFORMED, "The value of \"%s\" is not of the kind that belongs there."),
    MISSING_PARAMETER(ErrorKind.MALFORMED, "The parameter \"%s\" is missing."),
    BAD_PARAMETER(ErrorKind.MALFORMED, "\"%s\" is not a value for the parameter \"%s\"."),
    UNKNOWN_PATH(ErrorKind.NOT_FOUND, "There is nothing at %s."),
    METHOD_NOT_ALLOWED(ErrorKind.MALFORMED, "%s does not work on %s; it knows %s."),
    REQUEST_TOO_LARGE(ErrorKind.TOO_LARGE, "The request is larger than the %s bytes allowed.");

    private final ErrorKind kind;
    private final String template;

    PlatformError(ErrorKind kind, String template) {
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
