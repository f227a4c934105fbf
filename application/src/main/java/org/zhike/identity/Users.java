package org.zhike.identity;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Service;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/**
 * The people who may sign in. They are deactivated, never deleted: history names them. There is always an active
 * administrator once there is a user.
 */
@Service
public final class Users {

    private static final String COLUMNS = "id, name, display_name, role, active, last_seen_at";

    /** How exact "last seen" is; keeps reading from writing. */
    private static final Duration SEEN_STEP = Duration.ofMinutes(1);

    private final DSLContext dsl;
    private final Passwords passwords;
    private final Audit audit;
    private final Clock clock;

    Users(DSLContext dsl, Passwords passwords, Audit audit, Clock clock) {
        this.dsl = dsl;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns all users by name. */
    public List<User> all(Actor actor) {
        actor.mustBeAdministrator();
        return dsl.resultQuery("select " + COLUMNS + " from zhike.app_user order by lower(name)")
                .fetch(Users::user);
    }

    /** Whether Zhike waits for its first user. */
    public boolean areNone() {
        return !exists("select 1 from zhike.app_user");
    }

    public User create(Actor actor, NewUser user) {
        actor.mustBeAdministrator();
        var checked = check(user, "", new Issues());
        return dsl.transactionResult(_ -> insert(actor.name(), checked));
    }

    /**
     * Makes the first user, an administrator, and does what else belongs to it in the same transaction. Of several callers
     * at once one succeeds.
     *
     * @param issues what is wrong already; what is wrong with the user is added under {@code user.…}
     */
    public User createFirst(NewUser user, Issues issues, Runnable also) {
        mustBeNone();
        var checked = check(
                new NewUser(user.name(), user.displayName(), Role.ADMINISTRATOR, user.password()), "user.", issues);
        return dsl.transactionResult(_ -> {
            holdChanges();
            mustBeNone();
            also.run();
            return insert(checked.name(), checked);
        });
    }

    /** Makes an administrator of this name unless there is such a user, who then stays as is. Returns whether it was made. */
    public boolean ensureAdministrator(String name, String password) {
        var checked = check(new NewUser(name, null, Role.ADMINISTRATOR, password), "", new Issues());
        return dsl.transactionResult(_ -> {
            holdChanges();
            if (exists("select 1 from zhike.app_user where lower(name) = lower(?)", checked.name())) {
                return false;
            }
            insert(Actor.SYSTEM.name(), checked);
            return true;
        });
    }

    /** Changes a user; a new role, state or password ends the user's sessions. */
    public User change(Actor actor, long id, UserChange change) {
        actor.mustBeAdministrator();
        User before = get(id);
        var issues = new Issues();
        String displayName =
                change.displayName() == null ? null : Texts.checked(change.displayName(), "displayName", issues);
        if (change.password() != null) {
            passwords.check(change.password(), before.name(), "password", issues);
        }
        issues.throwIfAny();
        String hash = change.password() == null ? null : passwords.hash(change.password());
        return dsl.transactionResult(_ -> {
            holdChanges();
            User after = requireNonNull(dsl.resultQuery(
                            """
                            update zhike.app_user set display_name = coalesce(cast(? as text), display_name),
                            role = coalesce(cast(? as text), role), active = coalesce(cast(? as boolean), active),
                            password_hash = coalesce(cast(? as text), password_hash)
                            where id = ? returning\s""" + COLUMNS,
                            displayName,
                            change.role() == null ? null : change.role().name(),
                            change.active(),
                            hash,
                            id)
                    .fetchOne(Users::user));
            if (!exists("select 1 from zhike.app_user where active and role = 'ADMINISTRATOR'")) {
                throw new ProductException(IdentityError.LAST_ADMINISTRATOR, after.name());
            }
            if (change.password() != null || after.role() != before.role() || after.active() != before.active()) {
                endSessions(id);
            }
            audit.record(actor, "user_changed", described(after, change.password() != null));
            return after;
        });
    }

    /** Returns a user, deactivated or not. */
    User get(long id) {
        return find(id).orElseThrow(() -> new ProductException(IdentityError.UNKNOWN_USER, id));
    }

    /** Returns an active user; empty when unknown or deactivated. Notes that the user was seen. */
    public Optional<User> seen(long id) {
        var now = clock.instant();
        Optional<User> user = find(id).filter(User::active);
        user.filter(known -> known.lastSeenAt() == null
                        || known.lastSeenAt().plus(SEEN_STEP).isBefore(now))
                .ifPresent(known -> dsl.execute(
                        "update zhike.app_user set last_seen_at = cast(? as timestamptz) where id = ?", now, id));
        return user;
    }

    /** Returns an active user whose things others see; empty when unknown or deactivated. Being read is not being seen. */
    public Optional<User> active(long id) {
        return find(id).filter(User::active);
    }

    /** Returns the active user with this name and password. Takes as long for a user that does not exist. */
    Optional<User> authenticate(String name, String password) {
        var row = find(name);
        if (row.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        return row.filter(known -> passwords.matches(password, known.get("password_hash", String.class)))
                .map(Users::user)
                .filter(User::active);
    }

    /** Returns the user's name as kept if there is such a user, whatever the capitals. */
    Optional<String> knownName(String name) {
        return find(name).map(row -> row.get("name", String.class));
    }

    void changeOwnPassword(Actor actor, User user, String password) {
        var issues = new Issues();
        passwords.check(password, user.name(), "password", issues);
        issues.throwIfAny();
        String hash = passwords.hash(password);
        dsl.transaction(_ -> {
            dsl.execute("update zhike.app_user set password_hash = ? where id = ?", hash, user.id());
            endSessions(user.id());
            audit.record(actor, "user_changed", described(user, true));
        });
    }

    private Optional<User> find(long id) {
        return dsl.resultQuery("select " + COLUMNS + " from zhike.app_user where id = ?", id)
                .fetchOptional(Users::user);
    }

    private Optional<Record> find(String name) {
        String plain = Texts.userName(name);
        if (!Texts.isUserName(plain)) {
            return Optional.empty();
        }
        return dsl.resultQuery(
                        "select " + COLUMNS + ", password_hash from zhike.app_user where lower(name) = lower(?)", plain)
                .fetchOptional()
                .map(row -> row);
    }

    private record Checked(String name, String displayName, Role role, String hash) {}

    /** Collects what is wrong with a new user. Hashes the password: slow, so before any transaction. */
    private Checked check(NewUser user, String path, Issues issues) {
        String name = Texts.userName(user.name());
        String password = user.password() == null ? "" : user.password();
        if (!Texts.isUserName(name)) {
            issues.add(path + "name", IdentityError.BAD_USER_NAME, name);
        }
        String displayName =
                user.displayName() == null ? name : Texts.checked(user.displayName(), path + "displayName", issues);
        if (user.role() == null) {
            issues.add(path + "role", IdentityError.ROLE_MISSING);
        }
        passwords.check(password, name, path + "password", issues);
        issues.throwIfAny();
        return new Checked(name, displayName, requireNonNull(user.role()), passwords.hash(password));
    }

    private User insert(String actor, Checked user) {
        User made = dsl.resultQuery(
                        """
                        insert into zhike.app_user (name, display_name, role, password_hash, created_at)
                        values (?, ?, ?, ?, cast(? as timestamptz)) on conflict do nothing returning\s""" + COLUMNS,
                        user.name(),
                        user.displayName(),
                        user.role().name(),
                        user.hash(),
                        clock.instant())
                .fetchOptional(Users::user)
                .orElseThrow(
                        () -> new ProductException(List.of(Issue.of("name", IdentityError.NAME_TAKEN, user.name()))));
        audit.record(actor, "user_created", described(made, true), Audit.presentAddress());
        return made;
    }

    private void mustBeNone() {
        if (!areNone()) {
            throw new ProductException(IdentityError.SET_UP_ALREADY);
        }
    }

    /** Until the transaction ends nobody else changes users: guards "first" and "last" against two at once. */
    private void holdChanges() {
        dsl.execute("lock table zhike.app_user in share row exclusive mode");
    }

    private void endSessions(long id) {
        dsl.execute("delete from zhike.user_session where principal_name = ?", Long.toString(id));
    }

    private boolean exists(String query, Object... binds) {
        return dsl.resultQuery(query + " limit 1", binds).fetchOptional().isPresent();
    }

    private static Map<String, Object> described(User user, boolean newPassword) {
        return Map.of("user", user.name(), "role", user.role(), "active", user.active(), "newPassword", newPassword);
    }

    private static User user(Record row) {
        return new User(
                row.get("id", Long.class),
                row.get("name", String.class),
                row.get("display_name", String.class),
                row.get("role", Role.class),
                row.get("active", Boolean.class),
                row.get("last_seen_at", Instant.class));
    }
}
