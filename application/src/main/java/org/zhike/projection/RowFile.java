package org.zhike.projection;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/**
 * Whole rows on their way from PostgreSQL to DuckDB.
 *
 * @param longestRow in bytes
 */
record RowFile(Path path, long rows, long longestRow) {

    /** Big enough that starting a load does not count, small enough that two at a time need little disk. */
    private static final long BYTES = 16L << 20;

    /** Writes a file until it is full or the rows end; the copy is inactive then. */
    static RowFile write(CopyOut copy, Path directory) throws SQLException, IOException {
        Path path = Files.createTempFile(directory, "rows", ".csv");
        long bytes = 0;
        long rows = 0;
        long longest = 0;
        try (var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            byte[] row;
            while (bytes < BYTES && (row = copy.readFromCopy()) != null) {
                out.write(row);
                bytes += row.length;
                rows++;
                longest = Math.max(longest, row.length);
            }
        }
        return new RowFile(path, rows, longest);
    }
}
