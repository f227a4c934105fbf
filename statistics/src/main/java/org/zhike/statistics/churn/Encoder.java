package org.zhike.statistics.churn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Columns of numbers and categories as plain numbers, by rules learned on the training rows alone.
 *
 * <ul>
 *   <li>A number is itself. For a linear model a missing one is the median, and where training had missing ones a column
 *       {@code … missing} says so; trees see NaN.
 *   <li>A category is one column of 0 and 1 for each level, but not for the most frequent one in a linear model and of two levels
 *       in trees. Levels in fewer rows than {@code rarest} share a column {@code (rare)}. A missing category is a level of its
 *       own where training had one.
 *   <li>A category never seen in training counts as the average of all: its columns hold their training means (trees: NaN).
 *   <li>Columns that say nothing (one value only) are left out with a warning; those that repeat another column, silently.
 * </ul>
 */
public final class Encoder {

    private static final String RARE = "(rare)";
    private static final String MISSING = "(missing)";

    /** One column of the matrix and the feature it came from. */
    private record Output(String name, String source) {}

    private final List<Part> parts;
    private final List<Output> outputs;
    private final int[] kept;
    private final List<String> warnings;

    private Encoder(List<Part> parts, List<Output> outputs, int[] kept, List<String> warnings) {
        this.parts = parts;
        this.outputs = outputs;
        this.kept = kept;
        this.warnings = List.copyOf(warnings);
    }

    /** Learns an encoding without missing values, for a linear model. */
    public static Encoder linear(Features training, int rarest) {
        return learn(training, rarest, true);
    }

    /** Learns an encoding in which missing stays missing (NaN), for trees. */
    public static Encoder trees(Features training, int rarest) {
        return learn(training, rarest, false);
    }

