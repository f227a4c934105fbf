package org.zhike.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the parts named, or all; prints what docs/benchmarks.md holds. */
public final class Benchmarks {

    /** One part; it prints its table. */
    interface Part {
        void run(Bench bench) throws Exception;
    }

    private static final Map<String, Part> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("start", new StartBenchmark());
        PARTS.put("import", new ImportBenchmark());
        PARTS.put("lists", new ListBenchmark());
        PARTS.put("lag", new LagBenchmark());
        PARTS.put("metrics", new MetricBenchmark());
        PARTS.put("board", new BoardBenchmark());
        PARTS.put("text", new TextBenchmark());
        PARTS.put("clv", new ClvBenchmark());
        PARTS.put("arima", new ArimaBenchmark());
        PARTS.put("forecast", new ForecastBenchmark());
        PARTS.put("clusters", new ClusterBenchmark());
        PARTS.put("recommend", new RecommendBenchmark());
        PARTS.put("churn", new ChurnBenchmark());
        PARTS.put("baskets", new BasketBenchmark());
    }

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        List<String> names = new ArrayList<>(Arrays.asList(arguments));
        boolean small = names.remove("--small");
        if (names.isEmpty()) {
            names.addAll(PARTS.keySet());
        }
        if (!PARTS.keySet().containsAll(names)) {
            System.err.println("Usage: ./zhike bench [--small] [PART…], parts: " + String.join(", ", PARTS.keySet())
                    + " (default: all). --small shows that everything works; its figures mean little.");
            System.exit(names.contains("--help") ? 0 : 2);
        }
        try (Bench bench = new Bench(Path.of(System.getProperty("zhike.home", ".")), small)) {
            bench.printFacts();
            for (Map.Entry<String, Part> part : PARTS.entrySet()) {
                if (names.contains(part.getKey())) {
                    part.getValue().run(bench);
                }
            }
        }
    }
}
