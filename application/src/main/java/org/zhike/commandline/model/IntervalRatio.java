package org.zhike.commandline.model;

import java.util.List;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.RatioOfSums;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ratio",
        description = "A sum over a sum, such as revenue over orders, each row a unit of its own (delta method).",
        mixinStandardHelpOptions = true)
final class IntervalRatio extends IntervalTask {

    @Option(names = "--numerator", required = true, paramLabel = "COLUMN", description = "What is divided.")
    private String numerator = "";

    @Option(names = "--denominator", required = true, paramLabel = "COLUMN", description = "What it is divided by.")
    private String denominator = "";

    @Override
    List<Column> columns() {
        return List.of(Column.number(numerator), Column.number(denominator));
    }

    @Override
    Told of(Frame frame, Group group) {
        double[] y = group.of(frame.numbers(numerator));
        double[] x = group.of(frame.numbers(denominator));
        double sumY = 0;
        double sumX = 0;
        double sumYy = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < x.length; i++) {
            sumY += y[i];
            sumX += x[i];
            sumYy += y[i] * y[i];
            sumXx += x[i] * x[i];
            sumXy += x[i] * y[i];
        }
        require(sumX != 0, "Column " + denominator + " sums to 0 in group " + group.name() + ".");
        var ratio = new RatioOfSums(x.length, sumY, sumX, sumYy, sumXx, sumXy);
        return new Told(ratio.ratio(), x.length, ratio.delta(level), "delta");
    }

    @Override
    Told ofOptions() {
        return needed(null, "A ratio needs the rows themselves: give --input.");
    }
}
