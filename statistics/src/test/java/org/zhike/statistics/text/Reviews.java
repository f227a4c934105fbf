package org.zhike.statistics.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.Golden;

/** Texts with labels: real ones, where they are there, and made ones. */
final class Reviews {

    private final List<String> texts;
    private final int[] labels;

    Reviews(List<String> texts, int[] labels) {
        this.texts = List.copyOf(texts);
        this.labels = labels.clone();
    }

    List<String> texts() {
        return texts;
    }

    int[] labels() {
        return labels.clone();
    }

    private static final String[] THINGS = {"味道", "分量", "包装", "送餐", "客服", "the food", "service", "价格"};
    private static final String[] FILLERS = {"今天中午", "第一次点", "和同事一起", "下雨天", "we ordered", "晚上", "公司里", "again"};
    private static final String[][] SAID = {
        {"太慢了", "凉透了", "不新鲜", "没送到", "很失望", "awful", "not fresh", "少了一份"},
        {"很快", "热乎", "挺新鲜", "按时到", "很满意", "lovely", "very fresh", "多送一份"},
        {"问一下", "在哪里", "几点开门", "怎么开票", "能改吗", "where is it", "any news", "请转告"}
    };

    /** Take-away reviews: 1 good, 0 bad. */
    static Reviews waimai() {
        List<String> lines;
        try (var in = new GZIPInputStream(Files.newInputStream(Golden.data("zh_reviews/waimai_10k.csv.gz")))) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        int[] labels = lines.stream().mapToInt(line -> line.charAt(0) - '0').toArray();
        List<String> texts = lines.stream()
                .map(line -> line.substring(2))
                .map(text -> text.startsWith("\"")
                        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                        : text)
                .toList();
        return new Reviews(texts, labels);
    }

    static int[] waimaiFolds() {
        return Golden.rows("sentiment/waimai_10k_label_folds.csv").stream()
                .mapToInt(row -> Integer.parseInt(row[1]))
                .toArray();
    }

    /** English sentences on things (amazon_cells), films (imdb) or restaurants (yelp): 1 good, 0 bad. */
    static Reviews english(String source) {
        Path file = Golden.data("en_reviews/uci_" + source + "_labelled.txt");
        List<String> texts = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        try {
            for (String line : Files.readString(file).split("\n", -1)) {
                int tab = line.lastIndexOf('\t');
                if (tab < 0) {
                    continue;
                }
                texts.add(line.substring(0, tab));
                labels.add(Integer.parseInt(line.substring(tab + 1).strip()));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new Reviews(texts, labels.stream().mapToInt(label -> label).toArray());
    }

    /**
     * Made texts of up to three classes.
     *
     * @param noise the share of texts that say what another class says
     */
    static Reviews made(int n, int classes, double noise, long seed) {
        var random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>();
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i % classes;
            texts.add(text(random.nextDouble() < noise ? random.nextInt(classes) : labels[i], random));
        }
        return new Reviews(texts, labels);
    }

    static String text(int ofClass, SplittableRandom random) {
        return FILLERS[random.nextInt(FILLERS.length)]
                + THINGS[random.nextInt(THINGS.length)]
                + " "
                + SAID[ofClass][random.nextInt(SAID[ofClass].length)]
                + (random.nextBoolean() ? "！" : "");
    }
}
