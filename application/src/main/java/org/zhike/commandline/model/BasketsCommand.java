package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.basket.Baskets;
import org.zhike.statistics.basket.ItemsetMiner;
import org.zhike.statistics.basket.ItemsetMiner.Kind;
import org.zhike.statistics.basket.Itemsets;
import org.zhike.statistics.basket.Mined;
import org.zhike.statistics.basket.Rule;
import org.zhike.statistics.basket.Rules;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "baskets",
        description = {
            "What is bought together: frequent itemsets and rules.",
            "Files with a basket a line (fimi), or with a row for each item of a basket (long)."
        },
        mixinStandardHelpOptions = true)
final class BasketsCommand implements Runnable {

    private static final int TOP = 10;
    private static final String JOINED = "|";
    private static final List<String> RULE_COLUMNS = List.of(
            "left",
            "right",
            "count",
            "support",
            "confidence",
            "lift",
            "leverage",
            "conviction",
            "p",
            "improvement_p",
            "false_discovery",
            "family_wise");

    private enum Shape {
        FIMI,
        LONG
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE")
    private Path input = Path.of("");

    @Option(names = "--format", description = "fimi (default) or long")
    private String format = "fimi";

    @Option(
            names = "--separator",
            paramLabel = "SIGN",
            description = "Of items in a line: a sign, blank or tab; found in the file when not given")
    private @Nullable String separator;

    @Option(names = "--basket", paramLabel = "COLUMN", description = "Of a long file: the basket")
    private @Nullable String basket;

    @Option(names = "--item", paramLabel = "COLUMN", description = "Of a long file: the item")
    private @Nullable String item;

    @Option(names = "--min-count", required = true, paramLabel = "N", description = "Least number of baskets of a set")
    private int minCount;

    @Option(names = "--closed", description = "Only sets that no larger set occurs as often as")
    private boolean closed;

    @Option(names = "--maximal", description = "Only sets that no larger set is frequent with")
    private boolean maximal;

    @Option(names = "--largest", paramLabel = "N", description = "Most items of a set")
    private int largest = Integer.MAX_VALUE;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many sets (default 10,000,000)")
    private long limit = 10_000_000;

    @Option(names = "--confidence", paramLabel = "C", description = "Least confidence of a rule (default 0.5)")
    private @Nullable Double confidence;

    @Option(names = "--rules", paramLabel = "R.csv")
    private @Nullable Path rules;

    @Option(names = "--itemsets", paramLabel = "I.csv")
    private @Nullable Path itemsets;

    @Option(names = "--json")
    private boolean json;

    @Override
    public void run() {
        ItemsetMiner miner = miner();
        boolean withRules = rules != null || confidence != null;
        if (withRules && miner.kind() != Kind.ALL) {
            throw bad("Rules need all itemsets: leave out --closed and --maximal.");
        }
        var answer = new Answer(spec, json);
        long begun = System.nanoTime();
        BasketLines.Named file = read();
        Baskets baskets = file.baskets();
        answer.put("baskets", baskets.size())
                .put("empty_baskets", file.empty())
                .put("items", file.names().size())
                .put("entries", baskets.entries())
                .put("min_count", minCount)
                .put("kind", miner.kind().name().toLowerCase(Locale.ROOT))
                .put("read_seconds", secondsSince(begun));
        if (file.empty() > 0) {
            answer.warn(file.empty() + " baskets hold nothing; they count as baskets.");
        }
        if (withRules) {
            findRules(miner, file, answer);
        } else {
            findSets(miner, file, answer);
        }
        answer.print();
    }

    private ItemsetMiner miner() {
        if (closed && maximal) {
            throw bad("Say --closed or --maximal, not both.");
        }
        if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
            throw bad("--confidence lies from 0 to 1, not " + confidence + ".");
        }
        try {
            return new ItemsetMiner(minCount, closed ? Kind.CLOSED : maximal ? Kind.MAXIMAL : Kind.ALL, largest, limit);
        } catch (IllegalArgumentException wrong) {
            throw bad(wrong.getMessage() + ".");
        }
    }

    private static ProductException bad(String why) {
        return new ProductException(ModelError.BAD_OPTION, why);
    }

    private BasketLines.Named read() {
        return switch (shape()) {
            case FIMI -> BasketLines.read(input, sign());
            case LONG -> readLong();
        };
    }

    private Shape shape() {
        return Arrays.stream(Shape.values())
                .filter(shape -> shape.name().equalsIgnoreCase(format))
                .findFirst()
                .orElseThrow(() -> bad("--format is fimi or long, not " + format + "."));
    }

    private @Nullable Character sign() {
        if (separator == null) {
            return null;
        }
        return switch (separator) {
            case "blank" -> ' ';
            case "tab" -> '\t';
            default -> {
                if (separator.length() != 1 || separator.charAt(0) > 127) {
                    throw bad("--separator is one ASCII sign, blank or tab, not " + separator + ".");
                }
                yield separator.charAt(0);
            }
        };
    }

    private BasketLines.Named readLong() {
        if (basket == null || item == null) {
            throw bad("A long file needs --basket COLUMN and --item COLUMN.");
        }
        Frame frame = Frame.read(input, List.of(Column.text(basket), Column.text(item)));
        Frame.Texts keys = frame.texts(basket);
        Frame.Texts items = frame.texts(item);
        Baskets baskets = Baskets.ofPairs(keys.levels().size(), keys.codes(), items.codes());
        return new BasketLines.Named(baskets, items.levels(), 0);
    }

