package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Converged;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.FitOutcome.TooLittleData;
import org.zhike.statistics.Require;

/**
 * Boosted trees on encoded features. Rounds and depth are found on fifths of the training rows that are held out: the shallow trees of
 * the settings, unless deeper ones are better by more than two standard errors. Then all rows are grown on, several times with other
 * draws, and the log-odds averaged.
 */
public final class BoostedTrees implements Learner {

    private static final int PATIENCE = 50;

    /** With more rows one held-out part tells enough. */
    private static final int TRIED_ON_ALL = 50_000;

    /** The part held out for the choice of rounds is one of so many. */
    private static final int PARTS = 5;

    private final TreeLearner learner;
    private final TreeLearner.Settings settings;
    private final List<Integer> deeper;
    private final List<Transformation> steps;
    private final int repeats;

    /** Whether the rounds are those to grow and not the most there may be. */
    private final boolean chosen;

    /**
     * @param settings its rounds are the most there may be, its depth the usual one
     * @param deeper other depths to try; none to keep the usual one
     * @param steps before the encoding
     * @param repeats how many times to grow with other draws, at least 1
     */
    public BoostedTrees(
            TreeLearner learner,
            TreeLearner.Settings settings,
            List<Integer> deeper,
            List<Transformation> steps,
            int repeats) {
        this(learner, settings, deeper, steps, repeats, false);
    }

    private BoostedTrees(
            TreeLearner learner,
            TreeLearner.Settings settings,
            List<Integer> deeper,
            List<Transformation> steps,
            int repeats,
            boolean chosen) {
        this.chosen = chosen;
        this.learner = learner;
        this.settings = settings;
        this.deeper = List.copyOf(deeper);
        this.steps = List.copyOf(steps);
        this.repeats = Math.toIntExact(Require.atLeast(1, repeats, "repeats"));
    }

    /** Depth 2, or 4 or 6 where that is clearly better; grown three times. */
    public static BoostedTrees standard(TreeLearner learner, List<Transformation> steps) {
        return new BoostedTrees(learner, TreeLearner.Settings.standard(), List.of(4, 6), steps, 3);
    }

    @Override
    public String name() {
        return "trees";
    }

    @Override
    public Learner tuned(Features training, boolean[] positive) {
        if (chosen || !LogisticLearner.shortages(training, positive).isEmpty()) {
            return this;
        }
        Features made = Transformations.learn(steps, training).apply(training);
        var rows =
                new TreeLearner.Rows(Encoder.trees(made, LogisticLearner.RAREST).encode(made), positive);
        return new BoostedTrees(learner, choose(rows, positive), List.of(), steps, repeats, true);
    }

    @Override
    public FitOutcome<Classifier> fit(Features training, boolean[] positive) {
        Checks.sameLength(positive, training.rows(), "rows");
        List<Shortage> shortages = LogisticLearner.shortages(training, positive);
        if (!shortages.isEmpty()) {
            return new TooLittleData<>(shortages);
        }
        Transformation.Learned learned = Transformations.learn(steps, training);
        Features made = learned.apply(training);
        Encoder encoder = Encoder.trees(made, LogisticLearner.RAREST);
        var rows = new TreeLearner.Rows(encoder.encode(made), positive);
        TreeLearner.Settings way = chosen ? settings : choose(rows, positive);
        List<TreeLearner.Trees> grown = new ArrayList<>();
        for (int r = 0; r < repeats; r++) {
            grown.add(learner.grow(rows, way.withSeed(settings.seed() + r)));
        }
        return new Converged<>(new Fitted(learned, encoder, List.copyOf(grown), way.depth()), way.rounds());
    }

    private TreeLearner.Settings choose(TreeLearner.Rows rows, boolean[] positive) {
        int[] folds = Folds.stratified(positive, PARTS, settings.seed());
        int tried = rows.count() <= TRIED_ON_ALL ? PARTS : 1;
        int[] watched =
                IntStream.range(0, folds.length).filter(i -> folds[i] < tried).toArray();
        int[] places = new int[folds.length];
        for (int k = 0; k < watched.length; k++) {
            places[watched[k]] = k;
        }
        List<TreeLearner.Settings> ways = new ArrayList<>();
        double[][] losses = new double[1 + deeper.size()][watched.length];
        for (int w = 0; w < losses.length; w++) {
            TreeLearner.Settings way = w == 0 ? settings : settings.withDepth(deeper.get(w - 1));
            int rounds = 0;
            for (int fold = 0; fold < tried; fold++) {
                int[] heldOut = Folds.rowsIn(folds, fold);
                TreeLearner.Rows seen = rows.choose(heldOut);
                TreeLearner.Trees trees =
                        learner.growWatched(rows.choose(Folds.rowsOutside(folds, fold)), seen, PATIENCE, way);
                rounds += trees.rounds();
                double[] odds = trees.logOdds(seen.features());
                for (int i = 0; i < odds.length; i++) {
                    losses[w][places[heldOut[i]]] = Scores.loss(seen.isPositive(i), Logistic.probability(odds[i]));
                }
            }
            ways.add(way.withRounds(Math.max(1, rounds / tried)));
        }
        return ways.get(Scores.clearlyBest(losses, 0));
    }

    private static final class Fitted implements Classifier {

        private final Transformation.Learned steps;
        private final Encoder encoder;
        private final List<TreeLearner.Trees> grown;
        private final int depth;

        Fitted(Transformation.Learned steps, Encoder encoder, List<TreeLearner.Trees> grown, int depth) {
            this.depth = depth;
            this.steps = steps;
            this.encoder = encoder;
            this.grown = grown;
        }

        private Matrix encode(Features features) {
            return encoder.encode(steps.apply(features));
        }

        @Override
        public double[] logOdds(Features features) {
            Matrix matrix = encode(features);
            double[] mean = new double[matrix.rows()];
            for (TreeLearner.Trees trees : grown) {
                double[] odds = trees.logOdds(matrix);
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += odds[i] / grown.size();
                }
            }
            return mean;
        }

        @Override
        public Contributions contributions(Features features) {
            Matrix matrix = encode(features);
            int p = matrix.columns();
            double[][] mean = new double[matrix.rows()][p];
            double base = 0;
            for (TreeLearner.Trees trees : grown) {
                double[][] parts = trees.contributions(matrix);
                base += parts[0][p] / grown.size();
                for (int i = 0; i < mean.length; i++) {
                    for (int j = 0; j < p; j++) {
                        mean[i][j] += parts[i][j] / grown.size();
                    }
                }
            }
            return Contributions.bySource(
                    base, encoder.sources().stream().map(List::of).toList(), mean);
        }

        @Override
        public List<String> warnings() {
            return encoder.warnings();
        }

        @Override
        public Map<String, Object> choices() {
            return Map.of("rounds", grown.get(0).rounds(), "depth", depth);
        }
    }
}
