package org.zhike.ingestion.value;

import java.text.Normalizer;
import java.util.Locale;

/** Words as people type them, made comparable. */
public final class Words {

    private Words() {}

    /** The letters and digits alone, in lower case and half width: {@code Customer_ID}, {@code ＣustomerＩＤ} and {@code customer id} are one. */
    public static String key(String text) {
        StringBuilder key = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(key::appendCodePoint);
        return key.toString();
    }
}
