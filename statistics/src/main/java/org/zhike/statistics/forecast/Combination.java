package org.zhike.statistics.forecast;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * A weighted mean of methods, with weights and intervals from a rolling backtest (Bates and Granger 1969; on why near-equal
 * weights are hard to beat, Claeskens et al. 2016). Each method is fitted again at up to {@value #ORIGINS} earlier ends of the
 * series; its weight is its share of votes divided by its mean absolute error there, drawn half-way to that of all. Intervals
 * have the variance of the mixture, the quantile of Student's t for n − 3 degrees of freedom, and are widened (never narrowed)
 * by how far the backtest's errors went beyond the variances told at the time. Cost: six fits of each method.
 */
public final class Combination implements Forecaster {

    static final int ORIGINS = 5;

    /** How many errors of the expected size each origin's evidence is weighed against. */
    private static final double PRIOR_ORIGINS = 5;

    /** One error of a backtest counts as at most so many deviations: a break says little about the next years. */
    private static final double LARGEST_ERROR = 4;

    /** What lies further back tells no more about the next values, but would cost time. */
    static final int LONGEST = 2000;

    private static final int FEWEST = 5;

    /** A method and its say in the mean. */
    public record Member(String name, Forecaster forecaster, double votes) {

        public Member {
            Require.positive(votes, "votes");
        }
    }

    private final List<Member> members;

    private Combination(List<Member> members) {
        this.members = List.copyOf(members);
        Require.atLeast(1, members.size(), "the number of methods");
    }

    public static Combination of(List<Member> members) {
        return new Combination(members);
    }

    /** Exponential smoothing, which counts twice, and three of the family of Theta. */
    public static Combination standard() {
        return of(List.of(
                new Member("ets", new EtsAverage(), 2),
                new Member("theta", new Theta(), 1),
                new Member("dynamic-theta", OptimisedTheta.dynamic(), 1),
                new Member("optimised-theta", OptimisedTheta.fixed(), 1)));
    }

    /** The same with one method more. */
    public Combination with(Member more) {
        List<Member> all = new ArrayList<>(members);
        all.add(more);
        return new Combination(all);
    }

    @Override
    public FitOutcome<Model> fit(double[] values, int period) {
        double[] all = Series.checked(values, period);
        double[] y = all.length > LONGEST ? Arrays.copyOfRange(all, all.length - LONGEST, all.length) : all;
        if (y.length < FEWEST) {
            return FitOutcome.tooLittle("values", y.length, FEWEST);
        }
        int[] origins = Backtest.origins(y.length, period, ORIGINS);
        int horizon = max(6, min(2 * period, 18));
        List<Part> parts = new ArrayList<>();
        for (Member member : members) {
            ForecastModel model = Backtest.modelOf(member.forecaster().fit(y, period));
            if (model != null) {
                parts.add(new Part(
                        member, model, Backtest.run(member.forecaster(), y, period, origins, horizon, Model.LEVEL)));
            }
        }
        if (parts.isEmpty()) {
            return FitOutcome.tooLittle("values", y.length, y.length + 1);
        }
        parts = compared(parts);
        double[] weights = weights(parts);
        return new FitOutcome.Converged<>(
                new Model(parts, weights, widening(parts, weights), y.length), origins.length + 1);
    }

    /** The same with the rounds alone that all methods have which have any: only those can be compared. */
    private static List<Part> compared(List<Part> parts) {
        Set<Integer> origins = new LinkedHashSet<>();
        parts.forEach(part -> origins.addAll(part.backtest().origins()));
        for (Part part : parts) {
            if (part.isTested()) {
                origins.retainAll(part.backtest().origins());
            }
        }
        return parts.stream()
                .map(part ->
                        new Part(part.member(), part.model(), part.backtest().only(origins)))
                .toList();
    }

    /** A method that could fit the series. */
    private record Part(Member member, ForecastModel model, Backtest backtest) {

        boolean isTested() {
            return !backtest.rounds().isEmpty();
        }
    }

    private static double[] weights(List<Part> parts) {
        double votes = 0;
        double mean = 0;
        double[] errors = new double[parts.size()];
        for (int i = 0; i < errors.length; i++) {
            if (parts.get(i).isTested()) {
                errors[i] = parts.get(i).backtest().meanAbsoluteError();
                votes += parts.get(i).member().votes();
                mean += parts.get(i).member().votes() * errors[i];
            }
        }
        mean /= Math.max(votes, Double.MIN_NORMAL);
        double[] weights = new double[errors.length];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            double relative = mean > 0 && parts.get(i).isTested() ? (errors[i] / mean + 1) / 2 : 1;
            weights[i] = parts.get(i).member().votes() / relative;
            sum += weights[i];
        }
        for (int i = 0; i < errors.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** By how much the deviations told in the backtest were too small. */
    private static double widening(List<Part> parts, double[] weights) {
        int rounds = parts.stream()
                .mapToInt(part -> part.backtest().rounds().size())
                .max()
                .orElse(0);
        double squares = 0;
        int count = 0;
        for (int r = 0; r < rounds; r++) {
            Mixture mixture = null;
            double[] actual = new double[0];
            for (int i = 0; i < weights.length; i++) {
                if (parts.get(i).isTested()) {
                    Backtest.Round round = parts.get(i).backtest().rounds().get(r);
                    actual = round.actual();
                    mixture = mixture == null ? new Mixture(actual.length) : mixture;
                    mixture.add(round.forecast(), weights[i]);
                }
            }
            if (mixture == null) {
                break;
            }
            double[] mean = mixture.mean();
            double[] deviation = mixture.deviation();
            for (int h = 0; h < actual.length; h++) {
                if (deviation[h] > 0) {
                    double error = min(LARGEST_ERROR, Math.abs(actual[h] - mean[h]) / deviation[h]);
                    squares += error * error;
                    count++;
                }
            }
        }
        if (count == 0) {
            return 1;
        }
        double evidence = squares / count;
        return max(1, Math.sqrt((PRIOR_ORIGINS + rounds * evidence) / (PRIOR_ORIGINS + rounds)));
    }

    /** The methods' models with their weights. */
    public static final class Model implements ForecastModel {

        /** Any level tells the deviation of a normal interval. */
        private static final double LEVEL = 0.95;

        private final List<Part> parts;
        private final double[] weights;
        private final double widening;
        private final int length;

        private Model(List<Part> parts, double[] weights, double widening, int length) {
            this.parts = List.copyOf(parts);
            this.weights = weights;
            this.widening = widening;
            this.length = length;
        }

        @Override
        public Forecast forecast(int horizon, double level) {
            Require.atLeast(1, horizon, "horizon");
            var mixture = new Mixture(horizon);
            for (int i = 0; i < weights.length; i++) {
                mixture.add(parts.get(i).model().forecast(horizon, LEVEL), weights[i]);
            }
            double[] point = mixture.mean();
            double[] deviation = mixture.deviation();
            double reach = widening * Quantiles.criticalT(level, max(2, length - 3));
            double[] low = new double[horizon];
            double[] high = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                low[h] = point[h] - reach * deviation[h];
                high[h] = point[h] + reach * deviation[h];
            }
            return new Forecast(point, low, high, level);
        }

        /** By how much the backtest widened the intervals, at least 1. */
        public double widening() {
            return widening;
        }

        @Override
        public String describe() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                names.add("%s %.2f".formatted(parts.get(i).member().name(), weights[i]));
            }
            return "Combination of " + String.join(", ", names);
        }

        /** The weight of each method, and the widening of intervals. */
        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> named = new LinkedHashMap<>();
            for (int i = 0; i < weights.length; i++) {
                named.put(parts.get(i).member().name(), weights[i]);
            }
            named.put("widening", widening);
            return Collections.unmodifiableMap(named);
        }

        /** The weighted errors, as far back as all methods have them. */
        @Override
        public double[] residuals() {
            double[][] each =
                    parts.stream().map(part -> part.model().residuals()).toArray(double[][]::new);
            int shortest = Arrays.stream(each).mapToInt(r -> r.length).min().orElse(0);
            double[] sum = new double[shortest];
            for (int i = 0; i < each.length; i++) {
                for (int t = 0; t < shortest; t++) {
                    sum[t] += weights[i] * each[i][each[i].length - shortest + t];
                }
            }
            return sum;
        }
    }
}
