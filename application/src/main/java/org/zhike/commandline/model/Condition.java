package org.zhike.commandline.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import picocli.CommandLine.Option;

/** Which rows count as successes. */
final class Condition {

    @Option(names = "--column", paramLabel = "COLUMN", description = "The column that decides.")
    @Nullable String column;

    @Option(names = "--equals", paramLabel = "TEXT", description = "Success: this text; may be given more than once.")
    private List<String> equals = new ArrayList<>();

    @Option(names = "--at-least", paramLabel = "X", description = "Success: this number or more.")
    private @Nullable Double atLeast;

    @Option(names = "--at-most", paramLabel = "X", description = "Success: this number or less.")
    private @Nullable Double atMost;

    Column wanted() {
        String name = IntervalTask.needed(column, "Say with --column which column of the file decides.");
        boolean numbers = atLeast != null || atMost != null;
        if (numbers && !equals.isEmpty()) {
            throw new ProductException(
                    ModelError.BAD_OPTION,
                    "Give --equals for texts, or --at-least and --at-most for numbers; not both.");
        }
        return numbers ? Column.number(name) : Column.text(name);
    }

    /** Without --equals, --at-least or --at-most the column holds yes and no. */
    boolean[] successes(Frame frame) {
        String name = wanted().name();
        if (wanted().kind() == Column.Kind.NUMBER) {
            double[] values = frame.numbers(name);
            boolean[] successes = new boolean[values.length];
            for (int i = 0; i < values.length; i++) {
                successes[i] = (atLeast == null || values[i] >= atLeast) && (atMost == null || values[i] <= atMost);
            }
            return successes;
        }
        if (equals.isEmpty()) {
            return Cells.yesNo(frame, name);
        }
        Set<String> wanted = Set.copyOf(equals);
        Frame.Texts texts = frame.texts(name);
        boolean[] successes = new boolean[frame.rows()];
        for (int i = 0; i < successes.length; i++) {
            successes[i] = wanted.contains(texts.at(i));
        }
        return successes;
    }
}
