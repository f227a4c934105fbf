package org.zhike.commandline;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows for a person (aligned columns) or for a program (CSV). */
final class Table {

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(List<String> heading) {
        this.heading = List.copyOf(heading);
    }

    void add(List<String> row) {
        rows.add(row);
    }

    void printAligned(PrintWriter out) {
        List<Integer> widths = new ArrayList<>(Collections.nCopies(heading.size(), 0));
        List<List<String>> all = new ArrayList<>(List.of(heading));
        all.addAll(rows);
        for (List<String> row : all) {
            for (int i = 0; i < row.size(); i++) {
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths.get(i) - width(row.get(i)) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }

    void printCsv(PrintWriter out, boolean withHeading) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            if (withHeading) {
                csv.writeRecord(heading);
            }
            for (List<String> row : rows) {
                csv.writeRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.print(text);
        out.flush();
    }

    /** The columns a text takes in a terminal: a Chinese character takes two. */
    private static int width(String text) {
        return text.codePoints()
                .map(c -> switch (UCharacter.getIntPropertyValue(c, UProperty.EAST_ASIAN_WIDTH)) {
                    case UCharacter.EastAsianWidth.WIDE, UCharacter.EastAsianWidth.FULLWIDTH -> 2;
                    default -> 1;
                })
                .sum();
    }
}
