package org.zhike.statistics.text;

/** What a text is written in, as far as its signs and small words tell. */
public enum Language {
    CHINESE_SIMPLIFIED,
    CHINESE_TRADITIONAL,
    /** Chinese whose characters are the same in both ways of writing. */
    CHINESE,
    JAPANESE,
    KOREAN,
    ENGLISH,
    FRENCH,
    GERMAN,
    SPANISH,
    PORTUGUESE,
    ITALIAN,
    VIETNAMESE,
    INDONESIAN,
    /** The Latin alphabet, in no language that could be told. */
    LATIN,
    CYRILLIC,
    ARABIC,
    THAI,
    /** Another script. */
    OTHER,
    /** No letters at all: nothing, numbers, emoji. */
    UNKNOWN
}
