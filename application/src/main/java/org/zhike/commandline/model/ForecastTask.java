package org.zhike.commandline.model;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.Forecast;
import org.zhike.statistics.forecast.ForecastModel;
import org.zhike.statistics.forecast.Forecaster;

/** One series, its fit and its forecast. */
final class ForecastTask {

    private final SeriesFile.Named series;
    private final double[] seen;
    private final double[] actual;
    private final FitOutcome<? extends ForecastModel> outcome;
    private final @Nullable ForecastModel model;
    private final @Nullable Forecast forecast;

    private ForecastTask(
            SeriesFile.Named series,
            double[] seen,
            double[] actual,
            FitOutcome<? extends ForecastModel> outcome,
            int steps,
            double level) {
        this.series = series;
        this.seen = seen;
        this.actual = actual;
        this.outcome = outcome;
        model = switch (outcome) {
            case FitOutcome.Converged<? extends ForecastModel> converged -> converged.model();
            case FitOutcome.NotConverged<? extends ForecastModel> open -> open.last();
            case FitOutcome.TooLittleData<? extends ForecastModel> little -> null;
        };
        forecast = model == null ? null : model.forecast(steps, level);
    }

    /** Fits all values but those held out; a series that is not longer than that holds out nothing it could be fitted to. */
    static ForecastTask run(
            SeriesFile.Named series, Forecaster forecaster, int period, int holdout, int steps, double level) {
        double[] values = series.series().values();
        int cut = Math.max(0, values.length - holdout);
        double[] seen = Arrays.copyOf(values, cut);
        double[] actual = Arrays.copyOfRange(values, cut, Math.min(values.length, cut + steps));
        return new ForecastTask(series, seen, actual, fit(series, forecaster, seen, period), steps, level);
    }

    private static FitOutcome<? extends ForecastModel> fit(
            SeriesFile.Named series, Forecaster forecaster, double[] seen, int period) {
        try {
            return forecaster.fit(seen, period);
        } catch (IllegalArgumentException e) {
            // Such as demand below 0 for a method that counts pieces.
            throw new ProductException(
                    ModelError.BAD_OPTION,
                    "Series \"" + series.name() + "\" does not suit the method: " + e.getMessage());
        }
    }

    SeriesFile.Named series() {
        return series;
    }

    FitOutcome<? extends ForecastModel> outcome() {
        return outcome;
    }

    /** Null when there was too little data. */
    @Nullable ForecastModel model() {
        return model;
    }

    @Nullable Forecast forecast() {
        return forecast;
    }

    /** How many values the model saw. */
    int seen() {
        return seen.length;
    }

    double[] sample() {
        return seen.clone();
    }

    /** What came in the forecast periods, as far as it was held out. */
    double[] actual() {
        return actual.clone();
    }

    /** What a person should know of this series. */
    Optional<String> trouble() {
        return switch (outcome) {
            case FitOutcome.Converged<? extends ForecastModel> converged -> Optional.empty();
            case FitOutcome.NotConverged<? extends ForecastModel> open ->
                Optional.of("Series \"" + series.name() + "\": " + open.why() + ".");
            case FitOutcome.TooLittleData<? extends ForecastModel> little -> {
                FitOutcome.Shortage first = little.shortages().getFirst();
                yield Optional.of("Series \"%s\" is left out: %s is %s, at least %s is needed."
                        .formatted(
                                series.name(),
                                first.what().replace('_', ' '),
                                CsvOutput.cell(first.have()),
                                CsvOutput.cell(first.need())));
            }
        };
    }
}
