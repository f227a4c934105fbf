/** Industry packs and the seeded demo company. */
@ApplicationModule(
        allowedDependencies = {"kernel", "objects", "platform", "identity", "records", "projection", "metrics"})
@NullMarked
package org.zhike.packs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
