package org.zhike.commandline.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.clv.CustomerBase;
import org.zhike.statistics.clv.DistinctHistories;
import org.zhike.statistics.clv.Holdout;
import org.zhike.statistics.clv.NaiveRate;
import org.zhike.statistics.clv.PurchaseModel;
import org.zhike.statistics.clv.Tracking;

/** What was expected beside what came after the end of calibration, up to the horizon or the end of the data. */
final class ClvHoldout {

    private static final int GROUPS = 10;

    private final CustomerBase base;
    private final DistinctHistories histories;
    private final int end;

    ClvHoldout(CustomerBase base, DistinctHistories histories, double horizonWeeks) {
        this.base = base;
        this.histories = histories;
        double horizonEnd = base.lastDay() + Math.floor(horizonWeeks * ClvCommand.DAYS_PER_WEEK + 1e-9);
        end = (int) Math.min(horizonEnd, base.lastKnownDay());
    }

    /** Whether anything is known of the time after calibration. */
    boolean possible() {
        return end > base.lastDay();
    }

    double[] purchases() {
        return base.laterPurchases(end);
    }

    double[] values() {
        return base.laterValues(end);
    }

    /** Puts the scores into the answer, and a warning if past rates carried on do as well. */
    void tell(@Nullable PurchaseModel model, Answer answer) {
        if (!possible()) {
            return;
        }
        double weeks = (double) (end - base.lastDay()) / ClvCommand.DAYS_PER_WEEK;
        double[] actual = purchases();
        Holdout naive = Holdout.of(NaiveRate.expectedPurchases(base.histories(), weeks), actual);
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("weeks", weeks);
        if (model != null) {
            double[] predicted = histories.spread(model.expectedPurchases(histories.histories(), weeks));
            Holdout holdout = Holdout.of(predicted, actual);
            told.putAll(scores(holdout));
            told.put("deciles", deciles(predicted, actual));
            told.put("tracking", tracking(model));
            if (holdout.meanAbsoluteError() >= naive.meanAbsoluteError()) {
                answer.warn("The model is no better than past rates carried on: mean absolute error %.4f beside %.4f."
                        .formatted(holdout.meanAbsoluteError(), naive.meanAbsoluteError()));
            }
        }
        told.put("naive", scores(naive));
        answer.put("holdout", told);
    }

    private static Map<String, Object> scores(Holdout holdout) {
        Map<String, Object> scores = new LinkedHashMap<>();
        scores.put("mean_absolute_error", holdout.meanAbsoluteError());
        scores.put("root_mean_square_error", holdout.rootMeanSquareError());
        scores.put("correlation", holdout.correlation());
        scores.put("predicted", holdout.predicted());
        scores.put("actual", holdout.actual());
        return scores;
    }

    private static List<Map<String, Object>> deciles(double[] predicted, double[] actual) {
        List<Map<String, Object>> deciles = new ArrayList<>();
        for (Holdout.Group group : Holdout.groups(predicted, actual, GROUPS)) {
            Map<String, Object> decile = new LinkedHashMap<>();
            decile.put("customers", group.customers());
            decile.put("mean_predicted", group.meanPredicted());
            decile.put("mean_actual", group.meanActual());
            deciles.add(decile);
        }
        return deciles;
    }

    /** All repeat purchases from the first customer on, as they were and as the model has them. */
    private Map<String, Object> tracking(PurchaseModel model) {
        int first = Integer.MAX_VALUE;
        for (int i = 0; i < base.size(); i++) {
            first = Math.min(first, base.firstDay(i));
        }
        int weeks = Math.max(1, (int) weeksUntil(end, first));
        Tracking tracking = Tracking.of(model, base, weeks);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("weeks", weeks);
        told.put("actual", tracking.actualUntil(weeks));
        told.put("expected", tracking.expectedUntil(weeks));
        int firstTested = (int) Math.min(weeks, weeksUntil(base.lastDay(), first) + 1);
        told.put("mean_absolute_error_of_sums_in_holdout", tracking.meanAbsoluteError(firstTested));
        return told;
    }

    private static long weeksUntil(int day, int first) {
        return ((long) day - first + 1) / ClvCommand.DAYS_PER_WEEK;
    }
}
