/** Boards: tiles, trends and breakdowns of metrics, from definition files and from people; shown, shared, put into other pages. */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "platform", "identity", "metrics", "projection"})
@NullMarked
package org.zhike.boards;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
