package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.text.ClassificationScores;
import org.zhike.statistics.text.Folds;
import org.zhike.statistics.text.NaiveBayes;
import org.zhike.statistics.text.OutOfFold;
import org.zhike.statistics.text.TextClassifier;
import org.zhike.statistics.text.TextClassifierFitter;
import org.zhike.statistics.text.TextModel;

/** The classifier on labelled texts: each text judged by a model that did not learn from it. */
final class TextTraining {

    private static final long SEED = 1;

    private final TextRows rows;
    private final Progress progress;

    TextTraining(TextRows rows, Progress progress) {
        this.rows = rows;
        this.progress = progress;
    }

    void run(@Nullable Path foldsFile, @Nullable String label, int parts, Answer answer, TextColumns columns) {
        int[] folds = foldsFile == null
                ? Folds.stratified(rows.labels(), parts, SEED)
                : readFolds(foldsFile, label == null ? "" : label);
        answer.put("method", "classifier")
                .put("folds", Arrays.stream(folds).max().orElse(0) + 1);
        columns.add("label", row -> rows.classes().get(rows.labels()[row]));
        columns.add("fold", row -> String.valueOf(folds[row]));

        TextClassifierFitter fitter = TextClassifierFitter.standard();
        FitOutcome<TextClassifier> whole =
                fitter.fit(rows.texts(), rows.labels(), rows.classes().size());
        if (whole instanceof FitOutcome.TooLittleData<TextClassifier>) {
            answer.take(whole);
            nameClasses(answer);
            return;
        }
        FitOutcome<double[][]> outcome = leftOut("classifier", folds, fitter::fit);
        if (!answer.take(outcome)) {
            nameClasses(answer);
            return;
        }
        double[][] p = switch (outcome) {
            case FitOutcome.Converged<double[][]> converged -> converged.model();
            case FitOutcome.NotConverged<double[][]> open -> open.last();
            case FitOutcome.TooLittleData<double[][]> little -> new double[0][];
        };
        ClassificationScores scores = ClassificationScores.of(rows.labels(), p);
        whole.converged().ifPresent(model -> answer.put("parameters", parameters(fitter, model)));
        answer.put("log_likelihood", -scores.logLoss() * scores.n()).put("scores", told(scores));
        compare(scores, folds, answer);
        addPredictions(p, columns);
    }

    private FitOutcome<double[][]> leftOut(String phase, int[] folds, OutOfFold.Trainer trainer) {
        return OutOfFold.probabilities(
                rows.texts(),
                rows.labels(),
                rows.classes().size(),
                folds,
                trainer,
                (done, all) -> progress.show(phase, done, all));
    }

