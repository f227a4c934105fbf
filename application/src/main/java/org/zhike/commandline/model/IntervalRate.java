package org.zhike.commandline.model;

import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.PoissonRate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rate",
        description = {
            "Events per time or customer, exact for counts: interval rate --events 7 --exposure 12",
            "or: interval rate --input F.csv --column complaints [--exposure-column months]"
        },
        mixinStandardHelpOptions = true)
final class IntervalRate extends IntervalTask {

    @Option(names = "--events", description = "How many.")
    private @Nullable Long events;

    @Option(names = "--exposure", description = "In how much time, or of how many customers.")
    private @Nullable Double exposure;

    @Option(names = "--column", paramLabel = "COLUMN", description = "Numbers of events, whole.")
    private @Nullable String column;

    @Option(
            names = "--exposure-column",
            paramLabel = "COLUMN",
            description = "Their time (default: each row counts as 1).")
    private @Nullable String exposureColumn;

    @Override
    List<Column> columns() {
        Column counts = Column.number(needed(column, "Say with --column which column holds the numbers of events."));
        return exposureColumn == null ? List.of(counts) : List.of(counts, Column.number(exposureColumn));
    }

    @Override
    Told of(Frame frame, Group group) {
        String name = columns().getFirst().name();
        double[] counts = frame.numbers(name);
        Cells.require(
                frame,
                name,
                row -> counts[row] >= 0 && counts[row] == Math.rint(counts[row]) && counts[row] < 1e15,
                "a number of events: it must be whole and 0 or more");
        long sum = (long) DoubleStream.of(group.of(counts)).sum();
        double time = exposureColumn == null
                ? group.size()
                : DoubleStream.of(group.of(frame.numbers(exposureColumn))).sum();
        require(time > 0, "The exposure of group " + group.name() + " must be positive, not " + time);
        return told(new PoissonRate(sum, time));
    }

    @Override
    Told ofOptions() {
        String both = "Give --events and --exposure, or --input with --column.";
        long count = needed(events, both);
        double time = needed(exposure, both);
        require(count >= 0 && time > 0 && Double.isFinite(time), "--events must be 0 or more and --exposure positive.");
        return told(new PoissonRate(count, time));
    }

    private Told told(PoissonRate rate) {
        return new Told(rate.rate(), rate.events(), rate.exact(level), "poisson_exact");
    }
}
