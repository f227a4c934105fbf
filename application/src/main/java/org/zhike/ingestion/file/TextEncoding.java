package org.zhike.ingestion.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/**
 * Finds the encoding of a text by looking at all of it: a byte order mark, else whether its bytes follow UTF-8, else
 * whether they pair up as common Chinese characters do in GB18030.
 */
final class TextEncoding {

    private static final List<Charset> MARKED = List.of(UTF_8, UTF_16LE, UTF_16BE);

    private long offset;
    private long line = 1;
    private int first;

    // UTF-8: the bytes still to come of one character, and how many characters beyond ASCII were right and wrong
    private int expected;
    private long right;
    private long wrong;
    private long firstWrongOffset;
    private long firstWrongLine;
    private int firstWrong;

    // GB18030: pairs as in GB 2312 (what people write), pairs of its extensions, and bytes that pair with nothing
    private int lead;
    private long common;
    private long rare;
    private long unpaired;

    private TextEncoding() {}

    static Charset detect(InputStream text, String fileName) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read = text.readNBytes(buffer, 0, buffer.length);
        byte[] head = Arrays.copyOf(buffer, Math.min(4, read));
        for (Charset charset : MARKED) {
            if (hasMark(head, charset)) {
                return charset;
            }
        }
        var encoding = new TextEncoding();
        while (read > 0) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] == 0) {
                    throw new ProductException(IngestionError.NOT_A_TABLE, fileName, "it holds null bytes");
                }
                encoding.look(buffer[i] & 0xFF);
            }
            read = text.readNBytes(buffer, 0, buffer.length);
        }
        return encoding.found();
    }

    static boolean hasMark(byte[] head, Charset charset) {
        byte[] mark = "\uFEFF".getBytes(charset);
        return MARKED.contains(charset)
                && head.length >= mark.length
                && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    static int markLength(Charset charset) {
        return MARKED.contains(charset) ? "\uFEFF".getBytes(charset).length : 0;
    }

    private void look(int value) {
        offset++;
        if (value == '\n') {
            line++;
        }
        lookAsUtf8(value);
        lookAsGb18030(value);
    }

    private void lookAsUtf8(int value) {
        if (expected > 0) {
            if (continues(value)) {
                expected--;
                right += expected == 0 ? 1 : 0;
                first = 0;
                return;
            }
            wrong(value);
            expected = 0;
        }
        if (value < 0x80) {
            return;
        }
        if (value >= 0xC2 && value <= 0xF4) {
            expected = value < 0xE0 ? 1 : value < 0xF0 ? 2 : 3;
            first = value;
        } else {
            wrong(value);
        }
    }

    /** The second byte is narrower after some leads: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
    private boolean continues(int value) {
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        return value >= low && value <= high;
    }

    private void wrong(int value) {
        if (wrong++ == 0) {
            firstWrong = value;
            firstWrongOffset = offset;
            firstWrongLine = line;
        }
    }

    private void lookAsGb18030(int value) {
        if (lead == 0) {
            if (value == 0x80 || value == 0xFF) {
                unpaired++;
            } else if (value > 0x80) {
                lead = value;
            }
            return;
        }
        if (value >= 0xA1 && value <= 0xFE && lead >= 0xA1) {
            common++;
        } else if (value >= 0x40 && value <= 0xFE && value != 0x7F) {
            rare++;
        } else if (value < '0' || value > '9') {
            unpaired++; // a digit goes on to a character of four bytes
        }
        lead = 0;
    }

    private Charset found() {
        if (expected > 0) {
            wrong(first);
        }
        if (wrong == 0 || right > wrong) {
            return UTF_8; // some wrong bytes among many right ones: damaged UTF-8, and reading it says where
        }
        if (common >= 4 * rare && common >= 10 * unpaired) {
            return Charset.forName("GB18030");
        }
        throw new ProductException(
                IngestionError.UNKNOWN_ENCODING,
                firstWrongOffset,
                HexFormat.of().withUpperCase().toHexDigits((byte) firstWrong),
                firstWrongLine);
    }
}
