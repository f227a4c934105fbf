package org.zhike.statistics.forecast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zhike.statistics.forecast.arima.Arima;
import org.zhike.statistics.forecast.intermittent.Intermittent;

/** The methods by their names, as the command line calls them. A new method is one line here. */
public final class Methods {

    private static final Map<String, Forecaster> ALL = new LinkedHashMap<>();

    static {
        ALL.put("auto", new Automatic());
        ALL.put("naive", new SeasonalNaive());
        ALL.put("ets", Ets.automatic());
        ALL.put("ets-average", new EtsAverage());
        ALL.put("theta", new Theta());
        ALL.put("optimised-theta", OptimisedTheta.fixed());
        ALL.put("dynamic-theta", OptimisedTheta.dynamic());
        ALL.put("arima", Arima.automatic());
        ALL.put("with-arima", Combination.standard().with(new Combination.Member("arima", Arima.automatic(), 1)));
        ALL.put("croston", Intermittent.croston(0.1));
        ALL.put("sba", Intermittent.sba(0.1));
        ALL.put("tsb", Intermittent.tsb(0.1));
    }

    private Methods() {}

    public static Optional<Forecaster> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** The names in the order in which they are told. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }
}
