/** The ground the rooms stand on: embedded PostgreSQL, connections, jobs, clock, HTTP problems, settings. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.zhike.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
