package org.zhike.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.zhike.kernel.ProductException;

/** The directory where one application keeps everything it stores; locked against a second application until closed. */
public final class DataDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "zhike.lock";

    /** File locks belong to the whole JVM, and opening the file a second time here would release them. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the directory where needed and takes it for this process. */
    public static DataDirectory open(Path directory) {
        try {
            Files.createDirectories(directory);
            Path path = directory.toRealPath();
            if (!HELD.add(path)) {
                throw inUse(path, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new DataDirectory(path, lock(path));
            } catch (IOException | RuntimeException e) {
                HELD.remove(path);
                throw e;
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    public Path path() {
        return path;
    }

    /** Returns a sub-directory, made where needed. */
    public Path directory(String name) {
        Path directory = path.resolve(name);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(path);
        }
    }

    static ProductException unusable(Path directory, IOException cause) {
        var exception = new ProductException(
                PlatformError.DATA_DIRECTORY_UNUSABLE,
                directory.toAbsolutePath().normalize(),
                cause.getClass().getSimpleName() + " " + cause.getMessage());
        exception.initCause(cause);
        return exception;
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve(LOCK_FILE);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw inUse(path, Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static ProductException inUse(Path path, String pid) {
        return new ProductException(PlatformError.DATA_DIRECTORY_IN_USE, path, pid);
    }
}
