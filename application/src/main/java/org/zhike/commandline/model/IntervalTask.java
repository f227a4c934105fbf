package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.interval.Interval;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What all kinds of intervals share: numbers given on the command line, or a file's rows, maybe by group. */
abstract class IntervalTask implements Callable<Integer> {

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", paramLabel = "FILE", description = "A file to take the rows of.")
    @Nullable Path input;

    @Option(names = "--by", paramLabel = "COLUMN", description = "One interval for each text of this column.")
    @Nullable String by;

    @Option(names = "--level", defaultValue = "0.95", description = "Of the interval (default: ${DEFAULT-VALUE}).")
    double level;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    /**
     * A value and what it is compatible with.
     *
     * @param n of how many cases
     */
    record Told(double value, long n, Interval interval, String method) {}

    /** The columns to read when there is a file. */
    abstract List<Column> columns();

    /** The interval of some rows of the file. */
    abstract Told of(Frame frame, Group group);

    /** The interval of the numbers given; refuses when they are not all there. */
    abstract Told ofOptions();

    /** Adds to the groups of a file what only all of them together tell. */
    void compare(Answer answer, Frame frame, List<Group> groups, List<Map<String, @Nullable Object>> told) {}

    @Override
    public Integer call() {
        require(level > 0 && level < 1, "--level must lie between 0 and 1, not " + level);
        var answer = new Answer(spec, json);
        if (input == null) {
            require(by == null, "--by needs a file: give --input.");
            map(ofOptions()).forEach(answer::put);
            answer.print();
            return 0;
        }
        List<Column> wanted = new ArrayList<>(columns());
        if (by != null) {
            wanted.add(Column.text(by));
        }
        Frame frame = Frame.read(input, wanted);
        answer.put("rows", frame.rows());
        List<Group> groups = Cells.groups(frame, by);
        if (by == null) {
            map(of(frame, groups.getFirst())).forEach(answer::put);
        } else {
            List<Map<String, @Nullable Object>> told = new ArrayList<>();
            for (Group group : groups) {
                Map<String, @Nullable Object> one = Cells.map("group", group.name());
                one.putAll(map(of(frame, group)));
                told.add(one);
            }
            compare(answer, frame, groups, told);
            answer.put("groups", told);
        }
        answer.print();
        return 0;
    }

    private static Map<String, @Nullable Object> map(Told told) {
        return Cells.map(
                "value", told.value(),
                "low", told.interval().low(),
                "high", told.interval().high(),
                "n", told.n(),
                "method", told.method(),
                "level", told.interval().level());
    }

    static void require(boolean holds, String problem) {
        if (!holds) {
            throw new ProductException(ModelError.BAD_OPTION, problem);
        }
    }

    /** An option that must be there. */
    static <T> T needed(@Nullable T option, String problem) {
        if (option == null) {
            throw new ProductException(ModelError.BAD_OPTION, problem);
        }
        return option;
    }
}
