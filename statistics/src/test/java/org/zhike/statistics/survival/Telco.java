package org.zhike.statistics.survival;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.zhike.statistics.Golden;

/** The subscribers of a telephone company, from data outside the repository. */
final class Telco {

    private static final List<String> CONTRACTS = List.of("Month-to-month", "One year", "Two year");
    private static final List<String> INTERNET = List.of("DSL", "Fiber optic", "No");

    final double[] months;
    final boolean[] left;
    final int[] contract;
    final Covariates covariates;

    private Telco(List<String[]> rows) {
        months = rows.stream().mapToDouble(row -> Double.parseDouble(row[5])).toArray();
        contract = rows.stream().mapToInt(row -> CONTRACTS.indexOf(row[15])).toArray();
        left = new boolean[months.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = rows.get(i)[20].equals("Yes");
        }
        covariates = Covariates.of(months.length)
                .category("Contract", contract, CONTRACTS)
                .category(
                        "InternetService",
                        rows.stream().mapToInt(row -> INTERNET.indexOf(row[8])).toArray(),
                        INTERNET)
                .number(
                        "MonthlyCharges",
                        rows.stream()
                                .mapToDouble(row -> Double.parseDouble(row[18]))
                                .toArray())
                .number(
                        "SeniorCitizen",
                        rows.stream()
                                .mapToDouble(row -> Double.parseDouble(row[2]))
                                .toArray())
                .category(
                        "PaperlessBilling",
                        rows.stream()
                                .mapToInt(row -> row[16].equals("Yes") ? 1 : 0)
                                .toArray(),
                        List.of("No", "Yes"))
                .build();
    }

    static Telco read() {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Golden.data("telco_churn/Telco-Customer-Churn.csv.gz"))),
                StandardCharsets.UTF_8))) {
            return new Telco(in.lines().skip(1).map(line -> line.split(",", -1)).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
