/** The record model over HTTP. */
@NullMarked
package org.zhike.records.web;

import org.jspecify.annotations.NullMarked;
