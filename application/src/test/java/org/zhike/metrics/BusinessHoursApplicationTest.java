package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.Projection;
import org.zhike.records.Records;
import tools.jackson.databind.json.JsonMapper;

/** From the business hours in the settings to the numbers that count them. */
@ZhikeTest(properties = "spring.application.name=zhike-hours")
@DirtiesContext
@Timeout(120)
class BusinessHoursApplicationTest {

    private static final String QUESTION = """
            {"metrics": ["first_response_time_business"], "by": [], "period": {"from": "2025-03-01", "to": "2025-04-01"}, "compare": false}""";

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private MockMvc http;

    @Autowired
    private DSLContext dsl;

    private final JsonMapper json = new JsonMapper();

    private ResultActions send(MockHttpServletRequestBuilder request, String body, Role role) throws Exception {
        return http.perform(
                request.contentType(MediaType.APPLICATION_JSON).content(body).with(SignedIn.as(role)));
    }

    private int version() throws Exception {
        String answer = http.perform(get("/api/settings/hours").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return json.readTree(answer).get("version").asInt();
    }

    private double responseHours() throws Exception {
        projection.awaitCurrent(Duration.ofSeconds(30));
        String answer = send(post("/api/metrics/query"), QUESTION, Role.READ_ONLY)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return json.readTree(answer).at("/results/0/cells/0/value").asDouble();
    }

    private long found(String filter) throws Exception {
        String answer = http.perform(get("/api/records/ticket")
                        .param("filter", filter)
                        .param("count", "exact")
                        .with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return json.readTree(answer).at("/count/value").asLong();
    }

    @Test
    void aChangeOfTheHoursOrTheZoneReachesTheListsAtOnceAndTheMetricsWithTheProjection() throws Exception {
        // Friday 16:00 to Monday 10:00 in Shanghai.
        records.create(
                Actor.SYSTEM,
                "ticket",
                new HashMap<>(Map.of(
                        "number",
                        "T1",
                        "status",
                        "open",
                        "opened_at",
                        Instant.parse("2025-03-07T08:00:00Z"),
                        "first_answered_at",
                        Instant.parse("2025-03-10T02:00:00Z"))));
        assertThat(responseHours()).isEqualTo(3.0);
        assertThat(found("business_hours(opened_at, first_answered_at) == 3")).isEqualTo(1);

        int before = version();
        String saturday = """
                {"version": %d, "week": {"monday": ["09:00-12:00", "13:30-18:00"], "friday": ["09:00-17:00"]},
                 "special": [{"day": "2025-03-08", "name": "补班", "hours": ["10:00-12:00"]}]}""".formatted(before);
        send(put("/api/settings/hours"), saturday, Role.ADMINISTRATOR)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.version").value(before + 1))
                .andExpect(jsonPath("$.special[0].hours[0]").value("10:00-12:00"));
        assertThat(found("business_hours(opened_at, first_answered_at) == 4")).isEqualTo(1);
        assertThat(responseHours()).isEqualTo(4.0);
        assertThat(dsl.fetchValue("select count(*) from zhike.audit_event where kind = 'business_hours_changed'"))
                .isEqualTo(1L);

        // The same clock in Tokyo is an hour ahead: Friday 17:00, closed; to Monday 11:00.
        send(patch("/api/settings"), "{\"name\": \"小店\", \"zone\": \"Asia/Tokyo\"}", Role.ADMINISTRATOR)
                .andExpect(status().isOk());
        assertThat(found("business_hours(opened_at, first_answered_at) == 4")).isEqualTo(1);
        send(patch("/api/settings"), "{\"name\": \"小店\", \"zone\": \"UTC\"}", Role.ADMINISTRATOR)
                .andExpect(status().isOk());
        // Friday 08:00 to Monday 02:00: the whole Friday, and Saturday.
        assertThat(found("business_hours(opened_at, first_answered_at) == 10")).isEqualTo(1);
        assertThat(responseHours()).isEqualTo(10.0);

        send(put("/api/settings/hours"), saturday, Role.ADMINISTRATOR)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("HOURS_CHANGED"));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() throws Exception {
        send(put("/api/settings/hours"), """
                        {"version": 1, "week": {"monday": ["9-12"], "funday": [], "friday": ["09:00-12:00", "11:00-13:00"], "sunday": ["1:00-2:00", "3:00-4:00", "5:00-6:00"]},
                         "special": [{"day": "2026-02-30"}, {"day": "2026-10-01", "hours": ["12:00-25:00"]}, {"day": "2026-10-01"}]}""", Role.ADMINISTRATOR)
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues[*].code")
                        .value(org.hamcrest.Matchers.containsInAnyOrder(
                                "BAD_OPENING_TIME",
                                "UNKNOWN_WEEKDAY",
                                "OPENING_TIMES_OVERLAP",
                                "TOO_MANY_OPENING_TIMES",
                                "BAD_SPECIAL_DAY",
                                "BAD_OPENING_TIME",
                                "SPECIAL_DAY_TWICE")));
        send(put("/api/settings/hours"), "{\"version\": 1, \"week\": {}}", Role.ADMINISTRATOR)
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues[0].code").value("NEVER_OPEN"));
        for (Role role : List.of(Role.MEMBER, Role.READ_ONLY)) {
            send(put("/api/settings/hours"), "{\"version\": 1}", role).andExpect(status().isForbidden());
        }
    }

    @Test
    void aNoticeOfHolidaysIsReadLineByLine() throws Exception {
        send(post("/api/settings/hours/read"), json.writeValueAsString(Map.of("text", """
                                日期,安排,名称
                                2027年10月1日至2027年10月2日,休,国庆节

                                2027/10/9\t调休上班\t09:00-12:00 13:00~15:00
                                2027-12-31, Stocktaking
                                """)), Role.ADMINISTRATOR)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.special.length()").value(4))
                .andExpect(jsonPath("$.special[1].day").value("2027-10-02"))
                .andExpect(jsonPath("$.special[1].name").value("国庆节"))
                .andExpect(jsonPath("$.special[1].hours").isEmpty())
                .andExpect(jsonPath("$.special[3].name").value("Stocktaking"));
        send(
                        post("/api/settings/hours/read"),
                        json.writeValueAsString(Map.of("text", "2027-10-01,休\nsoon,休\n2027-13-01,休")),
                        Role.ADMINISTRATOR)
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues.length()").value(2))
                .andExpect(jsonPath("$.issues[0].path").value("text[2]"));
    }
}
