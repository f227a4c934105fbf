/** How long things last when some have not ended yet. */
@NullMarked
package org.zhike.statistics.survival;

import org.jspecify.annotations.NullMarked;
