package org.zhike.platform;

import java.nio.file.Path;
import java.util.Map;
import org.zhike.kernel.ProductException;

/** An application reduced to its data directory and its server; lives until killed. */
final class OneServer {

    private OneServer() {}

    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        try {
            var directory = DataDirectory.open(path);
            var server = EmbeddedPostgres.start(directory.path().resolve("postgres"), Map.of());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("url " + server.database("postgres").url());
            Thread.sleep(Long.MAX_VALUE);
        } catch (ProductException e) {
            System.out.println("refused " + String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }
}
