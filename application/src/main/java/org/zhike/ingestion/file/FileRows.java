package org.zhike.ingestion.file;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;

/** The non-empty rows of a file from first to last, the header among them. Memory does not grow with the file. One thread at a time. */
public interface FileRows extends AutoCloseable {

    static FileRows open(Path file, FileFormat format) throws IOException {
        return switch (format.kind()) {
            case CSV -> new CsvRows(file, format);
            case XLSX -> new XlsxRows(file);
        };
    }

    /**
     * Returns the next row, or null at the end.
     *
     * @throws ProductException naming the place, when the file is damaged there
     */
    @Nullable FileRow next() throws IOException;

    /** How many bytes of the file were taken in so far, or −1 where that is not known. */
    long position();

    @Override
    void close() throws IOException;
}
