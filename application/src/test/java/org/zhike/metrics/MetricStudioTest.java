package org.zhike.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.kernel.Money;
import org.zhike.platform.DatabaseListener;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.AnalyticsEngine;
import org.zhike.projection.Projection;
import org.zhike.records.Records;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The studio as people use it: write, check, look at the numbers, publish, compare, take out of use. */
@ZhikeTest(properties = "spring.application.name=zhike-studio")
@DirtiesContext
@Timeout(180)
class MetricStudioTest {

    private static final String PERIOD = "\"period\": {\"from\": \"2025-03-01\", \"to\": \"2025-04-01\"}";

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private MockMvc http;

    @Autowired
    private DSLContext dsl;

    @Autowired
    private CatalogueBuilder builder;

    @Autowired
    private StudioStore store;

    @Autowired
    private LiveCatalogue live;

    @Autowired
    private DatabaseListener listener;

    @BeforeEach
    void fill() {
        if (!Long.valueOf(0).equals(dsl.fetchValue("select count(*) from records.\"order\""))) {
            return;
        }
        for (int i = 1; i <= 4; i++) {
            records.create(
                    Actor.SYSTEM,
                    "order",
                    new HashMap<>(Map.of(
                            "number",
                            "S" + i,
                            "kind",
                            "sale",
                            "status",
                            i == 4 ? "cancelled" : "paid",
                            "ordered_at",
                            Instant.parse("2025-03-0" + i + "T04:00:00Z"),
                            "amount",
                            Money.of(Integer.toString(i * 100), "CNY"))));
        }
        projection.awaitCurrent(Duration.ofSeconds(30));
    }

    private static String definition(String id, int version, String value) {
        return """
                # kept as it is
                metric: %s
                version: %d
                labels: { zh: 大单占比, en: Large orders }
                description: { zh: 大单占比, en: The share of large orders }
                falls: { zh: 查看, en: Look }
                formula: { zh: 大单 ÷ 订单, en: large orders ÷ orders }
                kind: result
                stage: growth
                unit: percent
                direction: up
                owner: sales
                minimum: 1
                interval: wilson
                counts: order
                time: ordered_at
                leave_out:
                  - { reason: not_paid, when: 'status == "cancelled"', zh: 未付款, en: Not paid }
                form: rows
                value: %s
                """.formatted(id, version, value);
    }

    private static final String LARGE = "share(amount > 250)";

    private ResultActions send(MockHttpServletRequestBuilder request, Role role, String body) throws Exception {
        return http.perform(
                request.contentType(MediaType.APPLICATION_JSON).content(body).with(SignedIn.as(role)));
    }

    private static String json(Map<String, ?> values) {
        return JsonMapper.shared().writeValueAsString(values);
    }

