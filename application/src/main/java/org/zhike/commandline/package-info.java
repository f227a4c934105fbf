/** The command line: a contract that scripts rely on. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "objects",
            "platform",
            "identity",
            "records",
            "ingestion",
            "ingestion::file",
            "projection",
            "metrics",
            "packs"
        })
@NullMarked
package org.zhike.commandline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
