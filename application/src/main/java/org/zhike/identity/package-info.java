/**
 * Who is there and what they may do: users, roles, passwords, sessions, tokens, and the book of sign-ins. The doors are
 * {@link Users}, {@link RowScopes}, {@link Actor} and {@link Audit}.
 */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "expressions", "platform"})
@NullMarked
package org.zhike.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