    private void findRules(ItemsetMiner miner, BasketLines.Named file, Answer answer) {
        long begun = System.nanoTime();
        FitOutcome<Itemsets> outcome = miner.collect(file.baskets());
        answer.put("mine_seconds", secondsSince(begun));
        if (!answer.take(outcome)) {
            return;
        }
        Itemsets sets = model(outcome);
        int longest = IntStream.range(0, sets.size()).map(sets::length).max().orElse(0);
        double least = confidence == null ? 0.5 : confidence;
        List<Rule> found = Rules.of(sets, least);
        answer.put("itemsets", sets.size())
                .put("longest", longest)
                .put("confidence", least)
                .put("rules", found.size())
                .put("rules_family_wise_5_percent", count(found, Rule::familyWise))
                .put("rules_false_discovery_5_percent", count(found, Rule::falseDiscovery))
                .put(
                        "top",
                        found.stream()
                                .limit(TOP)
                                .map(rule -> told(rule, file.names()))
                                .toList());
        if (itemsets != null) {
            writeSets(itemsets, rows -> {
                for (int k = 0; k < sets.size(); k++) {
                    rows.accept(setRow(sets.set(k).items(), sets.length(k), sets.countOf(k), file));
                }
            });
        }
        if (rules != null) {
            CsvOutput.write(rules, RULE_COLUMNS, rows -> found.forEach(rule -> rows.accept(cells(rule, file.names()))));
        }
    }

    private static Itemsets model(FitOutcome<Itemsets> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<Itemsets> all -> all.model();
            case FitOutcome.NotConverged<Itemsets> cut -> cut.last();
            case FitOutcome.TooLittleData<Itemsets> none -> throw new IllegalStateException("there is no model");
        };
    }

    private static long count(List<Rule> rules, ToDoubleFunction<Rule> adjusted) {
        return rules.stream()
                .filter(rule -> adjusted.applyAsDouble(rule) <= 0.05)
                .count();
    }

    /** Sets go to the file as they are found; none is kept. */
    private void findSets(ItemsetMiner miner, BasketLines.Named file, Answer answer) {
        long begun = System.nanoTime();
        var progress = new Progress(spec);
        long[] seen = {0};
        List<FitOutcome<Mined>> outcome = new ArrayList<>(1);
        Consumer<Consumer<List<String>>> search =
                rows -> outcome.add(miner.visit(file.baskets(), (set, size, count) -> {
                    if ((++seen[0] & 0xFFFF) == 0) {
                        progress.show("Itemsets", seen[0], limit);
                    }
                    if (itemsets != null) {
                        rows.accept(setRow(set, size, count, file));
                    }
                }));
        if (itemsets == null) {
            search.accept(row -> {});
        } else {
            writeSets(itemsets, search);
        }
        answer.put("mine_seconds", secondsSince(begun));
        if (!answer.take(outcome.getFirst())) {
            return;
        }
        Mined mined = switch (outcome.getFirst()) {
            case FitOutcome.Converged<Mined> all -> all.model();
            case FitOutcome.NotConverged<Mined> cut -> cut.last();
            case FitOutcome.TooLittleData<Mined> none -> new Mined(0, 0);
        };
        answer.put("itemsets", mined.itemsets()).put("longest", mined.longest());
    }

    private static void writeSets(Path file, Consumer<Consumer<List<String>>> source) {
        CsvOutput.write(file, List.of("items", "size", "count", "support"), source);
    }

    private static List<String> setRow(int[] set, int size, int count, BasketLines.Named file) {
        return List.of(
                IntStream.range(0, size)
                        .map(i -> set[i])
                        .sorted()
                        .mapToObj(file.names()::get)
                        .collect(Collectors.joining(JOINED)),
                String.valueOf(size),
                String.valueOf(count),
                CsvOutput.cell((double) count / file.baskets().size()));
    }

    private static List<String> cells(Rule rule, List<String> names) {
        return List.of(
                left(rule, names),
                names.get(rule.right()),
                String.valueOf(rule.countBoth()),
                CsvOutput.cell(rule.support()),
                CsvOutput.cell(rule.confidence()),
                CsvOutput.cell(rule.lift()),
                CsvOutput.cell(rule.leverage()),
                CsvOutput.cell(rule.conviction()),
                CsvOutput.cell(rule.pValue()),
                CsvOutput.cell(rule.improvementP()),
                CsvOutput.cell(rule.falseDiscovery()),
                CsvOutput.cell(rule.familyWise()));
    }

    private static Map<String, Object> told(Rule rule, List<String> names) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("left", left(rule, names));
        told.put("right", names.get(rule.right()));
        told.put("count", rule.countBoth());
        told.put("confidence", rule.confidence());
        told.put("lift", rule.lift());
        told.put("p", rule.pValue());
        told.put("family_wise", rule.familyWise());
        return told;
    }

    private static String left(Rule rule, List<String> names) {
        return Arrays.stream(rule.left().items()).mapToObj(names::get).collect(Collectors.joining(JOINED));
    }

    private static double secondsSince(long begun) {
        return Math.round((System.nanoTime() - begun) / 1e6) / 1e3;
    }
}
