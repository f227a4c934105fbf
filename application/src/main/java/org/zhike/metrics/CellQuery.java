package org.zhike.metrics;

import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.SQLDataType.DOUBLE;
import static org.jooq.impl.SQLDataType.NUMERIC;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.GroupField;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Columns;
import org.zhike.expressions.Expression;
import org.zhike.expressions.Path;
import org.zhike.expressions.SqlRenderer;
import org.zhike.metrics.Formula.Term;
import org.zhike.metrics.Metric.IntervalMethod;
import org.zhike.metrics.ReadyMetric.Counted;

/** The one statement that finds the samples of all cells of a metric. */
final class CellQuery {

    /** Keeps memory bounded when somebody asks by a dimension of millions of values. */
    static final int MOST_ROWS = 100_000;

    /** What the units are called, so that their columns meet no others. */
    static final String TABLE = "units";

    /** The columns of a histogram, and of sums. */
    static final String VALUE = "value_";

    static final String ENDED = "ended_";
    static final String OPEN = "open_";
    static final String N = "n_";

    static String sum(int term) {
        return "s" + term + "_";
    }

    static String product(int term, int other) {
        return "m" + term + "_" + other + "_";
    }

    private final Counted metric;
    private final Frame frame;
    private final Set<Path> columns = new LinkedHashSet<>();
    private final SqlRenderer renderer;
    private final Units units;
    private final ResultQuery<? extends Record> select;

    CellQuery(Counted metric, Frame frame, FieldPaths paths) {
        this.metric = metric;
        this.frame = frame;
        this.renderer = frame.renderer(recording(columns));
        // First the aggregates, which say what columns they read.
        List<SelectField<?>> aggregates =
                metric.isHistogram() ? List.of(value().cast(DOUBLE).as(VALUE)) : sums();
        this.units = new Units(metric, frame, paths);
        this.select = select(aggregates, units.select(columns));
    }

    /** The columns of units, which are told to the set when they are asked for. */
    static Columns recording(Set<Path> columns) {
        return path -> {
            columns.add(path);
            return field(name(TABLE, path.toString()));
        };
    }

    ResultQuery<? extends Record> select() {
        return select;
    }

    /** The statement with its values, to be read by people. */
    String sql() {
        return DSL.using(SQLDialect.DUCKDB).renderInlined(select);
    }

    /** What the cells of a step depend on. */
    Reach reach(FieldPaths paths) {
        return Reach.of(metric, units.read(), units.readOfFollower(), frame.churnWindowDays(), paths);
    }

    private ResultQuery<? extends Record> select(List<SelectField<?>> aggregates, Select<?> units) {
        List<SelectField<?>> fields = new ArrayList<>();
        List<GroupField> by = new ArrayList<>();
        fields.add(Units.step());
        by.add(Units.step());
        for (int i = 0; i < frame.dimensions().size(); i++) {
            fields.add(Units.dimension(i));
            by.add(Units.dimension(i));
        }
        Table<?> table = units.asTable(TABLE);
        if (metric.isHistogram()) {
            return histogram(fields, by, table);
        }
        fields.addAll(aggregates);
        return DSL.select(fields)
                .from(table)
                .groupBy(by)
                .orderBy(field(name(N)).desc())
                .limit(inline(MOST_ROWS));
    }

    /** How often each value occurs. Values are computed below, so that what is grouped by is a column and has no binds. */
    private ResultQuery<? extends Record> histogram(List<SelectField<?>> key, List<GroupField> by, Table<?> units) {
        boolean mayBeOpen = metric.formula() == null;
        List<SelectField<?>> below = new ArrayList<>(key);
        below.add(value().cast(DOUBLE).as(VALUE));
        below.add(mayBeOpen ? field(name(Units.ENDED)) : inline(true).as(Units.ENDED));
        Condition ended = condition(field(name(Units.ENDED), Boolean.class));
        List<SelectField<?>> fields = new ArrayList<>(key);
        Field<Double> value = field(name(VALUE), DOUBLE);
        fields.add(value);
        fields.add(count().filterWhere(ended).as(ENDED));
        fields.add(count().filterWhere(ended.not()).as(OPEN));
        by.add(value);
        return DSL.select(fields)
                .from(DSL.select(below).from(units).asTable("measured"))
                .groupBy(by);
    }

    private Field<?> value() {
        if (metric.formula() == null) {
            return field(name(Units.DURATION));
        }
        return metric.formula()
                .quantile()
                .<Field<?>>map(quantile -> renderer.field(quantile.operand()))
                .orElseThrow(() -> new IllegalStateException("no quantile"));
    }

    private List<SelectField<?>> sums() {
        List<Term> terms = terms();
        List<SelectField<?>> fields = new ArrayList<>();
        fields.add(count().as(N));
        for (int i = 0; i < terms.size(); i++) {
            fields.add(sumOf(terms.get(i)).as(sum(i)));
        }
        if (needsProducts()) {
            for (int i = 0; i < terms.size(); i++) {
                for (int j = i; j < terms.size(); j++) {
                    fields.add(product(terms.get(i), terms.get(j)).as(product(i, j)));
                }
            }
        }
        return fields;
    }

    private boolean needsProducts() {
        IntervalMethod method = metric.metric().interval();
        return method == IntervalMethod.DELTA || method == IntervalMethod.TOTAL;
    }

    private List<Term> terms() {
        return metric.formula() == null ? List.of() : metric.formula().terms();
    }

    private Field<?> sumOf(Term term) {
        return switch (term) {
            // Exact as decimals, and only the sum becomes a double.
            case Term.Sum(Expression operand) ->
                DSL.coalesce(DSL.sum(renderer.field(operand).coerce(NUMERIC)), inline(0))
                        .cast(DOUBLE);
            case Term.Count _, Term.Known _ -> countWhere(guard(term));
        };
    }

    private Field<?> product(Term left, Term right) {
        Condition guard = left.equals(right) ? guard(left) : guard(left).and(guard(right));
        Field<Double> weight = weight(left);
        Field<Double> other = weight(right);
        if (weight == null && other == null) {
            return countWhere(guard);
        }
        Field<Double> both = weight == null ? other : other == null ? weight : weight.times(other);
        return DSL.coalesce(sumWhere(both, guard), inline(0.0)).cast(DOUBLE);
    }

    private static Field<?> sumWhere(@Nullable Field<Double> value, Condition guard) {
        return guard.equals(noCondition()) ? DSL.sum(value) : DSL.sum(value).filterWhere(guard);
    }

    private static Field<?> countWhere(Condition guard) {
        return guard.equals(noCondition()) ? DSL.count() : DSL.count().filterWhere(guard);
    }

    private Condition guard(Term term) {
        return switch (term) {
            case Term.Count(Expression condition) -> condition == null ? noCondition() : renderer.condition(condition);
            case Term.Known(Expression operand) -> renderer.field(operand).isNotNull();
            case Term.Sum _ -> noCondition();
        };
    }

    private @Nullable Field<Double> weight(Term term) {
        return term instanceof Term.Sum(Expression operand)
                ? renderer.field(operand).cast(DOUBLE)
                : null;
    }

    /** Where the rows of the answer go. */
    Samples samples() {
        int most = metric.isHistogram() ? Integer.MAX_VALUE : MOST_ROWS;
        return new Samples(metric, frame.spine(), frame.dimensions().size(), needsProducts(), most);
    }
}
