package org.zhike.statistics.forecast.arima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zhike.statistics.Require;

/**
 * Series known in advance that move another one: prices, promotions, holidays. Columns of one length by name, in a fixed order.
 * Immutable.
 */
public final class Regressors {

    private static final Regressors NONE = new Regressors(List.of(), new double[0][]);

    private final List<String> names;
    private final double[][] columns;

    private Regressors(List<String> names, double[][] columns) {
        this.names = names;
        this.columns = columns;
    }

    public static Regressors none() {
        return NONE;
    }

    /**
     * Regressors by name, in the order of the map; the arrays are copied.
     *
     * @throws IllegalArgumentException when lengths differ or a value is not finite
     */
    public static Regressors of(Map<String, double[]> columns) {
        List<String> names = new ArrayList<>();
        List<double[]> copies = new ArrayList<>();
        for (Map.Entry<String, double[]> column : columns.entrySet()) {
            double[] copy = column.getValue().clone();
            if (!copies.isEmpty() && copy.length != copies.getFirst().length) {
                throw new IllegalArgumentException("regressor %s has %d values, %s has %d"
                        .formatted(column.getKey(), copy.length, names.getFirst(), copies.getFirst().length));
            }
            for (int i = 0; i < copy.length; i++) {
                Require.finite(copy[i], "value " + i + " of regressor " + column.getKey());
            }
            names.add(column.getKey());
            copies.add(copy);
        }
        return new Regressors(List.copyOf(names), copies.toArray(double[][]::new));
    }

    /** These and others, which must be as long; a name that occurs twice is a mistake. */
    public Regressors and(Regressors others) {
        Map<String, double[]> all = new LinkedHashMap<>(toMap());
        others.toMap().forEach((name, column) -> {
            if (all.put(name, column) != null) {
                throw new IllegalArgumentException("there are two regressors " + name);
            }
        });
        return of(all);
    }

    /** The values of the periods from one to before another. */
    public Regressors between(int from, int to) {
        Map<String, double[]> part = new LinkedHashMap<>();
        toMap().forEach((name, column) -> part.put(name, Arrays.copyOfRange(column, from, to)));
        return of(part);
    }

    public List<String> names() {
        return names;
    }

    public double[] column(String name) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException("there is no regressor " + name + "; there are " + names);
        }
        return columns[at].clone();
    }

    /** How many there are. */
    public int count() {
        return names.size();
    }

    /** How many periods they cover; 0 when there are none. */
    public int length() {
        return columns.length == 0 ? 0 : columns[0].length;
    }

    private Map<String, double[]> toMap() {
        Map<String, double[]> map = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            map.put(names.get(i), columns[i]);
        }
        return map;
    }

    double[][] columns() {
        return columns;
    }
}
