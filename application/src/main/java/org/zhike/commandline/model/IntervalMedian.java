package org.zhike.commandline.model;

import java.util.List;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.Distribution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "median",
        description = "A median or any other quantile, between two values of the sample, whatever its shape.",
        mixinStandardHelpOptions = true)
final class IntervalMedian extends IntervalTask {

    @Option(
            names = "--column",
            required = true,
            paramLabel = "COLUMN",
            description = "The values; empty cells are left out.")
    private String column = "";

    @Option(names = "--quantile", defaultValue = "0.5", description = "Which one (default: ${DEFAULT-VALUE}).")
    private double quantile;

    @Override
    List<Column> columns() {
        require(quantile > 0 && quantile < 1, "--quantile must lie between 0 and 1, not " + quantile);
        return List.of(Column.number(column).optional());
    }

    @Override
    Told of(Frame frame, Group group) {
        Distribution distribution = Distribution.of(IntervalMean.values(frame, column, group));
        return new Told(
                distribution.quantile(quantile),
                distribution.n(),
                distribution.quantileInterval(quantile, level),
                "order_statistics");
    }

    @Override
    Told ofOptions() {
        return needed(null, "A median needs the values themselves: give --input.");
    }
}
