package org.zhike.trees;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.zhike.statistics.Require;
import org.zhike.statistics.churn.Matrix;
import org.zhike.statistics.churn.TreeLearner;

/**
 * Boosted trees by XGBoost (Chen and Guestrin 2016) with histograms. The same rows, settings and seed give the same trees on any
 * number of threads. Values count as floats: about seven digits.
 *
 * @param threads how many cores to use
 */
public record XgBoost(int threads) implements TreeLearner {

    private static final int WORTH_THREADS = 20_000;

    public XgBoost {
        Require.atLeast(1, threads, "threads");
    }

    /** With all cores. */
    public static XgBoost onAllCores() {
        return new XgBoost(Runtime.getRuntime().availableProcessors());
    }

    @Override
    public Trees grow(Rows training, Settings settings) {
        DMatrix data = labelled(training);
        try {
            return new Grown(
                    XGBoost.train(
                            data, parameters(training, settings), settings.rounds(), new LinkedHashMap<>(), null, null),
                    settings.rounds());
        } catch (XGBoostError broken) {
            throw new IllegalStateException("XGBoost failed: " + broken.getMessage(), broken);
        } finally {
            data.dispose();
        }
    }

    @Override
    public Trees growWatched(Rows training, Rows watched, int patience, Settings settings) {
        Require.atLeast(1, patience, "patience");
        DMatrix data = labelled(training);
        DMatrix seen = labelled(watched);
        try {
            Booster booster = XGBoost.train(data, parameters(training, settings), 1, new LinkedHashMap<>(), null, null);
            double least = Double.POSITIVE_INFINITY;
            int best = 0;
            for (int round = 0; round < settings.rounds() && round < best + patience; round++) {
                if (round > 0) {
                    booster.update(data, round);
                }
                double loss = loss(booster.evalSet(new DMatrix[] {seen}, new String[] {"watched"}, round));
                if (loss < least) {
                    least = loss;
                    best = round + 1;
                }
            }
            return new Grown(booster, best);
        } catch (XGBoostError broken) {
            throw new IllegalStateException("XGBoost failed: " + broken.getMessage(), broken);
        } finally {
            data.dispose();
            seen.dispose();
        }
    }

    /** The number at the end of {@code [3] watched-logloss:0.41}. */
    private static double loss(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(':') + 1));
    }

    /** Few rows are not worth the meeting of threads. */
    private int threadsFor(Rows rows) {
        return rows.count() < WORTH_THREADS ? 1 : threads;
    }

    private Map<String, Object> parameters(Rows rows, Settings settings) {
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put("objective", "binary:logistic");
        parameters.put("base_score", share(rows));
        parameters.put("eval_metric", "logloss");
        parameters.put("tree_method", "hist");
        parameters.put("max_bin", 256);
        parameters.put("eta", settings.learningRate());
        parameters.put("max_depth", settings.depth());
        parameters.put("min_child_weight", settings.leastWeight());
        parameters.put("subsample", settings.rowShare());
        parameters.put("colsample_bytree", settings.columnShare());
        parameters.put("lambda", settings.ridge());
        parameters.put("seed", Long.hashCode(settings.seed()) & Integer.MAX_VALUE);
        parameters.put("nthread", threadsFor(rows));
        parameters.put("verbosity", 0);
        return parameters;
    }

    /** Trees start from the share of positives, away from 0 and 1. */
    private static double share(Rows rows) {
        double positives = 0.5;
        for (int i = 0; i < rows.count(); i++) {
            positives += rows.isPositive(i) ? 1 : 0;
        }
        return positives / (rows.count() + 1);
    }

    private DMatrix labelled(Rows rows) {
        try {
            DMatrix data = unlabelled(rows.features());
            float[] labels = new float[rows.count()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = rows.isPositive(i) ? 1 : 0;
            }
            data.setLabel(labels);
            return data;
        } catch (XGBoostError broken) {
            throw new IllegalStateException("XGBoost failed: " + broken.getMessage(), broken);
        }
    }

    private static DMatrix unlabelled(Matrix matrix) throws XGBoostError {
        return new DMatrix(matrix.toFloats(), matrix.rows(), matrix.columns(), Float.NaN);
    }

    /** Trees in native memory; one caller at a time. */
    private static final class Grown implements Trees {

        private final Booster booster;
        private final int rounds;

        Grown(Booster booster, int rounds) {
            this.booster = booster;
            this.rounds = rounds;
        }

        @Override
        public int rounds() {
            return rounds;
        }

        @Override
        public synchronized double[] logOdds(Matrix features) {
            try {
                DMatrix data = unlabelled(features);
                try {
                    float[][] margins = booster.predict(data, true, rounds);
                    double[] odds = new double[margins.length];
                    for (int i = 0; i < odds.length; i++) {
                        odds[i] = margins[i][0];
                    }
                    return odds;
                } finally {
                    data.dispose();
                }
            } catch (XGBoostError broken) {
                throw new IllegalStateException("XGBoost failed: " + broken.getMessage(), broken);
            }
        }

        @Override
        public synchronized double[][] contributions(Matrix features) {
            try {
                DMatrix data = unlabelled(features);
                try {
                    float[][] parts = booster.predictContrib(data, rounds);
                    double[][] copy = new double[parts.length][];
                    for (int i = 0; i < copy.length; i++) {
                        copy[i] = new double[parts[i].length];
                        for (int j = 0; j < copy[i].length; j++) {
                            copy[i][j] = parts[i][j];
                        }
                    }
                    return copy;
                } finally {
                    data.dispose();
                }
            } catch (XGBoostError broken) {
                throw new IllegalStateException("XGBoost failed: " + broken.getMessage(), broken);
            }
        }
    }
}
