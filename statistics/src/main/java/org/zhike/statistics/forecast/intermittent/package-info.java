/**
 * Demand that comes only now and then: its rate, its class, and what stock covers it.
 *
 * <pre>{@code
 * FitOutcome<IntermittentModel> outcome = Intermittent.automatic().fit(piecesPerWeek, 1);
 * outcome.converged().map(model -> model.demandOver(4).quantile(0.95));
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.forecast.intermittent;

import org.jspecify.annotations.NullMarked;
