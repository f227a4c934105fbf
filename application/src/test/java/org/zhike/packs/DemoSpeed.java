package org.zhike.packs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.LocalDate;
import org.zhike.objects.StandardObjects;

/** Prints how fast the demo company's rows are made: {@code DemoSpeed [order lines]}. */
final class DemoSpeed {

    private DemoSpeed() {}

    public static void main(String[] arguments) throws IOException {
        long lines = arguments.length == 0 ? 1_000_000 : Long.parseLong(arguments[0]);
        DemoCompany company = DemoCompany.ofOrderLines(1, LocalDate.of(2026, 1, 1), lines);
        for (int round = 1; round <= 2; round++) {
            for (String object : DemoCompany.objects()) {
                long start = System.nanoTime();
                print(object, company.rows(object).count(), start);
            }
            long start = System.nanoTime();
            try (Writer out = new BufferedWriter(Writer.nullWriter())) {
                company.writeOrderLines(out, new StandardObjects());
            }
            print("order lines as CSV", company.rows("order_item").count(), start);
        }
    }

    private static void print(String what, long rows, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-20s %,12d rows %8.2f s %,12.0f rows/s%n", what, rows, seconds, rows / seconds);
    }
}
