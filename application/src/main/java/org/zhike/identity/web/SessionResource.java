package org.zhike.identity.web;

import static java.util.Objects.requireNonNullElseGet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.identity.CompanyChange;
import org.zhike.identity.IdentityError;
import org.zhike.identity.NewUser;
import org.zhike.identity.Role;
import org.zhike.identity.SignIn;
import org.zhike.identity.User;
import org.zhike.identity.Users;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;

/** The first set-up, signing in and out. */
@RestController
@RequestMapping("/api")
class SessionResource {

    private final Users users;
    private final SignIn signIn;
    private final Sessions sessions;
    private final CompanySettings settings;

    SessionResource(Users users, SignIn signIn, Sessions sessions, CompanySettings settings) {
        this.users = users;
        this.signIn = signIn;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** A part left out is one with nothing in it, so that all that is missing is said at once. */
    record Setup(CompanyChange company, NewUser user) {

        Setup {
            company = requireNonNullElseGet(
                    company, () -> new CompanyChange(null, null, null, null, null, null, null, null));
            user = requireNonNullElseGet(user, () -> new NewUser(null, null, null, null));
        }
    }

    record Credentials(String name, String password) {}

    record PasswordChange(String present, String password) {}

    enum State {
        SETUP,
        SIGNED_OUT,
        SIGNED_IN
    }

    /** The company is shown to the signed out too: the sign-in page greets with its name in its language. */
    record View(State state, @Nullable Person user, SettingsResource.@Nullable View company) {}

    record Person(long id, String name, String displayName, Role role) {

        static Person of(User user) {
            return new Person(user.id(), user.name(), user.displayName(), user.role());
        }
    }

    @GetMapping("/session")
    View get() {
        return ActorArgument.present()
                .flatMap(actor -> users.seen(actor.userId()))
                .map(this::signedIn)
                .orElseGet(() -> users.areNone()
                        ? new View(State.SETUP, null, null)
                        : new View(State.SIGNED_OUT, null, SettingsResource.View.of(settings.current())));
    }

    @PostMapping("/setup")
    @ResponseStatus(HttpStatus.CREATED)
    View setUp(@RequestBody Setup setup, HttpServletRequest request, HttpServletResponse response) {
        var issues = new Issues();
        Company company = setup.company().applyTo(settings.current(), "company.", issues);
        User user = users.createFirst(setup.user(), issues, () -> settings.change(company));
        sessions.begin(request, response, user);
        return signedIn(user);
    }

    @PostMapping("/session")
    View signIn(@RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        return switch (signIn.attempt(credentials.name(), credentials.password(), request.getRemoteAddr())) {
            case SignIn.Outcome.Welcome(User user) -> {
                sessions.begin(request, response, user);
                yield signedIn(user);
            }
            case SignIn.Outcome.Refused() -> throw new ProductException(IdentityError.WRONG_CREDENTIALS);
            case SignIn.Outcome.Locked(Duration rest) -> throw tooMany(rest, response);
        };
    }

    @PutMapping("/session/password")
    View changePassword(
            Actor actor, @RequestBody PasswordChange change, HttpServletRequest request, HttpServletResponse response) {
        return switch (signIn.changePassword(actor, change.present(), change.password(), request.getRemoteAddr())) {
            case SignIn.Outcome.Welcome(User user) -> {
                sessions.begin(request, response, user);
                yield signedIn(user);
            }
            case SignIn.Outcome.Refused() ->
                throw new ProductException(List.of(Issue.of("present", IdentityError.WRONG_PASSWORD)));
            case SignIn.Outcome.Locked(Duration rest) -> throw tooMany(rest, response);
        };
    }

    @DeleteMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(HttpServletRequest request, HttpServletResponse response) {
        if (Sessions.userId(request).isPresent()) {
            ActorArgument.present().ifPresent(signIn::signedOut);
        }
        sessions.end(request, response);
    }

    private View signedIn(User user) {
        return new View(State.SIGNED_IN, Person.of(user), SettingsResource.View.of(settings.current()));
    }

    private static ProductException tooMany(Duration rest, HttpServletResponse response) {
        long seconds = rest.plusMillis(999).toSeconds();
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return new ProductException(IdentityError.TOO_MANY_ATTEMPTS, seconds);
    }
}
