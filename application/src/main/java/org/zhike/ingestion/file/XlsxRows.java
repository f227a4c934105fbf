package org.zhike.ingestion.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ProductException;

/**
 * The rows of the first sheet that holds any. Cells become text that means one thing: dates as ISO (the cell's style says
 * that a number is one), numbers as Excel shows them, formulas as their last result.
 */
final class XlsxRows implements FileRows {

    /** What in a number format is not a placeholder: quoted text, escaped signs, [conditions]. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h+\\]|m+\\]|s+\\])[^]]*]");

    /** Of the formats without a string of their own, 14 to 22, 27 to 36, 45 to 47 and 50 to 58 are dates or times. */
    private static final List<int[]> DATE_FORMATS =
            List.of(new int[] {14, 22}, new int[] {27, 36}, new int[] {45, 47}, new int[] {50, 58});

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private int width;

    XlsxRows(Path file) throws IOException {
        workbook = open(file);
        try {
            Sheet sheet = firstFilled(workbook);
            stream = sheet == null ? Stream.empty() : sheet.openStream();
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw e;
        }
        rows = stream.iterator();
    }

    static FileFormat detect(Path file, String name) throws IOException {
        try (ReadableWorkbook workbook = open(file)) {
            Sheet sheet = firstFilled(workbook);
            if (sheet == null) {
                throw new ProductException(IngestionError.EMPTY_FILE, name);
            }
            return FileFormat.xlsx(sheet.getName());
        }
    }

    @Override
    public @Nullable FileRow next() {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<String> cells = cells(row);
                if (!cells.stream().allMatch(String::isBlank)) {
                    width = Math.max(width, cells.size()); // the first row is the header
                    return new FileRow(row.getRowNum(), cells);
                }
            }
            return null;
        } catch (ExcelReaderException e) {
            throw damaged(e);
        }
    }

    @Override
    public long position() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
        } catch (ExcelReaderException e) {
            throw damaged(e);
        }
    }

    private static ProductException damaged(ExcelReaderException e) {
        var broken = new ProductException(IngestionError.BROKEN_ARCHIVE, String.valueOf(e.getMessage()));
        broken.initCause(e);
        return broken;
    }

    private static @Nullable Sheet firstFilled(ReadableWorkbook workbook) throws IOException {
        try {
            for (Sheet sheet : workbook.getSheets().toList()) {
                try (Stream<Row> rows = sheet.openStream()) {
                    if (rows.anyMatch(row -> row.stream()
                            .anyMatch(cell -> cell != null
                                    && !text(cell, workbook.isDate1904()).isBlank()))) {
                        return sheet;
                    }
                }
            }
            return null;
        } catch (ExcelReaderException e) {
            throw damaged(e);
        }
    }

    /** A sheet leaves out empty cells at the end: the row gets the header's width. */
    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(Math.max(width, row.getCellCount()));
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? "" : text(cell));
        }
        while (cells.size() > width && !cells.isEmpty() && cells.getLast().isBlank()) {
            cells.removeLast();
        }
        while (cells.size() < width) {
            cells.add("");
        }
        return cells;
    }

    private String text(Cell cell) {
        return text(cell, workbook.isDate1904());
    }

    private static String text(Cell cell, boolean from1904) {
        String raw = cell.getRawValue();
        return switch (cell.getType()) {
            case BOOLEAN -> String.valueOf(cell.asBoolean());
            case NUMBER, FORMULA -> {
                String result = raw == null ? "" : raw;
                if (!NUMBER.matcher(result).matches()) {
                    yield result;
                }
                yield isDate(cell) ? date(Double.parseDouble(result), from1904) : number(result);
            }
            case STRING -> cell.getText() == null ? "" : cell.getText();
            case ERROR -> raw == null ? "" : raw;
            case EMPTY -> "";
        };
    }

    private static boolean isDate(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id == null || id == 0) {
            return false;
        }
        if (DATE_FORMATS.stream().anyMatch(range -> id >= range[0] && id <= range[1])) {
            return true;
        }
        String format = cell.getDataFormatString();
        return format != null
                && LITERAL.matcher(format.toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace("general", "")
                        .matches(".*[ymdhs].*");
    }

    /** A serial is days since the end of 1899 (or 1904), its fraction the time; before March 1900 Excel counts a day too many. */
    private static String date(double serial, boolean from1904) {
        LocalDate start = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, serial < 60 ? 31 : 30);
        LocalDateTime value = start.atStartOfDay().plusSeconds(Math.round(serial * 86_400));
        if (serial < 1) {
            return value.toLocalTime().toString();
        }
        boolean midnight = value.toLocalTime().equals(LocalTime.MIDNIGHT);
        return midnight ? value.toLocalDate().toString() : value.toLocalDate() + " " + value.toLocalTime();
    }

    /** A cell of 2.55 is stored as 2.5499999999999998; the shortest decimal of that double is what was typed. */
    private static String number(String raw) {
        return new BigDecimal(Double.toString(Double.parseDouble(raw)))
                .stripTrailingZeros()
                .toPlainString();
    }
}
