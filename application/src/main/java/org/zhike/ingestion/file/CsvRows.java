package org.zhike.ingestion.file;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/** The rows of delimited text. */
final class CsvRows implements FileRows {

    /** The most characters of one cell; a longer one means a quotation that was never closed. */
    private static final int CELL = 1 << 24;

    private static final Pattern STARTS_IN = Pattern.compile("record starting at line (\\d+)");

    private final Counting counting;
    private final CloseableIterator<CsvRecord> records;
    private long line = 1;

    CsvRows(Path file, FileFormat format) throws IOException {
        counting = new Counting(Files.newInputStream(file));
        InputStream bytes = format.gzip() ? gunzip(counting) : counting;
        Charset charset = Charset.forName(Objects.requireNonNull(format.encoding()));
        records = reader(new StrictReader(withoutMark(bytes, charset), charset), format)
                .iterator();
    }

    /** Reads the text as the format says; cells may be too many or too few. */
    static CsvReader<CsvRecord> reader(Reader text, FileFormat format) {
        return CsvReader.builder()
                .fieldSeparator(Objects.requireNonNull(format.delimiter()).charAt(0))
                .quoteCharacter(Objects.requireNonNull(format.quote()).charAt(0))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(CELL)
                .ofCsvRecord(text);
    }

    static InputStream gunzip(InputStream in) throws IOException {
        return new GZIPInputStream(new BufferedInputStream(in, 1 << 16), 1 << 16);
    }

    @Override
    public @Nullable FileRow next() throws IOException {
        try {
            while (records.hasNext()) {
                CsvRecord found = records.next();
                line = found.getStartingLineNumber() + 1;
                List<String> cells = found.getFields();
                if (!cells.stream().allMatch(String::isBlank)) {
                    return new FileRow(found.getStartingLineNumber(), cells);
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw brokenQuoting(e);
        } catch (UncheckedIOException e) {
            throw damaged(Objects.requireNonNull(e.getCause()));
        }
    }

    @Override
    public long position() {
        return counting.taken;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private RuntimeException brokenQuoting(CsvParseException e) {
        if (e.getCause() instanceof ProductException badByte) {
            return badByte;
        }
        String text = String.valueOf(e.getMessage());
        Matcher start = STARTS_IN.matcher(text);
        String reason = start.find() ? text.substring(0, start.start()).replaceAll("[ (]+$", "") : text;
        var broken = new ProductException(
                IngestionError.BROKEN_QUOTING, start.reset().find() ? start.group(1) : Long.toString(line), reason);
        broken.initCause(e);
        return broken;
    }

    static RuntimeException damaged(IOException e) throws IOException {
        if (e instanceof ZipException || e instanceof EOFException) {
            var broken = new ProductException(IngestionError.BROKEN_ARCHIVE, String.valueOf(e.getMessage()));
            broken.initCause(e);
            return broken;
        }
        throw e;
    }

    /** Steps over a byte order mark. */
    private static InputStream withoutMark(InputStream in, Charset charset) throws IOException {
        int length = TextEncoding.markLength(charset);
        var buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(4);
        byte[] head = buffered.readNBytes(length);
        buffered.reset();
        if (length > 0 && TextEncoding.hasMark(head, charset)) {
            buffered.skipNBytes(length);
        }
        return buffered;
    }

    private static final class Counting extends FilterInputStream {

        private long taken;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                taken++;
            }
            return value;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                taken += read;
            }
            return read;
        }
    }
}
