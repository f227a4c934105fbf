/** What a series of numbers will do next, with intervals, and how well methods would have told it before. */
@NullMarked
package org.zhike.statistics.forecast;

import org.jspecify.annotations.NullMarked;
