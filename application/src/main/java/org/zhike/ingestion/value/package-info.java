/** Text of cells to values of fields: numbers, dates and choices as people write them. */
@NullMarked
package org.zhike.ingestion.value;

import org.jspecify.annotations.NullMarked;
