package org.zhike.commandline.model;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.clv.BgNbdFitter;
import org.zhike.statistics.clv.CustomerBase;
import org.zhike.statistics.clv.Discount;
import org.zhike.statistics.clv.DistinctHistories;
import org.zhike.statistics.clv.Fitted;
import org.zhike.statistics.clv.GammaGamma;
import org.zhike.statistics.clv.GammaGammaFitter;
import org.zhike.statistics.clv.NaiveRate;
import org.zhike.statistics.clv.Parameter;
import org.zhike.statistics.clv.ParetoNbd;
import org.zhike.statistics.clv.ParetoNbdFitter;
import org.zhike.statistics.clv.PurchaseModel;
import org.zhike.statistics.clv.Valuation;
import org.zhike.statistics.interval.Interval;

/** One run of the models of customer value: fits, falls back to past rates where that is all there is, tells and writes. */
final class ClvRun {

    private static final double LEVEL = 0.95;

    /** From here on that the two have nothing to do with each other is no longer believable. */
    private static final double CORRELATED = 0.3;

    private final CustomerBase base;
    private final ClvCommand.Kind kind;
    private final double horizon;
    private final double margin;
    private final Discount discount;
    private final boolean valued;
    private final DistinctHistories histories;
    private final ClvHoldout holdout;

    private @Nullable Fitted<? extends PurchaseModel> purchases;
    private @Nullable Valuation valuation;
    private double[] expected = new double[0];
    private double[] valuePerPurchase = new double[0];

    ClvRun(CustomerBase base, ClvCommand.Kind kind, double horizon, double margin, Discount discount, boolean valued) {
        this.base = base;
        this.kind = kind;
        this.horizon = horizon;
        this.margin = margin;
        this.discount = discount;
        this.valued = valued;
        histories = base.histories().distinct();
        holdout = new ClvHoldout(base, histories, horizon);
    }

    /** Fits, and puts what came of it into the answer. */
    void tell(Answer answer) {
        answer.put("model", kind == ClvCommand.Kind.BGNBD ? "bgnbd" : "paretonbd")
                .put("calibration_end", LocalDate.ofEpochDay(base.lastDay()).toString())
                .put("horizon_weeks", horizon)
                .put("customers", base.size())
                .put("repeat_buyers", base.histories().repeatBuyers())
                .put("repeat_purchases", base.histories().repeatPurchases())
                .put("distinct_histories", histories.size())
                .put("customers_after_calibration", base.laterCustomers());
        fitPurchases(answer);
        answer.put("expected_purchases", Arrays.stream(expected).sum());
        if (valued) {
            fitSpend(answer);
        }
        holdout.tell(purchases == null ? null : purchases.model(), answer);
    }

    private void fitPurchases(Answer answer) {
        FitOutcome<? extends Fitted<? extends PurchaseModel>> outcome = switch (kind) {
            case BGNBD -> BgNbdFitter.fit(histories);
            case PARETONBD -> ParetoNbdFitter.fit(histories);
        };
        answer.take(outcome);
        purchases = fitted(outcome);
        if (purchases == null) {
            answer.put("method", "naive_rate")
                    .warn(
                            "Expected purchases are past rates carried on; nobody's chance to be still a customer is known.");
            expected = NaiveRate.expectedPurchases(base.histories(), horizon);
            return;
        }
        answer.put("method", "model");
        tellFit(purchases).forEach(answer::put);
        expected = histories.spread(purchases.model().expectedPurchases(histories.histories(), horizon));
    }

