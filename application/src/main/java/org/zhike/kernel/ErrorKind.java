package org.zhike.kernel;

/** What sort of trouble an error is; decides its HTTP status and the exit code of a command. */
public enum ErrorKind {
    /** The input breaks a rule; repeating it unchanged cannot help. */
    INVALID(422, 2),
    /** The request cannot be read at all. */
    MALFORMED(400, 2),
    NOT_SIGNED_IN(401, 4),
    FORBIDDEN(403, 4),
    NOT_FOUND(404, 3),
    /** Somebody else changed the thing meanwhile, or it exists already. */
    CONFLICT(409, 5),
    TOO_LARGE(413, 2),
    TOO_MANY(429, 6),
    /** The machine cannot do it now: disk full, engine not ready, another application on the data. */
    UNAVAILABLE(503, 6);

    private final int httpStatus;
    private final int exitCode;

    ErrorKind(int httpStatus, int exitCode) {
        this.httpStatus = httpStatus;
        this.exitCode = exitCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int exitCode() {
        return exitCode;
    }
}
