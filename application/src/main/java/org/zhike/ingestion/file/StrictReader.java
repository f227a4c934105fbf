package org.zhike.ingestion.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.HexFormat;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/** Text of an encoding in which a malformed byte is an error with line and offset, never replaced. */
final class StrictReader extends Reader {

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private long bytesBefore;
    private long lines;
    private boolean ended;
    private boolean flushed;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        CharBuffer out = CharBuffer.wrap(target, offset, length).slice();
        while (length > 0 && out.position() == 0) {
            if (flushed) {
                return -1;
            }
            CoderResult result = decoder.decode(bytes, out, ended);
            if (result.isError()) {
                if (out.position() > 0) {
                    break; // the good part first: the error comes back with the next read
                }
                throw badByte();
            }
            if (result.isUnderflow() && ended) {
                flushed = decoder.flush(out).isUnderflow();
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        countLines(target, offset, out.position());
        return out.position();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void fill() throws IOException {
        bytesBefore += bytes.position();
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
    }

    private void countLines(char[] target, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (target[i] == '\n') {
                lines++;
            }
        }
    }

    private ProductException badByte() {
        return new ProductException(
                IngestionError.BAD_BYTE,
                lines + 1,
                bytesBefore + bytes.position() + 1,
                decoder.charset().name(),
                HexFormat.of().withUpperCase().toHexDigits(bytes.get(bytes.position())));
    }
}
