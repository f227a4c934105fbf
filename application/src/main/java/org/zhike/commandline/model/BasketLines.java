package org.zhike.commandline.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.basket.Baskets;

/**
 * A file with one basket a line, items apart by a sign (the format of the FIMI workshops and of arules), or gzip of it. Names are
 * UTF-8 or GB18030. Read as bytes: what is counted are bytes, and only the different names become text.
 */
final class BasketLines {

    private static final int HEAD = 1 << 16;

    private final Baskets.Builder builder = Baskets.builder();
    private final List<byte[]> names = new ArrayList<>();

    /** Open addressing: one more than the number of a name, 0 for an empty slot. */
    private int[] slots = new int[1 << 12];

    private byte[] token = new byte[256];
    private int length;
    private int[] basket = new int[64];
    private int size;
    private int empty;

    private BasketLines() {}

    /**
     * Baskets and what their items are called.
     *
     * @param empty how many baskets hold nothing
     */
    record Named(Baskets baskets, List<String> names, int empty) {}

    /** @param separator null: a comma, tab, semicolon or bar when the first lines have one, blanks otherwise */
    static Named read(Path file, @Nullable Character separator) {
        if (!Files.isRegularFile(file)) {
            throw new ProductException(ModelError.NO_SUCH_FILE, file);
        }
        try (InputStream in = open(file)) {
            in.mark(HEAD);
            byte[] head = in.readNBytes(HEAD);
            in.reset();
            if (head.length == 0) {
                throw new ProductException(ModelError.NO_BASKETS, file);
            }
            var lines = new BasketLines();
            lines.parse(in, separator == null ? found(head) : separator);
            return new Named(lines.builder.build(), decoded(file, lines.names), lines.empty);
        } catch (IOException broken) {
            throw new ProductException(ModelError.NO_SUCH_FILE, file + " (" + broken.getMessage() + ")");
        }
    }

    private static InputStream open(Path file) throws IOException {
        var bytes = new BufferedInputStream(Files.newInputStream(file), HEAD);
        bytes.mark(2);
        boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
        bytes.reset();
        return gzip ? new BufferedInputStream(new GZIPInputStream(bytes, HEAD), HEAD) : bytes;
    }

    private static char found(byte[] head) {
        for (char sign : new char[] {',', '\t', ';', '|'}) {
            for (byte b : head) {
                if (b == sign) {
                    return sign;
                }
            }
        }
        return ' ';
    }

    private void parse(InputStream in, char separator) throws IOException {
        byte[] buffer = new byte[HEAD];
        boolean open = false;
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                byte b = buffer[i];
                if (b == '\n') {
                    endBasket();
                    open = false;
                    continue;
                }
                open = true;
                if (b == separator || (separator == ' ' && b == '\t')) {
                    endItem();
                } else {
                    if (length == token.length) {
                        token = Arrays.copyOf(token, 2 * length);
                    }
                    token[length++] = b;
                }
            }
        }
        if (open) {
            endBasket();
        }
    }

    private void endBasket() {
        endItem();
        builder.add(basket, 0, size);
        empty += size == 0 ? 1 : 0;
        size = 0;
    }

    private void endItem() {
        int from = 0;
        int to = length;
        while (to > 0 && token[to - 1] >= 0 && token[to - 1] <= ' ') {
            to--;
        }
        if (isByteOrderMark(from, to)) {
            from = 3;
        }
        while (from < to && token[from] >= 0 && token[from] <= ' ') {
            from++;
        }
        if (from < to) {
            if (size == basket.length) {
                basket = Arrays.copyOf(basket, 2 * size);
            }
            basket[size++] = number(from, to);
        }
        length = 0;
    }

    private boolean isByteOrderMark(int from, int to) {
        return names.isEmpty()
                && to - from >= 3
                && token[from] == (byte) 0xEF
                && token[from + 1] == (byte) 0xBB
                && token[from + 2] == (byte) 0xBF;
    }

    private int number(int from, int to) {
        int slot = hash(token, from, to) & (slots.length - 1);
        while (slots[slot] != 0) {
            byte[] name = names.get(slots[slot] - 1);
            if (Arrays.equals(name, 0, name.length, token, from, to)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        names.add(Arrays.copyOfRange(token, from, to));
        slots[slot] = names.size();
        if (2 * names.size() > slots.length) {
            spread();
        }
        return names.size() - 1;
    }

    private void spread() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < names.size(); number++) {
            byte[] name = names.get(number);
            int slot = hash(name, 0, name.length) & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = number + 1;
        }
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0x811C9DC5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ bytes[i]) * 0x01000193;
        }
        return hash ^ (hash >>> 15);
    }

    private static List<String> decoded(Path file, List<byte[]> names) {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            try {
                List<String> texts = new ArrayList<>(names.size());
                for (byte[] name : names) {
                    texts.add(charset.newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(name))
                            .toString());
                }
                return texts;
            } catch (CharacterCodingException otherCharset) {
                // the next is tried
            }
        }
        throw new ProductException(ModelError.NOT_TEXT, file);
    }
}
