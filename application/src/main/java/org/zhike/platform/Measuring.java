package org.zhike.platform;

/**
 * The company's rules of measuring.
 *
 * @param churnWindowDays after so many days without an order a customer counts as churned, 1 to 3,650
 * @param level the share of intervals that hold the true value, 0.5 to 0.999
 * @param solidPoints an interval of a share or a score is narrow enough to act on up to this half-width, in points
 * @param solidPart and every interval up to this part of its value
 */
public record Measuring(int churnWindowDays, double level, double solidPoints, double solidPart) {

    /** The usual rules: 90 days, 95 %, five points, a tenth. */
    public static final Measuring USUAL = new Measuring(90, 0.95, 5, 0.1);

    public Measuring withChurnWindow(int days) {
        return new Measuring(days, level, solidPoints, solidPart);
    }
}
