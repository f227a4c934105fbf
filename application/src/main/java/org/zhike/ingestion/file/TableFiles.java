package org.zhike.ingestion.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/** Finds out how a file holds its table. */
public final class TableFiles {

    private static final int HEAD = 1 << 16;
    private static final int SAMPLE_ROWS = 50;
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

    private TableFiles() {}

    /**
     * Looks at the whole file once.
     *
     * @param name what its owner calls it; its ending must agree with what it holds
     * @throws ProductException saying why, when it holds no table
     */
    public static FileFormat detect(Path file, String name) throws IOException {
        byte[] head = head(Files.newInputStream(file));
        if (head.length == 0) {
            throw new ProductException(IngestionError.EMPTY_FILE, name);
        }
        Content content = Content.of(head);
        String lower = name.toLowerCase(Locale.ROOT);
        content.mustFit(name, lower);
        return switch (content) {
            case ZIP -> {
                XlsxGuard.check(file, name);
                yield XlsxRows.detect(file, name);
            }
            case GZIP -> csv(file, name, true);
            case TEXT -> csv(file, name, false);
            case OLD_EXCEL ->
                throw new ProductException(
                        IngestionError.NOT_A_TABLE, name, "it is a workbook of Excel 97–2003 or one with a password");
        };
    }

    private enum Content {
        ZIP("a workbook or ZIP archive", ".xlsx .xlsm"),
        GZIP("gzip data", ".gz .gzip"),
        OLD_EXCEL("an old workbook", ".xls"),
        TEXT("text", ".csv .tsv .txt .tab");

        private final String words;
        private final String endings;

        Content(String words, String endings) {
            this.words = words;
            this.endings = endings;
        }

        static Content of(byte[] head) {
            if (starts(head, 'P', 'K', 3, 4)) {
                return ZIP;
            }
            if (starts(head, 0x1F, 0x8B)) {
                return GZIP;
            }
            return starts(head, 0xD0, 0xCF, 0x11, 0xE0) ? OLD_EXCEL : TEXT;
        }

        private static boolean starts(byte[] head, int... magic) {
            for (int i = 0; i < magic.length; i++) {
                if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                    return false;
                }
            }
            return true;
        }

        /** An ending nobody knows says nothing; .xls with an xlsx inside is common and harmless. */
        void mustFit(String name, String lower) {
            for (Content other : values()) {
                for (String ending : other.endings.split(" ", -1)) {
                    boolean harmless = other == OLD_EXCEL && this == ZIP;
                    if (other != this && !harmless && lower.endsWith(ending)) {
                        throw new ProductException(IngestionError.OTHER_THAN_NAMED, name, ending, words);
                    }
                }
            }
        }
    }

    private static FileFormat csv(Path file, String name, boolean gzip) throws IOException {
        try {
            Charset charset;
            try (InputStream text = open(file, gzip)) {
                charset = TextEncoding.detect(text, name);
            }
            byte[] head = head(open(file, gzip));
            if (head.length == 0) {
                throw new ProductException(IngestionError.EMPTY_FILE, name);
            }
            if (Content.of(head) != Content.TEXT) {
                throw new ProductException(IngestionError.NOT_A_TABLE, name, "it is compressed twice");
            }
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(head))
                    .toString();
            return layout(text, head.length == HEAD, charset.name(), gzip);
        } catch (ZipException | EOFException e) {
            throw CsvRows.damaged(e);
        }
    }

    private static InputStream open(Path file, boolean gzip) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return gzip ? CsvRows.gunzip(raw) : new BufferedInputStream(raw, HEAD);
    }

    private static byte[] head(InputStream in) throws IOException {
        try (in) {
            return in.readNBytes(HEAD);
        }
    }

    /** Chooses delimiter and quote: those under which the rows agree best on many cells. */
    private static FileFormat layout(String head, boolean cut, String encoding, boolean gzip) {
        char quote = quote(head);
        FileFormat best = FileFormat.csv(encoding, ',', quote, gzip);
        double bestScore = 0;
        for (char delimiter : DELIMITERS) {
            FileFormat candidate = FileFormat.csv(encoding, delimiter, quote, gzip);
            double score = score(head, cut, candidate);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** Apostrophes quote only where no double quote occurs and they stand at both ends of cells. */
    private static char quote(String head) {
        if (head.indexOf('"') >= 0) {
            return '"';
        }
        long opening = head.lines()
                .filter(line -> line.matches("(.*[,;\t|])?'[^']*'([,;\t|].*)?"))
                .count();
        return opening * 2 > head.lines().filter(line -> !line.isBlank()).count() ? '\'' : '"';
    }

    /** The share of rows with the commonest number of cells, weighted by that number; 0 when rows have a single cell. */
    private static double score(String head, boolean cut, FileFormat format) {
        List<Integer> counts = new ArrayList<>();
        try (CsvReader<CsvRecord> rows = CsvRows.reader(new StringReader(head), format)) {
            rows.stream().limit(SAMPLE_ROWS).forEach(row -> counts.add(row.getFieldCount()));
        } catch (CsvParseException | IOException atTheCut) {
            // the rows before a broken quotation, or before the end of the head, are enough to judge by
        }
        if (cut && counts.size() > 1 && counts.size() < SAMPLE_ROWS) {
            counts.removeLast();
        }
        Map.Entry<Integer, Long> commonest =
                counts.stream()
                        .collect(Collectors.groupingBy(count -> count, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .orElse(Map.entry(1, 1L));
        double agreeing = (double) commonest.getValue() / Math.max(1, counts.size());
        return commonest.getKey() == 1 ? 0 : agreeing * agreeing * Math.min(commonest.getKey(), 100);
    }
}
