package org.zhike.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Service;
import org.zhike.kernel.ProductException;

/**
 * The door people knock at with name and password. After five failures in a quarter of an hour, for one name from one
 * address, each further try has to wait: a minute, then twice as long each time, at most the quarter of an hour.
 */
@Service
public final class SignIn {

    static final int FREE_TRIES = 5;
    static final Duration WINDOW = Duration.ofMinutes(15);
    static final Duration FIRST_WAIT = Duration.ofMinutes(1);

    private final DSLContext dsl;
    private final Users users;
    private final Audit audit;
    private final Clock clock;

    SignIn(DSLContext dsl, Users users, Audit audit, Clock clock) {
        this.dsl = dsl;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of knocking. */
    public sealed interface Outcome {

        record Welcome(User user) implements Outcome {}

        /** Wrong name, wrong password or not active: which, stays untold. */
        record Refused() implements Outcome {}

        /** Not looked at; try again after the time. */
        record Locked(Duration rest) implements Outcome {}
    }

    public Outcome attempt(String name, String password, String address) {
        Outcome outcome = verify(name, password, address);
        switch (outcome) {
            case Outcome.Welcome(User user) -> audit.record(user.name(), "signed_in", Map.of(), address);
            // An unknown name is not written down: it may be a password in the wrong field.
            case Outcome.Refused() ->
                audit.record(users.knownName(name).orElse("unknown"), "sign_in_failed", Map.of(), address);
            case Outcome.Locked locked -> {} // The failures before it are in the book; a flood need not fill it.
        }
        return outcome;
    }

    /** Gives the signed-in user another password, and ends all the user's sessions. */
    public Outcome changePassword(Actor actor, String present, String wanted, String address) {
        User user = users.seen(actor.userId()).orElseThrow(() -> new ProductException(IdentityError.NOT_SIGNED_IN));
        Outcome outcome = verify(user.name(), present, address);
        if (outcome instanceof Outcome.Welcome) {
            users.changeOwnPassword(actor, user, wanted);
        }
        return outcome;
    }

    public void signedOut(Actor actor) {
        audit.record(actor, "signed_out", Map.of());
    }

    private Outcome verify(String name, String password, String address) {
        byte[] key = key(name, address);
        Duration wait = beginTry(key, clock.instant());
        if (wait.isPositive()) {
            return new Outcome.Locked(wait);
        }
        Optional<User> user = users.authenticate(name, password);
        if (user.isEmpty()) {
            return new Outcome.Refused();
        }
        dsl.execute("delete from zhike.sign_in_attempt where key = ?", key);
        return new Outcome.Welcome(user.get());
    }

    /**
     * Returns how long to wait; zero lets the try begin. A try counts as failed from its beginning until it has succeeded, so
     * that many at once get no more chances than one after the other.
     */
    private Duration beginTry(byte[] key, Instant now) {
        Instant windowStart = now.minus(WINDOW);
        return dsl.transactionResult(_ -> {
            dsl.execute("select pg_advisory_xact_lock(hashtextextended(encode(?, 'hex'), 10))", (Object) key);
            dsl.execute("""
                    delete from zhike.sign_in_attempt where ctid in
                    (select ctid from zhike.sign_in_attempt where at <= cast(? as timestamptz) for update skip locked)""", windowStart);
            var tries = dsl.fetchSingle(
                    "select count(*) as n, max(at) as last from zhike.sign_in_attempt where key = ? and at > cast(? as timestamptz)",
                    key,
                    windowStart);
            int n = tries.get("n", Integer.class);
            if (n >= FREE_TRIES) {
                var wait =
                        Duration.between(now, tries.get("last", Instant.class).plus(waitAfter(n)));
                if (wait.isPositive()) {
                    return wait;
                }
            }
            dsl.execute("insert into zhike.sign_in_attempt (key, at) values (?, cast(? as timestamptz))", key, now);
            return Duration.ZERO;
        });
    }

    private static Duration waitAfter(int failures) {
        // Beyond four doublings the window is the limit anyway; keeps the shift small.
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - FREE_TRIES, 4));
        return wait.compareTo(WINDOW) < 0 ? wait : WINDOW;
    }

    private static byte[] key(String name, String address) {
        return Sha256.of(Texts.userName(name).toLowerCase(Locale.ROOT) + "\n" + address);
    }
}
