package org.zhike.commandline.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.clv.CustomerBase;
import org.zhike.statistics.clv.Discount;
import org.zhike.statistics.clv.PurchaseLog;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "clv",
        description = {
            "What customers will buy and are worth, from the dates and amounts of what they bought.",
            "Refunds (amounts below 0) are left out and counted; purchases of 0 are purchases. Purchases of a customer on one"
                    + " day are one.",
            "Time is in weeks of seven days."
        },
        mixinStandardHelpOptions = true)
final class ClvCommand implements Callable<Integer> {

    static final int DAYS_PER_WEEK = 7;

    enum Kind {
        BGNBD,
        PARETONBD
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "Purchases, one in each row.")
    private Path input = Path.of("");

    @Option(names = "--customer", required = true, paramLabel = "COLUMN", description = "Who bought.")
    private String customer = "";

    @Option(names = "--date", required = true, paramLabel = "COLUMN", description = "When, such as 2026-01-31.")
    private String date = "";

    @Option(names = "--amount", paramLabel = "COLUMN", description = "For how much; without it no values.")
    private @Nullable String amount;

    @Option(
            names = "--calibration-end",
            paramLabel = "DATE",
            description = "The last day to learn from (default: the last in the file). Later purchases test the model.")
    private @Nullable LocalDate calibrationEnd;

    @Option(names = "--horizon", required = true, paramLabel = "WEEKS", description = "How far to look ahead.")
    private double horizon;

    @Option(
            names = "--model",
            defaultValue = "BGNBD",
            paramLabel = "MODEL",
            description = "One of bgnbd, paretonbd (default: bgnbd).")
    private Kind model = Kind.BGNBD;

    @Option(
            names = "--margin",
            defaultValue = "1",
            description = "The share of a purchase that is kept (default: ${DEFAULT-VALUE}).")
    private double margin;

    @Option(
            names = "--discount",
            defaultValue = "0",
            description =
                    "By how much value fades in a month of 4.345 weeks, such as 0.01 (default: ${DEFAULT-VALUE}).")
    private double discount;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "A CSV file, a row a customer.")
    private Path output = Path.of("");

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Override
    public Integer call() {
        checkOptions();
        var answer = new Answer(spec, json);
        var progress = new Progress(spec);
        progress.show("clv", 0, 4);
        List<Column> columns = new ArrayList<>(List.of(Column.text(customer), Column.date(date)));
        if (amount != null) {
            columns.add(Column.number(amount));
        }
        Frame frame = Frame.read(input, columns);
        progress.show("clv", 1, 4);
        int[] days = frame.days(date);
        PurchaseLog log = purchases(frame, days, answer);
        CustomerBase base = log.until(lastDay(days), DAYS_PER_WEEK);
        if (base.size() == 0) {
            throw new ProductException(
                    ModelError.BAD_OPTION,
                    "No customer bought on or before the end of calibration, " + LocalDate.ofEpochDay(base.lastDay())
                            + ".");
        }
        progress.show("clv", 2, 4);
        var run = new ClvRun(base, model, horizon, margin, Discount.monthlyInWeeks(discount), amount != null);
        run.tell(answer);
        progress.show("clv", 3, 4);
        run.write(output, frame.texts(customer).levels());
        progress.show("clv", 4, 4);
        answer.put("output", output.toString()).print();
        return 0;
    }

    private void checkOptions() {
        require(
                Double.isFinite(horizon) && horizon > 0,
                "--horizon must be a positive number of weeks, not " + horizon);
        require(Double.isFinite(margin) && margin > 0, "--margin must be positive, not " + margin);
        require(
                Double.isFinite(discount) && discount >= 0,
                "--discount must not be negative (0.01 is one percent a month), but is " + discount);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new ProductException(ModelError.BAD_OPTION, otherwise);
        }
    }

    private int lastDay(int[] days) {
        if (calibrationEnd != null) {
            return Math.toIntExact(calibrationEnd.toEpochDay());
        }
        int last = Integer.MIN_VALUE;
        for (int day : days) {
            last = Math.max(last, day);
        }
        return last;
    }

    /** All rows but refunds. */
    private PurchaseLog purchases(Frame frame, int[] days, Answer answer) {
        int[] customers = frame.texts(customer).codes();
        if (amount == null) {
            answer.put("purchases_read", frame.rows());
            return PurchaseLog.of(customers, days);
        }
        double[] amounts = frame.numbers(amount);
        int kept = 0;
        int zero = 0;
        for (int row = 0; row < amounts.length; row++) {
            if (amounts[row] >= 0) {
                customers[kept] = customers[row];
                days[kept] = days[row];
                amounts[kept++] = amounts[row];
                zero += amounts[row] == 0 ? 1 : 0;
            }
        }
        int refunds = amounts.length - kept;
        answer.put("purchases_read", kept).put("refunds_left_out", refunds).put("purchases_of_zero", zero);
        if (refunds > 0) {
            answer.warn(
                    refunds + " rows with an amount below 0 were taken for refunds and left out: they neither count as"
                            + " purchases nor lower any value.");
        }
        if (zero > 0) {
            answer.warn(zero + " purchases of 0 count as purchases.");
        }
        return PurchaseLog.of(
                java.util.Arrays.copyOf(customers, kept),
                java.util.Arrays.copyOf(days, kept),
                java.util.Arrays.copyOf(amounts, kept));
    }
}
