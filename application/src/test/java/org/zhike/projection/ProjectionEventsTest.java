package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.zhike.identity.Actor;
import org.zhike.identity.NewUser;
import org.zhike.identity.Role;
import org.zhike.identity.Tokens;
import org.zhike.identity.Users;
import org.zhike.platform.ZhikeTest;
import org.zhike.records.Records;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ZhikeTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(120)
class ProjectionEventsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Users users;

    @Autowired
    private Tokens tokens;

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Test
    void whoListensIsToldAtOnceAndWhenARecordThatChangedIsCounted() throws Exception {
        projection.awaitCurrent(java.time.Duration.ofSeconds(30));
        Actor listener = users.create(Actor.SYSTEM, new NewUser("listener", null, Role.READ_ONLY, "correct horse 7"))
                .actor();
        String token = tokens.create(listener, "test").token();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/projection/events"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (var client = HttpClient.newHttpClient();
                var lines = new BufferedReader(new InputStreamReader(
                        client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            JsonNode first = next(lines);
            assertThat(first.path("asOf").asString()).isNotEmpty();

            Instant before = Instant.now();
            records.create(Actor.SYSTEM, "customer", new HashMap<>(Map.of("name", "新客")));

            JsonNode told = next(lines);
            while (told.path("changes").asLong() == first.path("changes").asLong()) {
                told = next(lines);
            }
            assertThat(Instant.parse(told.path("asOf").asString())).isAfterOrEqualTo(before);
            client.shutdownNow();
        }
    }

    private static JsonNode next(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data:")) {
                return new JsonMapper().readTree(line.substring("data:".length()));
            }
        }
        throw new AssertionError("the stream has ended");
    }
}
