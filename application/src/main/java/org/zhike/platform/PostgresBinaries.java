package org.zhike.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;
import org.zhike.kernel.ProductException;

/** The PostgreSQL programs that travel with the application as a compressed archive on the class path. */
final class PostgresBinaries {

    static final String VERSION = "18.6.0";

    /** The archive's name for each {@code os.arch}. */
    private static final Map<String, String> ARCHIVES = Map.of(
            "amd64", "postgres-linux-x86_64.txz",
            "aarch64", "postgres-linux-arm_64.txz");

    private PostgresBinaries() {}

    /** Returns the directory of the programs below the given one, unpacking them when they are not there yet. */
    static Path unpackedIn(Path directory) throws IOException {
        Path home = directory.resolve("bin-" + VERSION);
        if (Files.notExists(home)) {
            // Beside, then renamed: an interrupted unpacking never looks finished.
            Path beside = directory.resolve("bin-" + VERSION + ".unpacking");
            FileSystemUtils.deleteRecursively(beside);
            unpack(beside);
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home.resolve("bin");
    }

    private static void unpack(Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive())))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("an entry of the archive leaves it: " + entry.getName());
                }
                write(entry, tar, path);
            }
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            createDirectory(path);
            return;
        }
        createDirectory(path.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, path);
        Files.setPosixFilePermissions(path, permissions((entry.getMode() & 0100) != 0));
    }

    /** Creates a directory everybody may enter, whatever the umask: the server may run as another user. */
    private static void createDirectory(Path path) throws IOException {
        Path directory = path.normalize();
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, permissions(true));
        }
    }

    private static Set<PosixFilePermission> permissions(boolean executable) {
        return PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        String name = system.toLowerCase(Locale.ROOT).startsWith("linux")
                ? ARCHIVES.get(System.getProperty("os.arch"))
                : null;
        InputStream archive = name == null ? null : PostgresBinaries.class.getResourceAsStream("/" + name);
        if (archive == null) {
            throw new ProductException(PlatformError.POSTGRES_UNKNOWN_SYSTEM, system);
        }
        return archive;
    }
}
