package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.platform.ZhikeTest;

/** Setting targets and red lines. */
@ZhikeTest
class TargetsTest {

    private static final String PATH = "/api/metrics/csat/targets";

    @Autowired
    private MockMvc http;

    @Autowired
    private DSLContext dsl;

    @BeforeEach
    void noneIsSet() {
        dsl.execute("delete from zhike.metric_target");
    }

    private ResultActions set(Role role, String body) throws Exception {
        return http.perform(post(PATH)
                .with(SignedIn.as(role))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    @Test
    void aTargetIsSetReplacedAndRemoved() throws Exception {
        set(
                        Role.MEMBER,
                        "{\"grain\":\"month\",\"since\":\"2026-01-01\",\"target\":0.9,\"redLine\":0.8,\"note\":\"年度目标\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.setBy").value("tester"));
        String answer = set(Role.MEMBER, "{\"grain\":\"month\",\"since\":\"2026-01-01\",\"target\":0.92}")
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        http.perform(get(PATH).with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(jsonPath("$.length()").value(1))
                .andExpect(jsonPath("$[0].target").value(0.92))
                .andExpect(jsonPath("$[0].redLine").isEmpty());
        Integer id = JsonPath.read(answer, "$.id");
        http.perform(delete(PATH + "/" + id).with(SignedIn.as(Role.MEMBER))).andExpect(status().isNoContent());
        http.perform(delete(PATH + "/" + id).with(SignedIn.as(Role.MEMBER))).andExpect(status().isNotFound());
        assertThat(dsl.resultQuery("select kind from zhike.audit_event where kind like 'target%' order by id")
                        .fetch(row -> row.get(0, String.class)))
                .containsExactly("target_set", "target_set", "target_removed");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        set(Role.MEMBER, "{\"dimension\":\"shoe_size\",\"target\":0.8,\"redLine\":0.9}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.issues[*].path")
                        .value(org.hamcrest.Matchers.containsInAnyOrder(
                                "dimension", "value", "since", "grain", "redLine")));
    }

    @Test
    void whoOnlyReadsSetsNone() throws Exception {
        set(Role.READ_ONLY, "{\"grain\":\"month\",\"since\":\"2026-01-01\",\"target\":0.9}")
                .andExpect(status().isForbidden());
    }
}
