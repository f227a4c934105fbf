package org.zhike.kernel;

/**
 * One kind of error a person can meet. Each room lists its own as an enum; the enum constant's name is the code that the
 * API returns and that the screens translate.
 */
public interface ErrorCode {

    /** The code, such as {@code UNKNOWN_FIELD}; stable, part of the API. */
    String name();

    ErrorKind kind();

    /** The English text with {@code %s} for each argument: what was wrong, the value, and the way out. */
    String template();
}
