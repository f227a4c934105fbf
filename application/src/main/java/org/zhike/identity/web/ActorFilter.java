package org.zhike.identity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;
import org.zhike.identity.Actor;
import org.zhike.identity.IdentityError;
import org.zhike.identity.Tokens;
import org.zhike.identity.User;
import org.zhike.identity.Users;
import org.zhike.kernel.ProductException;

/**
 * Finds out who calls: the bearer of a token, else the user of the session. The user is read at each call, so that a role
 * taken away is gone at once.
 */
final class ActorFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final Users users;
    private final Tokens tokens;
    private final Problems problems;

    ActorFilter(Users users, Tokens tokens, Problems problems) {
        this.users = users;
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Returns the token the call shows; null = it shows none. */
    static @Nullable String bearerToken(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !SecurityConfiguration.isApi(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = bearerToken(request);
        Optional<Actor> actor =
                token == null ? Sessions.userId(request).flatMap(users::seen).map(User::actor) : tokens.bearer(token);
        if (token != null && actor.isEmpty()) {
            problems.answer(request, response, new ProductException(IdentityError.UNKNOWN_TOKEN));
            return;
        }
        actor.ifPresent(ActorFilter::enter);
        chain.doFilter(request, response);
    }

    private static void enter(Actor actor) {
        var authorities =
                AuthorityUtils.createAuthorityList("ROLE_" + actor.role().name());
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(actor, "", authorities)));
    }
}
