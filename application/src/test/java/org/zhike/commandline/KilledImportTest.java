package org.zhike.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.Zhike;
import org.zhike.platform.Fork;
import tools.jackson.databind.JsonNode;

class KilledImportTest {

    private static final int LINES = 120_000;
    private static final int LINES_PER_ORDER = 4;
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    @Test
    void killedAgainAndAgainAnImportEndsAsIfNothingHadHappened() throws Exception {
        Path file = orderLines();
        String data = folder.resolve("data").toString();
        var random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            try (var fork = kill == 0
                    ? Fork.of(Zhike.class, "import", file.toString(), "--as", "order-lines", "--data", data)
                    : Fork.of(Zhike.class, "serve", "--port", "0", "--data", data)) {
                fork.await(kill == 0 ? "Importing " : "Zhike is ready");
                TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(600));
                fork.kill();
            }
        }

        Command again = Command.of("import", file.toString(), "--as", "order-lines", "--data", data, "--json");

        assertThat(again.err()).contains("Finishing the import of lines.csv that was interrupted");
        assertThat(again.code()).isZero();
        JsonNode second = again.json();
        assertThat(second.path("created").asInt()
                        + second.path("updated").asInt()
                        + second.path("rejected").asInt())
                .isZero();
        assertThat(second.path("read").asInt()).isEqualTo(LINES);
        Command totals = Command.of(
                "metrics",
                "revenue",
                "orders",
                "customers",
                "--period",
                "2025-01-01..2026-01-01",
                "--format",
                "json",
                "--data",
                data);
        assertThat(value(totals, 0)).isEqualTo(revenue());
        assertThat(value(totals, 1)).isEqualTo(LINES / LINES_PER_ORDER);
        assertThat(value(totals, 2)).isEqualTo(1000);
        assertThat(Command.of("records", "order_item", "--count", "--data", data)
                        .out()
                        .strip())
                .isEqualTo(String.valueOf(LINES));
    }

    private static double value(Command answer, int metric) {
        return answer.json()
                .path("results")
                .path(metric)
                .path("cells")
                .path(0)
                .path("value")
                .asDouble();
    }

    private Path orderLines() throws IOException {
        Path file = folder.resolve("lines.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("order_no,order_date,customer_no,product_no,quantity,unit_price\n");
            for (int i = 0; i < LINES; i++) {
                int order = i / LINES_PER_ORDER;
                out.write("O%d,2025-%02d-%02d,C%d,P%d,%d,%d.50\n"
                        .formatted(order, 1 + order % 12, 1 + order % 28, order % 1000, i % 300, 1 + i % 5, i % 90));
            }
        }
        return file;
    }

    private static double revenue() {
        double sum = 0;
        for (int i = 0; i < LINES; i++) {
            sum += (1 + i % 5) * (i % 90 + 0.5);
        }
        return sum;
    }
}
