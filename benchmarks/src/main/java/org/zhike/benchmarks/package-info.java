/** Speed of the whole system, each figure beside what it is compared with, from the same run. See docs/benchmarks.md. */
@NullMarked
package org.zhike.benchmarks;

import org.jspecify.annotations.NullMarked;
