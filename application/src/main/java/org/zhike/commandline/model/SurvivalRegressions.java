package org.zhike.commandline.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.commandline.model.Frame.Texts;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.survival.Concordance;
import org.zhike.statistics.survival.Covariates;
import org.zhike.statistics.survival.CoxModel;
import org.zhike.statistics.survival.CoxRegression;
import org.zhike.statistics.survival.CoxRegression.Ties;
import org.zhike.statistics.survival.Proportionality;
import org.zhike.statistics.survival.WeibullModel;
import org.zhike.statistics.survival.WeibullRegression;
import org.zhike.statistics.test.ChiSquareStatistic;

/** What hastens or delays an end, told into an answer. */
final class SurvivalRegressions {

    /** More different texts than this are names, not categories. */
    private static final int MOST_LEVELS = 50;

    /** Fewer ends for each coefficient make it unsteady (Peduzzi and others 1995). */
    private static final double ENDS_PER_COEFFICIENT = 10;

    private static final double PROPORTIONAL = 0.01;
    private static final int STEPS = 50;

    private final Frame frame;
    private final double[] durations;
    private final boolean[] ended;
    private final double level;

    SurvivalRegressions(Frame frame, double[] durations, boolean[] ended, double level) {
        this.frame = frame;
        this.durations = durations;
        this.ended = ended;
        this.level = level;
    }

    void cox(Answer answer, List<String> columns, Ties ties) {
        Covariates covariates =
                covariates(columns, IntStream.range(0, durations.length).toArray());
        FitOutcome<CoxModel> outcome = new CoxRegression(ties, STEPS).fit(durations, ended, covariates);
        if (!answer.take(outcome)) {
            return;
        }
        CoxModel model = modelOf(outcome);
        long ends = IntStream.range(0, ended.length).filter(i -> ended[i]).count();
        if (ends < ENDS_PER_COEFFICIENT * covariates.size()) {
            answer.warn(
                    ends + " ended for " + covariates.size() + " coefficients: below ten for each they are unsteady.");
        }
        Proportionality changing = model.proportionality(ties, durations, ended, covariates);
        List<Map<String, @Nullable Object>> coefficients = new ArrayList<>();
        for (int j = 0; j < covariates.size(); j++) {
            Interval ratio = model.hazardRatioInterval(j, level);
            coefficients.add(Cells.map(
                    "name", model.names().get(j),
                    "coefficient", model.coefficient(j),
                    "standard_error", model.standardError(j),
                    "z", model.z(j),
                    "p", model.pValue(j),
                    "hazard_ratio", model.hazardRatio(j),
                    "hazard_ratio_low", ratio.low(),
                    "hazard_ratio_high", ratio.high(),
                    "p_same_over_time", changing.covariates().get(j).pValue()));
        }
        double[] risks = IntStream.range(0, durations.length)
                .mapToDouble(i -> model.relativeRisk(covariates.row(i)))
                .toArray();
        answer.put(
                "cox",
                Cells.map(
                        "ties", ties.name().toLowerCase(Locale.ROOT),
                        "coefficients", coefficients,
                        "log_likelihood", model.logLikelihood(),
                        "null_log_likelihood", model.nullLogLikelihood(),
                        "likelihood_ratio_test", test(model.likelihoodRatioTest()),
                        "wald_test", test(model.waldTest()),
                        "score_test", test(model.scoreTest()),
                        "concordance", Concordance.of(durations, ended, risks).index(),
                        "same_over_time_test", test(changing.global())));
        if (changing.global().pValue() < PROPORTIONAL) {
            answer.warn("Effects change over time (p " + changing.global().pValue()
                    + "): a hazard ratio is an average over it. See p_same_over_time.");
        }
    }

    void weibull(Answer answer, List<String> columns) {
        int[] rows = IntStream.range(0, durations.length)
                .filter(row -> durations[row] > 0)
                .toArray();
        if (rows.length < durations.length) {
            answer.warn((durations.length - rows.length) + " durations of 0 were left out of the Weibull fit.");
        }
        Covariates covariates = covariates(columns, rows);
        boolean[] ends = new boolean[rows.length];
        double[] times = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            ends[i] = ended[rows[i]];
            times[i] = durations[rows[i]];
        }
        if (rows.length == 0) {
            answer.take(FitOutcome.tooLittle("durations_above_0", 0, 2));
            return;
        }
        FitOutcome<WeibullModel> outcome = new WeibullRegression(STEPS).fit(times, ends, covariates);
        if (!answer.take(outcome)) {
            return;
        }
        WeibullModel model = modelOf(outcome);
        List<Map<String, @Nullable Object>> coefficients = new ArrayList<>();
        for (int j = 0; j < covariates.size(); j++) {
            coefficients.add(Cells.map(
                    "name", model.names().get(j),
                    "coefficient", model.coefficient(j),
                    "standard_error", model.standardError(j),
                    "hazard_ratio", model.hazardRatio(j)));
        }
        answer.put(
                "weibull",
                Cells.map(
                        "shape", model.shape(),
                        "intercept", model.intercept(),
                        "intercept_standard_error", model.interceptStandardError(),
                        "log_scale_standard_error", model.logScaleStandardError(),
                        "coefficients", coefficients,
                        "log_likelihood", model.logLikelihood(),
                        "null_log_likelihood", model.nullLogLikelihood(),
                        "likelihood_ratio_test", test(model.likelihoodRatioTest())));
    }

    private static <M> M modelOf(FitOutcome<M> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<M>(M model, int steps) -> model;
            case FitOutcome.NotConverged<M>(M last, int steps, String why) -> last;
            case FitOutcome.TooLittleData<M> little -> throw new IllegalStateException(little.toString());
        };
    }

    private static Map<String, @Nullable Object> test(ChiSquareStatistic test) {
        return Cells.map("chi_square", test.value(), "degrees_of_freedom", test.degreesOfFreedom(), "p", test.pValue());
    }

    private Covariates covariates(List<String> columns, int[] rows) {
        Covariates.Builder builder = Covariates.of(rows.length);
        for (String column : columns.stream().distinct().toList()) {
            Texts texts = frame.texts(column);
            double[] numbers = Cells.numbersOrNull(texts);
            if (numbers != null) {
                builder.number(
                        column,
                        IntStream.of(rows).mapToDouble(row -> numbers[row]).toArray());
                continue;
            }
            List<String> levels = texts.levels().stream().sorted().toList();
            if (levels.size() > MOST_LEVELS) {
                throw new ProductException(
                        ModelError.BAD_OPTION,
                        "Column " + column + " has " + levels.size() + " different texts (such as \""
                                + levels.getFirst() + "\"): too many for a category, and not numbers.");
            }
            int[] codes = texts.codes();
            builder.category(
                    column,
                    IntStream.of(rows)
                            .map(row -> levels.indexOf(texts.levels().get(codes[row])))
                            .toArray(),
                    levels);
        }
        return builder.build();
    }
}
