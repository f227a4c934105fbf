/** Metrics over HTTP. */
@NullMarked
package org.zhike.metrics.web;

import org.jspecify.annotations.NullMarked;
