package org.zhike.ingestion.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.platform.ZhikeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ZhikeTest
class ImportResourceTest {

    private static final String FILE = "客户编号,姓名,注册日期\nH1,王芳,2026-01-31\nH2,李雷,2026-02-30\n";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JsonMapper json;

    @Test
    void aFileIsUploadedMappedCheckedAndImportedOverHttp() throws Exception {
        JsonNode uploaded = body(send(multipart("/api/imports").file(file()), Role.MEMBER), 201);
        String path = "/api/imports/" + uploaded.get("id").asLong();
        assertThat(uploaded.get("state").asString()).isEqualTo("uploaded");
        assertThat(uploaded.at("/format/kind").asString()).isEqualToIgnoringCase("csv");
        assertThat(uploaded.at("/mapping/target").asString()).isEqualTo("customer");
        assertThat(uploaded.at("/mapping/columns/0/field").asString()).isEqualTo("external_id");
        assertThat(uploaded.at("/sample/0/1").asString()).isEqualTo("王芳");

        String mapping = uploaded.get("mapping").toString();
        body(
                send(
                        post(path + "/mapping")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(mapping),
                        Role.MEMBER),
                200);
        body(send(post(path + "/check"), Role.MEMBER), 202);
        JsonNode checked = ended(path, "checked");
        assertThat(checked.at("/check/created").asLong()).isEqualTo(1);
        assertThat(checked.at("/check/rejects/0/code").asString()).isEqualTo("NO_SUCH_DATE");

        body(send(post(path + "/start"), Role.MEMBER), 202);
        assertThat(ended(path, "done").at("/result/created").asLong()).isEqualTo(1);

        var asked = mvc.perform(get(path + "/rejects")
                        .header("Accept-Language", "zh-CN")
                        .with(as(Role.READ_ONLY)))
                .andReturn();
        asked.getAsyncResult(10_000);
        assertThat(asked.getResponse().getContentAsString(UTF_8))
                .contains("H2,李雷,2026-02-30,3,")
                .contains("不存在的日期");
        assertThat(asked.getResponse().getHeader("Content-Disposition")).contains("rejected.csv");
    }

    @Test
    void readersAreToldThatTheyMayNotImport() throws Exception {
        assertThat(send(multipart("/api/imports").file(file()), Role.READ_ONLY).getStatus())
                .isEqualTo(403);
    }

    @Test
    void allProblemsOfAMappingAreAnsweredAtOnce() throws Exception {
        long id = body(send(multipart("/api/imports").file(file()), Role.MEMBER), 201)
                .get("id")
                .asLong();
        String mapping =
                "{\"target\": \"customer\", \"mode\": \"eat\", \"columns\": [{\"column\": \"姓名\", \"field\": \"nam\"}]}";

        JsonNode problem = body(
                send(
                        post("/api/imports/" + id + "/mapping")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(mapping),
                        Role.MEMBER),
                422);

        assertThat(problem.get("issues").findValuesAsString("code")).contains("BAD_SETTING", "UNKNOWN_PATH");
        assertThat(problem.get("detail").asString()).contains("Did you mean \"name\"?");
    }

    @Test
    void everyObjectIsATargetAndSoAreOrderLines() throws Exception {
        JsonNode targets = body(send(get("/api/imports/targets"), Role.READ_ONLY), 200);

        assertThat(targets.findValuesAsString("name")).contains("order_lines", "customer", "ticket", "survey_answer");
        assertThat(targets.get(0).get("fields").findValuesAsString("path"))
                .contains("customer.external_id", "order_item.quantity");
    }

    private static MockMultipartFile file() {
        return new MockMultipartFile("file", "客户.csv", "text/csv", FILE.getBytes(UTF_8));
    }

    private JsonNode ended(String path, String state) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        JsonNode found = body(send(get(path), Role.READ_ONLY), 200);
        while (!found.get("state").asString().equals(state) && System.nanoTime() < end) {
            found = body(send(get(path), Role.READ_ONLY), 200);
        }
        assertThat(found.get("state").asString()).isEqualTo(state);
        return found;
    }

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Role role) throws Exception {
        return mvc.perform(request.with(as(role)).with(csrf())).andReturn().getResponse();
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor as(Role role) {
        return authentication(new TestingAuthenticationToken(new Actor(1, "li", role), null, "ROLE_" + role));
    }

    private JsonNode body(MockHttpServletResponse response, int status) throws Exception {
        String text = response.getContentAsString(UTF_8);
        assertThat(response.getStatus()).as(text).isEqualTo(status);
        return json.readTree(text);
    }
}
