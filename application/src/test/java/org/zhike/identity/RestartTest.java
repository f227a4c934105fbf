package org.zhike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.zhike.Zhike;
import org.zhike.platform.Database;
import org.zhike.platform.PostgresForTests;

class RestartTest {

    private final Database database = PostgresForTests.freshDatabase().database();

    @Test
    void whoIsSignedInStaysSoWhenTheApplicationStartsAgain(@TempDir Path data) {
        String cookie;
        try (var application = start(data)) {
            application.getBean(Users.class).ensureAdministrator("boss", "correct horse 7");
            var browser = new Browser(port(application));
            assertThat(browser.signIn("boss", "correct horse 7").status()).isEqualTo(200);
            cookie = "ZHIKE_SESSION=" + browser.cookie("ZHIKE_SESSION");
        }
        try (var application = start(data)) {
            var answer = new Browser(port(application)).send("GET", "/api/session", null, Map.of("Cookie", cookie));

            assertThat(answer.json().path("user").path("name").asString()).isEqualTo("boss");
        }
    }

    private ConfigurableApplicationContext start(Path data) {
        return new SpringApplicationBuilder(Zhike.class)
                .run(
                        "--server.port=0",
                        "--zhike.data=" + data,
                        "--zhike.database.url=" + database.url(),
                        "--zhike.database.username=" + database.username(),
                        "--zhike.database.password=" + database.password());
    }

    private static int port(ConfigurableApplicationContext application) {
        var server = ((WebServerApplicationContext) application).getWebServer();
        return server == null ? 0 : server.getPort();
    }
}
