package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Topics by words that give them away, without training: product, use, delivery, packaging, price, attitude, after-sales,
 * safety and place, in Chinese and English. A start; {@link TrainedTopics} takes its place where texts were classified.
 *
 * <p>The score of a topic with h words found is h / (h + 1): a half for one word. It is no probability.
 */
public final class SeededTopics implements TopicModel {

    private static final SeededTopics STANDARD = new SeededTopics(read());

    private final List<String> topics;
    private final WordList<int[]> seeds = new WordList<>();

    private SeededTopics(Map<String, List<String>> words) {
        topics = List.copyOf(words.keySet());
        words.forEach((topic, entries) -> entries.forEach(entry -> add(topics.indexOf(topic), entry)));
    }

    public static SeededTopics standard() {
        return STANDARD;
    }

    /** Topics of one's own: by name the words that give each away. */
    public static SeededTopics of(Map<String, List<String>> words) {
        Map<String, List<String>> normalised = new LinkedHashMap<>();
        words.forEach((topic, entries) -> normalised.put(
                topic,
                entries.stream()
                        .map(Normaliser::normalise)
                        .filter(entry -> !entry.isEmpty())
                        .toList()));
        return new SeededTopics(normalised);
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> words = new LinkedHashMap<>();
        WordList.read(
                "topics.txt",
                (topic, entries) ->
                        words.computeIfAbsent(topic, t -> new ArrayList<>()).addAll(entries));
        return words;
    }

    private void add(int topic, String entry) {
        int[] old = seeds.get(entry);
        int[] with = old == null ? new int[1] : Arrays.copyOf(old, old.length + 1);
        with[with.length - 1] = topic;
        seeds.put(entry, with);
    }

    @Override
    public List<String> topics() {
        return topics;
    }

    @Override
    public double[] scores(String text) {
        String normalised = Normaliser.normalise(text);
        double[] scores = new double[topics.size()];
        for (int i = 0; i < normalised.length(); ) {
            WordList.Match<int[]> match = seeds.at(normalised, i);
            if (match == null) {
                i++;
                continue;
            }
            for (int topic : match.value()) {
                scores[topic]++;
            }
            i = match.end();
        }
        for (int topic = 0; topic < scores.length; topic++) {
            scores[topic] /= scores[topic] + 1;
        }
        return scores;
    }
}
