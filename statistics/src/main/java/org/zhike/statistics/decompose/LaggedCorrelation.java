package org.zhike.statistics.decompose;

import static java.lang.Math.abs;
import static java.lang.Math.log;
import static java.lang.Math.max;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;
import static java.lang.Math.tanh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;
import org.zhike.statistics.interval.Interval;
import org.zhike.statistics.test.ManyTests;

/**
 * Which series run ahead of an outcome, and by how much time. Two series that each follow their own past correlate by chance
 * far more than independent values do; so each is first freed of its own past by an autoregression, and what is new in the one
 * is correlated with what is new in the other later (Haugh 1976). Under independence these correlations are as those of
 * independent values, and the many of them are controlled together by Benjamini and Hochberg.
 */
public final class LaggedCorrelation {

    /** Times beyond the longest lag, below which the autoregressions are guesses. */
    private static final int LEAST_TIMES = 20;

    /** Of a constant series this part of its size, or less, is left as its spread. */
    private static final double ROUNDING = 1e-13;

    /** Fisher's scale has no end; this near to 1 it is cut. */
    private static final double MOST_CERTAIN = 1 - 1e-12;

    /**
     * A driver and a lag.
     *
     * @param driver its index
     * @param lag the times by which it runs ahead, at least 0
     * @param correlation of the series as they are; may be high by chance
     * @param correlationOfNews of what is new in both
     * @param degrees of freedom of the latter
     * @param pValue of the latter, two-sided
     * @param adjusted the p-value among all drivers and lags: the part of false ones among those up to here
     */
    public record Link(
            int driver,
            int lag,
            double correlation,
            double correlationOfNews,
            int degrees,
            double pValue,
            double adjusted) {

        /** The interval of {@link #correlationOfNews}, on Fisher's scale. */
        public Interval interval(double level) {
            if (degrees < 2) {
                return new Interval(-1, 1, level);
            }
            double centre = atanh(min(MOST_CERTAIN, max(-MOST_CERTAIN, correlationOfNews)));
            double margin = Quantiles.criticalZ(level) / sqrt(degrees - 1.0);
            return new Interval(tanh(centre - margin), tanh(centre + margin), level);
        }

        private static double atanh(double r) {
            return 0.5 * log((1 + r) / (1 - r));
        }
    }

    private LaggedCorrelation() {}

    /**
     * Tests every driver at every lag from 0. Trends and level shifts must be taken out first, by differences.
     *
     * @param drivers series of the outcome's times
     * @param maxLag at least 0
     * @return all links, the least p-value first; too little data below {@code maxLag + 20} times. A series that never moves
     *     has the correlation 0 and the p-value 1.
     */
    public static FitOutcome<List<Link>> test(double[][] drivers, double[] outcome, int maxLag) {
        return test(drivers, outcome, maxLag, 0);
    }

    /**
     * Tests series out of which something was taken before, such as the means of the months.
     *
     * @param spent how many numbers were fitted to each series: the tests have so many degrees of freedom less
     */
    public static FitOutcome<List<Link>> test(double[][] drivers, double[] outcome, int maxLag, int spent) {
        Require.atLeast(0, spent, "spent");
        Require.atLeast(1, drivers.length, "the number of drivers");
        Require.atLeast(0, maxLag, "maxLag");
        requireSeries(outcome, outcome.length);
        for (double[] driver : drivers) {
            requireSeries(driver, outcome.length);
        }
        // As a sum of long, for a lag near the largest int.
        if (outcome.length < (long) maxLag + LEAST_TIMES + spent) {
            return FitOutcome.tooLittle("times", outcome.length, (double) maxLag + LEAST_TIMES + spent);
        }
        double[] newsOfOutcome = Whitening.of(outcome).errors();
        var raw = new ArrayList<Link>();
        for (int d = 0; d < drivers.length; d++) {
            double[] news = Whitening.of(drivers[d]).errors();
            for (int lag = 0; lag <= maxLag; lag++) {
                double r = correlation(news, newsOfOutcome, lag);
                int degrees = min(news.length - lag, newsOfOutcome.length) - 2 - spent;
                raw.add(new Link(d, lag, correlation(drivers[d], outcome, lag), r, degrees, pValue(r, degrees), 1));
            }
        }
        double[] adjusted = ManyTests.benjaminiHochberg(
                raw.stream().mapToDouble(Link::pValue).toArray());
        var links = new ArrayList<Link>();
        for (int i = 0; i < adjusted.length; i++) {
            Link link = raw.get(i);
            links.add(new Link(
                    link.driver(),
                    link.lag(),
                    link.correlation(),
                    link.correlationOfNews(),
                    link.degrees(),
                    link.pValue(),
                    adjusted[i]));
        }
        links.sort(Comparator.comparingDouble(Link::pValue)
                .thenComparingInt(Link::driver)
                .thenComparingInt(Link::lag));
        return new FitOutcome.Converged<>(List.copyOf(links), 1);
    }

    /** The correlation of the lead up to {@code lag} before its end with the series; both end at the same time. */
    private static double correlation(double[] lead, double[] series, int lag) {
        int n = min(lead.length - lag, series.length);
        if (n < 3) {
            return 0;
        }
        int a = lead.length - lag - n;
        int b = series.length - n;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < n; i++) {
            meanA += lead[a + i] / n;
            meanB += series[b + i] / n;
        }
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        double sizeA = 0;
        double sizeB = 0;
        for (int i = 0; i < n; i++) {
            double x = lead[a + i] - meanA;
            double y = series[b + i] - meanB;
            product += x * y;
            squaresA += x * x;
            squaresB += y * y;
            sizeA = max(sizeA, abs(lead[a + i]));
            sizeB = max(sizeB, abs(series[b + i]));
        }
        double scale = sqrt(squaresA) * sqrt(squaresB);
        if (scale == 0 || sqrt(squaresA / n) <= ROUNDING * sizeA || sqrt(squaresB / n) <= ROUNDING * sizeB) {
            return 0;
        }
        return Math.clamp(product / scale, -1, 1);
    }

    private static double pValue(double r, int degrees) {
        if (degrees < 1 || r == 0) {
            return 1;
        }
        if (1 - r * r <= 0) {
            return 0;
        }
        return min(1, Quantiles.twoSidedP(r * sqrt(degrees / (1 - r * r)), degrees));
    }

    private static void requireSeries(double[] series, int length) {
        if (series.length != length) {
            throw new IllegalArgumentException("a driver has " + series.length + " times and the outcome " + length);
        }
        for (double value : series) {
            Require.finite(value, "a value of a series");
        }
    }
}
