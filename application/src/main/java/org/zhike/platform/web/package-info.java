/** How requests come in and answers go out: problems, JSON, limits, the screens' files. */
@NullMarked
package org.zhike.platform.web;

import org.jspecify.annotations.NullMarked;
