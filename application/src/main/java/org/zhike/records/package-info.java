/** The one record model: tables made from definitions, reading, writing, history, search, change feed. The door is {@link Records}. */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "expressions", "platform", "identity"})
@NullMarked
package org.zhike.records;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
