/**
 * Who will leave: classification of yes and no with probabilities that mean what they say. Logistic regression and (behind
 * {@link org.zhike.statistics.churn.TreeLearner}) boosted trees on numbers and categories, their blend, calibration, the
 * reasons of each case, scores, and checks for leaks and drift.
 *
 * <pre>{@code
 * Features features = Features.of(1000).numbers("tenure", tenure).texts("contract", contract).build();
 * int[] folds = Folds.stratified(churned, 5, 1);
 * OutOfFold result = OutOfFold.of(new LogisticLearner(LogisticLearner.Settings.standard()), features, churned, folds);
 * Scores scores = Scores.of(churned, result.probabilities());
 * scores.auc(); scores.logLoss(); scores.skill();
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.churn;

import org.jspecify.annotations.NullMarked;
