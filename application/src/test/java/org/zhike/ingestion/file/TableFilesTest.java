package org.zhike.ingestion.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.ProductException;

class TableFilesTest {

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final String CHINESE = "客户编号,姓名,备注\nC1,王芳,\"您好，世界\"\nC2,㐀䶮,无\n";

    @TempDir
    private Path directory;

    @Test
    void chineseTextIsReadInEveryEncodingPeopleSaveItIn() throws IOException {
        for (Charset charset : List.of(UTF_8, GB18030)) {
            assertThat(rows(CHINESE.getBytes(charset), "a.csv"))
                    .as(charset.name())
                    .isEqualTo(cells(CHINESE));
        }
        for (Charset charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
            byte[] marked = ("\uFEFF" + CHINESE).getBytes(charset);
            assertThat(rows(marked, "a.csv")).as(charset + " with mark").isEqualTo(cells(CHINESE));
        }
        assertThat(detect(CHINESE.getBytes(GB18030), "a.csv").encoding()).isEqualTo("GB18030");
    }

    @Test
    void gb18030IsFoundThoughItsFirstChineseSignComesLate() throws IOException {
        String text = "id,name\n" + "1,plain\n".repeat(50_000) + "2,王芳\n";

        assertThat(rows(text.getBytes(GB18030), "late.csv").getLast()).containsExactly("2", "王芳");
    }

    @Test
    void gzipIsUnpackedWhileItIsRead() throws IOException {
        assertThat(rows(gzip(CHINESE.getBytes(UTF_8)), "a.csv.gz")).isEqualTo(cells(CHINESE));
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t', '|'})
    void theDelimiterIsFound(char delimiter) throws IOException {
        String text = "a,b,c\n1,\"x,y;z|w\",3\n4,5,6\n"
                .replace("a,b,c", "a" + delimiter + "b" + delimiter + "c")
                .replace("1,\"", "1" + delimiter + "\"")
                .replace("\",3", "\"" + delimiter + "3")
                .replace("4,5,6", "4" + delimiter + "5" + delimiter + "6");

        assertThat(rows(text.getBytes(UTF_8), "a.txt"))
                .containsExactly(List.of("a", "b", "c"), List.of("1", "x,y;z|w", "3"), List.of("4", "5", "6"));
    }

    @Test
    void apostrophesAreQuotesWhereTheyStandAroundCells() throws IOException {
        assertThat(rows("'a','b'\n'1,5','x'\n".getBytes(UTF_8), "a.csv"))
                .containsExactly(List.of("a", "b"), List.of("1,5", "x"));
        assertThat(rows("name,b\nO'Neill,x\nD'Arc,y\n".getBytes(UTF_8), "a.csv").get(1))
                .containsExactly("O'Neill", "x");
    }

    @Test
    void linesKeepTheirNumbersAcrossEmptyLinesAndBreaksInCells() throws IOException {
        Path file = write("a,b\n\n1,\"x\ny\"\n2,z\n".getBytes(UTF_8), "a.csv");
        List<Long> lines = new ArrayList<>();
        try (FileRows rows = FileRows.open(file, TableFiles.detect(file, "a.csv"))) {
            for (FileRow row = rows.next(); row != null; row = rows.next()) {
                lines.add(row.line());
            }
        }

        assertThat(lines).containsExactly(1L, 3L, 5L);
    }

    @Test
    void aDamagedByteIsNamedWithItsPlaceAndNeverReplaced() {
        byte[] utf8 = "id,姓名\n1,王芳\n2,李?雷\n".getBytes(UTF_8);
        int at = new String(utf8, UTF_8).indexOf('?');
        int offset = new String(utf8, UTF_8).substring(0, at).getBytes(UTF_8).length;
        utf8[offset] = (byte) 0xFF;
        refused(IngestionError.BAD_BYTE, utf8, "a.csv", "Line 3", "byte " + (offset + 1), "0xFF");

        byte[] gb = "编号,客户姓名,备注说明文字\n1,王芳,无\n2,李?\n".getBytes(GB18030);
        for (int i = 0; i < gb.length; i++) {
            if (gb[i] == '?') {
                gb[i] = (byte) 0xFF;
            }
        }
        refused(IngestionError.BAD_BYTE, gb, "a.csv", "Line 3", "GB18030");
    }

    @Test
    void latinTextIsNotTakenForChinese() {
        byte[] latin = "name,city\nJos\u00e9 L\u00f3pez,Le\u00f3n\nAndr\u00e9,Besan\u00e7on\n"
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

        refused(IngestionError.UNKNOWN_ENCODING, latin, "a.csv", "line 2");
    }

    @Test
    void brokenQuotingIsNamedWithItsLine() {
        refused(IngestionError.BROKEN_QUOTING, "a,b\n1,2\n3,\"x\"y\n4,5\n".getBytes(UTF_8), "a.csv", "line 3");
        refused(IngestionError.BROKEN_QUOTING, "a,b\n1,2\n3,\"never closed\n4,5\n".getBytes(UTF_8), "a.csv", "line 3");
    }

    @Test
    void filesWithoutATableSaySo() throws IOException {
        refused(IngestionError.EMPTY_FILE, new byte[0], "empty.csv", "empty.csv");
        refused(IngestionError.EMPTY_FILE, gzip(new byte[0]), "empty.csv.gz", "empty.csv.gz");
        refused(IngestionError.NOT_A_TABLE, new byte[] {1, 2, 0, 3, 0, 0}, "photo", "null bytes");
        refused(
                IngestionError.NOT_A_TABLE,
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2},
                "old.xls",
                "97");
    }

