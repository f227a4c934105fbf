/** Who is there and what they may do: users, roles, passwords, sessions, tokens. */
@ApplicationModule(allowedDependencies = {"kernel", "platform"})
@NullMarked
package org.zhike.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
