package org.zhike.statistics.clv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.clv.Fitted.Named;
import org.zhike.statistics.clv.WithCovariates.Moved;
import org.zhike.statistics.numeric.SmoothFunction;

/**
 * Purchase models with covariates. The search runs on standardised covariates, on which all directions are alike; the model
 * that comes out takes them as they are. Costs by customers.
 */
final class CovariateFit {

    /**
     * A model that covariates can move.
     *
     * @param purchases the parameter of the rate
     * @param dropout the parameters of stopping
     */
    record Kind<M extends PurchaseModel>(
            HistoryDensity.Family family,
            Function<double[], M> models,
            List<Named<M>> names,
            List<Moved> purchases,
            List<Moved> dropout) {

        List<Moved> moved(Covariates.Act on) {
            return switch (on) {
                case PURCHASES -> purchases;
                case PURCHASES_AND_DROPOUT ->
                    Stream.concat(purchases.stream(), dropout.stream()).toList();
            };
        }
    }

    static final Kind<BgNbd> BG_NBD = new Kind<>(
            BgNbdDensity::at,
            BgNbdFitter::model,
            BgNbdFitter.NAMES,
            List.of(new Moved(1, -1, "purchases")),
            List.of(new Moved(2, 1, "dropout_a"), new Moved(3, 1, "dropout_b")));

    static final Kind<ParetoNbd> PARETO_NBD = new Kind<>(
            ParetoNbdDensity::at,
            ParetoNbdFitter::model,
            ParetoNbdFitter.NAMES,
            List.of(new Moved(1, -1, "purchases")),
            List.of(new Moved(3, -1, "dropout")));

    private CovariateFit() {}

    static <M extends PurchaseModel> FitOutcome<Fitted<WithCovariates<M>>> fit(
            PurchaseHistories histories, Covariates covariates, Covariates.Act on, Kind<M> kind, double[] start) {
        requireSame(histories, covariates, covariates.names());
        List<Shortage> constant = new ArrayList<>();
        for (int c = 0; c < covariates.names().size(); c++) {
            if (covariates.standardDeviation(c) == 0) {
                constant.add(
                        new Shortage("different_values_of_" + covariates.names().get(c), 1, 2));
            }
        }
        if (!constant.isEmpty()) {
            return new FitOutcome.TooLittleData<>(constant);
        }
        List<Moved> moved = kind.moved(on);
        var scale = new Scale(covariates, moved);
        return Enough.<Fitted<WithCovariates<M>>>check(histories.distinct())
                .orElseGet(() -> MaximumLikelihood.fit(
                        new Loss(histories, covariates, scale, kind.family()),
                        histories.size(),
                        Arrays.copyOf(start, start.length + moved.size() * scale.k),
                        point -> scale.model(point, kind.models()),
                        names(kind, moved, covariates)));
    }

    static void requireSame(PurchaseHistories histories, Covariates covariates, List<String> names) {
        if (histories.size() != covariates.customers() || !covariates.names().equals(names)) {
            throw new IllegalArgumentException("there must be " + names + " of " + histories.size() + " customers, not "
                    + covariates.names() + " of " + covariates.customers());
        }
    }

    private static <M extends PurchaseModel> List<Named<WithCovariates<M>>> names(
            Kind<M> kind, List<Moved> moved, Covariates covariates) {
        List<Named<WithCovariates<M>>> names = new ArrayList<>();
        for (Named<M> base : kind.names()) {
            names.add(new Named<>(base.name(), model -> base.value().applyAsDouble(model.base()), true));
        }
        for (int j = 0; j < moved.size(); j++) {
            for (int c = 0; c < covariates.names().size(); c++) {
                int movedParameter = j;
                int covariate = c;
                names.add(new Named<>(
                        moved.get(j).name() + ":" + covariates.names().get(c),
                        model -> model.effect(movedParameter, covariate),
                        false));
            }
        }
        return names;
    }

    /** The way between covariates as they are and standardised ones. */
    private static final class Scale {

        private final Covariates covariates;
        private final List<Moved> moved;
        private final int k;
        private final double[] means;
        private final double[] deviations;

        Scale(Covariates covariates, List<Moved> moved) {
            this.covariates = covariates;
            this.moved = moved;
            k = covariates.names().size();
            means = new double[k];
            deviations = new double[k];
            Arrays.setAll(means, covariates::mean);
            Arrays.setAll(deviations, covariates::standardDeviation);
        }

        double standardised(int customer, int column) {
            return (covariates.value(customer, column) - means[column]) / deviations[column];
        }

        <M extends PurchaseModel> WithCovariates<M> model(double[] point, Function<double[], M> models) {
            double[] base = Arrays.copyOf(point, HistoryDensity.PARAMETERS);
            double[] effects = new double[moved.size() * k];
            for (int j = 0; j < moved.size(); j++) {
                for (int c = 0; c < k; c++) {
                    double effect = point[HistoryDensity.PARAMETERS + j * k + c] / deviations[c];
                    effects[j * k + c] = effect;
                    base[moved.get(j).parameter()] -= moved.get(j).sign() * effect * means[c];
                }
            }
            return new WithCovariates<>(models, covariates.names(), moved, base, effects);
        }
    }

    /** Minus the mean log-likelihood by the logarithms of the parameters and the effects. */
    private record Loss(PurchaseHistories histories, Covariates covariates, Scale scale, HistoryDensity.Family family)
            implements SmoothFunction {

        @Override
        public double at(double[] point, double[] gradient) {
            int last = point.length;
            double[] sums = Chunks.sum(histories.size(), last + 1, (start, end, part) -> {
                double[] own = new double[HistoryDensity.PARAMETERS];
                for (int i = start; i < end; i++) {
                    part[last] += add(i, point, own, part);
                }
            });
            for (int i = 0; i < last; i++) {
                gradient[i] = -sums[i] / histories.size();
            }
            return -sums[last] / histories.size();
        }

        /** Returns the log-likelihood of a customer and adds its gradient. */
        private double add(int customer, double[] point, double[] own, double[] gradient) {
            int fixed = HistoryDensity.PARAMETERS;
            double[] logarithms = Arrays.copyOf(point, fixed);
            for (int j = 0; j < scale.moved.size(); j++) {
                Moved moved = scale.moved.get(j);
                for (int c = 0; c < scale.k; c++) {
                    logarithms[moved.parameter()] +=
                            moved.sign() * point[fixed + j * scale.k + c] * scale.standardised(customer, c);
                }
            }
            HistoryDensity density = family.at(logarithms);
            Arrays.fill(own, 0);
            int x = histories.frequency(customer);
            double value = density.countPart(x, 1, own)
                    + density.timePart(x, histories.ageAtLastPurchase(customer), histories.age(customer), 1, own);
            for (int i = 0; i < fixed; i++) {
                gradient[i] += own[i];
            }
            for (int j = 0; j < scale.moved.size(); j++) {
                Moved moved = scale.moved.get(j);
                for (int c = 0; c < scale.k; c++) {
                    gradient[fixed + j * scale.k + c] +=
                            moved.sign() * own[moved.parameter()] * scale.standardised(customer, c);
                }
            }
            return value;
        }
    }
}
