package org.zhike.commandline.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.text.DetectedLanguage;
import org.zhike.statistics.text.Language;
import org.zhike.statistics.text.Languages;
import org.zhike.statistics.text.SeededTopics;

/** The texts of a file and, where there are labels, their classes in order: as numbers when all are, else by name. */
final class TextRows {

    private final List<String> texts;
    private final List<String> classes;
    private final int[] labels;

    TextRows(Frame frame, String text, @Nullable String label) {
        Frame.Texts column = frame.texts(text);
        List<String> all = new ArrayList<>(frame.rows());
        for (int row = 0; row < frame.rows(); row++) {
            all.add(column.at(row));
        }
        texts = all;
        if (label == null) {
            classes = List.of();
            labels = new int[0];
            return;
        }
        Frame.Texts labelColumn = frame.texts(label);
        classes = ordered(labelColumn.levels());
        int[] numbers = labelColumn.levels().stream().mapToInt(classes::indexOf).toArray();
        labels = labelColumn.codes();
        for (int row = 0; row < labels.length; row++) {
            labels[row] = numbers[labels[row]];
        }
    }

    private static List<String> ordered(List<String> levels) {
        boolean areNumbers = levels.stream().allMatch(level -> level.matches("-?\\d{1,15}(\\.\\d{1,15})?"));
        return levels.stream()
                .sorted(areNumbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder())
                .toList();
    }

    int size() {
        return texts.size();
    }

    List<String> texts() {
        return texts;
    }

    List<String> classes() {
        return classes;
    }

    /** The class of each text; not to be changed. */
    int[] labels() {
        return labels;
    }

    boolean hasLabels() {
        return !classes.isEmpty();
    }

    /** Tells what kind of texts these are. */
    void tell(Answer answer) {
        Map<Language, Integer> languages = new TreeMap<>();
        int mixed = 0;
        for (String text : texts) {
            DetectedLanguage detected = Languages.detect(text);
            languages.merge(detected.main(), 1, Integer::sum);
            mixed += detected.isMixed() ? 1 : 0;
        }
        Map<String, Integer> told = new LinkedHashMap<>();
        languages.forEach((language, count) -> told.put(language.name().toLowerCase(Locale.ROOT), count));
        answer.put("texts", texts.size()).put("languages", told).put("mixed_languages", mixed);
        int silent = languages.getOrDefault(Language.UNKNOWN, 0);
        if (silent > 0) {
            answer.warn(silent + " of " + texts.size() + " texts have no letters (empty, numbers or emoji only).");
        }
        if (hasLabels()) {
            answer.put("classes", classes);
        }
    }

    /** Adds the topics of each text, apart by semicolons. */
    void addTopics(Answer answer, TextColumns columns) {
        List<List<String>> topics =
                texts.parallelStream().map(SeededTopics.standard()::topicsOf).toList();
        Map<String, Integer> counts = new LinkedHashMap<>();
        SeededTopics.standard().topics().forEach(topic -> counts.put(topic, 0));
        topics.forEach(ofText -> ofText.forEach(topic -> counts.merge(topic, 1, Integer::sum)));
        answer.put("topics", counts);
        answer.put("without_topic", topics.stream().filter(List::isEmpty).count());
        columns.add("topics", row -> String.join(";", topics.get(row)));
    }
}
