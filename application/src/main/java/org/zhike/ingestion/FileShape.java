package org.zhike.ingestion;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.zhike.ingestion.file.FileFormat;
import org.zhike.ingestion.value.ColumnProfile;
import org.zhike.ingestion.value.Words;

/**
 * What was learnt about a file when it came.
 *
 * @param header the headings in the file's order
 * @param sample the first rows
 * @param profiles one per column
 */
record FileShape(FileFormat format, List<String> header, List<List<String>> sample, List<ColumnProfile> profiles) {

    /** Files with the same headings in the same order have the same key, however they are written. */
    String key() {
        String headings = header.stream().map(Words::key).collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(headings.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
