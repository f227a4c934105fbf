/** The projection over HTTP. */
@NullMarked
package org.zhike.projection.web;

import org.jspecify.annotations.NullMarked;
