package org.zhike.commandline.model;

import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.Bootstrap;
import org.zhike.statistics.interval.Moments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "mean",
        description = {
            "A mean by Student's t: interval mean --n 40 --mean 12.5 --sd 3.1",
            "or: interval mean --input F.csv --column amount; with --bootstrap for skewed numbers (BCa)."
        },
        mixinStandardHelpOptions = true)
final class IntervalMean extends IntervalTask {

    private static final int LEAST_RESAMPLES = 100;

    @Option(names = "--n", description = "How many values.")
    private @Nullable Long n;

    @Option(names = "--mean", description = "Their mean.")
    private @Nullable Double mean;

    @Option(names = "--sd", description = "Their standard deviation (divisor n − 1).")
    private @Nullable Double sd;

    @Option(names = "--column", paramLabel = "COLUMN", description = "The values; empty cells are left out.")
    private @Nullable String column;

    @Option(names = "--bootstrap", paramLabel = "N", description = "Draw so many samples, such as 2000.")
    private @Nullable Integer resamples;

    @Option(names = "--seed", defaultValue = "1", description = "For the samples drawn (default: 1).")
    private long seed;

    @Override
    List<Column> columns() {
        return List.of(Column.number(needed(column, "Say with --column which column holds the values."))
                .optional());
    }

    @Override
    Told of(Frame frame, Group group) {
        double[] values = values(frame, columns().getFirst().name(), group);
        Moments moments = Moments.of(values);
        if (resamples == null || values.length < 2) {
            return new Told(moments.mean(), moments.n(), moments.studentT(level), "student_t");
        }
        require(resamples >= LEAST_RESAMPLES, "--bootstrap needs at least 100 samples, not " + resamples);
        var bootstrap = new Bootstrap(resamples, seed);
        return new Told(
                moments.mean(),
                moments.n(),
                bootstrap.bca(values, drawn -> DoubleStream.of(drawn).sum() / drawn.length, level),
                "bootstrap_bca");
    }

    /** The values of a group, without empty cells; at least one. */
    static double[] values(Frame frame, String column, Group group) {
        double[] all = group.of(frame.numbers(column));
        double[] values = DoubleStream.of(all).filter(v -> !Double.isNaN(v)).toArray();
        require(values.length > 0, "There is no value in group " + group.name() + ".");
        return values;
    }

    @Override
    Told ofOptions() {
        String all = "Give --n, --mean and --sd, or --input with --column.";
        long count = needed(n, all);
        double centre = needed(mean, all);
        double spread = needed(sd, all);
        require(
                count >= 1 && Double.isFinite(centre) && spread >= 0 && Double.isFinite(spread),
                "--n must be 1 or more, --mean a number and --sd 0 or more.");
        return new Told(centre, count, new Moments(count, centre, spread * spread).studentT(level), "student_t");
    }
}
