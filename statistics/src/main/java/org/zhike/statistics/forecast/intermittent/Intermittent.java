package org.zhike.statistics.forecast.intermittent;

import static java.lang.Math.log;

import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;
import org.zhike.statistics.forecast.Forecaster;

/**
 * Methods for demand that comes only now and then: the chance of demand and its size are smoothed apart. Values are 0 or more.
 * The forecast is a rate, the same for all periods ahead. Immutable; costs O(n).
 */
public final class Intermittent implements Forecaster {

    /** What Croston (1972) and most programs smooth with. */
    private static final double USUAL_SMOOTHING = 0.1;

    /** A silence at the end that is rarer than this by chance means that demand dies out. */
    private static final double DYING = 0.01;

    private static final int FEWEST_DEMANDS = 2;

    private enum Kind {
        AUTOMATIC,
        CROSTON,
        SBA,
        TSB
    }

    private final Kind kind;
    private final double smoothing;

    private Intermittent(Kind kind, double smoothing) {
        if (!(smoothing > 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("a smoothing lies between 0, excluded, and 1; not " + smoothing);
        }
        this.kind = kind;
        this.smoothing = smoothing;
    }

    /**
     * The method that suits the demand: Croston's for demand in most periods of like sizes, that of Syntetos and Boylan for
     * the other classes (see {@link DemandClass}), that of Teunter, Syntetos and Babai where demand seems to die out: after a
     * silence that would come by chance in fewer than 1 of 100 cases.
     */
    public static Intermittent automatic() {
        return new Intermittent(Kind.AUTOMATIC, USUAL_SMOOTHING);
    }

    /** The method of Croston (1972, equations 3 and 4): smoothed size over smoothed interval, both renewed at each demand. */
    public static Intermittent croston(double smoothing) {
        return new Intermittent(Kind.CROSTON, smoothing);
    }

    /** Croston's method without its bias upwards: times 1 − smoothing / 2 (Syntetos and Boylan 2005, equation 7). */
    public static Intermittent sba(double smoothing) {
        return new Intermittent(Kind.SBA, smoothing);
    }

    /**
     * The method of Teunter, Syntetos and Babai (2011, equation 1): the chance of demand is renewed in each period, so that the
     * forecast falls while nothing is sold.
     */
    public static Intermittent tsb(double smoothing) {
        return new Intermittent(Kind.TSB, smoothing);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException also when a value is negative: returns must be taken off demand before
     */
    @Override
    public FitOutcome<IntermittentModel> fit(double[] values, int period) {
        Require.atLeast(1, period, "period");
        int demands = 0;
        for (int i = 0; i < values.length; i++) {
            Require.notNegative(values[i], "value " + i);
            demands += values[i] > 0 ? 1 : 0;
        }
        if (demands < FEWEST_DEMANDS) {
            return FitOutcome.tooLittle("periods_with_demand", demands, FEWEST_DEMANDS);
        }
        Kind chosen = kind == Kind.AUTOMATIC ? suited(values, demands) : kind;
        double[] rates = chosen == Kind.TSB ? tsbRates(values, demands) : crostonRates(values, chosen == Kind.SBA);
        String name = switch (chosen) {
            case CROSTON -> "Croston";
            case SBA -> "SBA";
            case TSB -> "TSB";
            case AUTOMATIC -> throw new IllegalStateException("nothing was chosen");
        };
        return new FitOutcome.Converged<>(IntermittentModel.of(name, values, rates, smoothing), 0);
    }

    private static Kind suited(double[] values, int demands) {
        int last = values.length - 1;
        while (values[last] == 0) {
            last--;
        }
        int silence = values.length - 1 - last;
        double chance = (double) demands / (last + 1);
        double rarity = chance < 1 ? silence * log(1 - chance) : silence > 1 ? Double.NEGATIVE_INFINITY : 0;
        if (rarity < log(DYING)) {
            return Kind.TSB;
        }
        return DemandClass.of(values) == DemandClass.SMOOTH ? Kind.CROSTON : Kind.SBA;
    }

    /** The rates after each period; NaN before the first demand. */
    private double[] crostonRates(double[] values, boolean corrected) {
        double[] rates = new double[values.length];
        double size = Double.NaN;
        double interval = Double.NaN;
        int since = 0;
        double factor = corrected ? 1 - smoothing / 2 : 1;
        for (int t = 0; t < values.length; t++) {
            since++;
            if (values[t] > 0) {
                boolean first = Double.isNaN(size);
                size = first ? values[t] : size + smoothing * (values[t] - size);
                interval = first ? since : interval + smoothing * (since - interval);
                since = 0;
            }
            rates[t] = factor * size / interval;
        }
        return rates;
    }

    private double[] tsbRates(double[] values, int demands) {
        double[] rates = new double[values.length];
        double size = Double.NaN;
        double chance = (double) demands / values.length;
        for (int t = 0; t < values.length; t++) {
            chance += smoothing * ((values[t] > 0 ? 1 : 0) - chance);
            if (values[t] > 0) {
                size = Double.isNaN(size) ? values[t] : size + smoothing * (values[t] - size);
            }
            rates[t] = chance * size;
        }
        return rates;
    }
}
