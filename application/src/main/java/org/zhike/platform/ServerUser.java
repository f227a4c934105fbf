package org.zhike.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.zhike.kernel.ProductException;

/**
 * The system user that PostgreSQL runs as. It refuses to run as root, so under root its commands go through setpriv to the
 * owner of its directory, at first {@code nobody}.
 *
 * @param prefix the words before each command; empty for an ordinary user
 */
record ServerUser(int uid, int gid, List<String> prefix) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /**
     * A directory such as /root is closed to others. One capability lets the server through, the weaker where the system
     * grants it; none where the server reaches its directory without. The secure bit makes it count for access(2) too.
     */
    private static final List<List<String>> CAPABILITIES =
            List.of(List.of(), capability("dac_read_search"), capability("dac_override"));

    /** Finds the user for a directory, and hands a directory of root's over to it. */
    static ServerUser of(Path directory) throws IOException {
        if (id("uid", Path.of("/proc/self")) != ROOT) {
            return new ServerUser(id("uid", directory), id("gid", directory), List.of());
        }
        if (id("uid", directory) == ROOT) {
            own(directory, NOBODY, NOBODY);
        }
        int uid = id("uid", directory);
        int gid = id("gid", directory);
        for (List<String> capabilities : CAPABILITIES) {
            var switching = List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups");
            var user = new ServerUser(uid, gid, concat(switching, capabilities));
            if (user.enters(directory)) {
                return user;
            }
        }
        throw new ProductException(PlatformError.DATA_DIRECTORY_OUT_OF_REACH, uid, directory);
    }

    /** Makes a file the server's own. */
    void own(Path file) throws IOException {
        if (!prefix.isEmpty()) {
            own(file, uid, gid);
        }
    }

    /** Runs a program as this user. */
    Commands.Result run(Path workingDirectory, List<String> command) throws IOException {
        return Commands.run(workingDirectory, concat(prefix, command));
    }

    private boolean enters(Path directory) throws IOException {
        return run(directory, List.of("test", "-x", directory.toString())).succeeded();
    }

    private static List<String> capability(String name) {
        return List.of("--securebits=+no_setuid_fixup", "--inh-caps=+" + name, "--ambient-caps=+" + name);
    }

    private static int id(String kind, Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:" + kind);
    }

    private static void own(Path path, int uid, int gid) throws IOException {
        Files.setAttribute(path, "unix:gid", gid);
        Files.setAttribute(path, "unix:uid", uid);
    }

    private static List<String> concat(List<String> left, List<String> right) {
        return Stream.concat(left.stream(), right.stream()).toList();
    }
}
