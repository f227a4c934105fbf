package org.zhike.statistics.text;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;

/** What models say of texts that they did not learn from: each part of a sample is judged by a model of the other parts. */
public final class OutOfFold {

    private OutOfFold() {}

    /** A way to learn from classified texts. */
    @FunctionalInterface
    public interface Trainer {
        FitOutcome<? extends TextModel> fit(List<String> texts, int[] labels, int classes);
    }

    /** Takes how far the work is: parts done, parts in all. */
    @FunctionalInterface
    public interface Watcher {
        void done(int parts, int ofAll);
    }

    /**
     * Returns the probabilities of each text; how the fits ended is the worst end of any.
     *
     * @param folds the part of each text, from 0
     */
    public static FitOutcome<double[][]> probabilities(
            List<String> texts, int[] labels, int classes, int[] folds, Trainer trainer, Watcher watcher) {
        if (folds.length != texts.size() || labels.length != texts.size()) {
            throw new IllegalArgumentException("each text needs a label and a fold, but there are " + texts.size()
                    + " texts, " + labels.length + " labels and " + folds.length + " folds");
        }
        int parts = IntStream.of(folds).max().orElse(-1) + 1;
        double[][] all = new double[texts.size()][];
        int iterations = 0;
        Optional<String> trouble = Optional.empty();
        for (int part = 0; part < parts; part++) {
            int out = part;
            int[] learn = where(folds.length, i -> folds[i] != out);
            int[] judge = where(folds.length, i -> folds[i] == out);
            TextModel model;
            switch (trainer.fit(
                    chosen(texts, learn),
                    IntStream.of(learn).map(i -> labels[i]).toArray(),
                    classes)) {
                case FitOutcome.TooLittleData<? extends TextModel> little -> {
                    return new FitOutcome.TooLittleData<>(little.shortages());
                }
                case FitOutcome.NotConverged<? extends TextModel> open -> {
                    trouble = Optional.of(open.why());
                    iterations = Math.max(iterations, open.iterations());
                    model = open.last();
                }
                case FitOutcome.Converged<? extends TextModel> converged -> {
                    iterations = Math.max(iterations, converged.iterations());
                    model = converged.model();
                }
            }
            double[][] judged = model.probabilities(chosen(texts, judge));
            for (int i = 0; i < judge.length; i++) {
                all[judge[i]] = judged[i];
            }
            watcher.done(part + 1, parts);
        }
        return trouble.isPresent()
                ? new FitOutcome.NotConverged<>(all, iterations, trouble.get())
                : new FitOutcome.Converged<>(all, iterations);
    }

    private static int[] where(int n, IntPredicate which) {
        return IntStream.range(0, n).filter(which).toArray();
    }

    private static List<String> chosen(List<String> texts, int[] rows) {
        return IntStream.of(rows).mapToObj(texts::get).toList();
    }
}
