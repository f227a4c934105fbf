package org.zhike.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.basket.Baskets;
import org.zhike.statistics.basket.ItemsetMiner;
import org.zhike.statistics.basket.Itemsets;
import org.zhike.statistics.basket.Mined;
import org.zhike.statistics.basket.Rule;
import org.zhike.statistics.basket.Rules;

/**
 * Frequent itemsets of a generated shop with 15,000 items, cost growth with the baskets, and the Groceries data where its file
 * is there. Goal: 100,000 baskets with about 250,000 itemsets in a second.
 */
final class BasketBenchmark implements Benchmarks.Part {

    private static final int ITEMS = 15_000;
    private static final int MIN_COUNT = 10;
    private static final double CONFIDENCE = 0.5;
    private static final double GOAL_SECONDS = 1;
    private static final int REPETITIONS = 5;
    private static final int GROCERIES_REPETITIONS = 20;

    @Override
    public void run(Bench bench) throws Exception {
        Bench.print("%n## Baskets%n".formatted());
        int most = bench.size(100_000, 10_000);
        List<Baskets> shops = new ArrayList<>();
        for (int baskets : new int[] {most / 10, most * 3 / 10, most}) {
            bench.say("baskets: makes %,d".formatted(baskets));
            shops.add(new BasketGenerator(ITEMS, 1).baskets(baskets));
        }
        // Before anything is warm: what one question from the command line waits for.
        double first = Bench.seconds(() -> count(ItemsetMiner.all(MIN_COUNT), shops.getLast()));
        kinds(bench, shops.getLast(), first);
        growth(bench, shops);
        groceries(bench);
    }

    private static void kinds(Bench bench, Baskets shop, double first) throws Exception {
        bench.say("baskets: kinds of sets");
        Bench.print(
                "%,d generated baskets, %,d items, %,d entries, in at least %d baskets; median of %d. All sets in a cold JVM: %s.%n"
                        .formatted(
                                shop.size(), shop.itemCount(), shop.entries(), MIN_COUNT, REPETITIONS, Bench.s(first)));
        Bench.heading("sets", "itemsets", "longest", "shown", "kept", "goal");
        for (ItemsetMiner miner :
                List.of(ItemsetMiner.all(MIN_COUNT), ItemsetMiner.closed(MIN_COUNT), ItemsetMiner.maximal(MIN_COUNT))) {
            Mined mined = count(miner, shop);
            double shown = median(REPETITIONS, () -> count(miner, shop));
            double kept = median(REPETITIONS, () -> keep(miner, shop));
            Bench.row(
                    miner.kind().name().toLowerCase(Locale.ROOT),
                    "%,d".formatted(mined.itemsets()),
                    mined.longest(),
                    Bench.s(shown),
                    Bench.s(kept),
                    miner.kind() == ItemsetMiner.Kind.ALL ? goal(kept) : "");
        }
        Itemsets all = keep(ItemsetMiner.all(MIN_COUNT), shop);
        int rules = Rules.of(all, CONFIDENCE).size();
        Bench.print("%n%,d rules of confidence %s with their Fisher tests: %s."
                .formatted(rules, CONFIDENCE, Bench.s(median(REPETITIONS, () -> Rules.of(all, CONFIDENCE)))));
    }

    private static void growth(Bench bench, List<Baskets> shops) throws Exception {
        Bench.print("%nCost growth, all sets shown; median of %d.%n".formatted(REPETITIONS));
        Bench.heading("baskets", "at least", "itemsets", "seconds", "µs a basket", "µs an itemset");
        for (boolean share : new boolean[] {false, true}) {
            for (Baskets shop : shops) {
                int baskets = shop.size();
                bench.say("baskets: growth, %,d".formatted(baskets));
                int least = share ? Math.max(2, baskets / 1_000) : MIN_COUNT;
                ItemsetMiner miner = ItemsetMiner.all(least);
                long itemsets = count(miner, shop).itemsets();
                double seconds = median(REPETITIONS, () -> count(miner, shop));
                Bench.row(
                        "%,d".formatted(baskets),
                        share ? least + " (0.1 %)" : least,
                        "%,d".formatted(itemsets),
                        "%.3f s".formatted(seconds),
                        "%.2f".formatted(1e6 * seconds / baskets),
                        "%.2f".formatted(1e6 * seconds / itemsets));
            }
        }
    }

    private static void groceries(Bench bench) throws Exception {
        Path file = file();
        if (file == null) {
            Bench.print("%nThere is no file of the Groceries data here.%n".formatted());
            return;
        }
        bench.say("baskets: Groceries");
        Baskets groceries = read(file);
        ItemsetMiner miner = ItemsetMiner.all(MIN_COUNT);
        Itemsets all = keep(miner, groceries);
        List<Rule> rules = Rules.of(all, CONFIDENCE);
        Bench.print("%nGroceries, %,d baskets, %d items, in at least %d baskets; median of %d.%n"
                .formatted(groceries.size(), groceries.itemCount(), MIN_COUNT, GROCERIES_REPETITIONS));
        Bench.heading("", "found", "reference", "time");
        Bench.row(
                "itemsets",
                "%,d".formatted(all.size()),
                "13,492",
                Bench.ms(1e3 * median(GROCERIES_REPETITIONS, () -> keep(miner, groceries))));
        Bench.row(
                "rules, confidence " + CONFIDENCE,
                "%,d".formatted(rules.size()),
                "5,668",
                Bench.ms(1e3 * median(GROCERIES_REPETITIONS, () -> Rules.of(all, CONFIDENCE))));
    }

    private static String goal(double seconds) {
        return (seconds <= GOAL_SECONDS ? "≤ " : "**missed** ") + "1 s";
    }

    private static double median(int repetitions, Bench.Work work) throws Exception {
        Times times = new Times();
        for (int i = 0; i < repetitions; i++) {
            times.add(Bench.seconds(work));
        }
        return times.median();
    }

    private static Mined count(ItemsetMiner miner, Baskets baskets) {
        return complete(miner.visit(baskets, (items, size, count) -> {}));
    }

    private static Itemsets keep(ItemsetMiner miner, Baskets baskets) {
        return complete(miner.collect(baskets));
    }

    private static <T> T complete(FitOutcome<T> outcome) {
        return outcome.converged().orElseThrow(() -> new IllegalStateException("not all itemsets: " + outcome));
    }

    private static @Nullable Path file() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/groceries/groceries_baskets.txt.gz");
            if (Files.exists(file)) {
                return file;
            }
        }
        return null;
    }

    private static Baskets read(Path file) {
        Map<String, Integer> numbers = new HashMap<>();
        Baskets.Builder builder = Baskets.builder();
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> builder.add(Arrays.stream(line.split(","))
                            .mapToInt(name -> numbers.computeIfAbsent(name.strip(), added -> numbers.size()))
                            .toArray()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return builder.build();
    }
}
