package org.zhike.commandline;

/** How a command prints its answer. */
enum Format {
    /** Aligned columns for people. */
    TABLE,
    CSV,
    /** The answer of the API as it is. */
    JSON
}
