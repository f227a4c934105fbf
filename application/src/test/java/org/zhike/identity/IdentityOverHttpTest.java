package org.zhike.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.zhike.platform.ZhikeTest;

@ZhikeTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.web.resources.static-locations=classpath:/screens/")
@Import(IdentityOverHttpTest.Events.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityOverHttpTest {

    private static final String PASSWORD = "correct horse 7";

    @LocalServerPort
    private int port;

    @Autowired
    private DSLContext dsl;

    @Autowired
    private Users users;

    @Autowired
    private MockMvc mvc;

    private final AtomicInteger counter = new AtomicInteger();
    private Browser administrator = new Browser(0);

    @BeforeAll
    void aCompanyIsSetUp() {
        administrator = new Browser(port);
        assertThat(administrator.get("/api/session").json().toString())
                .isEqualTo("{\"state\":\"setup\",\"user\":null,\"company\":null}");

        var nothing = administrator.post("/api/setup", Map.of());
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.json().path("issues").findValuesAsString("path"))
                .containsExactly("company.name", "user.name", "user.password");

        var done = administrator.post(
                "/api/setup",
                Map.of(
                        "company",
                        Map.of("name", "知客商店", "zone", "Asia/Shanghai", "currency", "CNY", "language", "zh-CN"),
                        "user",
                        Map.of("name", "boss", "displayName", "老板", "password", PASSWORD)));
        assertThat(done.status()).isEqualTo(201);
        assertThat(done.json()).isEqualTo(administrator.get("/api/session").json());
        assertThat(done.json().path("state").asString()).isEqualTo("signed_in");
        assertThat(done.json().path("user").path("role").asString()).isEqualTo("administrator");
        assertThat(done.json().path("company").toString())
                .isEqualTo(
                        "{\"name\":\"知客商店\",\"zone\":\"Asia/Shanghai\",\"currency\":\"CNY\",\"language\":\"zh-CN\"}");
    }

    @Test
    void aSecondSetUpIsRefused() {
        var stranger = new Browser(port);
        stranger.get("/api/session");

        var answer = stranger.post(
                "/api/setup",
                Map.of("company", Map.of("name", "x"), "user", Map.of("name", "evil", "password", PASSWORD)));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("SET_UP_ALREADY");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/users,              200, 403, 403, 401",
        "POST,   /api/users,              422, 403, 403, 401",
        "PATCH,  /api/users/999,          404, 403, 403, 401",
        "GET,    /api/settings,           200, 200, 200, 401",
        "PATCH,  /api/settings,           200, 403, 403, 401",
        "GET,    /api/settings/hours,     200, 200, 200, 401",
        "PUT,    /api/settings/hours,     422, 403, 403, 401",
        "POST,   /api/settings/hours/read,200, 403, 403, 401",
        "GET,    /api/tokens,             200, 200, 200, 401",
        "POST,   /api/tokens,             422, 422, 422, 401",
        "DELETE, /api/tokens/999,         404, 404, 404, 401",
        "GET,    /api/no/such,            404, 404, 404, 401",
        "POST,   /api/no/such,            404, 404, 403, 401",
        "PUT,    /api/no/such,            404, 404, 403, 401",
        "PATCH,  /api/no/such,            404, 404, 403, 401",
        "DELETE, /api/no/such,            404, 404, 403, 401",
        "POST,   /api/metrics/no-such,    404, 404, 404, 401",
        "GET,    /api/health,             200, 200, 200, 200",
        "DELETE, /api/session,            204, 204, 204, 204",
    })
    void eachCallIsOpenToTheRolesItIsMeantFor(
            String method, String path, int forAdministrator, int forMember, int forReadOnly, int forStranger) {
        List<Integer> statuses = new ArrayList<>();
        for (Role role : Role.values()) {
            statuses.add(call(signedIn(role), method, path).status());
        }
        statuses.add(call(stranger(), method, path).status());

        assertThat(statuses).containsExactly(forAdministrator, forMember, forReadOnly, forStranger);
    }

    private static Browser.Answer call(Browser browser, String method, String path) {
        return switch (method) {
            case "GET" -> browser.get(path);
            case "DELETE" -> browser.delete(path);
            case "POST" -> browser.post(path, Map.of());
            case "PUT" -> browser.put(path, Map.of());
            default -> browser.patch(path, Map.of());
        };
    }

    @Test
    void refusalsOfTheFiltersAreProblemsLikeAllOthers() {
        var unknown = stranger().send("GET", "/api/users", null, Map.of("Accept", "text/html"));
        assertProblem(unknown, 401, "NOT_SIGNED_IN");
        assertThat(unknown.header("WWW-Authenticate")).contains("Bearer");
        assertThat(unknown.header("Set-Cookie").orElse("")).doesNotContain("SESSION");

        assertProblem(signedIn(Role.READ_ONLY).post("/api/no/such", Map.of()), 403, "NOT_ALLOWED");
        assertProblem(signedIn(Role.MEMBER).get("/api/no/such"), 404, "UNKNOWN_PATH");
    }

    @Test
    void aChangingCallWithoutTheCsrfHeaderIsRefused() {
        Browser browser = signedIn(Role.ADMINISTRATOR);

        assertProblem(browser.send("PATCH", "/api/settings", Map.of(), Map.of()), 403, "CSRF_TOKEN_MISSING");
        assertProblem(
                browser.send("PATCH", "/api/settings", Map.of(), Map.of("X-XSRF-TOKEN", "made up")),
                403,
                "CSRF_TOKEN_MISSING");
        assertProblem(
                new Browser(port).post("/api/session", Map.of("name", "boss", "password", PASSWORD)),
                403,
                "CSRF_TOKEN_MISSING");
        assertThat(browser.patch("/api/settings", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void theCookiesAreKeptFromScriptsAndOtherSites() {
        var browser = stranger();
        var answer =
                browser.post("/api/session", Map.of("name", user(Role.MEMBER).name(), "password", PASSWORD));

        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("ZHIKE_SESSION=")
                        .contains("HttpOnly", "SameSite=Lax", "Path=/")
                        .doesNotContain("Secure"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("XSRF-TOKEN=")
                        .contains("SameSite=Lax", "Path=/")
                        .doesNotContain("HttpOnly"));
    }

    @Test
    void signingInGivesANewSessionAndANewCsrfToken() {
        String name = user(Role.MEMBER).name();
        var browser = new Browser(port);
        browser.signIn(name, PASSWORD);
        String session = browser.cookie("ZHIKE_SESSION");
        String csrf = browser.cookie("XSRF-TOKEN");

        assertThat(browser.signIn(name, PASSWORD).status()).isEqualTo(200);

        assertThat(browser.cookie("ZHIKE_SESSION")).isNotNull().isNotEqualTo(session);
        assertThat(browser.cookie("XSRF-TOKEN")).isNotNull().isNotEqualTo(csrf);
        assertThat(stranger()
                        .send("GET", "/api/settings", null, Map.of("Cookie", "ZHIKE_SESSION=" + session))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionOnTheServer() {
        var browser = signedIn(Role.MEMBER);
        String session = browser.cookie("ZHIKE_SESSION");

        assertThat(browser.delete("/api/session").status()).isEqualTo(204);

        var thief = new Browser(port);
        assertThat(thief.send("GET", "/api/settings", null, Map.of("Cookie", "ZHIKE_SESSION=" + session))
                        .status())
                .isEqualTo(401);
        assertThat(browser.get("/api/session").json().path("state").asString()).isEqualTo("signed_out");
        assertThat(browser.signIn("boss", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsAfterEightHoursOfRest() {
        User user = user(Role.MEMBER);
        var browser = new Browser(port);
        browser.signIn(user.name(), PASSWORD);

        rest(user, 8 * 60 - 1);
        assertThat(browser.get("/api/settings").status()).isEqualTo(200);
        rest(user, 8 * 60 + 1);
        assertThat(browser.get("/api/settings").status()).isEqualTo(401);
    }

    private void rest(User user, int minutes) {
        assertThat(dsl.execute("""
                        update zhike.user_session set last_access_time = last_access_time - ?,
                        expiry_time = expiry_time - ? where principal_name = ?""", minutes * 60_000L, minutes * 60_000L, Long.toString(user.id())))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"role, read_only", "active, false", "password, another horse 8"})
    void whoseRoleStateOrPasswordChangesHasToSignInAgain(String what, String value) {
        User user = user(Role.MEMBER);
        var browser = new Browser(port);
        browser.signIn(user.name(), PASSWORD);
        assertThat(browser.get("/api/settings").status()).isEqualTo(200);

        assertThat(administrator
                        .patch("/api/users/" + user.id(), Map.of("displayName", "别名"))
                        .status())
                .isEqualTo(200);
        assertThat(browser.get("/api/settings").status()).isEqualTo(200);
        assertThat(administrator
                        .patch("/api/users/" + user.id(), Map.of(what, value))
                        .status())
                .isEqualTo(200);
        assertThat(browser.get("/api/settings").status()).isEqualTo(401);
    }

    @Test
    void oneChangesTheOwnPasswordByKnowingIt() {
        User user = user(Role.READ_ONLY);
        var browser = new Browser(port);
        var elsewhere = new Browser(port);
        browser.signIn(user.name(), PASSWORD);
        elsewhere.signIn(user.name(), PASSWORD);

        assertProblem(
                browser.put("/api/session/password", Map.of("present", "not it", "password", "another horse 8")),
                422,
                "WRONG_PASSWORD");
        assertProblem(
                browser.put("/api/session/password", Map.of("present", PASSWORD, "password", "short")),
                422,
                "SHORT_PASSWORD");
        assertThat(browser.put("/api/session/password", Map.of("present", PASSWORD, "password", "another horse 8"))
                        .status())
                .isEqualTo(200);

        assertThat(browser.get("/api/settings").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/settings").status()).isEqualTo(401);
        assertProblem(elsewhere.signIn(user.name(), PASSWORD), 401, "WRONG_CREDENTIALS");
        assertThat(elsewhere.signIn(user.name(), "another horse 8").status()).isEqualTo(200);
    }

    @Test
    void afterFiveFailuresTheDoorSaysWhenToComeBack() {
        User user = user(Role.MEMBER);
        var browser = stranger();
        for (int failure = 0; failure < 5; failure++) {
            assertProblem(browser.signIn(user.name(), "wrong"), 401, "WRONG_CREDENTIALS");
        }

        var locked = browser.signIn(user.name(), PASSWORD);

        assertProblem(locked, 429, "TOO_MANY_ATTEMPTS");
        assertThat(Integer.parseInt(locked.header("Retry-After").orElseThrow())).isBetween(20, 60);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenNeedsNeitherCookieNorCsrfHeader(Role role) {
        var token = signedIn(role).post("/api/tokens", Map.of("label", "nightly"));
        assertThat(token.status()).isEqualTo(201);
        var bearer =
                Map.of("Authorization", "Bearer " + token.json().path("token").asString());
        var script = new Browser(port);

        assertThat(script.send("GET", "/api/settings", null, bearer).status()).isEqualTo(200);
        assertThat(script.send("PATCH", "/api/settings", Map.of(), bearer).status())
                .isEqualTo(role == Role.ADMINISTRATOR ? 200 : 403);
        assertThat(script.send("POST", "/api/no/such", Map.of(), bearer).status())
                .isEqualTo(role == Role.READ_ONLY ? 403 : 404);
        assertThat(script.cookie("ZHIKE_SESSION")).isNull();
    }

    @Test
    void aTokenIsListedWithoutItsSecretAndEndsWhenDeleted() {
        var browser = signedIn(Role.MEMBER);
        var made = browser.post("/api/tokens", Map.of("label", "夜间导出")).json();
        var bearer = Map.of("Authorization", "Bearer " + made.path("token").asString());
        var script = new Browser(port);
        script.send("GET", "/api/settings", null, bearer);

        var listed = browser.get("/api/tokens").json().get(0);
        assertThat(listed.propertyNames()).containsExactlyInAnyOrder("id", "label", "createdAt", "lastUsedAt");
        assertThat(listed.path("label").asString()).isEqualTo("夜间导出");
        assertThat(listed.path("lastUsedAt").isNull()).isFalse();

        assertThat(browser.delete("/api/tokens/" + made.path("id").asLong()).status())
                .isEqualTo(204);
        assertProblem(script.send("GET", "/api/settings", null, bearer), 401, "UNKNOWN_TOKEN");
    }

    @Test
    void usersAreMadeAndListedByAdministrators() {
        var made = administrator.post(
                "/api/users",
                Map.of("name", "xiaofang", "displayName", "小芳", "role", "read_only", "password", PASSWORD));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().toString())
                .isEqualTo(
                        "{\"id\":%d,\"name\":\"xiaofang\",\"displayName\":\"小芳\",\"role\":\"read_only\",\"active\":true,\"lastSeenAt\":null}"
                                .formatted(made.json().path("id").asLong()));
        assertThat(administrator.get("/api/users").json().findValuesAsString("name"))
                .contains("boss", "xiaofang");
        assertProblem(
                administrator.post("/api/users", Map.of("name", "XiaoFang", "role", "member", "password", PASSWORD)),
                409,
                "NAME_TAKEN");
    }

    @Test
    void settingsThatCannotBeAreRefusedTogether() {
        var answer = administrator.patch(
                "/api/settings", Map.of("name", " ", "zone", "Mars/Olympus", "currency", "cny", "language", "fr"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("issues").findValuesAsString("path"))
                .containsExactly("name", "zone", "currency", "language");
    }

    @ParameterizedTest
    @CsvSource({"/", "/api/session", "/api/users", "/no-such-file.js"})
    void everyAnswerCarriesTheHeadersThatProtectThePage(String path) {
        var answer = new Browser(port).get(path);

        assertThat(answer.header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                        .doesNotContain("unsafe-eval"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("X-Frame-Options")).contains("DENY");
        assertThat(answer.header("Referrer-Policy")).contains("same-origin");
        assertThat(answer.header("Permissions-Policy"))
                .hasValueSatisfying(value -> assertThat(value).contains("camera=()"));
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    @Test
    void overHttpsBrowsersAreToldToStayThereAndCookiesToo() throws Exception {
        var answer = mvc.perform(get("/api/session").secure(true)).andReturn().getResponse();

        assertThat(answer.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(answer.getHeader("Set-Cookie")).startsWith("XSRF-TOKEN=").contains("Secure");
    }

    @Test
    void whatTheApiSaysIsNotKeptByBrowsers() {
        assertThat(administrator.get("/api/settings").header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/login", "/records/customer/7", "/records/%E5%AE%A2%E6%88%B7?view=3"})
    void everyAddressOfTheScreensLeadsToTheOnePage(String path) {
        var answer = stranger().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("the one page");
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(answer.header("Cache-Control")).contains("no-cache");
    }

    @Test
    void filesWithAHashInTheirNameAreKeptByBrowsersAndComeCompressed() {
        var answer = stranger().send("GET", "/assets/app-1a2b3c4d.js", null, Map.of("Accept-Encoding", "gzip"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("max-age=31536000", "immutable"));
        assertThat(answer.header("Content-Encoding")).contains("gzip");
    }

    @Test
    void whatIsNeitherAFileNorAnAddressOfTheScreensIsNotThere() {
        assertProblem(stranger().get("/assets/gone-1a2b3c4d.js"), 404, "UNKNOWN_PATH");
        assertProblem(stranger().get("/v3/api-docs.yaml"), 404, "UNKNOWN_PATH");
        assertProblem(administrator.get("/api/records-of-nothing"), 404, "UNKNOWN_PATH");
    }

    @Test
    void theDescriptionOfTheApiIsForThoseWhoAreSignedIn() {
        assertProblem(stranger().get("/api/openapi.json"), 401, "NOT_SIGNED_IN");

        var description = administrator.get("/api/openapi.json");
        assertThat(description.status()).isEqualTo(200);
        assertThat(description
                        .json()
                        .path("paths")
                        .path("/api/users")
                        .path("get")
                        .has("parameters"))
                .isFalse();
    }

    @Test
    void eventsKeepComingWhileTheBrowserListens() {
        var answer = administrator.get("/api/test-events");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualToNormalizingNewlines("data:boss\n\ndata:done\n\n");
    }

    /** A resource like those of other rooms. */
    @TestConfiguration
    @RestController
    static class Events {

        @GetMapping("/api/test-events")
        SseEmitter events(Actor actor) {
            var emitter = new SseEmitter();
            Thread.ofVirtual().start(() -> {
                try {
                    emitter.send(actor.name());
                    emitter.send("done");
                    emitter.complete();
                } catch (IOException e) {
                    emitter.completeWithError(e);
                }
            });
            return emitter;
        }
    }

    @Test
    void testsOfOtherRoomsMayCallAsAnybody() throws Exception {
        mvc.perform(get("/api/settings").with(SignedIn.as(Role.READ_ONLY))).andExpect(status().isOk());
        mvc.perform(patch("/api/settings")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}")
                        .with(SignedIn.as(Role.ADMINISTRATOR)))
                .andExpect(status().isOk());
        mvc.perform(post("/api/no/such").with(SignedIn.as(Role.READ_ONLY))).andExpect(status().isForbidden());
    }

    @Test
    void theBookNamesWhoDidWhatFromWhere() {
        User user = user(Role.MEMBER);
        var browser = new Browser(port);
        browser.signIn(user.name(), "wrong");
        browser.signIn(user.name(), PASSWORD);
        browser.delete("/api/session");

        assertThat(dsl.fetch("select kind, address from zhike.audit_event where actor = ? order by id", user.name())
                        .formatCSV(false, ','))
                .isEqualToNormalizingNewlines("sign_in_failed,127.0.0.1\nsigned_in,127.0.0.1\nsigned_out,127.0.0.1\n");
    }

    private User user(Role role) {
        return users.create(Actor.SYSTEM, new NewUser("user" + counter.incrementAndGet(), null, role, PASSWORD));
    }

    private Browser signedIn(Role role) {
        var browser = new Browser(port);
        assertThat(browser.signIn(user(role).name(), PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private Browser stranger() {
        var browser = new Browser(port);
        browser.get("/api/session");
        return browser;
    }

    private static void assertProblem(Browser.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("issues")).isNotEmpty();
    }
}
