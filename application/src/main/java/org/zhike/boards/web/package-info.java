/** Boards over HTTP. */
@NullMarked
package org.zhike.boards.web;

import org.jspecify.annotations.NullMarked;