    private JsonNode answer(ResultActions done) throws Exception {
        return JsonMapper.shared().readTree(done.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8));
    }

    private int draft(String id, String text, int revision) throws Exception {
        return answer(send(
                                put("/api/metrics/definitions/" + id + "/draft"),
                                Role.MEMBER,
                                json(Map.of("text", text, "revision", revision)))
                        .andExpect(status().isOk()))
                .path("revision")
                .asInt();
    }

    private void publish(String id, String text) throws Exception {
        int revision = draft(id, text, 0);
        send(
                        post("/api/metrics/definitions/" + id + "/publish"),
                        Role.ADMINISTRATOR,
                        json(Map.of("revision", revision, "note", "because")))
                .andExpect(status().isOk());
    }

    private ResultActions ask(String id) throws Exception {
        return send(post("/api/metrics/query"), Role.READ_ONLY, "{\"metrics\": [\"" + id + "\"], " + PERIOD + "}");
    }

    private String text(String id, String version) throws Exception {
        return http.perform(get("/api/metrics/definitions/" + id + "/text")
                        .param("version", version)
                        .with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void aNewMetricIsCheckedPreviewedPublishedAndAnswersAtOnce() throws Exception {
        String wrong = definition("large_share", 1, "share(numbr >= \"S3\")");
        send(post("/api/metrics/studio/check"), Role.MEMBER, json(Map.of("text", wrong)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.problems.length()").value(1))
                .andExpect(jsonPath("$.problems[0].line").value(20))
                .andExpect(jsonPath("$.problems[0].column").value(14))
                .andExpect(jsonPath("$.problems[0].inColumn").value(7))
                .andExpect(jsonPath("$.problems[0].suggestion").value("number"));

        String right = definition("large_share", 1, LARGE);
        String preview =
                "{\"text\": " + JsonMapper.shared().writeValueAsString(right) + ", \"key\": \"k\", " + PERIOD + "}";
        send(post("/api/metrics/studio/preview"), Role.MEMBER, preview)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.answer.results[0].cells[0].n").value(3))
                .andExpect(jsonPath("$.answer.results[0].cells[0].value").value(1 / 3.0))
                .andExpect(jsonPath("$.answer.results[0].cells[0].low").isNumber())
                .andExpect(jsonPath("$.answer.results[0].sql").isNotEmpty())
                .andExpect(jsonPath("$.rows.items.length()").value(3))
                .andExpect(jsonPath("$.rows.leftOut[0].reason").value("not_paid"))
                .andExpect(jsonPath("$.rows.leftOut[0].n").value(1));
        ask("large_share").andExpect(status().isNotFound());

        publish("large_share", right);

        ask("large_share")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].version").value(1))
                .andExpect(jsonPath("$.results[0].cells[0].value").value(1 / 3.0));
        http.perform(get("/api/metrics").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(jsonPath("$[?(@.id=='large_share')].labels.en").value("Large orders"));
        assertThat(text("large_share", "1")).isEqualTo(right);
        assertThat(
                        dsl.fetchValue(
                                "select count(*) from zhike.audit_event where kind = 'metric_published' and detail->>'metric' = 'large_share'"))
                .isEqualTo(1L);
    }

    @Test
    void aCompanysOwnVersionOfAShippedMetricTakesItsPlaceUntilThatIsRestored() throws Exception {
        String own = text("orders", "shipped")
                .replace("version: 1", "version: 2")
                .replace("value: count()", "value: count(number == \"S1\")");
        publish("orders", own);

        ask("orders")
                .andExpect(jsonPath("$.results[0].version").value(2))
                .andExpect(jsonPath("$.results[0].cells[0].value").value(1.0));
        send(
                        post("/api/metrics/definitions/orders/compare"),
                        Role.READ_ONLY,
                        "{\"before\": \"1\", \"after\": \"2\", " + PERIOD + "}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.steps[0].before.value").value(3.0))
                .andExpect(jsonPath("$.steps[0].after.value").value(1.0))
                .andExpect(jsonPath("$.steps[0].difference").value(-2.0))
                .andExpect(jsonPath("$.overlap.both").value(3))
                .andExpect(jsonPath("$.changes[?(@.path=='value')].before").value("count()"));

        send(post("/api/metrics/definitions/orders/restore"), Role.ADMINISTRATOR, "{\"note\": \"as it was\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.current").value(1))
                .andExpect(jsonPath("$.next").value(3))
                .andExpect(jsonPath("$.events[0].kind").value("restored"))
                .andExpect(jsonPath("$.events[1].note").value("because"));
        ask("orders").andExpect(jsonPath("$.results[0].cells[0].value").value(3.0));
    }

    @Test
    void twoDefinitionsAreComparedByTheRowsTheyCount() throws Exception {
        publish("paid_early", definition("paid_early", 1, "share(number == \"S1\")"));
        publish(
                "paid_early",
                definition("paid_early", 2, "share(number == \"S1\")")
                        .replace("status == \"cancelled\"", "number == \"S1\""));

        send(
                        post("/api/metrics/definitions/paid_early/compare"),
                        Role.READ_ONLY,
                        "{\"before\": \"1\", \"after\": \"2\", " + PERIOD + "}")
                .andExpect(jsonPath("$.overlap.object").value("order"))
                .andExpect(jsonPath("$.overlap.both").value(2))
                .andExpect(jsonPath("$.overlap.onlyBefore").value(1))
                .andExpect(jsonPath("$.overlap.onlyAfter").value(1))
                .andExpect(jsonPath("$.changes.length()").value(2));
    }

    @Test
    void aDeprecatedMetricStillAnswersAndNamesItsSuccessor() throws Exception {
        publish("old_share", definition("old_share", 1, LARGE));
        send(
                        post("/api/metrics/definitions/old_share/deprecate"),
                        Role.ADMINISTRATOR,
                        "{\"note\": \"use orders\", \"successor\": \"ordrs\"}")
                .andExpect(status().isNotFound());
        send(post("/api/metrics/definitions/old_share/deprecate"), Role.ADMINISTRATOR, "{\"note\": \"\"}")
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.code").value("NOTE_MISSING"));
        send(
                        post("/api/metrics/definitions/old_share/deprecate"),
                        Role.ADMINISTRATOR,
                        "{\"note\": \"use orders\", \"successor\": \"orders\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("deprecated"))
                .andExpect(jsonPath("$.successor").value("orders"));

        ask("old_share").andExpect(status().isOk());
        http.perform(get("/api/metrics/definitions").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(jsonPath("$[?(@.id=='old_share')].state").value("deprecated"))
                .andExpect(jsonPath("$[?(@.id=='old_share')].deprecation.note").value("use orders"));
        send(post("/api/metrics/definitions/old_share/revive"), Role.ADMINISTRATOR, "{\"note\": \"again\"}")
                .andExpect(jsonPath("$.state").value("live"));
    }

    @Test
    void membersDraftAdministratorsPublishAndTheRestRead() throws Exception {
        String text = definition("of_member", 1, LARGE);
        String draft = json(Map.of("text", text, "revision", 0));
        send(put("/api/metrics/definitions/of_member/draft"), Role.READ_ONLY, draft)
                .andExpect(status().isForbidden());
        send(post("/api/metrics/studio/check"), Role.READ_ONLY, json(Map.of("text", text)))
                .andExpect(status().isForbidden());
        send(put("/api/metrics/definitions/of_member/draft"), Role.MEMBER, draft)
                .andExpect(status().isOk());
        send(post("/api/metrics/definitions/of_member/publish"), Role.MEMBER, "{\"revision\": 1, \"note\": \"x\"}")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("MAY_NOT_PUBLISH"));
        send(post("/api/metrics/definitions/nps/deprecate"), Role.MEMBER, "{\"note\": \"x\"}")
                .andExpect(status().isForbidden());
        assertThat(text("nps", "shipped")).startsWith("metric: nps");
    }

    @Test
    void whoSavesOverAnothersDraftIsToldAndAWrongVersionIsNotPublished() throws Exception {
        int first = draft("shared_draft", definition("shared_draft", 7, LARGE), 0);
        send(
                        put("/api/metrics/definitions/shared_draft/draft"),
                        Role.MEMBER,
                        json(Map.of("text", "x: 1", "revision", 0)))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("DRAFT_CHANGED"));
        send(
                        post("/api/metrics/definitions/shared_draft/publish"),
                        Role.ADMINISTRATOR,
                        json(Map.of("revision", first, "note", "x")))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues[0].code").value("WRONG_VERSION"))
                .andExpect(jsonPath("$.issues[0].arguments[0]").value("1"))
                .andExpect(jsonPath("$.issues[0].line").value(3));
        send(delete("/api/metrics/definitions/shared_draft/draft"), Role.MEMBER, "")
                .andExpect(status().isNoContent());
        http.perform(get("/api/metrics/definitions/shared_draft").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isNotFound());
    }

    @Test
    void aPublishedTextNeverChanges() throws Exception {
        publish("stays", definition("stays", 1, LARGE));

        assertThatThrownBy(() -> dsl.execute("update zhike.metric_definition set text = 'x' where metric = 'stays'"))
                .hasMessageContaining("never changed");
        assertThatThrownBy(() -> dsl.execute("delete from zhike.metric_definition where metric = 'stays'"))
                .hasMessageContaining("never changed");
    }

    @Test
    void filesComeOutByteForByteAsTheyWentIn() throws Exception {
        byte[] lines = (definition("bytes_a", 1, LARGE).replace("\n", "  \r\n") + "# 末行没有换行  ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] other = definition("bytes_b", 1, LARGE).getBytes(StandardCharsets.UTF_8);
        var archive = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(archive)) {
            zip.putNextEntry(new ZipEntry("metrics/bytes_a.yaml"));
            zip.write(lines);
            zip.putNextEntry(new ZipEntry("metrics/readme.txt"));
            zip.write(1);
            zip.putNextEntry(new ZipEntry("metrics/bytes_b.yaml"));
            zip.write(other);
        }
        http.perform(multipart("/api/metrics/studio/import")
                        .file(new MockMultipartFile("file", "all.zip", null, archive.toByteArray()))
                        .param("note", "from another system")
                        .with(SignedIn.as(Role.ADMINISTRATOR)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.metrics[0]").value("bytes_a"))
                .andExpect(jsonPath("$.published").value(true));

        for (var kept : List.of(Map.entry("bytes_a", lines), Map.entry("bytes_b", other))) {
            assertThat(http.perform(get("/api/metrics/definitions/" + kept.getKey() + "/text")
                                    .with(SignedIn.as(Role.READ_ONLY)))
                            .andReturn()
                            .getResponse()
                            .getContentAsByteArray())
                    .isEqualTo(kept.getValue());
        }
        ask("bytes_a").andExpect(status().isOk());
    }

    @Test
    void oneWrongFileKeepsAllOut() throws Exception {
        byte[] bom = ("\uFEFF" + definition("with_mark", 1, LARGE)).getBytes(StandardCharsets.UTF_8);
        byte[] good = definition("kept_out", 1, LARGE).getBytes(StandardCharsets.UTF_8);
        http.perform(multipart("/api/metrics/studio/import")
                        .file(new MockMultipartFile("file", "good.yaml", null, good))
                        .file(new MockMultipartFile("file", "mark.yaml", null, bom))
                        .with(SignedIn.as(Role.ADMINISTRATOR)))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues[0].code").value("BYTE_ORDER_MARK"))
                .andExpect(jsonPath("$.issues[0].path").value("mark.yaml"));
        assertThat(store.draft("kept_out")).isEmpty();
    }

    @Test
    void aStoredDefinitionThatNoLongerFitsIsShownBrokenAndStopsNothing() throws Exception {
        dsl.execute(
                "insert into zhike.metric_definition (metric, state, version, text, changed_by) values ('left_behind', 'PUBLISHED', 1, ?, 'x')",
                definition("left_behind", 1, "share(a_field_gone == \"x\")"));
        dsl.execute(
                "insert into zhike.metric_event (metric, kind, version, note, done_by) values ('left_behind', 'PUBLISHED', 1, 'x', 'x')");

        LiveCatalogue afterAStart = new LiveCatalogue(builder, store);
        assertThat(afterAStart.catalogue().broken()).containsOnlyKeys("left_behind");
        live.reload();

        ask("left_behind")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("BROKEN_METRIC"));
        http.perform(get("/api/metrics/definitions").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(jsonPath("$[?(@.id=='left_behind')].state").value("broken"))
                .andExpect(
                        jsonPath("$[?(@.id=='left_behind')].problems[0].line").value(20));
        ask("revenue").andExpect(status().isOk());
    }

    @Test
    void otherNodesHearOfWhatIsPublished() throws Exception {
        LiveCatalogue otherNode = new LiveCatalogue(builder, store);
        var heard = new CountDownLatch(1);
        listener.listen(StudioStore.CHANNEL, payload -> {
            otherNode.reload();
            if (!payload.isEmpty()) {
                heard.countDown();
            }
        });

        publish("heard_of", definition("heard_of", 1, LARGE));

        assertThat(heard.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(otherNode.catalogue().metrics()).containsKey("heard_of");
    }

    @Test
    void aPreviewThatIsNotWaitedForCanBeEnded() throws Exception {
        http.perform(delete("/api/metrics/studio/preview/none").with(SignedIn.as(Role.MEMBER)))
                .andExpect(status().isNoContent());
        var session = new Ended();
        var engine = new WatchedEngine(session);
        engine.cancel();

        engine.read(AnalyticsEngine.Session::asOf);

        assertThat(session.ended).isTrue();
    }

    /** An engine that only knows whether it was ended. */
    private static final class Ended implements AnalyticsEngine, AnalyticsEngine.Session {

        private boolean ended;

        @Override
        public <T extends @Nullable Object> T read(Function<Session, T> work) {
            return work.apply(this);
        }

        @Override
        public Instant asOf() {
            return Instant.EPOCH;
        }

        @Override
        public <R extends Record> Result<R> fetch(ResultQuery<R> query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <R extends Record> void forEach(ResultQuery<R> query, Consumer<? super R> row) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }
}
