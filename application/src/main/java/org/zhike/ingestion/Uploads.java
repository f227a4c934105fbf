package org.zhike.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import org.zhike.kernel.ProductException;
import org.zhike.platform.DataDirectory;

/** The files that came, each kept as it was under {@code imports/ID} of the data directory. */
@Component
final class Uploads {

    private static final String FILE = "file";

    private final Path directory;
    private final ImportSettings settings;

    Uploads(DataDirectory data, ImportSettings settings) {
        this.directory = data.directory("imports");
        this.settings = settings;
    }

    /** Stores a file that has no import yet; whole or not at all. */
    Path receive(InputStream content) {
        Path incoming = null;
        try {
            incoming = Files.createTempFile(directory, "incoming", "");
            try (OutputStream out = Files.newOutputStream(incoming)) {
                copy(content, out);
            }
            return incoming;
        } catch (IOException e) {
            discard(incoming);
            throw full(e);
        } catch (RuntimeException e) {
            discard(incoming);
            throw e;
        }
    }

    /** Makes a received file the file of an import. */
    void keep(Path incoming, long importId) {
        try {
            Path target = file(importId);
            Files.createDirectories(target.getParent());
            Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw full(e);
        }
    }

    Path file(long importId) {
        return directory.resolve(Long.toString(importId)).resolve(FILE);
    }

    void discard(@org.jspecify.annotations.Nullable Path path) {
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            size += read;
            if (size > settings.limit().toBytes()) {
                throw new ProductException(
                        IngestionError.TOO_LARGE, settings.limit().toMegabytes() + " MB");
            }
            out.write(buffer, 0, read);
        }
    }

    private static ProductException full(IOException e) {
        String reason = e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
        var exception = new ProductException(IngestionError.DISK_FULL, reason);
        exception.initCause(e);
        return exception;
    }
}
