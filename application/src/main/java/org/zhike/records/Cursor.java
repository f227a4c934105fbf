package org.zhike.records;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;

/**
 * Where a page ended: the sort values and the id of its last row, as text. Opaque to callers; it holds for one object
 * and one order.
 */
record Cursor(String order, List<@Nullable String> values, long id) {

    /** No text that is kept holds it. */
    private static final char SEPARATOR = '\0';

    private static final char VALUE = 'v';
    private static final String NO_VALUE = "n";

    String encode() {
        StringBuilder text = new StringBuilder(order).append(SEPARATOR).append(id);
        for (String value : values) {
            text.append(SEPARATOR).append(value == null ? NO_VALUE : VALUE + value);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProductException BAD_CURSOR when the text is no cursor of this order */
    static Cursor decode(String text, String order, int values) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(String.valueOf(SEPARATOR), -1);
            if (parts.length == values + 2 && parts[0].equals(order)) {
                List<@Nullable String> found = new ArrayList<>();
                for (int i = 2; i < parts.length; i++) {
                    found.add(parts[i].equals(NO_VALUE) ? null : parts[i].substring(1));
                }
                return new Cursor(order, found, Long.parseLong(parts[1]));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException notOurs) {
            // told below: whatever it is, it is no page marker
        }
        throw new ProductException(RecordError.BAD_CURSOR);
    }
}
