package org.zhike.ingestion.file;

import org.jspecify.annotations.Nullable;

/**
 * How a file holds its table.
 *
 * @param encoding of CSV, such as {@code UTF-8}; null for xlsx
 * @param delimiter of CSV: one sign; null for xlsx
 * @param quote the sign around cells of CSV that hold delimiters; null for xlsx
 * @param sheet the sheet of xlsx that is read; null for CSV
 */
public record FileFormat(
        Kind kind,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable String quote,
        boolean gzip,
        @Nullable String sheet) {

    public enum Kind {
        CSV,
        XLSX
    }

    static FileFormat csv(String encoding, char delimiter, char quote, boolean gzip) {
        return new FileFormat(Kind.CSV, encoding, String.valueOf(delimiter), String.valueOf(quote), gzip, null);
    }

    static FileFormat xlsx(String sheet) {
        return new FileFormat(Kind.XLSX, null, null, null, false, sheet);
    }
}
