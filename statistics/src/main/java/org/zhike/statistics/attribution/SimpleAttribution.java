package org.zhike.statistics.attribution;

import java.util.Arrays;

/**
 * Attribution by a rule: the baselines that a model must have a reason to leave, and the Shapley value of the sets of channels.
 * All look at journeys that converted alone, and cost as much as reading them.
 */
public final class SimpleAttribution {

    /** Puts the credit for some conversions of a path into the channels' places. */
    @FunctionalInterface
    private interface Rule {
        void credit(int[] path, double conversions, double[] credits);
    }

    private SimpleAttribution() {}

    /** All credit to the first channel of the journey. */
    public static Attribution firstTouch(Journeys journeys) {
        return by(journeys, (path, conversions, credits) -> credits[path[0]] += conversions);
    }

    /** All credit to the channel right before the conversion. */
    public static Attribution lastTouch(Journeys journeys) {
        return by(journeys, (path, conversions, credits) -> credits[path[path.length - 1]] += conversions);
    }

    /** The same credit to each touch; a channel that was met twice gets it twice. */
    public static Attribution linearTouch(Journeys journeys) {
        return by(journeys, (path, conversions, credits) -> {
            for (int channel : path) {
                credits[channel] += conversions / path.length;
            }
        });
    }

    /**
     * The Shapley value of the game in which a set of channels is worth the conversions of the journeys that met no other
     * channel (Zhao, Mahboobi and Bagheri 2018): there each journey divides its conversions evenly among the different channels
     * it met, so that the value is exact for any number of channels.
     */
    public static Attribution shapley(Journeys journeys) {
        return by(journeys, (path, conversions, credits) -> {
            int[] different = Arrays.stream(path).distinct().toArray();
            for (int channel : different) {
                credits[channel] += conversions / different.length;
            }
        });
    }

    private static Attribution by(Journeys journeys, Rule rule) {
        var credits = new double[journeys.channels().size()];
        for (int i = 0; i < journeys.size(); i++) {
            rule.credit(journeys.path(i), journeys.conversions(i), credits);
        }
        return new Attribution(journeys.channels(), credits, journeys.totalConversions());
    }
}
