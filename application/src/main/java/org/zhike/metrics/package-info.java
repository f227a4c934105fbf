/** The metric catalogue and its one query: definition to plan to SQL to a result with its interval and the rows behind it. */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "expressions", "platform", "identity", "projection"})
@NullMarked
package org.zhike.metrics;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
