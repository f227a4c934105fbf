package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;
import org.zhike.statistics.FitOutcome.NotConverged;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Require;

/**
 * Logistic regression with curves for numbers, columns for categories, products of pairs where the data ask for them, and a ridge
 * chosen by log loss in folds inside the training rows. Everything, the choice of pairs included, is learned anew in each fold.
 */
public final class LogisticLearner implements Learner {

    /** Fewer of either outcome carry no model. */
    static final int LEAST = 5;

    /** Levels in fewer rows share a column. */
    static final int RAREST = 10;

    /** The ridge is chosen on at most so many rows: with more, the choice hardly matters. */
    private static final int CHOSEN_ON = 50_000;

    /**
     * How to fit.
     *
     * @param steps before the encoding, in order
     * @param mostPairs how many products of two columns at most; 0 for none
     * @param discovery the false-discovery rate of the choice of pairs
     * @param rarest levels in fewer rows share a column
     * @param usualRidge kept unless another is better by more than two standard errors of the difference, above 0
     * @param ridges the others to try, each above 0; none to keep the usual one
     * @param lasso on top of each ridge, not negative; 0 is usual
     * @param folds for the choice
     * @param seed of the folds
     */
    public record Settings(
            List<Transformation> steps,
            int mostPairs,
            double discovery,
            int rarest,
            double usualRidge,
            List<Double> ridges,
            double lasso,
            int folds,
            long seed) {

        public Settings {
            steps = List.copyOf(steps);
            ridges = List.copyOf(ridges);
            Require.atLeast(0, mostPairs, "mostPairs");
            Require.level(discovery);
            Require.positive(usualRidge, "usualRidge");
            ridges.forEach(ridge -> Require.positive(ridge, "ridge"));
            Require.notNegative(lasso, "lasso");
            Require.atLeast(2, folds, "folds");
        }

        /**
         * Curves with five knots, at most twenty pairs, the ridge 10 (weak: as if ten cases spoke against each standardised column)
         * or another from 0.1 to 1000.
         */
        public static Settings standard() {
            return new Settings(
                    List.of(Transformations.curves(5)), 20, 0.05, RAREST, 10, List.of(0.1, 1., 100., 1000.), 0, 5, 1);
        }

        /** The same after further steps. */
        public Settings after(List<Transformation> first) {
            List<Transformation> all = new ArrayList<>(first);
            all.addAll(steps);
            return new Settings(all, mostPairs, discovery, rarest, usualRidge, ridges, lasso, folds, seed);
        }

        /** The same with a single ridge. */
        public Settings withRidge(double ridge) {
            return new Settings(steps, mostPairs, discovery, rarest, ridge, List.of(), lasso, folds, seed);
        }
    }

    private final Settings settings;

