package org.zhike.identity;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Someone in front of the application: keeps cookies, and sends the CSRF header as the screens do. */
final class Browser {

    private static final JsonMapper JSON = new JsonMapper();

    final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final String address;

    Browser(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    record Answer(int status, String text, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(text);
        }

        String code() {
            return json().path("code").asString();
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    Answer get(String path) {
        return send("GET", path, null, Map.of());
    }

    Answer post(String path, Object body) {
        return send("POST", path, body, csrf());
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, body, csrf());
    }

    Answer put(String path, Object body) {
        return send("PUT", path, body, csrf());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, csrf());
    }

    /** Opens the page, which brings the CSRF cookie, and signs in. */
    Answer signIn(String name, String password) {
        get("/api/session");
        return post("/api/session", Map.of("name", name, "password", password));
    }

    @Nullable String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    Answer send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> csrf() {
        String token = cookie("XSRF-TOKEN");
        return token == null ? Map.of() : Map.of("X-XSRF-TOKEN", token);
    }
}
