/** Numerics that several models share. */
@NullMarked
package org.zhike.statistics.numeric;

import org.jspecify.annotations.NullMarked;
