/** Ids, money, periods, error codes, collected issues: the words every room speaks. Knows no other room. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.zhike.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
