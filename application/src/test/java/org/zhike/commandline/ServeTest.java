package org.zhike.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.Zhike;
import org.zhike.platform.Fork;

class ServeTest {

    @TempDir
    private Path directory;

    @Test
    void theApplicationComesBackAfterAKillAndEndsInOrder() throws Exception {
        try (var killed = serve()) {
            assertThat(status(address(killed))).isLessThan(500);
            try (var second = serve()) {
                assertThat(second.await("The data directory "))
                        .contains(directory.toRealPath().toString(), "process " + killed.pid());
            }
            killed.kill();
        }

        try (var again = serve()) {
            assertThat(status(address(again))).isLessThan(500);
            again.terminate();
        }
        assertThat(directory.resolve("postgres/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aWrongOptionEndsWithCodeTwo() {
        assertThat(ZhikeCommand.run(Zhike.class, "serve", "--prot", "1")).isEqualTo(2);
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(ZhikeCommand.run(Zhike.class, "version")).isZero();
    }

    private Fork serve() throws IOException {
        return Fork.of(Zhike.class, "serve", "--port", "0", "--data", directory.toString());
    }

    private static String address(Fork application) throws IOException {
        String line = application.await("Zhike is ready at ");
        return line.substring(0, line.indexOf(' '));
    }

    private static int status(String address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(address + "/api/session"))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
