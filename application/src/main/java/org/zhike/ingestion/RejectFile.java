package org.zhike.ingestion;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.file.FileRow;
import org.zhike.ingestion.file.FileRows;
import org.zhike.platform.CsvExport;

/**
 * The rejected rows of an import as a file to correct and import again: the columns as they came, then the line and the
 * reason. The rows are read from the file itself once more, so that nothing of them is lost on the way.
 */
final class RejectFile {

    private static final int PAGE = 1_000;

    private final Rejects rejects;
    private final Path file;
    private final FileShape shape;
    private final long importId;
    private final Locale language;

    private List<Reject> page = List.of();
    private int at;
    private long lastLine;

    RejectFile(Rejects rejects, Path file, FileShape shape, long importId, Locale language) {
        this.rejects = rejects;
        this.file = file;
        this.shape = shape;
        this.importId = importId;
        this.language = language;
    }

    void write(OutputStream out) throws IOException {
        boolean isChinese = language.getLanguage().equals("zh");
        try (FileRows rows = FileRows.open(file, shape.format());
                CsvExport csv = new CsvExport(out)) {
            csv.write(with(shape.header(), isChinese ? "导入行号" : "Import line", isChinese ? "拒绝原因" : "Import reason"));
            Reject reject = next();
            for (FileRow row = rows.next(); reject != null && row != null; row = rows.next()) {
                if (row.line() == reject.line()) {
                    csv.write(with(row.cells(), Long.toString(row.line()), Rejects.reason(reject, language)));
                    reject = next();
                }
            }
        }
    }

    private @Nullable Reject next() {
        if (at == page.size()) {
            page = rejects.after(importId, lastLine, PAGE);
            at = 0;
        }
        if (page.isEmpty()) {
            return null;
        }
        Reject reject = page.get(at++);
        lastLine = reject.line();
        return reject;
    }

    /** A row that was too short or too long keeps its cells; line and reason stand in their columns where they can. */
    private List<String> with(List<String> cells, String line, String reason) {
        List<String> all = new ArrayList<>(cells);
        while (all.size() < shape.header().size()) {
            all.add("");
        }
        all.add(line);
        all.add(reason);
        return all;
    }
}
