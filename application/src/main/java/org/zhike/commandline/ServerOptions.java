package org.zhike.commandline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;

/** What the verbs that keep running have in common. */
final class ServerOptions {

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port of the screens and the API (default: ${DEFAULT-VALUE}; 0 = any free one).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 = all).")
    private String host = "127.0.0.1";

    /** Ends as soon as everything has started: prepares the JVM's cache of classes after a build. */
    @Option(names = "--exit-when-ready", hidden = true)
    private boolean exitWhenReady;

    /** Starts the application, says where it is, and runs it until somebody ends it. */
    int run(ApplicationStart start, String data, Map<String, Object> settings, Greeting greeting)
            throws InterruptedException {
        var all = new LinkedHashMap<>(settings);
        all.put("zhike.data", data);
        all.put("server.port", port);
        all.put("server.address", host);
        try (ConfigurableApplicationContext context = start.withWeb(all)) {
            String address = "http://%s:%s"
                    .formatted(
                            host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host,
                            context.getEnvironment().getRequiredProperty("local.server.port"));
            greeting.say(address);
            if (exitWhenReady) {
                return SpringApplication.exit(context);
            }
            ApplicationStart.awaitEnd(context);
        }
        return 0;
    }

    /** Tells people where the application is. */
    interface Greeting {
        void say(String address);
    }
}
