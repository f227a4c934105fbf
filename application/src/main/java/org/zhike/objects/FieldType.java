package org.zhike.objects;

/**
 * What a field can hold. The Java value of each type, everywhere in the application, is:
 *
 * <pre>
 * TEXT LONG_TEXT SELECT EMAIL PHONE URL REGION   String (never a null character; empty is a value of its own)
 * NUMBER PERCENT                                 BigDecimal (a percent is its fraction: 0.25 is 25 %)
 * MONEY                                          Money
 * BOOLEAN                                        Boolean
 * DATE                                           LocalDate
 * DATETIME                                       Instant (microseconds)
 * MULTI_SELECT                                   List&lt;String&gt;
 * REFERENCE                                      Long, the id of the other record
 * </pre>
 */
public enum FieldType {
    TEXT,
    LONG_TEXT,
    NUMBER,
    MONEY,
    PERCENT,
    BOOLEAN,
    DATE,
    DATETIME,
    SELECT,
    MULTI_SELECT,
    REFERENCE,
    EMAIL,
    PHONE,
    URL,
    /**
     * A place: {@code CN-440300} (China, the six digits of GB/T 2260), {@code CN-440000} for a province, {@code GB} for a
     * country (ISO 3166), or, where the place is not known to us, the text as it was given.
     */
    REGION;

    public boolean isText() {
        return switch (this) {
            case TEXT, LONG_TEXT, SELECT, EMAIL, PHONE, URL, REGION -> true;
            case NUMBER, MONEY, PERCENT, BOOLEAN, DATE, DATETIME, MULTI_SELECT, REFERENCE -> false;
        };
    }

    public boolean isNumeric() {
        return this == NUMBER || this == MONEY || this == PERCENT;
    }
}
