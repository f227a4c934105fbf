package org.zhike.identity;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;

import jakarta.servlet.http.Cookie;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Lets a MockMvc call be made by someone signed in, with the CSRF header: {@code perform(get("/api/…").with(SignedIn.as(MEMBER)))}. */
public final class SignedIn {

    private static final String CSRF_TOKEN = "00000000-0000-0000-0000-000000000001";

    private SignedIn() {}

    public static RequestPostProcessor as(Role role) {
        return as(new Actor(1, "tester", role));
    }

    public static RequestPostProcessor as(Actor actor) {
        var authorities =
                AuthorityUtils.createAuthorityList("ROLE_" + actor.role().name());
        var who = authentication(new PreAuthenticatedAuthenticationToken(actor, "", authorities));
        return request -> {
            request.setCookies(new Cookie("XSRF-TOKEN", CSRF_TOKEN));
            request.addHeader("X-XSRF-TOKEN", CSRF_TOKEN);
            return who.postProcessRequest(request);
        };
    }
}
