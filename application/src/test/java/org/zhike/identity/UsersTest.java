package org.zhike.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.platform.PostgresForTests;
import tools.jackson.databind.json.JsonMapper;

class UsersTest {

    private static final String PASSWORD = "correct horse 7";
    private static final Passwords PASSWORDS = new Passwords();

    private final PostgresForTests.Fresh postgres = PostgresForTests.freshDatabase();
    private final SettableClock clock = new SettableClock();
    private final Audit audit = new Audit(postgres.dsl(), new JsonMapper(), clock);
    private final Users users = new Users(postgres.dsl(), PASSWORDS, audit, clock);
    private final SignIn signIn = new SignIn(postgres.dsl(), users, audit, clock);
    private final Tokens tokens = new Tokens(postgres.dsl(), users, audit, clock, "");

    @Test
    void ofTwoWhoSetUpAtOnceExactlyOneSucceeds() throws Exception {
        var outcomes = atOnce(List.of(
                () -> users.createFirst(new NewUser("li", null, null, PASSWORD), new Issues(), () -> {})
                        .name(),
                () -> users.createFirst(new NewUser("wang", null, null, PASSWORD), new Issues(), () -> {})
                        .name()));

        assertThat(outcomes).containsOnlyOnce("SET_UP_ALREADY");
        assertThat(users.all(Actor.SYSTEM))
                .hasSize(1)
                .first()
                .extracting(User::role)
                .isEqualTo(Role.ADMINISTRATOR);
    }

