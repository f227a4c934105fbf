package org.zhike.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;
import org.zhike.identity.User;

/** The browser's session: it holds the user's id and nothing else, so no upgrade can break it. */
@Component
final class Sessions {

    /** Spring Session keeps this attribute in a column of its own, by which a user's sessions are found and ended. */
    private static final String USER = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

    private final CookieCsrfTokenRepository csrfTokens;

    Sessions(CookieCsrfTokenRepository csrfTokens) {
        this.csrfTokens = csrfTokens;
    }

    static Optional<Long> userId(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> session.getAttribute(USER))
                .map(id -> Long.valueOf(id.toString()));
    }

    /** Begins a session with an id and a CSRF token nobody can have known before. */
    void begin(HttpServletRequest request, HttpServletResponse response, User user) {
        end(request, response);
        request.getSession().setAttribute(USER, Long.toString(user.id()));
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
    }
}
