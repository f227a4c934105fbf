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
        long written = count(company, "order_item");
        for (int round = 1; round <= 2; round++) {
            for (String object : DemoCompany.objects()) {
                long start = System.nanoTime();
                print(object, count(company, object), start);
            }
            long start = System.nanoTime();
            try (Writer out = new BufferedWriter(Writer.nullWriter())) {
                company.writeOrderLines(out, new StandardObjects());
            }
            print("order lines as CSV", written, start);
        }
    }

    private static long count(DemoCompany company, String object) {
        // Stream.count() would not make rows whose number is known beforehand.
        long[] rows = new long[1];
        company.rows(object).forEach(row -> rows[0] += row.values().isEmpty() ? 0 : 1);
        return rows[0];
    }

    private static void print(String what, long rows, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-20s %,12d rows %8.2f s %,12.0f rows/s%n", what, rows, seconds, rows / seconds);
    }
}
