package org.zhike.ingestion.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/**
 * Unpacks a workbook once to nowhere, within limits: an archive can claim to be small and unpack to terabytes. Ordinary
 * workbooks stay far below: XML of tables packs about 10 to 40 times.
 */
final class XlsxGuard {

    private static final int ENTRIES = 10_000;
    private static final long UNPACKED = 16L << 30;
    private static final long RATIO = 200;

    /** Parts up to this size may pack as well as they like. */
    private static final long SMALL = 4L << 20;

    /** The texts of all cells, which the reader keeps in memory. */
    private static final long SHARED_STRINGS = 256L << 20;

    private XlsxGuard() {}

    static void check(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") == null) {
                throw new ProductException(IngestionError.NOT_A_TABLE, name, "it is a ZIP archive without a workbook");
            }
            if (zip.size() > ENTRIES) {
                throw bomb(zip.size() + " parts, at most " + ENTRIES);
            }
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                total = unpack(zip, entries.nextElement(), total, buffer);
            }
        } catch (ZipException e) {
            var broken = new ProductException(IngestionError.BROKEN_ARCHIVE, String.valueOf(e.getMessage()));
            broken.initCause(e);
            throw broken;
        }
    }

    private static long unpack(ZipFile zip, ZipEntry entry, long before, byte[] buffer) throws IOException {
        long most = entry.getName().endsWith("sharedStrings.xml") ? SHARED_STRINGS : UNPACKED;
        long packed = Math.max(1, entry.getCompressedSize());
        long size = 0;
        try (InputStream part = zip.getInputStream(entry)) {
            for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                size += read;
                if (size > SMALL && size / packed > RATIO) {
                    throw bomb(entry.getName() + " is packed more than " + RATIO + " times");
                }
                if (size > most || before + size > UNPACKED) {
                    throw bomb(entry.getName() + " is over " + Math.min(most, UNPACKED) + " bytes");
                }
            }
        }
        return before + size;
    }

    private static ProductException bomb(String reason) {
        return new ProductException(IngestionError.ARCHIVE_BOMB, reason);
    }
}
