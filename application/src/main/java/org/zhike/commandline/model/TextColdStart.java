package org.zhike.commandline.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.interval.Proportion;
import org.zhike.statistics.text.Opinion;
import org.zhike.statistics.text.OpinionLexicon;

/** Opinions by the lexicon. */
final class TextColdStart {

    private final TextRows rows;

    TextColdStart(TextRows rows) {
        this.rows = rows;
    }

    void run(Answer answer, TextColumns columns) {
        List<Opinion> opinions = rows.texts().parallelStream()
                .map(OpinionLexicon.standard()::judge)
                .toList();
        long good = opinions.stream().filter(Opinion::isGood).count();
        long bad = opinions.stream().filter(Opinion::isBad).count();
        answer.put("method", "lexicon")
                .put("good", good)
                .put("bad", bad)
                .put("without_opinion", opinions.size() - good - bad);
        if (rows.hasLabels()) {
            columns.add("label", row -> rows.classes().get(rows.labels()[row]));
        }
        if (rows.classes().size() == 2) {
            compare(opinions, answer);
        } else if (rows.hasLabels()) {
            answer.warn("The lexicon knows good and bad only; labels of "
                    + rows.classes().size() + " classes cannot be compared with it.");
        }
        columns.add("opinion", row -> word(opinions.get(row)));
        columns.add("score", row -> CsvOutput.cell(opinions.get(row).score()));
        columns.add(
                "found",
                row -> opinions.get(row).findings().stream()
                        .map(found -> found.phrase() + (found.value() < 0 ? "-" : "+"))
                        .collect(Collectors.joining(" ")));
    }

    private static String word(Opinion opinion) {
        return opinion.isGood() ? "good" : opinion.isBad() ? "bad" : "none";
    }

    /** How often the lexicon is right: texts without opinion count as not good, so every text counts. */
    private void compare(List<Opinion> opinions, Answer answer) {
        long[][] counts = new long[2][2];
        long told = 0;
        long toldRight = 0;
        for (int row = 0; row < rows.size(); row++) {
            int label = rows.labels()[row];
            Opinion opinion = opinions.get(row);
            int said = opinion.isGood() ? 1 : 0;
            counts[label][said]++;
            if (opinion.isGood() || opinion.isBad()) {
                told++;
                toldRight += said == label ? 1 : 0;
            }
        }
        var accuracy = new Proportion(counts[0][0] + counts[1][1], rows.size());
        Interval interval = accuracy.wilson(0.95);
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("good_class", rows.classes().get(1));
        scores.put("accuracy", accuracy.share());
        scores.put("accuracy_interval", List.of(interval.low(), interval.high()));
        double f1 = 0;
        for (int k = 0; k < 2; k++) {
            long both = 2 * counts[k][k] + counts[k][1 - k] + counts[1 - k][k];
            f1 += both == 0 ? 0 : (double) counts[k][k] / both;
        }
        scores.put("macro_f1", f1);
        scores.put("share_with_opinion", (double) told / rows.size());
        scores.put("accuracy_with_opinion", told == 0 ? 0 : (double) toldRight / told);
        answer.put("scores", scores);
    }
}
