/** The HTTP interface of imports. */
@NullMarked
package org.zhike.ingestion.web;

import org.jspecify.annotations.NullMarked;
