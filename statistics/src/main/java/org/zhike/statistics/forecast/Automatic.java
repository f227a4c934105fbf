package org.zhike.statistics.forecast;

import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.forecast.intermittent.DemandClass;
import org.zhike.statistics.forecast.intermittent.Intermittent;

/**
 * The method for whoever does not want to choose: {@link Intermittent} for demand that comes only now and then, the standard
 * {@link Combination} for all else.
 */
public final class Automatic implements Forecaster {

    private static final int FEWEST_DEMANDS = 2;

    private final Combination combination = Combination.standard();
    private final Intermittent intermittent = Intermittent.automatic();

    @Override
    public FitOutcome<? extends ForecastModel> fit(double[] values, int period) {
        double[] y = Series.checked(values, period);
        return comesNowAndThen(y) ? intermittent.fit(y, period) : combination.fit(y, period);
    }

    /** Whether values are demand with many periods without any; never so for series with negative values. */
    private static boolean comesNowAndThen(double[] y) {
        int demands = 0;
        for (double value : y) {
            if (value < 0) {
                return false;
            }
            demands += value > 0 ? 1 : 0;
        }
        if (demands < FEWEST_DEMANDS) {
            return false;
        }
        DemandClass demandClass = DemandClass.of(y);
        return demandClass == DemandClass.INTERMITTENT || demandClass == DemandClass.LUMPY;
    }
}