    public LogisticLearner(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public Learner tuned(Features training, boolean[] positive) {
        return settings.ridges().isEmpty() || !shortages(training, positive).isEmpty()
                ? this
                : new LogisticLearner(settings.withRidge(chooseRidge(training, positive)));
    }

    @Override
    public FitOutcome<Classifier> fit(Features training, boolean[] positive) {
        Checks.sameLength(positive, training.rows(), "rows");
        List<Shortage> shortages = shortages(training, positive);
        if (!shortages.isEmpty()) {
            return new TooLittleData<>(shortages);
        }
        double ridge = settings.ridges().isEmpty() ? settings.usualRidge() : chooseRidge(training, positive);
        var design = new Design(training, positive);
        return switch (Logistic.fit(design.matrix, positive, new Penalty(ridge, settings.lasso()))) {
            case Converged<Logistic>(Logistic model, int steps) -> new Converged<>(new Fitted(design, model), steps);
            case NotConverged<Logistic>(Logistic model, int steps, String why) ->
                new NotConverged<>(new Fitted(design, model), steps, why);
            case TooLittleData<Logistic>(List<Shortage> more) -> new TooLittleData<>(more);
        };
    }

    /** What is missing for any model: cases of both outcomes, and a feature that varies. */
    static List<Shortage> shortages(Features training, boolean[] positive) {
        int positives = Checks.count(positive);
        List<Shortage> shortages = new ArrayList<>();
        if (positives < LEAST) {
            shortages.add(new Shortage("positives", positives, LEAST));
        }
        if (positive.length - positives < LEAST) {
            shortages.add(new Shortage("negatives", positive.length - positives, LEAST));
        }
        if (!Encoder.anyVaries(training, RAREST)) {
            shortages.add(new Shortage("varying_features", 0, 1));
        }
        return shortages;
    }

    private double chooseRidge(Features all, boolean[] allPositive) {
        int[] sample = sample(all.rows());
        Features training = sample.length == all.rows() ? all : all.rows(sample);
        boolean[] positive = sample.length == all.rows() ? allPositive : Folds.choose(allPositive, sample);
        int[] folds = Folds.stratified(positive, settings.folds(), settings.seed());
        // From strong to weak, each starting where the last ended.
        double[] ridges = DoubleStream.concat(
                        DoubleStream.of(settings.usualRidge()),
                        settings.ridges().stream().mapToDouble(r -> r))
                .map(r -> -r)
                .sorted()
                .map(r -> -r)
                .distinct()
                .toArray();
        double[][] losses = new double[ridges.length][positive.length];
        for (int fold = 0; fold < settings.folds(); fold++) {
            int[] rows = Folds.rowsOutside(folds, fold);
            int[] heldOut = Folds.rowsIn(folds, fold);
            boolean[] outcome = Folds.choose(positive, rows);
            int positives = Checks.count(outcome);
            if (positives == 0 || positives == outcome.length) {
                continue;
            }
            var design = new Design(training.rows(rows), outcome);
            Matrix test = design.encode(training.rows(heldOut));
            @Nullable Logistic near = null;
            for (int r = 0; r < ridges.length; r++) {
                var penalty = new Penalty(ridges[r], settings.lasso());
                near = model(Logistic.fit(design.matrix, outcome, penalty, near));
                double[] p = near.probabilities(test);
                for (int i = 0; i < p.length; i++) {
                    losses[r][heldOut[i]] = Scores.loss(positive[heldOut[i]], p[i]);
                }
            }
        }
        int usual = IntStream.range(0, ridges.length)
                .filter(r -> ridges[r] == settings.usualRidge())
                .findFirst()
                .orElseThrow();
        return ridges[Scores.clearlyBest(losses, usual)];
    }

    private static Logistic model(FitOutcome<Logistic> fit) {
        return switch (fit) {
            case Converged<Logistic>(Logistic model, int steps) -> model;
            case NotConverged<Logistic>(Logistic model, int steps, String why) -> model;
            case TooLittleData<Logistic> little -> throw new IllegalStateException("both outcomes were counted");
        };
    }

    private static int[] sample(int rows) {
        int count = Math.min(rows, CHOSEN_ON);
        double step = (double) rows / count;
        return IntStream.range(0, count).map(i -> (int) (i * step)).toArray();
    }

    /** From features to the matrix, as learned. */
    private final class Design {

        final Transformation.Learned steps;
        final Encoder encoder;
        final Interactions interactions;
        final Matrix matrix;

        Design(Features training, boolean[] positive) {
            steps = Transformations.learn(settings.steps(), training);
            Features made = steps.apply(training);
            encoder = Encoder.linear(made, settings.rarest());
            Matrix plain = encoder.encode(made);
            if (settings.mostPairs() == 0) {
                interactions = Interactions.none();
            } else {
                Logistic base = model(Logistic.fit(plain, positive, Penalty.ridge(settings.usualRidge())));
                interactions = Interactions.learn(
                        plain, encoder.sources(), positive, base, settings.mostPairs(), settings.discovery());
            }
            matrix = interactions.apply(plain);
        }

        Matrix encode(Features features) {
            return interactions.apply(encoder.encode(steps.apply(features)));
        }

        List<List<String>> sources() {
            List<String> sources = encoder.sources();
            List<List<String>> all = new ArrayList<>();
            sources.forEach(source -> all.add(List.of(source)));
            for (int k = 0; k < interactions.size(); k++) {
                all.add(List.of(sources.get(interactions.first(k)), sources.get(interactions.second(k))));
            }
            return all;
        }
    }

    /** A fitted regression with its way from features. */
    public static final class Fitted implements Classifier {

        private final Transformation.Learned steps;
        private final Encoder encoder;
        private final Interactions interactions;
        private final List<List<String>> sources;
        private final Logistic model;

        private Fitted(Design design, Logistic model) {
            steps = design.steps;
            encoder = design.encoder;
            interactions = design.interactions;
            sources = design.sources();
            this.model = model;
        }

        /** The regression on the encoded columns, with coefficients and errors. */
        public Logistic model() {
            return model;
        }

        @Override
        public double[] logOdds(Features features) {
            return model.logOdds(encode(features));
        }

        private Matrix encode(Features features) {
            return interactions.apply(encoder.encode(steps.apply(features)));
        }

        /** Exact, measured from a case in which every column has its training mean. */
        @Override
        public Contributions contributions(Features features) {
            Matrix matrix = encode(features);
            double[][] parts = new double[matrix.rows()][];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = model.contributions(matrix, i);
            }
            return Contributions.bySource(model.meanLogOdds(), sources, parts);
        }

        @Override
        public List<String> warnings() {
            return encoder.warnings();
        }

        @Override
        public Map<String, Object> choices() {
            return Map.of("ridge", model.penalty().ridge(), "pairs", interactions.names());
        }
    }
}
