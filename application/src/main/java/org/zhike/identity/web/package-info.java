/** The HTTP side of identity: who may call what, sign-in, users, tokens, settings, and the pages with their headers. */
@NullMarked
package org.zhike.identity.web;

import org.jspecify.annotations.NullMarked;
