package org.zhike.platform;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes CSV that spreadsheets open rightly and safely: UTF-8 with a byte order mark, and cells that would be taken for
 * formulas begin with an apostrophe.
 */
public final class CsvExport implements AutoCloseable {

    /** What spreadsheets may run as a formula; a plain negative number is none. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,]*%?");

    private final CsvWriter csv;

    public CsvExport(OutputStream out) throws IOException {
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        csv = CsvWriter.builder().build(writer);
    }

    public void write(List<String> cells) {
        csv.writeRecord(cells.stream().map(CsvExport::safe).toList());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /** Returns the cell as a spreadsheet may read it without running it. */
    public static String safe(String cell) {
        return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }
}
