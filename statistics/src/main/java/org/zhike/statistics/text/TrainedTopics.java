package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;

/**
 * Topics learnt from texts whose topics people named: a {@link TextClassifier} for each topic, whose scores are calibrated
 * probabilities. A topic with too few texts keeps the scores it had before, see {@link #isTrained}.
 */
public final class TrainedTopics implements TopicModel {

    private final TopicModel before;
    private final List<@Nullable TextClassifier> classifiers;

    private TrainedTopics(TopicModel before, List<@Nullable TextClassifier> classifiers) {
        this.before = before;
        this.classifiers = classifiers;
    }

    /**
     * Learns the topics of a model anew.
     *
     * @param before gives the topics, and the scores of those that cannot be learnt
     * @param has for each text, whether it has each topic
     * @return too little data when no topic can be learnt
     */
    public static FitOutcome<TrainedTopics> fit(
            TopicModel before, TextClassifierFitter fitter, List<String> texts, boolean[][] has) {
        List<@Nullable TextClassifier> classifiers = new ArrayList<>();
        List<Shortage> shortages = new ArrayList<>();
        int iterations = 0;
        Map<String, String> troubles = new HashMap<>();
        for (int topic = 0; topic < before.topics().size(); topic++) {
            int[] labels = new int[texts.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = has[i][topic] ? 1 : 0;
            }
            String name = before.topics().get(topic);
            switch (fitter.fit(texts, labels, 2)) {
                case FitOutcome.Converged<TextClassifier>(TextClassifier model, int steps) -> {
                    classifiers.add(model);
                    iterations = Math.max(iterations, steps);
                }
                case FitOutcome.NotConverged<TextClassifier>(TextClassifier last, int steps, String why) -> {
                    classifiers.add(last);
                    iterations = Math.max(iterations, steps);
                    troubles.put(name, why);
                }
                case FitOutcome.TooLittleData<TextClassifier>(List<Shortage> missing) -> {
                    classifiers.add(null);
                    missing.forEach(
                            one -> shortages.add(new Shortage(name + "_" + one.what(), one.have(), one.need())));
                }
            }
        }
        if (classifiers.stream().allMatch(classifier -> classifier == null)) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        var model = new TrainedTopics(before, classifiers);
        return troubles.isEmpty()
                ? new FitOutcome.Converged<>(model, iterations)
                : new FitOutcome.NotConverged<>(model, iterations, troubles.toString());
    }

    /** Whether a topic was learnt, rather than kept as it was. */
    public boolean isTrained(String topic) {
        int at = topics().indexOf(topic);
        return at >= 0 && classifiers.get(at) != null;
    }

    @Override
    public List<String> topics() {
        return before.topics();
    }

    @Override
    public double[] scores(String text) {
        double[] scores = before.scores(text);
        for (int topic = 0; topic < scores.length; topic++) {
            TextClassifier classifier = classifiers.get(topic);
            if (classifier != null) {
                scores[topic] = classifier.probabilities(text)[1];
            }
        }
        return scores;
    }
}
