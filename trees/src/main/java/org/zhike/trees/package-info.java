/** Boosted trees for the statistics library, by XGBoost: an artifact of its own because of its weight. */
@NullMarked
package org.zhike.trees;

import org.jspecify.annotations.NullMarked;
