package org.zhike.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.zhike.identity.Actor;
import org.zhike.identity.NewUser;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.identity.User;
import org.zhike.identity.UserChange;
import org.zhike.identity.Users;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.metrics.Metrics;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.Projection;
import org.zhike.records.Records;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Boards through the whole application: who may do what, what tiles show, what others see. */
// A database of its own: it counts all orders there are.
@ZhikeTest(properties = "spring.application.name=zhike-boards")
@DirtiesContext
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardsTest {

    private static final String BOARD = """
            {"labels": {"zh": "我的", "en": "Mine"}, "period": {"grain": "month", "steps": 12}, "filters": [],
             "tiles": [
              {"id": "orders", "kind": "number", "metric": "orders", "layout": {"x": 0, "y": 0, "w": 3, "h": 3}},
              {"id": "customers", "kind": "number", "metric": "customers", "layout": {"x": 3, "y": 0, "w": 3, "h": 3}},
              {"id": "levels", "kind": "breakdown", "metric": "orders", "by": ["customer.level"], "layout": {"x": 0, "y": 3, "w": 6, "h": 7}}]}""";

    @Autowired
    private MockMvc http;

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private Users users;

    @Autowired
    private Metrics metrics;

    @Autowired
    private DSLContext dsl;

    private final JsonMapper json = new JsonMapper();
    private Actor owner = Actor.SYSTEM;
    private Actor other = Actor.SYSTEM;
    private Actor reader = Actor.SYSTEM;

    @BeforeAll
    void peopleAndOrders() {
        user("boss", Role.ADMINISTRATOR);
        owner = user("owner", Role.MEMBER);
        other = user("other", Role.MEMBER);
        reader = user("reader", Role.READ_ONLY);
        order(customer("gold"), 1);
        order(customer("gold"), 2);
        order(customer("silver"), 3);
        projection.awaitCurrent(Duration.ofSeconds(30));
    }

    private Actor user(String name, Role role) {
        User made = users.create(Actor.SYSTEM, new NewUser(name, null, role, "correct horse 7"));
        return made.actor();
    }

    private long customer(String level) {
        return records.create(Actor.SYSTEM, "customer", new HashMap<>(Map.of("name", "客户", "level", level)))
                .id();
    }

    private void order(long customer, int number) {
        records.create(
                Actor.SYSTEM,
                "order",
                new HashMap<>(Map.of(
                        "number",
                        "B" + number,
                        "customer",
                        customer,
                        "kind",
                        "sale",
                        "status",
                        "paid",
                        "ordered_at",
                        Instant.parse("2025-03-10T04:00:00Z"),
                        "amount",
                        Money.of("12.5", "CNY"))));
    }

    private record Answer(int status, JsonNode body) {

        String code() {
            return body.path("code").asString("");
        }
    }

    private Answer send(@Nullable Actor actor, MockHttpServletRequestBuilder call, @Nullable String body)
            throws Exception {
        if (body != null) {
            call.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        if (actor != null) {
            call.with(SignedIn.as(actor));
        }
        var response = http.perform(call).andReturn().getResponse();
        String text = response.getContentAsString();
        return new Answer(response.getStatus(), text.isEmpty() ? json.nullNode() : json.readTree(text));
    }

    private String create(Actor actor) throws Exception {
        Answer made = send(actor, post("/api/boards"), "{\"definition\": " + BOARD + "}");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body().path("id").asString();
    }

    private void share(String id, String who, String access) throws Exception {
        Answer shared = send(
                owner,
                put("/api/boards/" + id + "/shares"),
                "{\"shares\": [{\"who\": \"%s\", \"access\": \"%s\"}]}".formatted(who, access));
        assertThat(shared.status()).isEqualTo(200);
    }

    private static JsonNode tile(Answer answer, String id) {
        for (JsonNode tile : answer.body().path("tiles")) {
            if (tile.path("tile").asString().equals(id)) {
                return tile;
            }
        }
        throw new AssertionError("no tile " + id + " in " + answer.body());
    }

    private static double number(JsonNode tile) {
        return tile.path("answers")
                .path(0)
                .path(0)
                .path("cells")
                .path(0)
                .path("value")
                .asDouble();
    }

    private static String look(String more) {
        return "{\"period\": {\"from\": \"2025-03-01\", \"to\": \"2025-04-01\"}" + more + "}";
    }

    @Test
    void everyReadyBoardShowsOnlyWhatThereIs() throws Exception {
        BoardCheck check = new BoardCheck(metrics);
        Issues issues = new Issues();
        new ReadyBoards().all().forEach((id, board) -> {
            Issues own = new Issues();
            check.check(board, own);
            own.all().forEach(issue -> issues.add(issue.within(id)));
        });
        assertThat(issues.all()).isEmpty();
        Board management = new ReadyBoards().find("management").orElseThrow();
        assertThat(management.tiles().stream().filter(tile -> tile.kind() == Kind.NUMBER))
                .hasSizeGreaterThanOrEqualTo(40);
        assertThat(management.period().steps()).isEqualTo(13);

        for (String id : new ReadyBoards().all().keySet()) {
            Answer answer = send(reader, post("/api/boards/" + id + "/answers"), look(""));
            assertThat(answer.status()).isEqualTo(200);
            answer.body()
                    .path("tiles")
                    .forEach(tile -> assertThat(tile.path("problems").toString())
                            .as(id + " " + tile.path("tile"))
                            .isEqualTo("{}"));
        }
    }

    @Test
    void aBoardIsSeenByItsOwnerAndWhomItIsSharedWith() throws Exception {
        String id = create(owner);
        assertThat(send(other, get("/api/boards/" + id), null).status()).isEqualTo(404);

        share(id, "member", "view");
        assertThat(send(other, get("/api/boards/" + id), null)
                        .body()
                        .path("access")
                        .asString())
                .isEqualTo("view");
        assertThat(send(reader, get("/api/boards/" + id), null).status()).isEqualTo(404);
        Answer refused = send(other, put("/api/boards/" + id), "{\"version\": 1, \"definition\": " + BOARD + "}");
        assertThat(refused.code()).isEqualTo("NOT_YOUR_BOARD");

        share(id, "everyone", "edit");
        assertThat(send(other, put("/api/boards/" + id), "{\"version\": 1, \"definition\": " + BOARD + "}")
                        .status())
                .isEqualTo(200);
        assertThat(send(reader, get("/api/boards/" + id), null)
                        .body()
                        .path("access")
                        .asString())
                .isEqualTo("view");
        assertThat(send(reader, put("/api/boards/" + id), "{\"version\": 2, \"definition\": " + BOARD + "}")
                        .status())
                .isEqualTo(403);
        assertThat(send(reader, post("/api/boards/" + id + "/answers"), look(""))
                        .status())
                .isEqualTo(200);
        assertThat(send(other, delete("/api/boards/" + id), null).status()).isEqualTo(403);
        assertThat(send(reader, post("/api/boards"), "{\"definition\": " + BOARD + "}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoComesSecondGetsTheBoardOfTheFirst() throws Exception {
        String id = create(owner);
        String renamed = BOARD.replace("Mine", "Changed");
        assertThat(send(owner, put("/api/boards/" + id), "{\"version\": 1, \"definition\": " + renamed + "}")
                        .status())
                .isEqualTo(200);

        Answer late = send(owner, put("/api/boards/" + id), "{\"version\": 1, \"definition\": " + BOARD + "}");

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("BOARD_CHANGED");
        assertThat(late.body().path("current").path("version").asInt()).isEqualTo(2);
        assertThat(late.body()
                        .path("current")
                        .path("definition")
                        .path("labels")
                        .path("en")
                        .asString())
                .isEqualTo("Changed");
    }

    @Test
    void aDeletedBoardCanBeBroughtBack() throws Exception {
        String id = create(owner);
        assertThat(send(owner, delete("/api/boards/" + id), null).status()).isEqualTo(204);
        assertThat(send(owner, get("/api/boards/" + id), null).status()).isEqualTo(404);
        assertThat(send(other, post("/api/boards/" + id + "/restore"), null).status())
                .isEqualTo(404);

        assertThat(send(owner, post("/api/boards/" + id + "/restore"), null).status())
                .isEqualTo(200);
        assertThat(send(owner, get("/api/boards/" + id), null).status()).isEqualTo(200);
    }

    @Test
    void aReadyBoardStaysAsItIsAndCanBeCopied() throws Exception {
        assertThat(send(owner, put("/api/boards/sales"), "{\"version\": 0, \"definition\": " + BOARD + "}")
                        .code())
                .isEqualTo("READY_BOARD");

        Answer copy = send(owner, post("/api/boards/sales/copy"), "{\"labels\": {\"zh\": \"副本\", \"en\": \"Copy\"}}");

        assertThat(copy.status()).isEqualTo(201);
        JsonNode ready = send(owner, get("/api/boards/sales"), null).body();
        assertThat(copy.body().path("definition").path("tiles"))
                .isEqualTo(ready.path("definition").path("tiles"));
        assertThat(copy.body().path("source").asString()).isEqualTo("own");
    }

    @Test
    void everythingWrongWithABoardIsToldAtOnceWithItsPlace() throws Exception {
        Answer refused = send(owner, post("/api/boards"), """
                {"definition": {"labels": {"zh": "坏", "en": "Bad"}, "period": {"grain": "month", "steps": 3},
                 "filters": [{"path": "shoe.size", "values": []}],
                 "tiles": [
                  {"id": "a", "kind": "number", "metric": "revenu", "layout": {"x": 0, "y": 0, "w": 3, "h": 3}},
                  {"id": "b", "kind": "breakdown", "metric": "orders", "by": "customer.levle", "layout": {"x": 3, "y": 0, "w": 3, "h": 3}},
                  {"id": "c", "kind": "number", "metric": "orders", "filter": "chanel == 1", "layout": {"x": 4, "y": 1, "w": 3, "h": 3}},
                  {"id": "d", "kind": "map", "metric": "orders", "by": "channel", "layout": {"x": 0, "y": 9, "w": 3, "h": 3}}]}}""");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("issues").findValuesAsString("path"))
                .containsExactlyInAnyOrder(
                        "tiles[2].layout",
                        "tiles[0].metrics[0]",
                        "tiles[1].by[0]",
                        "tiles[2].filter",
                        "tiles[3].by[0]",
                        "filters[0].path");
        assertThat(refused.body().path("detail").asString()).contains("Did you mean \"revenue\"?");
    }

    @Test
    void aTileWhoseMetricIsGoneSaysSoAndTheOthersWork() throws Exception {
        String id = create(owner);
        dsl.execute(
                "update zhike.board set definition = replace(definition::text, '\"customers\"]', '\"custommers\"]')::jsonb where id = ?",
                Long.valueOf(id));

        Answer answer = send(owner, post("/api/boards/" + id + "/answers"), look(""));

        JsonNode gone = tile(answer, "customers");
        assertThat(gone.path("problems").path("custommers").path("code").asString())
                .isEqualTo("METRIC_IS_GONE");
        assertThat(number(tile(answer, "orders"))).isEqualTo(3);
    }

    @Test
    void limitsHoldWhereTheRecordsHaveThemAndTellWhereTheyDoNot() throws Exception {
        String id = create(owner);

        Answer gold = send(
                owner,
                post("/api/boards/" + id + "/answers"),
                look(", \"limits\": [{\"path\": \"customer.level\", \"values\": [\"gold\"]}]"));
        assertThat(number(tile(gold, "orders"))).isEqualTo(2);
        assertThat(tile(gold, "orders").path("filters").path("orders").asString())
                .isEqualTo("customer.level == \"gold\"");
        // Customers have the rest of the path themselves.
        assertThat(tile(gold, "customers").path("filters").path("customers").asString())
                .isEqualTo("level == \"gold\"");

        Answer channel = send(
                owner,
                post("/api/boards/" + id + "/answers"),
                look(", \"limits\": [{\"path\": \"channel\", \"values\": [null, \"a\\\"b\"]}]"));
        assertThat(tile(channel, "customers").path("notLimitedBy").toString()).isEqualTo("[\"channel\"]");
        assertThat(tile(channel, "orders").path("problems").toString()).doesNotContain("DOES_NOT_PARSE");
    }

    @Test
    void aFilterThatCannotBeReadIsToldByEveryTileWithItsPlace() throws Exception {
        String id = create(owner);
        Answer answer =
                send(owner, post("/api/boards/" + id + "/answers"), look(", \"filter\": \"custmer.level == 1\""));
        JsonNode issue = tile(answer, "orders")
                .path("problems")
                .path("orders")
                .path("issues")
                .path(0);
        assertThat(issue.path("path").asString()).isEqualTo("filter");
        assertThat(issue.path("column").asInt()).isEqualTo(1);
    }

    @Test
    void anEmbeddedBoardShowsItselfAndNothingElseUntilItIsRevoked() throws Exception {
        String id = create(owner);
        Answer refused = send(other, post("/api/boards/" + id + "/embeds"), "{\"label\": \"x\"}");
        assertThat(refused.status()).isEqualTo(404);
        Answer made = send(owner, post("/api/boards/" + id + "/embeds"), "{\"label\": \"website\"}");
        assertThat(made.status()).isEqualTo(201);
        String token = made.body().path("token").asString();
        assertThat(dsl.fetchOne(
                                "select encode(hash, 'hex') as hash from zhike.board_embed where board_id = ?",
                                Long.valueOf(id))
                        .get("hash", String.class))
                .doesNotContain(token);

        Answer page = send(null, get("/api/embed/" + token), null);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().path("board").path("labels").path("en").asString())
                .isEqualTo("Mine");
        assertThat(page.body().path("metrics").findValuesAsString("id")).contains("orders", "customers");
        Answer answers = send(null, get("/api/embed/" + token + "/answers?tiles=levels"), null);
        assertThat(answers.status()).isEqualTo(200);
        assertThat(answers.body().path("tiles")).hasSize(1);
        answers.body()
                .findValues("sql")
                .forEach(sql -> assertThat(sql.asString()).isEmpty());
        // The key opens no other door.
        assertThat(send(null, get("/api/boards/" + id), null).status()).isEqualTo(401);
        assertThat(send(null, get("/api/embed/" + token.substring(1) + "x"), null)
                        .status())
                .isEqualTo(404);

        long embed = made.body().path("embed").path("id").asLong();
        assertThat(send(owner, delete("/api/boards/" + id + "/embeds/" + embed), null)
                        .status())
                .isEqualTo(204);
        assertThat(send(null, get("/api/embed/" + token), null).code()).isEqualTo("UNKNOWN_EMBED");
        assertThat(send(null, get("/api/embed/" + token + "/answers"), null).status())
                .isEqualTo(404);
    }

    @Test
    void aKeyWithFixedLimitsShowsNoTileThatCannotBeLimitedSo() throws Exception {
        String id = create(owner);
        Answer made = send(
                owner,
                post("/api/boards/" + id + "/embeds"),
                "{\"label\": \"gold\", \"filters\": [{\"path\": \"channel\", \"values\": [\"store\"]}]}");
        String token = made.body().path("token").asString();

        Answer answers = send(null, get("/api/embed/" + token + "/answers"), null);

        assertThat(tile(answers, "customers").path("answers").path(0)).isEmpty();
        assertThat(tile(answers, "customers")
                        .path("problems")
                        .path("customers")
                        .path("code")
                        .asString())
                .isEqualTo("CANNOT_BE_LIMITED");
        assertThat(tile(answers, "orders").path("answers").path(0)).hasSize(1);
    }

    @Test
    void aKeyEndsWithItsDayAndWithWhoMadeIt() throws Exception {
        Actor leaving = user("leaving", Role.MEMBER);
        String id = create(leaving);
        Answer past = send(
                leaving,
                post("/api/boards/" + id + "/embeds"),
                "{\"label\": \"x\", \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
        assertThat(past.body().path("issues").path(0).path("path").asString()).isEqualTo("expiresAt");
        Answer made = send(leaving, post("/api/boards/" + id + "/embeds"), "{\"label\": \"x\"}");
        String token = made.body().path("token").asString();
        assertThat(send(null, get("/api/embed/" + token), null).status()).isEqualTo(200);

        users.change(Actor.SYSTEM, leaving.userId(), new UserChange(null, null, false, null));

        assertThat(send(null, get("/api/embed/" + token), null).status()).isEqualTo(404);
    }

    @Test
    void onlyPagesOfEmbeddedBoardsMayBeFramed() throws Exception {
        var page = http.perform(get("/embed/anything")).andReturn().getResponse();
        assertThat(page.getHeader("X-Frame-Options")).isNull();
        assertThat(page.getHeader("Content-Security-Policy")).endsWith("frame-ancestors *");
        var own = http.perform(get("/boards")).andReturn().getResponse();
        assertThat(own.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(own.getHeader("Content-Security-Policy")).endsWith("frame-ancestors 'none'");
    }

    @Test
    void whatHappensToBoardsStandsInTheBook() throws Exception {
        String id = create(owner);
        share(id, "everyone", "view");
        send(owner, post("/api/boards/" + id + "/embeds"), "{\"label\": \"website\"}");
        send(owner, delete("/api/boards/" + id), null);

        List<String> kinds = dsl.fetch(
                        "select kind from zhike.audit_event where detail ->> 'board' = ? order by id", id)
                .getValues("kind", String.class);

        assertThat(kinds).containsExactly("board_created", "board_shared", "board_embedded", "board_deleted");
    }
}
