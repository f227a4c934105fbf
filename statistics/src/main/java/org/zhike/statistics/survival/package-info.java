/**
 * How long something lasts when some have been seen only up to a point: subscriptions, customers, open tickets.
 *
 * <pre>{@code
 * KaplanMeier curve = KaplanMeier.of(months, left);
 * double afterAYear = curve.survivalAt(12);
 * FitOutcome<CoxModel> outcome = CoxRegression.efron()
 *         .fit(months, left, Covariates.of(n).number("age", age).build());
 * String told = switch (outcome) {
 *     case Converged<CoxModel>(CoxModel model, int steps) -> "hazard ratio " + model.hazardRatio(0);
 *     case NotConverged<CoxModel> open -> open.why();
 *     case TooLittleData<CoxModel> little -> "too little: " + little.shortages();
 * };
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.survival;

import org.jspecify.annotations.NullMarked;
