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
record ServerUser(List<String> prefix) {

    private static final int ROOT = 0;
    private static final int NOBODY = 65534;

    /**
     * A directory such as /root is closed to others. A capability lets the server through, the weaker one where the system
     * grants it; it is used only where the server could not reach its directory otherwise.
     */
    private static final List<List<String>> CAPABILITIES = List.of(
            List.of(),
            List.of("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
            List.of("--inh-caps=+dac_override", "--ambient-caps=+dac_override"));

    /** Finds the user for a directory, and hands a directory of root's over to it. */
    static ServerUser of(Path directory) throws IOException {
        if (owner(Path.of("/proc/self")) != ROOT) {
            return new ServerUser(List.of());
        }
        if (owner(directory) == ROOT) {
            give(directory, NOBODY);
        }
        int uid = owner(directory);
        for (List<String> capabilities : CAPABILITIES) {
            var user = new ServerUser(
                    Stream.of(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"), capabilities)
                            .flatMap(List::stream)
                            .toList());
            if (user.reaches(directory)) {
                return user;
            }
        }
        throw new ProductException(PlatformError.DATA_DIRECTORY_OUT_OF_REACH, uid, directory);
    }

    /** Makes a file or directory the server's own. */
    void own(Path path, Path directory) throws IOException {
        if (!prefix.isEmpty()) {
            give(path, owner(directory));
        }
    }

    List<String> command(List<String> words) {
        return Stream.concat(prefix.stream(), words.stream()).toList();
    }

    private boolean reaches(Path directory) throws IOException {
        return Commands.run(directory, command(List.of("test", "-w", directory.toString())))
                .succeeded();
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static void give(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:gid", uid);
        Files.setAttribute(path, "unix:uid", uid);
    }
}
