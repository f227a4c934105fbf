/**
 * Who will leave: classification of yes and no with probabilities that mean what they say. Logistic regression and (behind
 * {@link org.zhike.statistics.churn.TreeLearner}) boosted trees on numbers and categories, their blend, calibration, the
 * reasons of each case, scores, and checks for leaks and drift.
 *
 * <pre>{@code
 * Features features = Features.of(1000).numbers("tenure", tenure).texts("contract", contract).build();
 * int[] folds = Folds.stratified(churned, 5, 1);
 * Learner logistic = new LogisticLearner(LogisticLearner.Settings.standard());
 * OutOfFold result = OutOfFold.of(logistic, features, churned, folds, 0).converged().orElseThrow();
 * Scores scores = result.scores(churned);
 * scores.auc(); scores.skill();
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.churn;

import org.jspecify.annotations.NullMarked;
