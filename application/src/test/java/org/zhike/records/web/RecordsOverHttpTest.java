package org.zhike.records.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.zhike.identity.Actor;
import org.zhike.identity.NewUser;
import org.zhike.identity.Role;
import org.zhike.identity.Tokens;
import org.zhike.identity.Users;
import org.zhike.platform.ZhikeTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ZhikeTest
class RecordsOverHttpTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Users users;

    @Autowired
    private Tokens tokens;

    @Autowired
    private DSLContext sql;

    private String member = "";
    private String reader = "";

    private record Answer(int status, JsonNode body) {}

    @BeforeEach
    void aMemberAndAReaderAndNoRecords() {
        sql.execute("truncate records.customer cascade");
        sql.execute("delete from zhike.app_user");
        member = token("member", Role.MEMBER);
        reader = token("reader", Role.READ_ONLY);
    }

    private String token(String name, Role role) {
        Actor actor = users.create(Actor.SYSTEM, new NewUser(name, name, role, "correct horse 7"))
                .actor();
        return tokens.create(actor, "test").token();
    }

    @Test
    void aRecordIsMadeReadChangedDeletedAndBroughtBack() throws Exception {
        Answer made = call(member, "POST", "/api/records/customer", """
                {"values": {"external_id": "C1", "name": "王芳", "region": "广东省深圳市", "mobile": "+86 138-0013-8000",
                            "tags": ["老客"], "joined_at": "2026-01-31T09:30:00+08:00"}}""");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("values").path("region").asString()).isEqualTo("CN-440300");
        assertThat(made.body().path("values").path("mobile").asString()).isEqualTo("13800138000");
        assertThat(made.body().path("values").path("joined_at").asString()).isEqualTo("2026-01-31T01:30:00Z");
        assertThat(made.body().path("createdBy").asString()).isEqualTo("token:member/test");
        String path = "/api/records/customer/" + made.body().path("id").asString();

        Answer changed = call(member, "PATCH", path, "{\"version\": 1, \"values\": {\"level\": \"gold\"}}");
        assertThat(changed.body().path("version").asInt()).isEqualTo(2);

        Answer stale = call(member, "PATCH", path, "{\"version\": 1, \"values\": {\"level\": \"silver\"}}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body().path("code").asString()).isEqualTo("CHANGED_MEANWHILE");

        assertThat(call(member, "DELETE", path + "?version=2", "").status()).isEqualTo(204);
        assertThat(call(member, "GET", path, "").status()).isEqualTo(404);
        assertThat(call(member, "POST", path + "/restore", "").status()).isEqualTo(200);

        JsonNode history = call(member, "GET", path + "/history", "").body();
        assertThat(history.path("items").findValuesAsString("kind"))
                .containsExactly("restored", "deleted", "updated", "created");
    }

    @Test
    void everyProblemOfARecordNamesItsField() throws Exception {
        Answer answer = call(member, "POST", "/api/records/order", """
                {"values": {"number": 7, "amount": {"amount": "1,5", "currency": "RMB"}, "ordered_at": "yesterday",
                            "nmber": "x"}}""");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("issues").findValuesAsString("path"))
                .contains("values.number", "values.amount.currency", "values.amount.amount", "values.ordered_at");
    }

    @Test
    void aFilterThatDoesNotFitIsAnsweredWithItsPlace() throws Exception {
        Answer answer = call(member, "GET", "/api/records/customer?filter=levle%20%3D%3D%20%22gold%22", "");

        assertThat(answer.status()).isEqualTo(422);
        JsonNode issue = answer.body().path("issues").get(0);
        assertThat(issue.path("path").asString()).isEqualTo("filter");
        assertThat(issue.path("line").asInt()).isEqualTo(1);
        assertThat(issue.path("column").asInt()).isEqualTo(1);
        assertThat(issue.path("message").asString()).contains("level");
    }

    @Test
    void aBulkUpsertAnswersWithWhatItDidAndWhatItRefused() throws Exception {
        Answer answer = call(member, "POST", "/api/records/customer/bulk", """
                {"mode": "upsert", "match": ["external_id"], "items": [
                    {"external_id": "C1", "name": "甲"},
                    {"external_id": "C2", "level": "best"},
                    {"external_id": 3}]}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("created").asInt()).isEqualTo(1);
        assertThat(answer.body().path("rejected").findValuesAsString("index")).containsExactly("1", "2");

        Answer order = call(member, "POST", "/api/records/order/bulk", """
                {"mode": "upsert", "match": ["number"], "items": [
                    {"number": "O1", "ordered_at": "2026-01-01T00:00:00Z", "customer": {"external_id": "C1"}}]}""");
        assertThat(order.body().path("created").asInt()).isEqualTo(1);
    }

    @Test
    void aReaderReadsAndChangesNothing() throws Exception {
        assertThat(call(reader, "GET", "/api/records/customer?count=exact", "")
                        .body()
                        .path("count")
                        .path("value")
                        .asInt())
                .isZero();
        assertThat(call(reader, "POST", "/api/records/customer", "{\"values\": {}}")
                        .status())
                .isEqualTo(403);
        assertThat(call("", "GET", "/api/records/customer", "").status()).isEqualTo(401);
    }

    @Test
    void savedViewsBelongToTheirPerson() throws Exception {
        Answer saved = call(member, "POST", "/api/views/customer", """
                {"name": "金卡", "columns": ["name", "level"], "filter": "level == \\"gold\\"", "sort": "-joined_at"}""");
        assertThat(saved.status()).isEqualTo(201);

        assertThat(call(member, "GET", "/api/views/customer", "").body()).hasSize(1);
        assertThat(call(reader, "GET", "/api/views/customer", "").body()).isEmpty();
        assertThat(call(member, "POST", "/api/views/customer", """
                {"name": "x", "columns": ["colour"], "filter": "levl == 1", "sort": null}""").body().path("issues"))
                .hasSize(2);
    }

    @Test
    void openApiDescribesTheObjectsAsTheyAre() throws Exception {
        JsonNode api = call(member, "GET", "/api/openapi.json", "").body();

        assertThat(api.path("paths").has("/api/records/order_item")).isTrue();
        assertThat(api.path("components")
                        .path("schemas")
                        .path("customer")
                        .path("properties")
                        .path("level")
                        .path("enum"))
                .extracting(JsonNode::asString)
                .isEqualTo(List.of("basic", "silver", "gold", "diamond"));
    }

    private Answer call(String token, String method, String path, String body) throws Exception {
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.request(HttpMethod.valueOf(method), URI.create(path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        var response = mvc.perform(request).andReturn().getResponse();
        String text = response.getContentAsString(StandardCharsets.UTF_8);
        return new Answer(response.getStatus(), json.readTree(text.isEmpty() ? "null" : text));
    }
}
