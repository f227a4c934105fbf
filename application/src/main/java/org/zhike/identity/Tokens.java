package org.zhike.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/** Keys for scripts: whoever shows one acts with the role its user has at that moment. Only their hashes are kept. */
@Service
public final class Tokens {

    private static final String PREFIX = "zhike_";
    private static final int RANDOM_BYTES = 32;
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final DSLContext dsl;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    private final byte[] commandKey;

    /** @param commandKey a token the process gave itself, for a command on its own data directory; empty = none */
    Tokens(DSLContext dsl, Users users, Audit audit, Clock clock, @Value("${zhike.command-key:}") String commandKey) {
        this.commandKey = commandKey.getBytes(StandardCharsets.UTF_8);
        this.dsl = dsl;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A token without its secret.
     *
     * @param lastUsedAt to the minute; null = never
     */
    public record Token(
            long id,
            String label,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /** A token at the only time its secret is known. */
    public record NewToken(long id, String label, String token) {}

    /** Returns the actor's own tokens, newest first. */
    public List<Token> own(Actor actor) {
        return dsl.resultQuery("""
                        select id, label, created_at, last_used_at from zhike.api_token
                        where user_id = ? order by id desc""", actor.userId())
                .fetch(row -> new Token(
                        row.get("id", Long.class),
                        row.get("label", String.class),
                        row.get("created_at", Instant.class),
                        row.get("last_used_at", Instant.class)));
    }

    public NewToken create(Actor actor, @Nullable String label) {
        var issues = new Issues();
        String checked = Texts.checked(label, "label", issues);
        issues.throwIfAny();
        byte[] secret = new byte[RANDOM_BYTES];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return dsl.transactionResult(_ -> {
            long id = dsl.fetchSingle("""
                            insert into zhike.api_token (user_id, label, hash, created_at)
                            values (?, ?, ?, cast(? as timestamptz)) returning id""", actor.userId(), checked, Sha256.of(token), clock.instant())
                    .get("id", Long.class);
            audit.record(actor, "token_created", Map.of("label", checked));
            return new NewToken(id, checked, token);
        });
    }

    /** Ends one of the actor's own tokens at once. */
    public void delete(Actor actor, long id) {
        dsl.transaction(_ -> {
            String label = dsl.fetchOptional(
                            "delete from zhike.api_token where id = ? and user_id = ? returning label",
                            id,
                            actor.userId())
                    .orElseThrow(() -> new ProductException(IdentityError.UNKNOWN_TOKEN_ID, id))
                    .get("label", String.class);
            audit.record(actor, "token_deleted", Map.of("label", label));
        });
    }

    /** Returns who shows this token; empty when it is unknown or its user is not active. */
    public Optional<Actor> bearer(String token) {
        if (commandKey.length > 0 && MessageDigest.isEqual(commandKey, token.getBytes(StandardCharsets.UTF_8))) {
            return Optional.of(Actor.SYSTEM);
        }
        return dsl.fetchOptional("select id, user_id, label from zhike.api_token where hash = ?", Sha256.of(token))
                .flatMap(row -> users.seen(row.get("user_id", Long.class)).map(user -> {
                    used(row.get("id", Long.class));
                    return new Actor(
                            user.id(), "token:" + user.name() + "/" + row.get("label", String.class), user.role());
                }));
    }

    private void used(long id) {
        var now = clock.instant();
        dsl.execute(
                "update zhike.api_token set last_used_at = cast(? as timestamptz) where id = ? and (last_used_at is null or last_used_at < cast(? as timestamptz))",
                now,
                id,
                now.minus(USED_STEP));
    }
}