    /** Says which classes the numbers in the shortages stand for. */
    private void nameClasses(Answer answer) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < rows.classes().size(); k++) {
            names.add(k + " is \"" + rows.classes().get(k) + "\"");
        }
        answer.warn(
                "Nothing was learnt. Class " + String.join(", ", names) + ". --cold-start judges without learning.");
    }

    private static Map<String, Object> parameters(TextClassifierFitter fitter, TextClassifier model) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("cost", model.cost());
        parameters.put("costs_tried", fitter.costs());
        parameters.put("pieces", model.pieces());
        parameters.put("minimum_texts", fitter.minimumTexts());
        parameters.put("seed", fitter.seed());
        return parameters;
    }

    private Map<String, Object> told(ClassificationScores scores) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("accuracy", scores.accuracy().share());
        told.put("accuracy_interval", ends(scores.accuracy().wilson(0.95)));
        told.put("macro_f1", scores.macroF1());
        told.put("macro_f1_interval", ends(scores.macroF1Interval(0.95)));
        told.put("log_loss", scores.logLoss());
        List<Map<String, Object>> classes = new ArrayList<>();
        for (int k = 0; k < scores.classes(); k++) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("class", rows.classes().get(k));
            one.put("precision", scores.precision(k));
            one.put("recall", scores.recall(k));
            one.put("f1", scores.f1(k));
            Map<String, Long> taken = new LinkedHashMap<>();
            for (int j = 0; j < scores.classes(); j++) {
                taken.put(rows.classes().get(j), scores.count(k, j));
            }
            one.put("taken_for", taken);
            classes.add(one);
        }
        told.put("classes", classes);
        return told;
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** Tells how good the simplest ways are, and warns when the classifier is no better. */
    private void compare(ClassificationScores ours, int[] folds, Answer answer) {
        int[] sizes = new int[rows.classes().size()];
        for (int label : rows.labels()) {
            sizes[label]++;
        }
        double majority = (double) Arrays.stream(sizes).max().orElse(0) / rows.size();
        Map<String, Object> baselines = new LinkedHashMap<>();
        baselines.put("majority_accuracy", majority);
        leftOut("naive Bayes", folds, NaiveBayes::fit).converged().ifPresent(p -> {
            ClassificationScores bayes = ClassificationScores.of(rows.labels(), p);
            baselines.put("naive_bayes_accuracy", bayes.accuracy().share());
            baselines.put("naive_bayes_macro_f1", bayes.macroF1());
            baselines.put("naive_bayes_log_loss", bayes.logLoss());
            if (bayes.accuracy().share() > ours.accuracy().share()) {
                answer.warn("Naive Bayes is right more often than the classifier on these texts.");
            }
        });
        answer.put("baselines", baselines);
        if (ours.accuracy().wilson(0.95).low() <= majority) {
            answer.warn("The classifier is not surely better than always naming the most frequent class.");
        }
    }

    private void addPredictions(double[][] p, TextColumns columns) {
        columns.add("predicted", row -> rows.classes().get(TextModel.mostProbable(p[row])));
        for (int k = 0; k < rows.classes().size(); k++) {
            int ofClass = k;
            columns.add("p_" + rows.classes().get(k), row -> CsvOutput.cell(p[row][ofClass]));
        }
    }

    /** Reads the part of each data row; a column of labels in the file must be the one of the texts. */
    private int[] readFolds(Path file, String label) {
        var hasLabels = new AtomicBoolean();
        Frame frame = Frame.read(file, headings -> {
            List<Column> columns = new ArrayList<>(List.of(Column.number("row"), Column.number("fold")));
            if (headings.contains(label)) {
                hasLabels.set(true);
                columns.add(Column.text(label));
            }
            return columns;
        });
        double[] numbers = frame.numbers("row");
        double[] parts = frame.numbers("fold");
        int[] folds = new int[rows.size()];
        Arrays.fill(folds, -1);
        for (int i = 0; i < frame.rows(); i++) {
            int row = (int) numbers[i];
            if (row != numbers[i] || row < 0 || row >= folds.length) {
                throw refused(
                        file,
                        frame.line(i),
                        "there is no data row " + CsvOutput.cell(numbers[i]) + " of " + folds.length);
            }
            if (folds[row] >= 0) {
                throw refused(file, frame.line(i), "row " + row + " occurs twice");
            }
            if (parts[i] != (int) parts[i] || parts[i] < 0 || parts[i] >= folds.length) {
                throw refused(file, frame.line(i), "a fold is a number from 0, not " + CsvOutput.cell(parts[i]));
            }
            folds[row] = (int) parts[i];
        }
        int missing = Arrays.stream(folds).boxed().toList().indexOf(-1);
        if (missing >= 0) {
            throw new ProductException(ModelError.BAD_OPTION, file + " gives no fold for data row " + missing + ".");
        }
        if (hasLabels.get()) {
            checkLabels(file, frame.texts(label), frame, numbers);
        }
        return folds;
    }

    private void checkLabels(Path file, Frame.Texts labels, Frame frame, double[] numbers) {
        for (int i = 0; i < frame.rows(); i++) {
            String ours = rows.classes().get(rows.labels()[(int) numbers[i]]);
            if (!labels.at(i).equals(ours)) {
                throw refused(
                        file,
                        frame.line(i),
                        "the label is \"" + labels.at(i) + "\", but \"" + ours
                                + "\" in the texts: the rows do not match");
            }
        }
    }

    private static ProductException refused(Path file, long line, String why) {
        return new ProductException(ModelError.BAD_OPTION, file + ", line " + line + ": " + why + ".");
    }
}
