/**
 * Interval estimates, each from the sufficient statistics that SQL can deliver. Checked against independent software in the
 * tests.
 */
@NullMarked
package org.zhike.statistics.interval;

import org.jspecify.annotations.NullMarked;
