/** Texts. */
@NullMarked
package org.zhike.statistics.text;

import org.jspecify.annotations.NullMarked;
