/** Data in: files, mapping of columns to fields, dry run, background import, rejected rows. */
@ApplicationModule(allowedDependencies = {"kernel", "objects", "expressions", "platform", "identity", "records"})
@NullMarked
package org.zhike.ingestion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
