package org.zhike.statistics.clv;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Gauss–Legendre quadrature in panels: with 16 nodes exact to rounding where a panel sees an exponential fall of e^8 at most. */
final class Panels {

    static final int NODES = 16;

    /** On −1 to 1. */
    static final double[] NODE = new double[NODES];

    static final double[] WEIGHT = new double[NODES];

    static {
        GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES);
        for (int i = 0; i < NODES; i++) {
            NODE[i] = rule.getPoint(i);
            WEIGHT[i] = rule.getWeight(i);
        }
    }

    private Panels() {}

    /** Returns the integral by equal panels no wider than the width. */
    static double integrate(double low, double high, double width, DoubleUnaryOperator function) {
        int panels = (int) Math.ceil((high - low) / width);
        double half = (high - low) / panels / 2;
        double sum = 0;
        for (int panel = 0; panel < panels; panel++) {
            double middle = low + (2 * panel + 1) * half;
            for (int i = 0; i < NODES; i++) {
                sum += WEIGHT[i] * function.applyAsDouble(middle + half * NODE[i]);
            }
        }
        return sum * half;
    }
}
