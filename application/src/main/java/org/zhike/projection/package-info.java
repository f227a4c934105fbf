/** The columnar copy of the records: change feed to DuckDB, watermark, the analytics engine. */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "expressions", "platform", "identity", "records"})
@NullMarked
package org.zhike.projection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
