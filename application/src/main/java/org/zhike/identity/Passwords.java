package org.zhike.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Issues;

/** Which passwords are good enough, and their Argon2id hashes. */
@Component
final class Passwords {

    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final Set<String> COMMON = common();

    // OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, 2 passes, 1 lane; salt 16 bytes, hash 32 bytes.
    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    // A hash takes 19 MiB and a core; a crowd at the door waits instead of filling the memory.
    private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    private final String nobodysHash = hash("the password of nobody");

    /** Notes what is wrong with a password for this user. */
    void check(String password, String userName, String path, Issues issues) {
        String plain = Texts.plain(password);
        String lower = plain.toLowerCase(Locale.ROOT);
        if (plain.codePointCount(0, plain.length()) < SHORTEST) {
            issues.add(path, IdentityError.SHORT_PASSWORD, SHORTEST);
        } else if (plain.length() > LONGEST) {
            issues.add(path, IdentityError.LONG_PASSWORD, LONGEST);
        } else if (COMMON.contains(lower) || isOneCharacter(lower)) {
            issues.add(path, IdentityError.COMMON_PASSWORD);
        } else if (userName.length() > 2 && lower.contains(userName.toLowerCase(Locale.ROOT))) {
            issues.add(path, IdentityError.NAME_IN_PASSWORD);
        }
    }

    String hash(String password) {
        return oneOfFew(() -> encoder.encode(Texts.plain(password)));
    }

    boolean matches(String password, String hash) {
        return oneOfFew(() -> encoder.matches(Texts.plain(password), hash));
    }

    /** Takes the time of {@link #matches}, so that nobody can tell unknown users by the clock. */
    void matchNobody(String password) {
        matches(password, nobodysHash);
    }

    private <T> T oneOfFew(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static boolean isOneCharacter(String password) {
        return password.codePoints().distinct().count() == 1;
    }

    private static Set<String> common() {
        try {
            return new ClassPathResource("common-passwords.txt", Passwords.class)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
