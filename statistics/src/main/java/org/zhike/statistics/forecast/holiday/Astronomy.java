package org.zhike.statistics.forecast.holiday;

import static java.lang.Math.sin;
import static java.lang.Math.toRadians;

/**
 * New moons and the sun's place, after Meeus 1998, Astronomical Algorithms, chapters 25 and 49. Times are days since noon of
 * 1 January 2000 (J2000.0), in terrestrial time; right to about half a minute for new moons, a quarter of an hour for the sun.
 */
final class Astronomy {

    /** Mean length of a month of the moon, in days. */
    static final double MONTH = 29.530588861;

    private static final double DAYS_IN_CENTURY = 36525;

    /** Factors of the sine of (sun's anomaly, moon's anomaly, moon's latitude, node) times these; degree of E last. */
    private static final double[][] NEW_MOON = {
        {-0.40720, 0, 1, 0, 0, 0}, {0.17241, 1, 0, 0, 0, 1}, {0.01608, 0, 2, 0, 0, 0}, {0.01039, 0, 0, 2, 0, 0},
        {0.00739, -1, 1, 0, 0, 1}, {-0.00514, 1, 1, 0, 0, 1}, {0.00208, 2, 0, 0, 0, 2}, {-0.00111, 0, 1, -2, 0, 0},
        {-0.00057, 0, 1, 2, 0, 0}, {0.00056, 1, 2, 0, 0, 1}, {-0.00042, 0, 3, 0, 0, 0}, {0.00042, 1, 0, 2, 0, 1},
        {0.00038, 1, 0, -2, 0, 1}, {-0.00024, -1, 2, 0, 0, 1}, {-0.00017, 0, 0, 0, 1, 0}, {-0.00007, 2, 1, 0, 0, 0},
        {0.00004, 0, 2, -2, 0, 0}, {0.00004, 3, 0, 0, 0, 0}, {0.00003, 1, 1, -2, 0, 0}, {0.00003, 0, 2, 2, 0, 0},
        {-0.00003, 1, 1, 2, 0, 0}, {0.00003, -1, 1, 2, 0, 0}, {-0.00002, -1, 1, -2, 0, 0}, {-0.00002, 1, 3, 0, 0, 0},
        {0.00002, 0, 4, 0, 0, 0},
    };

    /** The largest corrections for planets: factor, angle at the start, angle for each month (degrees). */
    private static final double[][] PLANETS = {
        {0.000325, 299.77, 0.107408}, {0.000165, 251.88, 0.016321}, {0.000164, 251.83, 26.651886},
        {0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239}, {0.000062, 141.74, 53.303771},
        {0.000060, 207.14, 2.453732}, {0.000056, 154.84, 7.306860}, {0.000047, 34.52, 27.261239},
        {0.000042, 207.19, 0.121824}, {0.000040, 291.34, 1.844379}, {0.000037, 161.72, 24.198154},
        {0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
    };

    private Astronomy() {}

    /** The time of a new moon, counted from that of 6 January 2000. */
    static double newMoon(int k) {
        double t = k / 1236.85;
        double e = 1 - t * (0.002516 + 0.0000074 * t);
        double sun = 2.5534 + 29.10535670 * k - t * t * (0.0000014 + 0.00000011 * t);
        double moon = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + 0.00001238 * t);
        double latitude = 160.7108 + 390.67050284 * k - t * t * (0.0016118 + 0.00000227 * t);
        double node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + 0.00000215 * t);
        // The epoch of the formula, JDE 2451550.09766, less that of J2000.0.
        double time = 5.09766 + MONTH * k + t * t * (0.00015437 - 0.000000150 * t);
        for (double[] term : NEW_MOON) {
            double angle = term[1] * sun + term[2] * moon + term[3] * latitude + term[4] * node;
            time += term[0] * Math.pow(e, term[5]) * sin(toRadians(angle));
        }
        for (double[] term : PLANETS) {
            double bend = term[1] == 299.77 ? -0.009173 * t * t : 0;
            time += term[0] * sin(toRadians(term[1] + term[2] * k + bend));
        }
        return time;
    }

    /** The sun's apparent longitude, in degrees, growing without end: 280 at the start of 2000. */
    static double sunLongitude(double time) {
        double t = time / DAYS_IN_CENTURY;
        double mean = 280.46646 + t * (36000.76983 + 0.0003032 * t);
        double anomaly = toRadians(357.52911 + t * (35999.05029 - 0.0001537 * t));
        double centre = (1.914602 - t * (0.004817 + 0.000014 * t)) * sin(anomaly)
                + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
                + 0.000289 * sin(3 * anomaly);
        double node = toRadians(125.04 - 1934.136 * t);
        return mean + centre - 0.00569 - 0.00478 * sin(node);
    }

    /** The time when the sun's longitude, growing without end, reaches a value. */
    static double timeOfSun(double longitude) {
        double time = (longitude - 280.46646) / 360 * 365.2422;
        for (int step = 0; step < 20; step++) {
            double missing = longitude - sunLongitude(time);
            time += missing / 360 * 365.2422;
            if (Math.abs(missing) < 1e-7) {
                break;
            }
        }
        return time;
    }
}
