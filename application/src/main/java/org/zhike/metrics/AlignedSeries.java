package org.zhike.metrics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zhike.kernel.Grain;
import org.zhike.metrics.MetricAnswer.Cell;
import org.zhike.metrics.MetricAnswer.Result;
import org.zhike.statistics.decompose.LaggedCorrelation;

/**
 * Two metrics at the same whole steps of time: the longest run without a gap, the latest of equally long ones.
 *
 * @param times oldest first
 */
record AlignedSeries(Grain grain, List<LocalDate> times, List<Double> outcome, List<Double> candidate) {

    /** From three years of months on, each month's usual change can be told from its news. */
    private static final int STEPS_OF_SEASON = 36;

    private static final int MONTHS = 12;

    /** Steps beyond the longest lag that the tests need, and one that is lost by differences. */
    private static final int LEAST_STEPS = 21;

    AlignedSeries {
        times = List.copyOf(times);
        outcome = List.copyOf(outcome);
        candidate = List.copyOf(candidate);
    }

    static AlignedSeries of(Result outcome, Result candidate, Grain grain) {
        Map<LocalDate, Double> others = values(candidate);
        Map<LocalDate, Double> own = values(outcome);
        List<LocalDate> best = List.of();
        List<LocalDate> run = new ArrayList<>();
        for (LocalDate time : own.keySet().stream().sorted().toList()) {
            if (!others.containsKey(time)) {
                continue;
            }
            if (!run.isEmpty() && !grain.plus(run.getLast(), 1).equals(time)) {
                run = new ArrayList<>();
            }
            run.add(time);
            best = run.size() >= best.size() ? run : best;
        }
        return new AlignedSeries(
                grain,
                best,
                best.stream().map(own::get).toList(),
                best.stream().map(others::get).toList());
    }

    /**
     * The values of whole steps, from the first with anything counted to the last. Where records begin or end in the middle of a
     * step, so do those of other objects: such a jump would link everything with everything, and its step is left out.
     */
    private static Map<LocalDate, Double> values(Result result) {
        List<Cell> whole = result.cells().stream().filter(Cell::complete).toList();
        int first = 0;
        int last = whole.size() - 1;
        while (first <= last && whole.get(first).n() == 0) {
            first++;
        }
        while (last > first && whole.get(last).n() == 0) {
            last--;
        }
        first += first > 0 ? 1 : 0;
        last -= last < whole.size() - 1 ? 1 : 0;
        Map<LocalDate, Double> values = new HashMap<>();
        for (int i = first; i <= last; i++) {
            LocalDate time = whole.get(i).time();
            Double value = whole.get(i).value();
            if (time != null && value != null) {
                values.put(time, value);
            }
        }
        return values;
    }

    int size() {
        return times.size();
    }

    int needed(int maxLag) {
        return maxLag + LEAST_STEPS + (isSeasonRemoved() ? MONTHS - 1 : 0);
    }

    boolean isSeasonRemoved() {
        return grain == Grain.MONTH && times.size() >= STEPS_OF_SEASON;
    }

    boolean isStill() {
        return outcome.stream().distinct().limit(2).count() < 2
                || candidate.stream().distinct().limit(2).count() < 2;
    }

    /** Tests all lags from the candidate behind to the candidate ahead. */
    List<LaggedCorrelation.Link> test(int maxLag) {
        double[] y = changes(outcome);
        double[] x = changes(candidate);
        int spent = isSeasonRemoved() ? MONTHS - 1 : 0;
        List<LaggedCorrelation.Link> links = new ArrayList<>();
        addTests(links, x, y, maxLag, spent, 1);
        addTests(links, y, x, maxLag, spent, -1);
        return links;
    }

    private void addTests(
            List<LaggedCorrelation.Link> links, double[] ahead, double[] behind, int maxLag, int spent, int sign) {
        LaggedCorrelation.test(new double[][] {ahead}, behind, maxLag, spent).converged().orElse(List.of()).stream()
                .filter(link -> sign > 0 || link.lag() > 0)
                .map(link -> new LaggedCorrelation.Link(
                        0,
                        sign * link.lag(),
                        plain(sign * link.lag()),
                        link.correlationOfNews(),
                        link.degrees(),
                        link.pValue(),
                        1))
                .forEach(links::add);
    }

    /** From step to step, without each month's usual change where there are years enough. */
    private double[] changes(List<Double> values) {
        double[] changes = new double[values.size() - 1];
        Arrays.setAll(changes, i -> values.get(i + 1) - values.get(i));
        if (!isSeasonRemoved()) {
            return changes;
        }
        double[] sums = new double[MONTHS];
        int[] counts = new int[MONTHS];
        for (int i = 0; i < changes.length; i++) {
            sums[month(i)] += changes[i];
            counts[month(i)]++;
        }
        double[] news = new double[changes.length];
        Arrays.setAll(news, i -> changes[i] - sums[month(i)] / counts[month(i)]);
        return news;
    }

    private int month(int change) {
        return times.get(change + 1).getMonthValue() - 1;
    }

    /** The correlation of the values as they are, the candidate so many steps earlier. */
    private double plain(int lag) {
        int from = Math.max(0, lag);
        int to = Math.min(size(), size() + lag);
        double[] y = new double[to - from];
        double[] x = new double[to - from];
        Arrays.setAll(y, i -> outcome.get(from + i));
        Arrays.setAll(x, i -> candidate.get(from + i - lag));
        double meanY = Arrays.stream(y).average().orElse(0);
        double meanX = Arrays.stream(x).average().orElse(0);
        double product = 0;
        double squaresY = 0;
        double squaresX = 0;
        for (int i = 0; i < y.length; i++) {
            product += (y[i] - meanY) * (x[i] - meanX);
            squaresY += (y[i] - meanY) * (y[i] - meanY);
            squaresX += (x[i] - meanX) * (x[i] - meanX);
        }
        double scale = Math.sqrt(squaresY) * Math.sqrt(squaresX);
        return scale == 0 ? 0 : Math.clamp(product / scale, -1, 1);
    }
}
