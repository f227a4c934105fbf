package org.zhike.commandline;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    static String text() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return "Zhike " + (version == null ? "(built from source)" : version);
    }
}
