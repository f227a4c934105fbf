package org.zhike.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import org.zhike.platform.PlatformError;
import tools.jackson.databind.json.JsonMapper;

class ProblemHandlerTest {

    private static final MockMvcTester HTTP = http();

    @Test
    void aCallersMistakesComeBackAllAtOnceWithTheirPlaces() {
        var result = HTTP.get().uri("/api/fail?how=mistakes").exchange();

        assertProblem(result, 400, "BAD_PARAMETER");
        assertThat(result).bodyJson().isStrictlyEqualTo("""
                {"status": 400, "code": "BAD_PARAMETER",
                 "detail": "filter, line 2, column 3: \\"x\\" is not a value for the parameter \\"filter\\".\\nlimit: The parameter \\"limit\\" is missing.",
                 "issues": [
                   {"path": "filter", "code": "BAD_PARAMETER", "arguments": ["x", "filter"], "line": 2, "column": 3,
                    "message": "\\"x\\" is not a value for the parameter \\"filter\\"."},
                   {"path": "limit", "code": "MISSING_PARAMETER", "arguments": ["limit"],
                    "message": "The parameter \\"limit\\" is missing."}]}
                """);
    }

    @Test
    void brokenJsonIsAnsweredWithItsPlace() {
        var result = post("{\"amount\":\n 12,}");

        assertProblem(result, 400, "BAD_JSON");
        assertThat(result).bodyJson().extractingPath("$.issues[0].line").isEqualTo(2);
    }

    @Test
    void aValueOfTheWrongKindIsNamedByItsPath() {
        var result = post("{\"amount\": 1, \"grains\": [\"day\", \"fortnight\"]}");

        assertProblem(result, 400, "BAD_JSON_VALUE");
        assertThat(result).bodyJson().extractingPath("$.issues[0].path").isEqualTo("grains.1");
        assertThat(result).bodyText().doesNotContain("org.zhike");
    }

    @Test
    void aMissingBodyIsToldApart() {
        assertProblem(HTTP.post().uri("/api/echo").contentType(APPLICATION_JSON).exchange(), 400, "BAD_REQUEST");
    }

    @Test
    void aMissingParameterIsNamed() {
        var result = HTTP.get().uri("/api/limited").exchange();

        assertProblem(result, 400, "MISSING_PARAMETER");
        assertThat(result).bodyJson().extractingPath("$.issues[0].path").isEqualTo("limit");
    }

    @Test
    void aParameterOfTheWrongKindIsShown() {
        var result = HTTP.get().uri("/api/limited?limit=many").exchange();

        assertProblem(result, 400, "BAD_PARAMETER");
        assertThat(result).bodyJson().extractingPath("$.issues[0].arguments[0]").isEqualTo("many");
    }

    @Test
    void anUnknownPathIsNotThere() {
        assertProblem(HTTP.get().uri("/api/nowhere").exchange(), 404, "UNKNOWN_PATH");
    }

    @Test
    void aMethodThatIsNotKnownIsAnsweredWithTheKnownOnes() {
        var result = HTTP.method(HttpMethod.DELETE).uri("/api/echo").exchange();

        assertProblem(result, 405, "METHOD_NOT_ALLOWED");
        assertThat(result).headers().hasValue("Allow", "POST");
    }

    @Test
    void aBodyLargerThanAnyHonestOneIsRefused() {
        assertProblem(post("{\"amount\": 1" + " ".repeat((int) BodyLimit.BYTES) + "}"), 413, "REQUEST_TOO_LARGE");
    }

    @Test
    void aBugOfOursTellsAnIncidentAndNothingElse() {
        var result = HTTP.get().uri("/api/fail?how=bug").exchange();

        assertProblem(result, 500, "INTERNAL_ERROR");
        assertThat(result).bodyText().doesNotContain("secret");
        assertThat(result)
                .bodyJson()
                .extractingPath("$.issues[0].arguments[0]")
                .asString()
                .matches("[0-9a-f]{8}");
    }

    @Test
    void aFullDiskIsNoBug() {
        assertProblem(HTTP.get().uri("/api/fail?how=full").exchange(), 503, "DISK_FULL");
    }

    @Test
    void numbersInstantsAndEnumsAreWrittenAsPromised() {
        var result = post("{\"amount\": 123456789012345678.90, \"grains\": [\"day\"]}");

        assertThat(result)
                .bodyText()
                .contains("\"amount\":123456789012345678.90")
                .contains("\"large\":1000000000000")
                .contains("\"at\":\"2026-01-31T09:30:00Z\"")
                .contains("\"grains\":[\"day\"]");
    }

    private static void assertProblem(MvcTestResult result, int status, String code) {
        assertThat(result).hasStatus(status).hasContentType(APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status);
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private static MvcTestResult post(String body) {
        return HTTP.post()
                .uri("/api/echo")
                .contentType(APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static MockMvcTester http() {
        var mapper = JsonMapper.builder();
        new WebConfiguration("classpath:/static/").json().customize(mapper);
        return MockMvcTester.create(MockMvcBuilders.standaloneSetup(new Resource())
                .setControllerAdvice(new ProblemHandler())
                .setMessageConverters(new JacksonJsonHttpMessageConverter(mapper.build()))
                .addFilters(new BodyLimit())
                .build());
    }

    record Body(BigDecimal amount, List<Grain> grains) {}

    @RestController
    static final class Resource {

        @GetMapping("/api/fail")
        String fail(@RequestParam String how) throws SQLException {
            return switch (how) {
                case "mistakes" ->
                    throw new ProductException(List.of(
                            Issue.of("filter", PlatformError.BAD_PARAMETER, "x", "filter")
                                    .at(new Issue.Position(2, 3)),
                            Issue.of("limit", PlatformError.MISSING_PARAMETER, "limit")));
                case "full" -> throw new SQLException("could not extend file", "53100");
                case "bug" -> throw new IllegalStateException("secret");
                default -> how;
            };
        }

        @PostMapping("/api/echo")
        Map<String, Object> echo(@RequestBody Body body) {
            return Map.of(
                    "amount", body.amount(),
                    "large", new BigDecimal("1E12"),
                    "at", Instant.parse("2026-01-31T09:30:00Z"),
                    "grains", body.grains());
        }

        @GetMapping("/api/limited")
        int limited(@RequestParam int limit) {
            return limit;
        }
    }
}
