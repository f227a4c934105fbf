/** Statistics of customer management: pure functions of arrays, no framework, no SQL, no I/O. */
@NullMarked
package org.zhike.statistics;

import org.jspecify.annotations.NullMarked;
