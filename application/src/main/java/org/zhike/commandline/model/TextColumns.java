package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The columns of the output, gathered one after the other; the first is the number of the data row, from 0. */
final class TextColumns {

    private final List<String> headings = new ArrayList<>(List.of("row"));
    private final List<IntFunction<String>> cells = new ArrayList<>(List.of(String::valueOf));

    void add(String heading, IntFunction<String> cell) {
        headings.add(heading);
        cells.add(cell);
    }

    void write(Path file, int rows) {
        CsvOutput.write(file, headings, out -> {
            for (int row = 0; row < rows; row++) {
                int at = row;
                out.accept(cells.stream().map(cell -> cell.apply(at)).toList());
            }
        });
    }
}
