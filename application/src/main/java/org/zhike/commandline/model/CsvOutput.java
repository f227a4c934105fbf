package org.zhike.commandline.model;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.zhike.kernel.ProductException;

/** Writes a CSV file (gzip when its name ends with .gz) whole or not at all. */
final class CsvOutput {

    private CsvOutput() {}

    /**
     * Writes the header and what the source gives out, row by row.
     *
     * @param source calls what it is given once per row, with a cell for each heading
     */
    static void write(Path file, List<String> headings, Consumer<Consumer<List<String>>> source) {
        Path target = file.toAbsolutePath();
        try {
            Path draft = Files.createTempFile(target.getParent(), ".zhike", ".part");
            try {
                var bytes = Files.newOutputStream(draft);
                var text = new BufferedWriter(new OutputStreamWriter(
                        file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes,
                        StandardCharsets.UTF_8));
                try (CsvWriter csv = CsvWriter.builder().build(text)) {
                    csv.writeRecord(headings);
                    source.accept(csv::writeRecord);
                }
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException broken) {
            throw new ProductException(ModelError.CANNOT_WRITE, file, broken.getMessage());
        }
    }

    /** A number as a program reads it back exactly; empty for NaN. */
    static String cell(double number) {
        if (Double.isNaN(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
