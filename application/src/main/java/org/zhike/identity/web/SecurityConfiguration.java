package org.zhike.identity.web;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.zhike.identity.Role;
import org.zhike.identity.Tokens;
import org.zhike.identity.Users;

/**
 * Who may call what. The doors of the rooms ask their {@code Actor} again: these rules are the fence around the house, not
 * its locks.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(
        tableName = "zhike.user_session",
        maxInactiveIntervalInSeconds = SecurityConfiguration.IDLE_SECONDS)
class SecurityConfiguration {

    static final int IDLE_SECONDS = 8 * 60 * 60;

    /**
     * Only own scripts run. Styles may be inline: Ant Design writes its own and ECharts' tooltips carry style attributes;
     * docs/decisions/0011-content-security.md says why no nonce.
     */
    private static final String CONTENT_SECURITY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors");

    private static final String PERMISSIONS =
            "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    private static final String[] OPEN = {"/api/session", "/api/setup", "/api/health"};

    /** Read without signing in: a board by its key, and the map of the world. */
    private static final String[] OPEN_TO_READ = {"/api/embed/**", "/api/regions"};

    /** The pages that others may put into theirs. */
    private static final RequestMatcher EMBEDDED =
            request -> request.getRequestURI().startsWith("/embed/");

    /** Changing calls that change nothing, or only what is the caller's own; open to read-only users. */
    private static final String[] OWN = {
        "/api/session/**",
        "/api/tokens/**",
        "/api/views/**",
        "/api/metrics/**",
        "/api/questions/**",
        "/api/explore/cohorts/**",
        "/api/explore/funnel/**",
        "/api/explore/distribution/**",
        "/api/explore/flow/**",
        "/api/explore/compare/**",
        "/api/boards/*/answers"
    };

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, Users users, Tokens tokens, Problems problems, CookieCsrfTokenRepository csrfTokens) {
        return http.securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(csrfTokens)
                        .ignoringRequestMatchers(request -> ActorFilter.bearerToken(request) != null))
                .addFilterBefore(new ActorFilter(users, tokens, problems), AnonymousAuthenticationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                EMBEDDED, new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY + " *")))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(EMBEDDED),
                                new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY + " 'none'")))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(EMBEDDED),
                                new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY)))
                        .frameOptions(FrameOptionsConfig::disable)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                        .httpStrictTransportSecurity(strict -> strict.includeSubDomains(false)))
                .authorizeHttpRequests(calls -> calls
                        // The same call once more, after it was let in.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.FORWARD, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN_TO_READ)
                        .permitAll()
                        .requestMatchers("/api/users/**")
                        .hasRole(Role.ADMINISTRATOR.name())
                        .requestMatchers(OWN)
                        .authenticated()
                        .requestMatchers(HttpMethod.PATCH, "/api/settings")
                        .hasRole(Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.POST, "/api/projection/rebuild")
                        .hasRole(Role.ADMINISTRATOR.name())
                        .requestMatchers(HttpMethod.GET, "/api/**")
                        .authenticated()
                        .requestMatchers(HttpMethod.HEAD, "/api/**")
                        .authenticated()
                        .requestMatchers("/api/**")
                        .hasAnyRole(Role.ADMINISTRATOR.name(), Role.MEMBER.name())
                        .anyRequest()
                        .permitAll())
                .build();
    }

    static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    @Bean
    CookieCsrfTokenRepository csrfTokens() {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    /** HttpOnly, SameSite=Lax, and Secure when the request is https, as the serializer does unless told otherwise. */
    @Bean
    CookieSerializer sessionCookie() {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName("ZHIKE_SESSION");
        return cookie;
    }

    /** Two first writes of one session attribute at once do not collide. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsInPostgres() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }
}
