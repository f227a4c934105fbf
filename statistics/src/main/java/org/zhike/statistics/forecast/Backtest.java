package org.zhike.statistics.forecast;

import static java.lang.Math.max;
import static java.lang.Math.min;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * How a method would have done: it is fitted to the beginning of a series, up to several ends (origins), and each time
 * forecasts what came next (Tashman 2000). It never sees a value after its origin. Immutable.
 */
public final class Backtest {

    private final double[] values;
    private final int period;
    private final List<Round> rounds;

    private Backtest(double[] values, int period, List<Round> rounds) {
        this.values = values;
        this.period = period;
        this.rounds = List.copyOf(rounds);
    }

    /** One origin. */
    public static final class Round {

        private final int origin;
        private final double[] actual;
        private final Forecast forecast;

        private Round(int origin, double[] actual, Forecast forecast) {
            this.origin = origin;
            this.actual = actual;
            this.forecast = forecast;
        }

        /** How many values the method had seen. */
        public int origin() {
            return origin;
        }

        /** What came. */
        public double[] actual() {
            return actual.clone();
        }

        public Forecast forecast() {
            return forecast;
        }
    }

    /**
     * Where to look back from: up to so many lengths, evenly spread over the last half of a series, each with at least two
     * seasons and one value before it and one value after it. May be none.
     */
    public static int[] origins(int length, int period, int most) {
        int reach = max(6, min(2 * period, 18));
        int first = max(period > 1 ? 2 * period + 2 : 7, max(length / 2, length - 2 * reach));
        int last = length - 1;
        if (first > last) {
            return new int[0];
        }
        return IntStream.range(0, most)
                .map(k -> most == 1 ? last : (int) Math.round(first + (last - first) * (double) k / (most - 1)))
                .distinct()
                .toArray();
    }

    /**
     * Fits and forecasts from each origin; origins at which the method has too little data are left out.
     *
     * @param horizon how many values ahead, fewer where the series ends before
     */
    public static Backtest run(
            Forecaster forecaster, double[] values, int period, int[] origins, int horizon, double level) {
        double[] y = Series.checked(values, period);
        Require.atLeast(1, horizon, "horizon");
        List<Round> rounds = new ArrayList<>();
        for (int origin : origins) {
            if (origin < 1 || origin >= y.length) {
                throw new IllegalArgumentException(
                        "an origin lies between 1 and " + (y.length - 1) + ", not at " + origin);
            }
            ForecastModel model = modelOf(forecaster.fit(Arrays.copyOf(y, origin), period));
            if (model != null) {
                int steps = min(horizon, y.length - origin);
                double[] actual = Arrays.copyOfRange(y, origin, origin + steps);
                rounds.add(new Round(origin, actual, model.forecast(steps, level)));
            }
        }
        return new Backtest(y, period, rounds);
    }

    static @Nullable ForecastModel modelOf(FitOutcome<? extends ForecastModel> outcome) {
        return switch (outcome) {
            case FitOutcome.Converged<? extends ForecastModel> converged -> converged.model();
            case FitOutcome.NotConverged<? extends ForecastModel> open -> open.last();
            case FitOutcome.TooLittleData<? extends ForecastModel> little -> null;
        };
    }

    public List<Round> rounds() {
        return rounds;
    }

    List<Integer> origins() {
        return rounds.stream().map(Round::origin).toList();
    }

    /** The rounds from these origins alone. */
    Backtest only(Set<Integer> origins) {
        return new Backtest(
                values,
                period,
                rounds.stream().filter(round -> origins.contains(round.origin)).toList());
    }

    /** The mean over all errors of all rounds; 0 without rounds. */
    public double meanAbsoluteError() {
        return mean(round -> Accuracy.mae(round.actual, round.forecast.point()));
    }

    /** See {@link Accuracy#smape}; 0 without rounds. */
    public double smape() {
        return mean(round -> Accuracy.smape(round.actual, round.forecast.point()));
    }

    /** See {@link Accuracy#mase}, each round against what was seen by then; 0 without rounds. */
    public double mase() {
        return mean(round ->
                Accuracy.mase(round.actual, round.forecast.point(), Arrays.copyOf(values, round.origin), period));
    }

    /** The share of values within their intervals; 0 without rounds. */
    public double coverage() {
        return mean(round -> Accuracy.coverage(round.actual, round.forecast));
    }

    /** Rounds weigh by their lengths. */
    private double mean(ToDoubleFunction<Round> measure) {
        double sum = 0;
        int count = 0;
        for (Round round : rounds) {
            sum += measure.applyAsDouble(round) * round.actual.length;
            count += round.actual.length;
        }
        return count == 0 ? 0 : sum / count;
    }
}
