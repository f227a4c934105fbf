package org.zhike.statistics.attribution;

import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Require;

/**
 * Attribution by the removal effect in a Markov chain (Anderl, Becker, von Wangenheim and Schumann 2016): journeys run from
 * channel to channel with the probabilities seen, up to a conversion or to nothing. The removal effect of a channel is the part
 * of conversions that would be lost if all who reach it ended in nothing; the conversions are divided in proportion to these
 * effects. In a chain of higher order the next channel depends on the last ones.
 */
public final class MarkovAttribution {

    /** An absolute error of probabilities below what is shown of any. */
    private static final double PRECISION = 1e-13;

    private static final int SWEEPS = 100_000;

    private MarkovAttribution() {}

    /**
     * Divides the conversions. Not converged only for journeys that turn in circles many thousand times.
     *
     * @param order how many of the last channels the next depends on, 1 to 8; more than 1 needs many journeys
     */
    public static FitOutcome<Attribution> fit(Journeys journeys, int order) {
        requireOrder(order);
        double conversions = journeys.totalConversions();
        if (!(conversions > 0)) {
            return FitOutcome.tooLittle("conversions", conversions, 1);
        }
        var chain = new Chain(journeys, order);
        int channels = journeys.channels().size();
        Chain.Solution whole = chain.conversionProbability(-1, PRECISION, SWEEPS);
        Chain.Solution[] without = IntStream.range(0, channels)
                .parallel()
                .mapToObj(channel -> chain.conversionProbability(channel, PRECISION, SWEEPS))
                .toArray(Chain.Solution[]::new);
        var effects = new double[channels];
        int sweeps = whole.sweeps();
        for (int i = 0; i < channels; i++) {
            effects[i] = Math.clamp(1 - without[i].probability() / whole.probability(), 0, 1);
            sweeps = Math.max(sweeps, without[i].sweeps());
        }
        var model = Attribution.inProportion(journeys.channels(), effects, conversions);
        if (sweeps >= SWEEPS) {
            return new FitOutcome.NotConverged<>(
                    model, sweeps, "the probabilities still moved after " + sweeps + " sweeps");
        }
        return new FitOutcome.Converged<>(model, sweeps);
    }

    /** The part of conversions that would be lost without the channel, 0 to 1; 0 when there are none. */
    public static double removalEffect(Journeys journeys, int order, String channel) {
        requireOrder(order);
        int index = journeys.channels().indexOf(channel);
        if (index < 0) {
            throw new IllegalArgumentException("there is no channel " + channel + " among " + journeys.channels());
        }
        var chain = new Chain(journeys, order);
        double whole = chain.conversionProbability(-1, PRECISION, SWEEPS).probability();
        double without = chain.conversionProbability(index, PRECISION, SWEEPS).probability();
        return whole == 0 ? 0 : Math.clamp(1 - without / whole, 0, 1);
    }

    private static void requireOrder(int order) {
        if (order > 8) {
            throw new IllegalArgumentException("order must be at most 8, not " + order);
        }
        Require.atLeast(1, order, "order");
    }
}