    private static Encoder learn(Features training, int rarest, boolean linear) {
        List<Part> parts = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Features.Column column : training.columns()) {
            Part part = part(column, rarest, linear);
            if (part.names().isEmpty()) {
                warnings.add("Column " + column.name() + " has one value only and was left out.");
                continue;
            }
            parts.add(part);
            part.names().forEach(name -> outputs.add(new Output(name, column.origin())));
        }
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("no column has more than one value in the training rows");
        }
        int[] kept = IntStream.range(0, outputs.size()).toArray();
        Encoder all = new Encoder(parts, outputs, kept, warnings);
        return new Encoder(parts, outputs, all.withoutRepeats(all.encode(training)), warnings);
    }

    private static Part part(Features.Column column, int rarest, boolean linear) {
        return switch (column) {
            case Features.Numbers numbers -> NumberPart.learn(numbers, linear);
            case Features.Categories categories -> CategoryPart.learn(categories, rarest, linear);
        };
    }

    /** Whether any column would be left to learn from. */
    static boolean anyVaries(Features training, int rarest) {
        return training.columns().stream()
                .anyMatch(column -> !part(column, rarest, true).names().isEmpty());
    }

    /** The columns that no earlier column repeats, as it is or (0 against 1) turned round. */
    private int[] withoutRepeats(Matrix matrix) {
        Map<Long, List<Integer>> byHash = new HashMap<>();
        List<Integer> distinct = new ArrayList<>();
        for (int j = 0; j < matrix.columns(); j++) {
            int column = j;
            List<Integer> alike = byHash.computeIfAbsent(hash(matrix, j), h -> new ArrayList<>());
            if (alike.stream().noneMatch(other -> same(matrix, column, other))) {
                alike.add(j);
                distinct.add(j);
            }
        }
        return distinct.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Equal for columns that are equal or, being 0 and 1, opposite. */
    private static long hash(Matrix matrix, int column) {
        boolean turned = matrix.at(0, column) == 1;
        long hash = 1;
        for (int i = 0; i < matrix.rows(); i++) {
            double value = matrix.at(i, column);
            if (turned && (value == 0 || value == 1)) {
                value = 1 - value;
            }
            hash = hash * 31 + Double.doubleToLongBits(value + 0.0);
        }
        return hash;
    }

    private static boolean same(Matrix matrix, int a, int b) {
        boolean equal = true;
        boolean opposite = true;
        for (int i = 0; i < matrix.rows() && (equal || opposite); i++) {
            double x = matrix.at(i, a);
            double y = matrix.at(i, b);
            equal &= x == y || (Double.isNaN(x) && Double.isNaN(y));
            opposite &= x == 1 - y && (x == 0 || x == 1);
        }
        return equal || opposite;
    }

    /** What was left out and why, in words. */
    public List<String> warnings() {
        return warnings;
    }

    public List<String> names() {
        return Arrays.stream(kept).mapToObj(k -> outputs.get(k).name()).toList();
    }

    /** For each column of the matrix the name of the feature it came from. */
    public List<String> sources() {
        return Arrays.stream(kept).mapToObj(k -> outputs.get(k).source()).toList();
    }

    /**
     * Encodes rows, of the training or new ones.
     *
     * @throws IllegalArgumentException when a column of the training is not there or of another kind
     */
    public Matrix encode(Features features) {
        int width = kept.length;
        double[] values = Matrix.room(features.rows(), width);
        int[] places = new int[outputs.size()];
        Arrays.fill(places, -1);
        for (int k = 0; k < width; k++) {
            places[kept[k]] = k;
        }
        int first = 0;
        for (Part part : parts) {
            part.fill(
                    features,
                    values,
                    width,
                    Arrays.copyOfRange(places, first, first + part.names().size()));
            first += part.names().size();
        }
        return Matrix.ofRows(names(), values);
    }

    /** How one column becomes columns of numbers. */
    private sealed interface Part permits NumberPart, CategoryPart {

        List<String> names();

        /** Writes its columns to the given places of each row; −1 is not wanted. */
        void fill(Features features, double[] values, int width, int[] places);
    }

    private record NumberPart(String name, boolean varies, boolean indicator, double missing) implements Part {

        static NumberPart learn(Features.Numbers numbers, boolean linear) {
            double[] present = numbers.sortedPresent();
            boolean varies = present.length > 0 && present[0] != present[present.length - 1];
            boolean gaps = present.length > 0 && present.length < numbers.rows();
            double median =
                    present.length == 0 ? 0 : (present[(present.length - 1) / 2] + present[present.length / 2]) / 2;
            // A number with one value and gaps is a yes or no; trees see it in either column.
            return new NumberPart(numbers.name(), varies, gaps && (linear || !varies), linear ? median : Double.NaN);
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            if (varies) {
                names.add(name);
            }
            if (indicator) {
                names.add(name + " missing");
            }
            return names;
        }

        @Override
        public void fill(Features features, double[] values, int width, int[] places) {
            if (!(features.column(name).orElse(null) instanceof Features.Numbers numbers)) {
                throw new IllegalArgumentException("there must be a column " + name + " of numbers");
            }
            double[] given = numbers.values();
            int own = varies ? places[0] : -1;
            int flag = indicator ? places[places.length - 1] : -1;
            for (int i = 0; i < given.length; i++) {
                boolean absent = Double.isNaN(given[i]);
                if (own >= 0) {
                    values[i * width + own] = absent ? missing : given[i];
                }
                if (flag >= 0) {
                    values[i * width + flag] = absent ? 1 : 0;
                }
            }
        }
    }

    /**
     * @param columns for each level of training its column, −1 for the one without; by the level's text
     * @param means the training mean of each column
     */
    private record CategoryPart(String name, List<String> names, Map<String, Integer> columns, List<Double> means)
            implements Part {

        static CategoryPart learn(Features.Categories categories, int rarest, boolean linear) {
            int rows = categories.rows();
            int[] counts = new int[categories.levels().size() + 1];
            for (int i = 0; i < rows; i++) {
                counts[categories.code(i) + 1]++;
            }
            Map<String, Integer> groups = new LinkedHashMap<>();
            Map<String, String> groupOf = new LinkedHashMap<>();
            for (int code = -1; code < categories.levels().size(); code++) {
                int count = counts[code + 1];
                if (count > 0) {
                    String level = code < 0 ? MISSING : categories.levels().get(code);
                    String group = count < rarest ? RARE : level;
                    groups.merge(group, count, Integer::sum);
                    groupOf.put(level, group);
                }
            }
            String without = groups.size() == 1 || linear || groups.size() == 2 ? mostFrequent(groups) : "";
            List<String> names = new ArrayList<>();
            List<Double> means = new ArrayList<>();
            Map<String, Integer> columnOf = new HashMap<>();
            groups.forEach((group, count) -> {
                if (group.equals(without)) {
                    columnOf.put(group, -1);
                } else {
                    columnOf.put(group, names.size());
                    names.add(categories.name() + " = " + group);
                    means.add(linear ? (double) count / rows : Double.NaN);
                }
            });
            Map<String, Integer> columns = new HashMap<>();
            groupOf.forEach((level, group) -> columns.put(level, columnOf.get(group)));
            return new CategoryPart(categories.name(), List.copyOf(names), Map.copyOf(columns), List.copyOf(means));
        }

        private static String mostFrequent(Map<String, Integer> groups) {
            return groups.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(
                                    Map.Entry.<String, Integer>comparingByKey().reversed()))
                    .orElseThrow()
                    .getKey();
        }

        @Override
        public void fill(Features features, double[] values, int width, int[] places) {
            if (!(features.column(name).orElse(null) instanceof Features.Categories given)) {
                throw new IllegalArgumentException("there must be a column " + name + " of categories");
            }
            int unseen = -2;
            int[] columnOf = new int[given.levels().size() + 1];
            for (int code = -1; code < given.levels().size(); code++) {
                String level = code < 0 ? MISSING : given.levels().get(code);
                columnOf[code + 1] = columns.getOrDefault(level, unseen);
            }
            for (int i = 0; i < given.rows(); i++) {
                int column = columnOf[given.code(i) + 1];
                if (column == unseen) {
                    for (int k = 0; k < places.length; k++) {
                        if (places[k] >= 0) {
                            values[i * width + places[k]] = means.get(k);
                        }
                    }
                } else if (column >= 0 && places[column] >= 0) {
                    values[i * width + places[column]] = 1;
                }
            }
        }
    }
}
