package org.zhike.commandline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zhike.kernel.ProductException;

class FrameTest {

    @TempDir
    private Path folder;

    @Test
    void readsColumnsOfAnyOrderIntoArrays() throws IOException {
        Path file = file("when;who;amount\n2026-01-31;张三;12.5\n2026/02/01;李四;-3\n20260202;张三;0\n");

        Frame frame = Frame.read(file, List.of(Column.text("who"), Column.number("amount"), Column.date("when")));

        assertThat(frame.rows()).isEqualTo(3);
        assertThat(frame.numbers("amount")).containsExactly(12.5, -3, 0);
        assertThat(frame.days("when")[1]).isEqualTo(LocalDate.of(2026, 2, 1).toEpochDay());
        assertThat(frame.texts("who").codes()).containsExactly(0, 1, 0);
        assertThat(frame.texts("who").at(1)).isEqualTo("李四");
    }

    @Test
    void readsGzipOfChineseTextInGb18030() throws IOException {
        Path file = folder.resolve("a.csv.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("客户,金额\n王五,5\n赵六,6\n".getBytes(Charset.forName("GB18030")));
        }

        assertThat(Frame.read(file, List.of(Column.text("客户"))).texts("客户").at(1))
                .isEqualTo("赵六");
    }

    @Test
    void namesEveryBrokenCellWithItsLineAndColumn() throws IOException {
        Path file = file("day,amount\n2026-02-30,1\n2026-01-01,one\n2026-01-02\n,4\n");

        assertThatThrownBy(() -> Frame.read(file, List.of(Column.date("day"), Column.number("amount"))))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("line 2, column day: \"2026-02-30\" is not a date")
                .hasMessageContaining("line 3, column amount: \"one\" is not a number")
                .hasMessageContaining("line 4: The row has 1 cells, the header 2")
                .hasMessageContaining("line 5, column day: The cell is empty");
    }

    @Test
    void stopsAfterTwentyProblems() throws IOException {
        Path file = file("n,m\n" + "x,1\n".repeat(1000));

        assertThatThrownBy(() -> Frame.read(file, List.of(Column.number("n"))))
                .hasMessageContaining("line 21")
                .hasMessageNotContaining("line 22")
                .hasMessageContaining("more problems");
    }

    @Test
    void leavesOptionalCellsEmpty() throws IOException {
        Frame frame =
                Frame.read(file("n,m\n,1\n2,2\n"), List.of(Column.number("n").optional()));

        assertThat(frame.numbers("n")).containsExactly(Double.NaN, 2);
    }

    @Test
    void namesTheColumnsThereAreWhenOneIsMissing() throws IOException {
        Path file = file("a,b\n1,2\n");

        assertThatThrownBy(() -> Frame.read(file, List.of(Column.text("c"), Column.text("d"))))
                .hasMessageContaining("no column \"c\". Its columns: a, b")
                .hasMessageContaining("no column \"d\"");
    }

    @Test
    void refusesAFileThatIsNotThereOrHasNoRows() throws IOException {
        Path headerOnly = file("a,b\n");

        assertThatThrownBy(() -> Frame.read(folder.resolve("none.csv"), List.of(Column.text("a"))))
                .hasMessageContaining("There is no file");
        assertThatThrownBy(() -> Frame.read(headerOnly, List.of(Column.text("a"))))
                .hasMessageContaining("has no rows");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }
}
