package org.zhike.statistics.churn;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.Golden;

/** The subscribers of a telephone company with the reference folds; tests are skipped where the file is absent. */
final class Telco {

    private static final List<String> NUMBERS = List.of("tenure", "MonthlyCharges", "TotalCharges");

    final Features features;
    final boolean[] left;
    final int[] folds;

    private Telco(Features features, boolean[] left, int[] folds) {
        this.features = features;
        this.left = left;
        this.folds = folds;
    }

    static Telco read() {
        Map<String, Integer> foldOf = new HashMap<>();
        for (String[] row : Golden.rows("churn/telco_folds.csv")) {
            foldOf.put(row[0], Integer.parseInt(row[1]));
        }
        Path file = Golden.data("telco_churn/Telco-Customer-Churn.csv.gz");
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String[] headings = in.readLine().split(",", -1);
            List<String[]> rows = in.lines().map(line -> line.split(",", -1)).toList();
            boolean[] left = new boolean[rows.size()];
            int[] folds = new int[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                folds[i] = foldOf.get(rows.get(i)[0]);
                left[i] = rows.get(i)[headings.length - 1].equals("Yes");
            }
            Features.Builder features = Features.of(rows.size());
            for (int j = 1; j < headings.length - 1; j++) {
                int column = j;
                String[] cells = rows.stream().map(row -> row[column].strip()).toArray(String[]::new);
                if (NUMBERS.contains(headings[j])) {
                    features.numbers(headings[j], numbers(cells));
                } else {
                    features.texts(headings[j], cells);
                }
            }
            return new Telco(features.build(), left, folds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number, or whether a category has a level: {@code Contract_One year}, by the reference's names. */
    double value(String term, int row) {
        if (features.column(term).orElse(null) instanceof Features.Numbers numbers) {
            return numbers.at(row);
        }
        int cut = term.indexOf('_');
        String name = cut < 0 ? term : term.substring(0, cut);
        String level = cut < 0 ? "1" : term.substring(cut + 1);
        Features.Categories categories = Transformations.categories(features, name);
        return categories.levels().get(categories.code(row)).equals(level) ? 1 : 0;
    }

    private static double[] numbers(String[] cells) {
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers[i] = cells[i].isEmpty() ? Double.NaN : Double.parseDouble(cells[i]);
        }
        return numbers;
    }
}