    @Test
    void whatBelongsToSettingUpIsUndoneWithIt() {
        assertThatThrownBy(() -> users.createFirst(new NewUser("li", null, null, PASSWORD), new Issues(), () -> {
                    throw new IllegalStateException("the company's zone is wrong");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(users.areNone()).isTrue();
    }

    @Test
    void twoAdministratorsWhoDemoteEachOtherAtOnceLeaveOne() throws Exception {
        User li = user("li", Role.ADMINISTRATOR);
        User wang = user("wang", Role.ADMINISTRATOR);
        var demoted = new UserChange(null, Role.MEMBER, null, null);

        var outcomes = atOnce(List.of(
                () -> users.change(li.actor(), wang.id(), demoted).name(),
                () -> users.change(wang.actor(), li.id(), demoted).name()));

        assertThat(outcomes).containsOnlyOnce("LAST_ADMINISTRATOR");
        assertThat(users.all(Actor.SYSTEM))
                .filteredOn(user -> user.role() == Role.ADMINISTRATOR)
                .hasSize(1);
    }

    @Test
    void theLastActiveAdministratorCannotBeDeactivated() {
        User li = user("li", Role.ADMINISTRATOR);
        users.change(li.actor(), user("wang", Role.ADMINISTRATOR).id(), new UserChange(null, null, false, null));

        assertThat(codes(() -> users.change(li.actor(), li.id(), new UserChange("李", null, false, null))))
                .containsExactly("LAST_ADMINISTRATOR");
        assertThat(users.seen(li.id())).get().extracting(User::displayName).isEqualTo("li");
    }

    @Test
    void namesAreUniqueWhateverTheCapitalsAndTheWidth() {
        user("Li.Ming", Role.MEMBER);

        assertThat(codes(() -> user("li.MING", Role.MEMBER))).containsExactly("NAME_TAKEN");
        assertThat(codes(() -> user("ｌｉ．ｍｉｎｇ", Role.MEMBER))).containsExactly("NAME_TAKEN");
        assertThat(signIn.attempt(" LI.ming ", PASSWORD, "::1")).isInstanceOf(SignIn.Outcome.Welcome.class);
    }

    @Test
    void allThatIsWrongWithANewUserIsSaidAtOnce() {
        assertThat(issues(() -> users.create(Actor.SYSTEM, new NewUser("a b", " ", null, "short"))))
                .extracting(Issue::path, issue -> issue.code().name())
                .containsExactly(
                        tuple("name", "BAD_USER_NAME"),
                        tuple("displayName", "BAD_TEXT"),
                        tuple("role", "ROLE_MISSING"),
                        tuple("password", "SHORT_PASSWORD"));
        assertThat(codes(() -> user("system", Role.MEMBER))).containsExactly("BAD_USER_NAME");
    }

    @Test
    void weakPasswordsAreRefusedWithTheReason() {
        assertThat(passwordIssue("ninechars")).isEqualTo("SHORT_PASSWORD");
        assertThat(passwordIssue("知客知客知客知客知")).isEqualTo("SHORT_PASSWORD");
        assertThat(passwordIssue("x".repeat(150) + "y".repeat(51))).isEqualTo("LONG_PASSWORD");
        assertThat(passwordIssue("Password123")).isEqualTo("COMMON_PASSWORD");
        assertThat(passwordIssue("woaini1314520")).isEqualTo("COMMON_PASSWORD");
        assertThat(passwordIssue("１２３４５６７８９０")).isEqualTo("COMMON_PASSWORD");
        assertThat(passwordIssue("zzzzzzzzzzzz")).isEqualTo("COMMON_PASSWORD");
        assertThat(passwordIssue("my-XIAOMING-2026")).isEqualTo("NAME_IN_PASSWORD");
    }

    @Test
    void passwordsAreKeptAsArgon2idWithTheParametersOfOwasp() {
        user("li", Role.MEMBER);

        assertThat(postgres.dsl().fetchValue("select password_hash from zhike.app_user"))
                .asString()
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void afterFiveFailuresEachFurtherTryWaitsTwiceAsLong() {
        user("li", Role.MEMBER);
        for (int failure = 0; failure < 5; failure++) {
            assertThat(signIn.attempt("li", "wrong", "10.0.0.1")).isInstanceOf(SignIn.Outcome.Refused.class);
        }

        assertThat(rest("li", PASSWORD, "10.0.0.1")).isEqualTo(Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(50));
        assertThat(rest("LI", PASSWORD, "10.0.0.1")).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(signIn.attempt("li", "wrong", "10.0.0.1")).isInstanceOf(SignIn.Outcome.Refused.class);
        assertThat(rest("li", PASSWORD, "10.0.0.1")).isEqualTo(Duration.ofMinutes(2));
        clock.advance(Duration.ofMinutes(2));
        assertThat(signIn.attempt("li", PASSWORD, "10.0.0.1")).isInstanceOf(SignIn.Outcome.Welcome.class);
        assertThat(signIn.attempt("li", "wrong", "10.0.0.1")).isInstanceOf(SignIn.Outcome.Refused.class);
    }

    @Test
    void aLockHoldsForOneNameFromOneAddressOnly() {
        user("li", Role.MEMBER);
        user("wang", Role.MEMBER);
        for (int failure = 0; failure < 5; failure++) {
            signIn.attempt("li", "wrong", "10.0.0.1");
        }

        assertThat(signIn.attempt("li", PASSWORD, "10.0.0.2")).isInstanceOf(SignIn.Outcome.Welcome.class);
        assertThat(signIn.attempt("wang", PASSWORD, "10.0.0.1")).isInstanceOf(SignIn.Outcome.Welcome.class);
        assertThat(signIn.attempt("li", PASSWORD, "10.0.0.1")).isInstanceOf(SignIn.Outcome.Locked.class);
    }

    @Test
    void failuresOlderThanAQuarterOfAnHourAreForgotten() {
        user("li", Role.MEMBER);
        for (int failure = 0; failure < 20; failure++) {
            assertThat(signIn.attempt("li", "wrong", "10.0.0.1")).isInstanceOf(SignIn.Outcome.Refused.class);
            clock.advance(Duration.ofMinutes(4));
        }

        assertThat(postgres.dsl().fetchValue("select count(*) from zhike.sign_in_attempt"))
                .isEqualTo(4L);
    }

    @Test
    void manyTriesAtOnceGetNoMoreChancesThanOneAfterTheOther() throws Exception {
        user("li", Role.MEMBER);
        List<Callable<String>> tries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            tries.add(() -> signIn.attempt("li", "wrong", "10.0.0.1").getClass().getSimpleName());
        }

        assertThat(atOnce(tries)).filteredOn("Refused"::equals).hasSize(5);
    }

    @Test
    void aNameNobodyHasIsLockedLikeAnyOther() {
        for (int failure = 0; failure < 5; failure++) {
            assertThat(signIn.attempt("nobody\0'--", "wrong", "::1")).isInstanceOf(SignIn.Outcome.Refused.class);
        }

        assertThat(signIn.attempt("nobody\0'--", "wrong", "::1")).isInstanceOf(SignIn.Outcome.Locked.class);
    }

    @Test
    void anUnknownNameTakesAsLongAsAWrongPassword() {
        user("li", Role.MEMBER);
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int round = 0; round < 15; round++) {
            known.add(nanos(() -> users.authenticate("li", "wrong password")));
            unknown.add(nanos(() -> users.authenticate("nobody", "wrong password")));
        }

        // Without the second hash an unknown name takes a hundredth of the time.
        assertThat(median(unknown)).isGreaterThan(median(known) / 2);
    }

    @Test
    void theBookNamesWhoKnockedButNeverWhatAStrangerTyped() {
        user("li", Role.MEMBER);
        signIn.attempt("LI", "wrong", "10.0.0.1");
        signIn.attempt("my secret password", "wrong", "10.0.0.1");
        signIn.attempt("li", PASSWORD, "10.0.0.1");

        assertThat(postgres.dsl()
                        .fetch(
                                "select actor, kind, address from zhike.audit_event where kind like '%sign%' order by id")
                        .formatCSV(false, ','))
                .isEqualToNormalizingNewlines("""
                        li,sign_in_failed,10.0.0.1
                        unknown,sign_in_failed,10.0.0.1
                        li,signed_in,10.0.0.1
                        """);
    }

    @Test
    void theBookCannotBeRewritten() {
        audit.record(Actor.SYSTEM, "demo_made", Map.of("customers", 3));

        for (String attempt : List.of(
                "update zhike.audit_event set actor = 'x'",
                "delete from zhike.audit_event",
                "truncate zhike.audit_event")) {
            assertThatThrownBy(() -> postgres.dsl().execute(attempt))
                    .hasMessageContaining("audit events are never changed or deleted");
        }
    }

    @Test
    void aTokenActsWithTheRoleItsUserHasNow() {
        User li = user("li", Role.MEMBER);
        String token = tokens.create(li.actor(), "nightly").token();
        assertThat(tokens.bearer(token)).contains(new Actor(li.id(), "token:li/nightly", Role.MEMBER));

        user("wang", Role.ADMINISTRATOR);
        users.change(Actor.SYSTEM, li.id(), new UserChange(null, Role.READ_ONLY, null, null));
        assertThat(tokens.bearer(token)).get().extracting(Actor::role).isEqualTo(Role.READ_ONLY);

        users.change(Actor.SYSTEM, li.id(), new UserChange(null, null, false, null));
        assertThat(tokens.bearer(token)).isEmpty();
        assertThat(tokens.bearer(token.substring(1))).isEmpty();
    }

    @Test
    void onlyTheHashOfATokenIsKept() {
        User li = user("li", Role.MEMBER);
        String token = tokens.create(li.actor(), "nightly").token();

        assertThat(token).matches("zhike_[A-Za-z0-9_-]{43}");
        assertThat(postgres.dsl().fetch("select * from zhike.api_token").formatCSV())
                .doesNotContain(token);
        assertThat(postgres.dsl().fetchValue("select hash = sha256(convert_to(?, 'UTF8')) from zhike.api_token", token))
                .isEqualTo(true);
    }

    @Test
    void onlyItsOwnerEndsAToken() {
        User li = user("li", Role.MEMBER);
        User wang = user("wang", Role.ADMINISTRATOR);
        var token = tokens.create(li.actor(), "nightly");

        assertThat(codes(() -> tokens.delete(wang.actor(), token.id()))).containsExactly("UNKNOWN_TOKEN_ID");
        tokens.delete(li.actor(), token.id());
        assertThat(tokens.bearer(token.token())).isEmpty();
    }

    @Test
    void anAdministratorIsEnsuredOnceAndThenLeftAlone() {
        assertThat(users.ensureAdministrator("demo", PASSWORD)).isTrue();
        assertThat(users.ensureAdministrator("DEMO", "another password")).isFalse();

        assertThat(users.authenticate("demo", PASSWORD)).isPresent();
    }

    @Test
    void onlyAdministratorsSeeAndChangeUsers() {
        for (Role role : List.of(Role.MEMBER, Role.READ_ONLY)) {
            Actor actor = new Actor(7, "somebody", role);
            assertThat(codes(() -> users.all(actor))).containsExactly("NOT_ALLOWED");
            assertThat(codes(() -> users.create(actor, new NewUser("x", null, Role.MEMBER, PASSWORD))))
                    .containsExactly("NOT_ALLOWED");
            assertThat(codes(() -> users.change(actor, 1, new UserChange(null, null, null, null))))
                    .containsExactly("NOT_ALLOWED");
        }
    }

    private User user(String name, Role role) {
        return users.create(Actor.SYSTEM, new NewUser(name, null, role, PASSWORD));
    }

    private String passwordIssue(String password) {
        return codes(() -> users.create(Actor.SYSTEM, new NewUser("xiaoming", null, Role.MEMBER, password)))
                .getFirst();
    }

    private Duration rest(String name, String password, String address) {
        return ((SignIn.Outcome.Locked) signIn.attempt(name, password, address)).rest();
    }

    private static List<Issue> issues(Runnable call) {
        try {
            call.run();
        } catch (ProductException e) {
            return e.issues();
        }
        throw new AssertionError("nothing was refused");
    }

    private static List<String> codes(Runnable call) {
        return issues(call).stream().map(issue -> issue.code().name()).toList();
    }

    /** Runs the calls at the same moment; a refused call gives the code of its first issue. */
    private static List<String> atOnce(List<Callable<String>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<String>> futures = calls.stream()
                    .map(call -> threads.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            List<String> results = new ArrayList<>();
            for (Future<String> future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof ProductException refused)) {
                        throw e;
                    }
                    results.add(refused.issues().getFirst().code().name());
                }
            }
            return results;
        }
    }

    private static long nanos(Runnable call) {
        long start = System.nanoTime();
        call.run();
        return System.nanoTime() - start;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
