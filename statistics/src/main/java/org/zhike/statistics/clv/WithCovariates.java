package org.zhike.statistics.clv;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A purchase model whose parameters depend on what is known of a customer. Immutable.
 *
 * @param <M> the model of one customer
 */
public final class WithCovariates<M extends PurchaseModel> {

    /** A parameter that covariates move: its place, the sign with which an effect moves its logarithm, and the effects' name. */
    record Moved(int parameter, int sign, String name) {}

    private final Function<double[], M> models;
    private final List<String> names;
    private final List<Moved> moved;
    private final double[] logarithms;

    /** One after the other for each moved parameter. */
    private final double[] effects;

    WithCovariates(
            Function<double[], M> models,
            List<String> names,
            List<Moved> moved,
            double[] logarithms,
            double[] effects) {
        this.models = models;
        this.names = names;
        this.moved = moved;
        this.logarithms = logarithms;
        this.effects = effects;
    }

    /** The model of a customer whose covariates are all 0. */
    public M base() {
        return models.apply(logarithms);
    }

    /** Returns the model of customers with these covariates, from which all else follows. */
    public M at(double... covariates) {
        if (covariates.length != names.size()) {
            throw new IllegalArgumentException(
                    "there must be a number for each of " + names + ", not " + Arrays.toString(covariates));
        }
        double[] shifted = logarithms.clone();
        for (int j = 0; j < moved.size(); j++) {
            for (int c = 0; c < covariates.length; c++) {
                shifted[moved.get(j).parameter()] +=
                        moved.get(j).sign() * effects[j * names.size() + c] * covariates[c];
            }
        }
        return models.apply(shifted);
    }

    /** Returns the purchases to expect of each customer; both cores are used. */
    public double[] expectedPurchases(PurchaseHistories histories, Covariates covariates, double horizon) {
        CovariateFit.requireSame(histories, covariates, names);
        double[] expected = new double[histories.size()];
        IntStream.range(0, expected.length)
                .parallel()
                .forEach(i -> expected[i] = at(covariates.of(i)).expectedPurchases(histories.history(i), horizon));
        return expected;
    }

    double effect(int movedParameter, int covariate) {
        return effects[movedParameter * names.size() + covariate];
    }
}
