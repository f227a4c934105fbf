/**
 * What customers are worth who never say that they leave: purchases to come, the chance of being still a customer, and value,
 * from nothing but when and for how much they bought.
 *
 * <p>Models: BG/NBD (Fader, Hardie and Lee 2005), Pareto/NBD (Schmittlein, Morrison and Colombo 1987), both with covariates
 * that do not change (Fader and Hardie 2007), and Gamma-Gamma for the value of a purchase (Fader and Hardie 2013). The way
 * through the package:
 *
 * <pre>{@code
 * PurchaseLog log = PurchaseLog.of(customers, days, amounts);
 * CustomerBase base = log.until(calibrationEnd, 7);            // seven days a period: weeks
 * FitOutcome<Fitted<BgNbd>> fit = BgNbdFitter.fit(base.histories());
 * BgNbd model = fit.converged().orElseThrow().model();
 * double[] next = model.expectedPurchases(base.histories(), 52);
 * }</pre>
 *
 * Time is in any unit, the same throughout; parameters are in that unit too. All numbers are finite unless a method says
 * otherwise. Everything is immutable and safe for several threads.
 */
@NullMarked
package org.zhike.statistics.clv;

import org.jspecify.annotations.NullMarked;