    private static <M> @Nullable M fitted(FitOutcome<? extends M> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<? extends M>(M model, int iterations) -> model;
            case FitOutcome.NotConverged<? extends M>(M last, int iterations, String why) -> last;
            case FitOutcome.TooLittleData<? extends M> little -> null;
        };
    }

    private static Map<String, @Nullable Object> tellFit(Fitted<?> fitted) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, @Nullable Object> errors = new LinkedHashMap<>();
        Map<String, Object> intervals = new LinkedHashMap<>();
        for (Parameter parameter : fitted.parameters()) {
            values.put(parameter.name(), parameter.value());
            errors.put(parameter.name(), finite(parameter.standardError()));
            intervals.put(parameter.name(), bounds(parameter.interval()));
        }
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("parameters", values);
        told.put("standard_errors", errors);
        told.put("intervals_95", intervals);
        told.put("log_likelihood", fitted.logLikelihood());
        told.put("aic", fitted.aic());
        return told;
    }

    private void fitSpend(Answer answer) {
        int[] frequencies = base.frequencies();
        double[] means = base.meanRepeatValues();
        FitOutcome<Fitted<GammaGamma>> outcome = GammaGammaFitter.fit(frequencies, means);
        Fitted<GammaGamma> spend = fitted(outcome);
        if (spend == null || Double.isInfinite(spend.model().meanValue())) {
            answer.put("spend", null)
                    .warn("The values of purchases carry no model (" + why(outcome)
                            + "); each customer's own mean is taken, without an interval.");
            valuePerPurchase = base.meanValues();
            answer.put("clv", Arrays.stream(plainWorth()).sum());
            return;
        }
        double correlation = GammaGammaFitter.correlation(frequencies, means);
        Map<String, @Nullable Object> told = tellFit(spend);
        told.put("customers", spend.customers());
        told.put("mean_value", spend.model().meanValue());
        told.put("correlation_of_frequency_and_value", correlation);
        answer.put("spend", told);
        if (outcome instanceof FitOutcome.NotConverged<?>) {
            answer.warn("The spend model did not converge, so that values have no interval: " + why(outcome) + ".");
        }
        if (Math.abs(correlation) > CORRELATED) {
            answer.warn("How often and for how much are correlated (%.2f); the spend model takes them for independent."
                    .formatted(correlation));
        }
        valuePerPurchase = spend.model().expectedValues(frequencies, means);
        if (purchases == null) {
            answer.put("clv", Arrays.stream(plainWorth()).sum());
            return;
        }
        valuation = Valuation.of(purchases, spend, base, histories, horizon, discount, margin, LEVEL);
        answer.put("clv", valuation.total()).put("clv_interval_95", bounds(valuation.totalInterval()));
    }

    private static String why(FitOutcome<?> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<?> converged -> "their mean over all customers has no bound";
            case FitOutcome.NotConverged<?> open -> open.why();
            case FitOutcome.TooLittleData<?> little ->
                String.join(
                        ", ",
                        little.shortages().stream()
                                .map(shortage -> shortage.what().replace('_', ' ') + ": "
                                        + CsvOutput.cell(shortage.have()) + " of " + CsvOutput.cell(shortage.need()))
                                .toList());
        };
    }

    /** What customers are worth where there is no fit of both, in the order of the base. */
    private double[] plainWorth() {
        double[] discounted = purchases == null
                ? base.histories()
                        .map(history -> discount.present(
                                horizon, time -> history.age() == 0 ? 0 : history.frequency() / history.age() * time))
                : histories.spread(purchases.model().expectedPurchases(histories.histories(), horizon, discount));
        double[] worth = new double[discounted.length];
        Arrays.setAll(worth, i -> margin * discounted[i] * valuePerPurchase[i]);
        return worth;
    }

    private static @Nullable Object finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    private static List<@Nullable Object> bounds(Interval interval) {
        List<@Nullable Object> bounds = new ArrayList<>();
        bounds.add(finite(interval.low()));
        bounds.add(finite(interval.high()));
        return bounds;
    }

    /** Writes a row for each customer. */
    void write(Path file, List<String> names) {
        Map<String, double[]> columns = columns();
        List<String> headings = new ArrayList<>(List.of("customer", "x", "t_x", "T"));
        headings.addAll(columns.keySet());
        List<double[]> numbers = List.copyOf(columns.values());
        CsvOutput.write(file, headings, rows -> {
            for (int i = 0; i < base.size(); i++) {
                List<String> cells = new ArrayList<>(headings.size());
                cells.add(names.get(base.number(i)));
                cells.add(CsvOutput.cell(base.histories().frequency(i)));
                cells.add(CsvOutput.cell(base.histories().ageAtLastPurchase(i)));
                cells.add(CsvOutput.cell(base.histories().age(i)));
                for (double[] column : numbers) {
                    cells.add(Double.isFinite(column[i]) ? CsvOutput.cell(column[i]) : "");
                }
                rows.accept(cells);
            }
        });
    }

    /** The computed columns in their order; NaN makes an empty cell. */
    private Map<String, double[]> columns() {
        Map<String, double[]> columns = new LinkedHashMap<>();
        columns.put("p_alive", purchases == null ? unknown() : spread(purchases.model()));
        columns.put("expected_purchases", expected);
        if (valued) {
            columns.put("value_per_purchase", valuePerPurchase);
            columns.put("expected_value", products(expected, valuePerPurchase));
            columns.put("clv", valuation == null ? plainWorth() : worth(valuation));
            columns.put("clv_low", valuation == null ? unknown() : bound(valuation, true));
            columns.put("clv_high", valuation == null ? unknown() : bound(valuation, false));
        }
        if (purchases != null && discount.rate() > 0 && purchases.model() instanceof ParetoNbd pareto) {
            double[] lifetime =
                    histories.spread(pareto.discountedPurchases(histories.histories(), discount.continuous()));
            columns.put("discounted_purchases", lifetime);
            if (valued) {
                double[] value = products(lifetime, valuePerPurchase);
                Arrays.setAll(value, i -> margin * value[i]);
                columns.put("lifetime_value", value);
            }
        }
        if (holdout.possible()) {
            columns.put("holdout_purchases", holdout.purchases());
            if (valued) {
                columns.put("holdout_value", holdout.values());
            }
        }
        return columns;
    }

    private double[] spread(PurchaseModel model) {
        return histories.spread(model.probabilityAlive(histories.histories()));
    }

    private double[] unknown() {
        double[] unknown = new double[base.size()];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    private static double[] products(double[] a, double[] b) {
        double[] products = new double[a.length];
        Arrays.setAll(products, i -> a[i] * b[i]);
        return products;
    }

    private double[] worth(Valuation valuation) {
        double[] worth = new double[base.size()];
        Arrays.setAll(worth, valuation::worth);
        return worth;
    }

    /** Empty where the fits give no bound. */
    private double[] bound(Valuation valuation, boolean low) {
        double[] bound = new double[base.size()];
        Arrays.setAll(bound, i -> {
            Interval interval = valuation.interval(i);
            return Double.isInfinite(interval.high()) ? Double.NaN : low ? interval.low() : interval.high();
        });
        return bound;
    }
}
