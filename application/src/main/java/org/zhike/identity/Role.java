package org.zhike.identity;

/** What a user may do, from most to least. */
public enum Role {
    /** Everything, users and settings included. */
    ADMINISTRATOR,
    /** Reads and changes records, imports, makes no settings. */
    MEMBER,
    /** Reads. */
    READ_ONLY
}
