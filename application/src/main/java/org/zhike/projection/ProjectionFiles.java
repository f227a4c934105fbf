package org.zhike.projection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The directory of projection files, {@code records-1.duckdb} and so on: one in use, a later one while it is being built
 * beside. Only one process may have it open. Safe for use by several threads.
 */
final class ProjectionFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFiles.class);
    private static final Pattern NAME = Pattern.compile("records-(\\d{1,9})\\.duckdb");

    private final Path directory;
    private final ProjectionSettings settings;
    private ProjectionFile current;

    /** Opens the newest file that holds all records of some time, or an empty one. */
    ProjectionFiles(Path directory, ProjectionSettings settings) throws IOException, SQLException {
        this.directory = directory.toAbsolutePath();
        this.settings = settings;
        FileSystemUtils.deleteRecursively(rows());
        Files.createDirectories(rows());
        current = newestLoaded();
    }

    synchronized ProjectionFile current() {
        return current;
    }

    /** A connection of one's own to a file. */
    record Connected(ProjectionFile file, DuckDBConnection connection) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Returns a new connection to the current file, before another one can take over; the caller closes it. */
    synchronized Connected connect() throws SQLException {
        return new Connected(current, current.connect());
    }

    /** Makes an empty file, to be built beside the current one. */
    ProjectionFile beside() throws IOException, SQLException {
        Path path = path(numbers().stream().findFirst().orElse(0) + 1);
        delete(path);
        return open(path);
    }

    /** Lets a file that was built beside take over, and deletes the former one. Reads that run there end undisturbed. */
    void takeOver(ProjectionFile built) {
        ProjectionFile former;
        synchronized (this) {
            former = current;
            current = built;
        }
        try {
            discard(former);
        } catch (IOException | SQLException e) {
            LOG.warn("Cannot delete {}; it is deleted at the next start", former.path(), e);
        }
    }

    /** Closes a file and deletes it. */
    void discard(ProjectionFile file) throws IOException, SQLException {
        file.close();
        delete(file.path());
    }

    @Override
    public synchronized void close() throws SQLException {
        current.close();
    }

    private ProjectionFile newestLoaded() throws IOException, SQLException {
        ProjectionFile found = null;
        for (int number : numbers()) {
            if (found == null) {
                found = openLoaded(path(number));
            } else {
                delete(path(number));
            }
        }
        return found != null ? found : beside();
    }

    /** Returns null, and makes way, when the file does not hold all records of some time. */
    private @Nullable ProjectionFile openLoaded(Path path) throws IOException {
        try {
            var file = open(path);
            if (file.isLoaded()) {
                return file;
            }
            discard(file);
        } catch (SQLException e) {
            LOG.warn("Cannot read {}; it is set aside and the projection built anew", path, e);
            setAside(path);
        }
        return null;
    }

    private ProjectionFile open(Path path) throws SQLException {
        return ProjectionFile.open(path, rows(), directory.resolve("spill"), settings);
    }

    /** The numbers of the files there are, the newest first. */
    private List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private Path path(int number) {
        return directory.resolve("records-" + number + ".duckdb");
    }

    private Path rows() {
        return directory.resolve("rows");
    }

    /** Keeps the last broken file for those who want to know why. */
    private void setAside(Path path) throws IOException {
        Files.move(path, directory.resolve("unreadable.duckdb"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(log(path));
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(log(path));
    }

    /** What DuckDB has committed but not yet put into the file. */
    private static Path log(Path path) {
        return path.resolveSibling(path.getFileName() + ".wal");
    }
}
