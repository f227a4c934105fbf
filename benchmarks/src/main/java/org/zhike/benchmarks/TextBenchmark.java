package org.zhike.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.zhike.benchmarks.Bench.Times;
import org.zhike.statistics.text.NearDuplicates;
import org.zhike.statistics.text.OpinionLexicon;
import org.zhike.statistics.text.RisingThemes;
import org.zhike.statistics.text.TextClassifier;
import org.zhike.statistics.text.TextClassifierFitter;

/**
 * Short Chinese texts: learning at growing sizes, then a million classified on all cores. Goal: 20,000 a second. Texts are
 * halves of real reviews put together where those are there, of made-up phrases elsewhere.
 */
final class TextBenchmark implements Benchmarks.Part {

    private static final double GOAL_PER_SECOND = 20_000;
    private static final int REPETITIONS = 3;

    private static final String[] PHRASES = {
        "送得很快", "味道不错", "分量太少了", "等了两个小时", "包装完好", "汤都洒了", "客服态度差", "还会再来", "不太满意", "价格实惠", "凉了", "和上次一样",
        "第一次点", "肉不新鲜", "小哥很有礼貌", "没送筷子", "推荐给同事", "有点咸", "下雨天还准时", "性价比高", "再也不点了", "米饭很硬", "赠了饮料", "打电话不接"
    };

    @Override
    public void run(Bench bench) throws Exception {
        List<String> sources = sources();
        Bench.print("%n## Texts%n%nPut together from halves of %,d texts, %s.%n"
                .formatted(
                        sources.size(),
                        sources.size() > PHRASES.length * PHRASES.length ? "real reviews" : "made-up phrases"));
        Bench.heading("what", "texts", "signs each", "time", "texts a second", "goal");
        TextClassifier classifier = learn(bench, sources);
        classify(bench, sources, classifier);
        others(bench, sources);
    }

    private static TextClassifier learn(Bench bench, List<String> sources) throws Exception {
        TextClassifier[] last = new TextClassifier[1];
        for (int n : List.of(bench.size(1_000, 200), bench.size(10_000, 400), bench.size(40_000, 800))) {
            bench.say("text: learning from %,d".formatted(n));
            List<String> texts = texts(sources, n, 1);
            int[] labels = texts.stream()
                    .mapToInt(text -> OpinionLexicon.standard().judge(text).isGood() ? 1 : 0)
                    .toArray();
            var times = new Times();
            for (int r = 0; r < REPETITIONS; r++) {
                times.add(Bench.seconds(() -> last[0] = TextClassifierFitter.standard()
                        .fit(texts, labels, 2)
                        .converged()
                        .orElseThrow()));
            }
            row("learn (4 costs × 5 parts, calibrated)", texts, times, "");
        }
        return last[0];
    }

    private static void classify(Bench bench, List<String> sources, TextClassifier classifier) throws Exception {
        int n = bench.size(1_000_000, 20_000);
        bench.say("text: classifying %,d".formatted(n));
        List<String> texts = texts(sources, n, 2);
        var times = new Times();
        for (int r = 0; r < REPETITIONS; r++) {
            times.add(Bench.seconds(() -> classifier.probabilities(texts)));
        }
        double perSecond = n / times.median();
        row("classify", texts, times, perSecond >= GOAL_PER_SECOND ? "≥ 20,000: reached" : "≥ 20,000: **missed**");
        var lexicon = new Times();
        for (int r = 0; r < REPETITIONS; r++) {
            lexicon.add(Bench.seconds(() -> bench.say("text: %,d good by the lexicon"
                    .formatted(texts.parallelStream()
                            .filter(text ->
                                    OpinionLexicon.standard().judge(text).isGood())
                            .count()))));
        }
        row("judge by the lexicon", texts, lexicon, "");
    }

    private static void others(Bench bench, List<String> sources) throws Exception {
        for (int n : List.of(bench.size(10_000, 500), bench.size(100_000, 1_000))) {
            bench.say("text: near-duplicates and themes of %,d".formatted(n));
            List<String> texts = texts(sources, n, 3);
            var near = new Times();
            var themes = new Times();
            for (int r = 0; r < REPETITIONS; r++) {
                near.add(Bench.seconds(() -> NearDuplicates.standard().groups(texts)));
                themes.add(Bench.seconds(
                        () -> RisingThemes.standard().compare(texts.subList(0, n / 2), texts.subList(n / 2, n))));
            }
            row("near-duplicates", texts, near, "");
            row("rising themes", texts, themes, "");
        }
    }

    private static void row(String what, List<String> texts, Times times, String goal) {
        double signs = texts.stream().mapToInt(String::length).average().orElse(0);
        Bench.row(
                what,
                "%,d".formatted(texts.size()),
                "%.0f".formatted(signs),
                Bench.s(times.median()),
                "%,.0f".formatted(texts.size() / times.median()),
                goal);
    }

    private static List<String> texts(List<String> sources, int n, long seed) {
        var random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            String first = sources.get(random.nextInt(sources.size()));
            String second = sources.get(random.nextInt(sources.size()));
            texts.add(first.substring(0, first.length() / 2) + second.substring(second.length() / 2));
        }
        return texts;
    }

    private static List<String> sources() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data/zh_reviews/waimai_10k.csv.gz");
            if (Files.exists(file)) {
                try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .skip(1)
                            .map(line -> line.substring(2))
                            .toList();
                }
            }
        }
        List<String> made = new ArrayList<>();
        for (String first : PHRASES) {
            for (String second : PHRASES) {
                made.add(first + "，" + second + "。");
            }
        }
        return made;
    }
}
