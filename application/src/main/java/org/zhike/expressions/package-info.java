/** The one expression language (CEL): parse, type-check against the objects, evaluate in memory, render to SQL. */
@ApplicationModule(allowedDependencies = {"kernel", "objects"})
@NullMarked
package org.zhike.expressions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
