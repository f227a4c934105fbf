package org.zhike.commandline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ErrorKind;
import org.zhike.kernel.Issue;
import org.zhike.kernel.ProductException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Zhike server as scripts speak to it: the HTTP API with a token. Its refusals become {@link ProductException}s. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String token;

    /** @param server its address without a path, such as {@code https://crm.example.com} */
    Api(String server, String token) {
        this.server = server.replaceFirst("/+$", "");
        this.token = token;
    }

    JsonNode get(String path) {
        return json(send(request(path).GET().build(), BodyHandlers.ofByteArray()));
    }

    JsonNode post(String path, Object body) {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return json(send(request, BodyHandlers.ofByteArray()));
    }

    JsonNode post(String path) {
        return json(send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray()));
    }

    /** Sends a file as it is read, however large. */
    JsonNode upload(String path, Path file) {
        return upload(path, List.of(file));
    }

    /** Sends files in one request, as they are read. */
    JsonNode upload(String path, List<Path> files) {
        String boundary = "zhike-" + UUID.randomUUID();
        List<BodyPublisher> parts = new ArrayList<>();
        try {
            for (Path file : files) {
                if (!Files.isRegularFile(file)) {
                    throw new ProductException(CommandError.NO_SUCH_FILE, file);
                }
                parts.add(BodyPublishers.ofString(
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                                + String.valueOf(file.getFileName()).replace("\"", "%22")
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
                parts.add(BodyPublishers.ofFile(file));
                parts.add(BodyPublishers.ofString("\r\n"));
            }
            parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
            HttpRequest request = request(path)
                    .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                    .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)))
                    .build();
            return json(send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void download(String path, Path to) {
        HttpResponse<InputStream> response = send(request(path).GET().build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            Files.copy(body, to);
        } catch (IOException e) {
            throw new ProductException(CommandError.CANNOT_WRITE, to, e.getMessage());
        }
    }

    /** Follows server-sent events until the server ends them; returns the last. */
    JsonNode follow(String path, Consumer<JsonNode> listener) {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").GET().build();
        List<JsonNode> last = new ArrayList<>();
        try (Stream<String> lines = send(request, BodyHandlers.ofLines()).body()) {
            lines.filter(line -> line.startsWith("data:")).forEach(line -> {
                JsonNode event = JSON.readTree(line.substring("data:".length()));
                listener.accept(event);
                last.clear();
                last.add(event);
            });
        }
        return last.isEmpty() ? JSON.nullNode() : last.getFirst();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept-Language", Locale.getDefault().toLanguageTag());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            // What is refused is read whole, whatever the caller wants of an answer.
            HttpResponse<T> response = http.send(
                    request,
                    info -> info.statusCode() < 400
                            ? handler.apply(info)
                            : HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofByteArray(), body -> {
                                throw refusal(info.statusCode(), body);
                            }));
            return response;
        } catch (IOException e) {
            if (e.getCause() instanceof ProductException refusal) {
                throw refusal;
            }
            throw new ProductException(CommandError.OUT_OF_REACH, server, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProductException(CommandError.OUT_OF_REACH, server, "interrupted");
        }
    }

    private static ProductException refusal(int status, byte[] body) {
        JsonNode problem = readable(body);
        List<Issue> issues = new ArrayList<>();
        Refusal fallback = new Refusal(
                problem.path("code").asString("HTTP_" + status),
                kind(status),
                problem.path("detail").asString("The server answered with status " + status + "."));
        for (JsonNode issue : problem.path("issues")) {
            String path = issue.path("path").asString("");
            String place = issue.has("line")
                    ? "line " + issue.path("line").asInt() + ", column "
                            + issue.path("column").asInt()
                    : "";
            String where = path.isEmpty() || place.isEmpty() ? path + place : path + ", " + place;
            issues.add(Issue.of(
                    where,
                    new Refusal(
                            issue.path("code").asString(""),
                            kind(status),
                            issue.path("message").asString(""))));
        }
        return new ProductException(issues.isEmpty() ? List.of(Issue.of("", fallback)) : issues);
    }

    private static JsonNode readable(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }

    private static ErrorKind kind(int status) {
        return Stream.of(ErrorKind.values())
                .filter(kind -> kind.httpStatus() == status)
                .findFirst()
                .orElse(status < 500 ? ErrorKind.INVALID : ErrorKind.UNAVAILABLE);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return response.body().length == 0 ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /** An error that the server has already put into words. */
    private record Refusal(String name, ErrorKind kind, String template) implements ErrorCode {

        private Refusal {
            // The text comes filled in; what looks like a place for an argument is not one.
            template = template.replace("%", "%%");
        }
    }
}
