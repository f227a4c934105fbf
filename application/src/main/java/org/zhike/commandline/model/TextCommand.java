package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "text",
        description = {
            "What customers write, Chinese or English: opinion or any other label, topics, languages.",
            "With labels: a classifier, judged on texts that it did not learn from, beside naive Bayes.",
            "With --cold-start: opinions by a lexicon, without training."
        },
        mixinStandardHelpOptions = true)
final class TextCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "Texts, one in each row.")
    private Path input = Path.of("");

    @Option(names = "--text", required = true, paramLabel = "COLUMN", description = "The texts; may be empty.")
    private String text = "";

    @Option(names = "--label", paramLabel = "COLUMN", description = "The class of each text: what to learn.")
    private @Nullable String label;

    @Option(
            names = "--folds",
            paramLabel = "FILE",
            description = "The part of each row: columns row (data rows from 0) and fold (from 0).")
    private @Nullable Path folds;

    @Option(
            names = "--cv",
            defaultValue = "5",
            paramLabel = "N",
            description = "Into how many parts to divide the rows when there is no file (default: ${DEFAULT-VALUE}).")
    private int cv;

    @Option(
            names = "--cold-start",
            description =
                    "Learn nothing; judge by the lexicon. Labels, if given, only tell how often it is right: of two"
                            + " classes the second in order (1, positive) is the good one.")
    private boolean coldStart;

    @Option(names = "--topics", description = "Also name the topics of each text.")
    private boolean topics;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "A CSV file, a row a text.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        require(label != null || coldStart, "Give --label to learn from, or --cold-start to judge by the lexicon.");
        require(cv >= 2, "--cv must be at least 2, not " + cv);
        require(
                folds == null || (label != null && !coldStart),
                "--folds is for learning: give --label, not --cold-start.");
        var answer = new Answer(spec, json);
        Column texts = Column.text(text).optional();
        Frame frame = Frame.read(input, label == null ? List.of(texts) : List.of(texts, Column.text(label)));
        var rows = new TextRows(frame, text, label);
        rows.tell(answer);
        var columns = new TextColumns();
        if (coldStart) {
            new TextColdStart(rows).run(answer, columns);
        } else {
            new TextTraining(rows, new Progress(spec)).run(folds, label, cv, answer, columns);
        }
        if (topics) {
            rows.addTopics(answer, columns);
        }
        columns.write(output, rows.size());
        answer.put("output", output.toString()).print();
        return 0;
    }

    static void require(boolean right, String otherwise) {
        if (!right) {
            throw new ProductException(ModelError.BAD_OPTION, otherwise);
        }
    }
}
