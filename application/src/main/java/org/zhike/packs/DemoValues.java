package org.zhike.packs;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Money;
import org.zhike.records.KeyReference;

/** The values of a row by field; those that are null are left out. */
final class DemoValues extends HashMap<String, Object> {

    private static final Currency YUAN = Currency.getInstance("CNY");

    static Instant instant(long time) {
        return Instant.ofEpochSecond(time);
    }

    static Money money(long cents) {
        return new Money(BigDecimal.valueOf(cents, 2), YUAN);
    }

    DemoValues with(String field, @Nullable Object value) {
        if (value != null) {
            put(field, value);
        }
        return this;
    }

    /** A reference to the record whose key has that value. */
    DemoValues with(String field, String key, @Nullable String value) {
        return with(field, value == null ? null : new KeyReference(key, value));
    }

    /** The time, when it lies inside the two years of the calendar. */
    DemoValues at(String field, long time, DemoCalendar calendar) {
        return with(field, time < calendar.end() ? instant(time) : null);
    }

    DemoRow of(String object) {
        return new DemoRow(object, this);
    }
}
