package org.zhike.commandline;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.zhike.kernel.ProductException;
import org.zhike.projection.Projection;
import picocli.CommandLine.Option;

/**
 * Which data a command works on: those of a running server, or those of a data directory. In the second case the command
 * runs a server of its own on that directory, on this machine only, for as long as it needs: what a command does is what
 * the API does, with the same words and rules.
 */
final class Connection {

    private static final Duration CATCH_UP = Duration.ofHours(1);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "./data",
            description = "The data directory (default: ${DEFAULT-VALUE}); not while a server runs on it.")
    private String data = "./data";

    @Option(names = "--server", paramLabel = "URL", description = "A running server instead of a data directory.")
    private @Nullable String server;

    @Option(
            names = "--token",
            paramLabel = "T",
            defaultValue = "${env:ZHIKE_TOKEN}",
            description = "The token for the server (default: the variable ZHIKE_TOKEN).")
    private @Nullable String token;

    /** What a command does with the API. */
    interface Work {
        int run(Api api);
    }

    /** Whether the command runs a server for itself alone. */
    boolean isOwnServer() {
        return server == null;
    }

    /** Runs the work; of a data directory after the projection contains every record, when the work needs that. */
    int run(ApplicationStart start, boolean needsProjection, Work work) {
        if (server != null) {
            if (token == null) {
                throw new ProductException(CommandError.TOKEN_MISSING);
            }
            return work.run(new Api(server, token));
        }
        String key = UUID.randomUUID().toString();
        Map<String, Object> settings =
                Map.of("zhike.data", data, "zhike.command-key", key, "server.port", 0, "server.address", "127.0.0.1");
        try (ConfigurableApplicationContext context = start.withWeb(settings)) {
            if (needsProjection) {
                context.getBean(Projection.class).awaitCurrent(CATCH_UP);
            }
            String port = context.getEnvironment().getRequiredProperty("local.server.port");
            int code = work.run(new Api("http://127.0.0.1:" + port, key));
            SpringApplication.exit(context);
            return code;
        }
    }
}
