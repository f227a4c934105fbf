/** Boards: tiles, trends and breakdowns of metrics, from definition files. */
@ApplicationModule(allowedDependencies = {"kernel", "platform", "identity", "metrics"})
@NullMarked
package org.zhike.boards;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
