package org.zhike.statistics.recommend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.Golden;

/** The purchases of the British gift shop, cleaned as in the reference: an invoice is a basket. */
final class OnlineRetail {

    static final long DAY = 86_400;

    private OnlineRetail() {}

    /** Times in seconds; of a customer's invoices of the same minute the higher number counts as a second later. */
    static Purchases purchases() {
        Path file = Golden.data("online_retail/online_retail.csv.gz");
        Map<String, Integer> users = new HashMap<>();
        Map<String, Integer> items = new HashMap<>();
        Map<String, Long> times = new HashMap<>();
        List<int[]> lines = new ArrayList<>();
        Map<String, TreeSet<String>> sameMinute = new HashMap<>();
        List<String[]> invoices = new ArrayList<>();
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                // Only the description may hold commas: the other cells are counted from both ends.
                String[] cells = line.split(",", -1);
                int n = cells.length;
                String customer = cells[n - 2];
                if (customer.isEmpty() || cells[0].startsWith("C")) {
                    continue;
                }
                if (Double.parseDouble(cells[n - 5]) > 0 && Double.parseDouble(cells[n - 3]) > 0) {
                    lines.add(new int[] {
                        users.computeIfAbsent(customer, u -> users.size()),
                        items.computeIfAbsent(cells[1], i -> items.size())
                    });
                    invoices.add(new String[] {customer, cells[0]});
                    // An invoice has one time: that of its first line.
                    times.merge(customer + ' ' + cells[0], second(cells[n - 4]), Math::min);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        for (String[] invoice : invoices) {
            String minute = invoice[0] + ' ' + times.get(invoice[0] + ' ' + invoice[1]);
            sameMinute.computeIfAbsent(minute, key -> new TreeSet<>()).add(invoice[1]);
        }
        return Purchases.of(
                lines.stream().mapToInt(line -> line[0]).toArray(),
                lines.stream().mapToInt(line -> line[1]).toArray(),
                invoices.stream()
                        .mapToLong(invoice -> {
                            long second = Objects.requireNonNull(times.get(invoice[0] + ' ' + invoice[1]));
                            TreeSet<String> beside = Objects.requireNonNull(sameMinute.get(invoice[0] + ' ' + second));
                            return second + beside.headSet(invoice[1]).size();
                        })
                        .toArray());
    }

    private static long second(String stamp) {
        return LocalDateTime.parse(stamp.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    }
}