    @Test
    void filesThatAreNotWhatTheirNameSaysAreRefused() throws IOException {
        refused(IngestionError.OTHER_THAN_NAMED, "a,b\n1,2\n".getBytes(UTF_8), "a.xlsx", ".xlsx", "text");
        refused(
                IngestionError.OTHER_THAN_NAMED,
                workbook(sheet -> sheet.value(0, 0, "a")),
                "a.csv",
                ".csv",
                "workbook");
        refused(IngestionError.OTHER_THAN_NAMED, "a,b\n".getBytes(UTF_8), "a.csv.gz", ".gz", "text");
        refused(IngestionError.OTHER_THAN_NAMED, gzip("a,b\n".getBytes(UTF_8)), "a.csv", ".csv", "gzip");
        byte[] cut = gzip(CHINESE.repeat(100).getBytes(UTF_8));
        refused(IngestionError.BROKEN_ARCHIVE, java.util.Arrays.copyOf(cut, cut.length / 2), "a.csv.gz");
        refused(IngestionError.BROKEN_ARCHIVE, new byte[] {'P', 'K', 3, 4, 5, 6, 7, 8}, "a.xlsx");
    }

    @Test
    void aWorkbookGivesDatesNumbersAndTruthsAsTheyAreShown() throws IOException {
        byte[] workbook = workbook(sheet -> {
            String[] header = {"text", "number", "price", "day", "time", "flag", "formula"};
            for (int i = 0; i < header.length; i++) {
                sheet.value(1, i, header[i]);
            }
            sheet.value(3, 0, "深圳");
            sheet.value(3, 1, 17850);
            sheet.value(3, 2, 0.1 + 0.2 - 0.05);
            sheet.value(3, 3, LocalDate.of(2026, 1, 31));
            sheet.style(3, 3).format("yyyy-mm-dd").set();
            sheet.value(3, 4, LocalDateTime.of(2026, 1, 31, 9, 30, 1));
            sheet.style(3, 4).format("yyyy/m/d h:mm:ss").set();
            sheet.value(3, 5, true);
            sheet.value(4, 0, "short");
        });
        Path file = write(workbook, "a.xlsx");
        FileFormat format = TableFiles.detect(file, "a.xlsx");

        assertThat(format.sheet()).isEqualTo("data");
        try (FileRows rows = FileRows.open(file, format)) {
            assertThat(java.util.Objects.requireNonNull(rows.next()).line()).isEqualTo(2);
            assertThat(rows.next())
                    .isEqualTo(new FileRow(
                            4,
                            List.of(
                                    "深圳",
                                    "17850",
                                    "0.25000000000000006",
                                    "2026-01-31",
                                    "2026-01-31 09:30:01",
                                    "true",
                                    "")));
            assertThat(rows.next()).isEqualTo(new FileRow(5, List.of("short", "", "", "", "", "", "")));
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void aWorkbookThatUnpacksToFarTooMuchIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write("<workbook/>".getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }

        refused(IngestionError.ARCHIVE_BOMB, bytes.toByteArray(), "bomb.xlsx", "sheet1.xml");
    }

    @Test
    void aCellOfAMegabyteIsReadWhole() throws IOException {
        String big = "长".repeat(1_000_000);

        assertThat(rows(("a,b\n1,\"" + big + "\"\n").getBytes(UTF_8), "a.csv")
                        .get(1)
                        .get(1))
                .isEqualTo(big);
    }

    @Test
    void randomTablesComeBackAsTheyWereWritten() throws IOException {
        var random = new java.util.Random(42);
        String signs = "ab,;|\t\"\n\r'是 1é𠀀";
        for (int round = 0; round < 200; round++) {
            List<List<String>> table = new ArrayList<>();
            int width = 2 + random.nextInt(4);
            for (int i = 0; i < 1 + random.nextInt(6); i++) {
                List<String> row = new ArrayList<>();
                for (int j = 0; j < width; j++) {
                    StringBuilder cell = new StringBuilder("v");
                    for (int k = 0; k < random.nextInt(6); k++) {
                        cell.appendCodePoint(signs.codePointAt(
                                signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())))));
                    }
                    row.add(cell.toString());
                }
                table.add(row);
            }
            StringBuilder text = new StringBuilder();
            for (List<String> row : table) {
                text.append(String.join(
                                ",",
                                row.stream()
                                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                                        .toList()))
                        .append("\n");
            }
            Path file = write(text.toString().getBytes(UTF_8), "r" + round + ".csv");

