package org.zhike.records;

/** What a bulk write does with rows that are there already, and with those that are not. */
public enum MergeMode {
    /** Only new records; a row whose key exists is refused. */
    CREATE,
    /** New records are created, existing ones updated. */
    UPSERT,
    /** Only existing records; a row whose key is unknown is refused. */
    UPDATE
}
