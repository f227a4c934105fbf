package org.zhike.commandline.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Cells.Group;
import org.zhike.statistics.interval.NetPromoter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "nps",
        description = {
            "A net promoter score: interval nps --promoters 500 --passives 300 --detractors 200",
            "or: interval nps --input F.csv --column recommend, answers 0 to 10 (empty: no answer)."
        },
        mixinStandardHelpOptions = true)
final class IntervalNps extends IntervalTask {

    static final double PROMOTER = 9;
    static final double PASSIVE = 7;

    @Option(names = "--promoters", description = "Answers 9 and 10.")
    private @Nullable Long promoters;

    @Option(names = "--passives", description = "Answers 7 and 8.")
    private @Nullable Long passives;

    @Option(names = "--detractors", description = "Answers 0 to 6.")
    private @Nullable Long detractors;

    @Option(names = "--column", paramLabel = "COLUMN", description = "Answers from 0 to 10.")
    private @Nullable String column;

    @Override
    List<Column> columns() {
        return List.of(Column.number(name()).optional());
    }

    private String name() {
        return needed(column, "Say with --column which column holds the answers.");
    }

    @Override
    Told of(Frame frame, Group group) {
        return told(score(frame, name(), group));
    }

    /** Counts the answers of a group; refuses those that are none of 0 to 10. */
    static NetPromoter score(Frame frame, String column, Group group) {
        double[] answers = frame.numbers(column);
        Cells.require(
                frame,
                column,
                row -> Double.isNaN(answers[row])
                        || (answers[row] >= 0 && answers[row] <= 10 && answers[row] == Math.rint(answers[row])),
                "an answer from 0 to 10");
        long answered = group.count(row -> !Double.isNaN(answers[row]));
        require(answered > 0, "There is no answer in group " + group.name() + ".");
        long promoters = group.count(row -> answers[row] >= PROMOTER);
        long passives = group.count(row -> answers[row] >= PASSIVE && answers[row] < PROMOTER);
        return new NetPromoter(promoters, passives, answered - promoters - passives);
    }

    @Override
    Told ofOptions() {
        String all = "Give --promoters, --passives and --detractors, or --input with --column.";
        long p = needed(promoters, all);
        long n = needed(passives, all);
        long d = needed(detractors, all);
        require(
                p >= 0 && n >= 0 && d >= 0 && p + n + d > 0,
                "Numbers of answers are 0 or more, and one of them above 0.");
        return told(new NetPromoter(p, n, d));
    }

    private Told told(NetPromoter score) {
        return new Told(score.score(), score.answers(), score.adjustedWald(level), "adjusted_wald");
    }
}
