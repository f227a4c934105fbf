/** Zhike: customer records, honest measurement, and the loop from finding to effect. Each sub-package is one room of the house. */
@NullMarked
package org.zhike;

import org.jspecify.annotations.NullMarked;
