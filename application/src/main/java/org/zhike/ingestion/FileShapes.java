package org.zhike.ingestion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.zhike.ingestion.file.FileFormat;
import org.zhike.ingestion.file.FileRow;
import org.zhike.ingestion.file.FileRows;
import org.zhike.ingestion.file.TableFiles;
import org.zhike.ingestion.value.ColumnProfile;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

/** Learns the shape of a file from its head. */
final class FileShapes {

    private static final int SAMPLE = 20;

    /** Enough that a file sorted by date shows days after the 12th; half a second of reading. */
    private static final int PROFILED = 100_000;

    private static final int CELL_IN_SAMPLE = 200;

    private FileShapes() {}

    static FileShape learn(Path file, String fileName) throws IOException {
        FileFormat format = TableFiles.detect(file, fileName);
        try (FileRows rows = FileRows.open(file, format)) {
            FileRow first = rows.next();
            if (first == null) {
                throw new ProductException(IngestionError.EMPTY_FILE, fileName);
            }
            List<String> header = header(first);
            List<ColumnProfile.Builder> profiles = Stream.generate(ColumnProfile.Builder::new)
                    .limit(header.size())
                    .toList();
            List<List<String>> sample = new ArrayList<>();
            FileRow row = rows.next();
            if (row == null) {
                throw new ProductException(IngestionError.HEADER_ONLY);
            }
            for (int i = 0; row != null && i < PROFILED; i++, row = rows.next()) {
                if (i < SAMPLE) {
                    sample.add(row.cells().stream().map(FileShapes::shortened).toList());
                }
                for (int cell = 0; cell < Math.min(header.size(), row.cells().size()); cell++) {
                    profiles.get(cell).add(row.cells().get(cell));
                }
            }
            return new FileShape(
                    format,
                    header,
                    sample,
                    profiles.stream().map(ColumnProfile.Builder::build).toList());
        }
    }

    /** Headings must differ; columns without one are named by their place. */
    private static List<String> header(FileRow row) {
        List<String> cells = row.cells();
        List<String> header = new ArrayList<>();
        Map<String, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String heading = cells.get(i).strip();
            header.add(heading.isEmpty() ? "(" + (i + 1) + ")" : shortened(heading));
            if (!heading.isEmpty()) {
                places.computeIfAbsent(heading, any -> new ArrayList<>()).add(i);
            }
        }
        Issues issues = new Issues();
        for (List<Integer> same : places.values()) {
            if (same.size() > 1) {
                String numbers = String.join(
                        ", ", same.stream().map(i -> Integer.toString(i + 1)).toList());
                issues.add("line " + row.line(), IngestionError.DUPLICATE_HEADER, numbers, header.get(same.getFirst()));
            }
        }
        issues.throwIfAny();
        return header;
    }

    private static String shortened(String cell) {
        return cell.length() <= CELL_IN_SAMPLE ? cell : cell.substring(0, CELL_IN_SAMPLE - 1) + "…";
    }
}