            assertThat(read(file, FileFormat.csv("UTF-8", ',', '"', false))).isEqualTo(table);
        }
    }

    private List<List<String>> cells(String text) {
        return text.lines()
                .map(line -> List.of(line.replace("\"", "").split(",")))
                .toList();
    }

    private List<List<String>> rows(byte[] content, String name) throws IOException {
        Path file = write(content, name);
        return read(file, TableFiles.detect(file, name));
    }

    private static List<List<String>> read(Path file, FileFormat format) throws IOException {
        List<List<String>> all = new ArrayList<>();
        try (FileRows rows = FileRows.open(file, format)) {
            for (FileRow row = rows.next(); row != null; row = rows.next()) {
                all.add(row.cells());
            }
        }
        return all;
    }

    private FileFormat detect(byte[] content, String name) throws IOException {
        return TableFiles.detect(write(content, name), name);
    }

    private Path write(byte[] content, String name) throws IOException {
        return Files.write(directory.resolve(name), content);
    }

    private void refused(ErrorCode code, byte[] content, String name, String... words) {
        assertThatThrownBy(() -> rows(content, name)).isInstanceOfSatisfying(ProductException.class, e -> {
            assertThat(e.issues().getFirst().code()).isEqualTo(code);
            for (String word : words) {
                assertThat(e.getMessage()).contains(word);
            }
        });
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] workbook(java.util.function.Consumer<Worksheet> fill) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "test", "1.0")) {
            workbook.newWorksheet("empty");
            fill.accept(workbook.newWorksheet("data"));
        }
        return bytes.toByteArray();
    }
}
