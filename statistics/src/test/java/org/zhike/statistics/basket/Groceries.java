package org.zhike.statistics.basket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.Golden;

/** The month of a grocery outlet (Hahsler, Hornik and Reutterer 2006) and what the reference software finds in it. */
final class Groceries {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Baskets baskets;

    private Groceries(List<String> lines) {
        Baskets.Builder builder = Baskets.builder();
        for (String line : lines) {
            builder.add(Arrays.stream(line.split(",")).mapToInt(this::number).toArray());
        }
        baskets = builder.build();
    }

    static Groceries read() {
        return new Groceries(lines("groceries/groceries_baskets.txt.gz"));
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name.strip(), added -> {
            names.add(added);
            return names.size() - 1;
        });
    }

    Baskets baskets() {
        return baskets;
    }

    String name(int item) {
        return names.get(item);
    }

    Set<String> names(Itemset set) {
        return Arrays.stream(set.items()).mapToObj(this::name).collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> names(String joined) {
        return Arrays.stream(joined.split("\\|")).map(String::strip).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of a reference file whose cells are all quoted or numbers. */
    static List<String[]> reference(String name) {
        return lines("../golden/baskets/" + name).stream()
                .skip(1)
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
    }

    private static List<String> lines(String name) {
        Path file = Golden.data(name);
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
