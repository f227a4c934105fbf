package org.zhike.identity;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;

/** Names and texts as people type them. */
final class Texts {

    static final int LONGEST = 100;

    private static final Pattern USER_NAME = Pattern.compile("[\\p{L}\\p{N}._@-]{1,64}");
    private static final Pattern UNSEEN = Pattern.compile("\\p{Cntrl}");

    private Texts() {}

    /** Returns the text with full-width letters, as Chinese keyboards give them, made plain. */
    static String plain(@Nullable String text) {
        return text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /** Returns the plain, trimmed user name; whether it can be one says {@link #isUserName}. */
    static String userName(@Nullable String name) {
        return plain(name).strip();
    }

    static boolean isUserName(String name) {
        return USER_NAME.matcher(name).matches() && !name.equalsIgnoreCase(Actor.SYSTEM.name());
    }

    /** Returns the trimmed text, and notes an issue unless it has something to see and is not too long. */
    static String checked(@Nullable String text, String path, Issues issues) {
        String trimmed = text == null ? "" : text.strip();
        if (trimmed.isEmpty()
                || trimmed.length() > LONGEST
                || UNSEEN.matcher(trimmed).find()) {
            issues.add(path, IdentityError.BAD_TEXT, LONGEST);
        }
        return trimmed;
    }
}
