package org.zhike.expressions;

import static org.jooq.impl.DSL.avg;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.nullif;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.BOOLEAN;
import static org.jooq.impl.SQLDataType.CLOB;
import static org.jooq.impl.SQLDataType.DECIMAL;
import static org.jooq.impl.SQLDataType.DOUBLE;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.LOCALDATE;
import static org.jooq.impl.SQLDataType.LOCALDATETIME;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.OFFSETDATETIME;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression.Aggregate;
import org.zhike.expressions.Expression.And;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.BusinessHours;
import org.zhike.expressions.Expression.Compare;
import org.zhike.expressions.Expression.Conditional;
import org.zhike.expressions.Expression.Constant;
import org.zhike.expressions.Expression.Convert;
import org.zhike.expressions.Expression.DatePart;
import org.zhike.expressions.Expression.Holds;
import org.zhike.expressions.Expression.Hours;
import org.zhike.expressions.Expression.In;
import org.zhike.expressions.Expression.IsNull;
import org.zhike.expressions.Expression.Lower;
import org.zhike.expressions.Expression.Not;
import org.zhike.expressions.Expression.Now;
import org.zhike.expressions.Expression.Or;
import org.zhike.expressions.Expression.PlusDays;
import org.zhike.expressions.Expression.Quantile;
import org.zhike.expressions.Expression.Size;
import org.zhike.expressions.Expression.TextTest;
import org.zhike.expressions.Expression.Variable;
import org.zhike.objects.FieldDefinition;

/**
 * Renders expressions for one query, with the answers {@link MemoryEvaluator} gives. Every value is a bind; the moment is
 * that of rendering.
 */
public final class SqlRenderer {

    /** The suffix of the DuckDB column that holds the day of a time in the company's zone. */
    public static final String DAY_SUFFIX = "__day";

    /** DuckDB's copy of the table {@code zhike.business_day}, see {@link org.zhike.kernel.BusinessCalendar.Piece}. */
    public static final String BUSINESS_DAY = "zhike_business_day";

    /** The engines and where they differ. */
    public enum Engine {
        POSTGRES,
        DUCKDB
    }

    private final Engine engine;
    private final Field<String> zone;
    private final MemoryEvaluator constants;
    private final Columns columns;

    /** @param zone the company's, in which days start; a place, not an offset, which engines read with opposite signs */
    public SqlRenderer(Engine engine, ZoneId zone, Clock clock, Columns columns) {
        if (zone instanceof ZoneOffset) {
            throw new IllegalArgumentException("not a place such as Asia/Shanghai or UTC: " + zone);
        }
        this.engine = engine;
        this.zone = val(zone.getId());
        this.constants = MemoryEvaluator.ofConstants(zone, clock);
        this.columns = columns;
    }

    public Condition condition(Expression condition) {
        return switch (condition) {
            case And and -> condition(and.left()).and(condition(and.right()));
            case Or or -> condition(or.left()).or(condition(or.right()));
            case Not not
            when not.operand() instanceof IsNull isNull ->
                field(isNull.operand()).isNotNull();
            case Not not -> not(condition(not.operand()));
            case IsNull isNull -> field(isNull.operand()).isNull();
            case Compare compare when !compare.isConstant() -> compare(compare);
            case In in
            when !in.isConstant() ->
                any(in.operand()).in(in.constants().stream().map(this::field).toList());
            default -> DSL.condition(field(condition).coerce(BOOLEAN));
        };
    }

    /** Returns the value; BOOLEAN as a truth value that may be null. */
    public Field<?> field(Expression expression) {
        if (expression.isConstant()) {
            return bind(expression.type(), constants.evaluate(expression, path -> null));
        }
        return switch (expression) {
            case Constant _, Now _ -> throw new IllegalStateException("constant: " + expression);
            case Variable variable -> column(variable);
            case And _, Or _, Not _, IsNull _, Compare _, In _ -> DSL.field(condition(expression));
            case Convert convert -> convert(convert.operand(), convert.type());
            case Holds holds -> holds(field(holds.operand()), val(holds.text()));
            case Arithmetic arithmetic -> compute(arithmetic);
            case PlusDays plus -> plusDays(plus);
            case DatePart part -> part(part);
            case TextTest test -> test(test);
            case Lower lower -> lower(text(lower.operand()));
            case Size size -> size(size.operand());
            case Conditional choice ->
                when(condition(choice.condition()), any(choice.yes())).otherwise(any(choice.no()));
            case Hours hours -> hours(field(hours.left()), field(hours.right()));
            case BusinessHours hours -> businessHours(field(hours.left()), field(hours.right()));
            case Quantile quantile -> quantile(field(quantile.operand()), DSL.inline(quantile.probability()));
            case Aggregate aggregate -> aggregate(aggregate.summary(), aggregate.operand());
        };
    }

    private Field<?> bind(ValueType type, @Nullable Object value) {
        return switch (type) {
            case BOOLEAN -> val(value, BOOLEAN);
            case NUMBER -> number((BigDecimal) value);
            case DOUBLE -> val(value, DOUBLE);
            case TEXT -> val(value, CLOB);
            case DATE -> val(value, LOCALDATE);
            case DATETIME -> instant((Instant) value);
            case REFERENCE -> val(value, BIGINT);
            case TEXT_LIST -> throw new IllegalStateException("there are no lists but in fields");
        };
    }

    /**
     * A whole number as a long: against a bigint column a decimal would cost the index. The type is always named, or jOOQ
     * would round the value to the type of the column it meets.
     */
    private static Field<?> number(@Nullable BigDecimal value) {
        if (value == null) {
            return val(null, NUMERIC);
        }
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0
                ? val(plain.longValueExact(), BIGINT)
                : val(plain, DECIMAL(Math.max(plain.precision(), plain.scale() + 1), plain.scale()));
    }

    private Field<?> instant(@Nullable Instant value) {
        return switch (engine) {
            case POSTGRES -> val(value == null ? null : value.atOffset(ZoneOffset.UTC), OFFSETDATETIME);
            case DUCKDB -> val(value == null ? null : LocalDateTime.ofInstant(value, ZoneOffset.UTC), LOCALDATETIME);
        };
    }

    private Field<?> column(Variable variable) {
        Path path = variable.path();
        return columns.column(
                variable.currency() ? path.withName(path.name() + FieldDefinition.CURRENCY_SUFFIX) : path);
    }

    private Condition compare(Compare compare) {
        Field<Object> left = any(compare.left());
        Field<Object> right = any(compare.right());
        return switch (compare.comparison()) {
            case EQUAL -> left.eq(right);
            case NOT_EQUAL -> left.ne(right);
            case LESS -> left.lt(right);
            case LESS_OR_EQUAL -> left.le(right);
            case GREATER -> left.gt(right);
            case GREATER_OR_EQUAL -> left.ge(right);
        };
    }

    private Field<?> convert(Expression operand, ValueType type) {
        return switch (type) {
            case DOUBLE -> field(operand).cast(DOUBLE);
            case NUMBER -> field(operand);
            case DATE -> date(operand);
            case DATETIME -> startOfDay(field(operand).coerce(LOCALDATE));
            case BOOLEAN, TEXT, TEXT_LIST, REFERENCE -> throw new IllegalStateException("nothing becomes " + type);
        };
    }

    private Field<LocalDate> date(Expression time) {
        if (engine == Engine.DUCKDB && time instanceof Variable variable) {
            Path path = variable.path();
            return columns.column(path.withName(path.name() + DAY_SUFFIX)).coerce(LOCALDATE);
        }
        return local(field(time)).cast(LOCALDATE);
    }

    /** The clock on the wall of the company. */
    private Field<LocalDateTime> local(Field<?> time) {
        Field<?> instant = switch (engine) {
            case POSTGRES -> time;
            case DUCKDB -> function("timezone", OFFSETDATETIME, val("UTC"), time);
        };
        return function("timezone", LOCALDATETIME, zone, instant);
    }

    /**
     * The first moment of a day. Where clocks go back over midnight, midnight comes twice and the engines take the later;
     * the hour before it is then the first hour of the same day.
     */
    private Field<?> startOfDay(Field<LocalDate> date) {
        Field<?> midnight = switch (engine) {
            case POSTGRES -> instantOf(date);
            case DUCKDB -> function("timezone", LOCALDATETIME, val("UTC"), instantOf(date));
        };
        Field<?> before = DSL.field("({0} - interval '1 hour')", midnight.getDataType(), midnight);
        return when(local(before).cast(LOCALDATE).eq(date), same(before)).otherwise(same(midnight));
    }

    private Field<?> instantOf(Field<LocalDate> date) {
        return function("timezone", OFFSETDATETIME, zone, date.cast(LOCALDATETIME));
    }

    private Field<?> plusDays(PlusDays plus) {
        Field<?> operand = field(plus.operand());
        Field<Integer> days = val(plus.days());
        return plus.type() == ValueType.DATE
                ? DSL.field("({0} + {1})", LOCALDATE, operand, days)
                // Hours, because a day of a time zone may have 23 or 25.
                : DSL.field("({0} + {1} * interval '24 hours')", operand.getDataType(), operand, days);
    }

    private Field<?> part(DatePart part) {
        Field<?> date = field(part.operand());
        return switch (part.part()) {
            case YEAR -> DSL.field("extract(year from {0})", INTEGER, date);
            case MONTH -> DSL.field("extract(month from {0})", INTEGER, date);
            case DAY -> DSL.field("extract(day from {0})", INTEGER, date);
            case WEEKDAY -> DSL.field("extract(isodow from {0})", INTEGER, date);
        };
    }

    private Field<Double> compute(Arithmetic arithmetic) {
        Field<Double> left = field(arithmetic.left()).coerce(DOUBLE);
        Field<Double> right = field(arithmetic.right()).coerce(DOUBLE);
        return switch (arithmetic.operator()) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.sub(right);
            case MULTIPLY -> left.mul(right);
            case DIVIDE -> left.div(nullif(right, val(0.0)));
        };
    }

    private Field<Boolean> holds(Field<?> list, Field<String> text) {
        return switch (engine) {
            case POSTGRES -> DSL.field("({0} = any({1}))", BOOLEAN, text, list);
            case DUCKDB -> function("list_contains", BOOLEAN, list, text);
        };
    }

    /** Not LIKE, whose patterns would need escapes. */
    private Field<Boolean> test(TextTest test) {
        Field<String> text = text(test.left());
        Field<String> part = text(test.right());
        return switch (test.place()) {
            case ANYWHERE -> DSL.field(function("strpos", INTEGER, text, part).gt(0));
            case START -> function("starts_with", BOOLEAN, text, part);
            case END ->
                DSL.field(function("right", CLOB, text, function("length", INTEGER, part))
                        .eq(part));
        };
    }

    /** PostgreSQL is told the collation: the database may have another, of another language. */
    private Field<String> lower(Field<String> text) {
        return switch (engine) {
            case POSTGRES -> DSL.lower(text.collate("pg_c_utf8"));
            case DUCKDB -> DSL.lower(text);
        };
    }

    private Field<?> size(Expression operand) {
        if (operand.type() == ValueType.TEXT) {
            return function("length", INTEGER, field(operand));
        }
        return switch (engine) {
            case POSTGRES -> function("cardinality", INTEGER, field(operand));
            case DUCKDB -> function("len", INTEGER, field(operand));
        };
    }

    private Field<?> aggregate(Expression.Summary summary, @Nullable Expression operand) {
        if (operand == null) {
            return count();
        }
        return switch (summary) {
            case COUNT -> count().filterWhere(condition(operand));
            case SUM -> sum(field(operand).coerce(NUMERIC));
            case MEAN -> avg(field(operand).coerce(DOUBLE));
            case SHARE -> avg(field(operand).cast(INTEGER).cast(DOUBLE));
            case MIN -> min(field(operand));
            case MAX -> max(field(operand));
            case DISTINCT -> countDistinct(field(operand));
        };
    }

    private Field<Double> quantile(Field<?> value, Field<Double> probability) {
        return switch (engine) {
            case POSTGRES -> DSL.field("percentile_cont({1}) within group (order by {0})", DOUBLE, value, probability);
            case DUCKDB -> function("quantile_cont", DOUBLE, value, probability);
        };
    }

    /** Whole minutes are counted in whole microseconds: a double would round at the borders of minutes. */
    private Field<Double> hours(Field<?> from, Field<?> to) {
        Field<Long> minutes = switch (engine) {
            case POSTGRES -> DSL.field("floor(extract(epoch from ({1} - {0})) / 60)", BIGINT, from, to);
            case DUCKDB -> wholeMinutes(DSL.field("({1} - {0})", BIGINT, micros(from), micros(to)));
        };
        return minutes.cast(DOUBLE).div(DSL.inline(60.0));
    }

    /** The time open until one moment less that until the other, see {@link org.zhike.kernel.BusinessCalendar}. */
    private Field<Double> businessHours(Field<?> from, Field<?> to) {
        Field<Long> open = DSL.field("({1} - {0})", BIGINT, openUntil(micros(from)), openUntil(micros(to)));
        return wholeMinutes(open).cast(DOUBLE).div(DSL.inline(60.0));
    }

    /**
     * Of the pieces of its day that have begun by then the last is open longest: no order is needed, and the engine joins by the
     * day. Null for null and for days that are not covered.
     */
    private Field<Long> openUntil(Field<Long> micros) {
        return switch (engine) {
            // jOOQ takes what follows // for a comment, in which it puts no values: so that stands last.
            case POSTGRES -> DSL.field("""
                    (select max(o.open__before + least({0} - o.opens__at, o.open__for)) from zhike.business_day o \
                    where o.utc__day = {0} / 86400000000 and o.opens__at <= {0})""", BIGINT, micros);
            case DUCKDB -> DSL.field("""
                    (select max(o.open__before + least({0} - o.opens__at, o.open__for)) from main.zhike_business_day o \
                    where o.opens__at <= {0} and o.utc__day = {0} // 86400000000)""", BIGINT, micros);
        };
    }

    private Field<Long> micros(Field<?> moment) {
        return switch (engine) {
            case POSTGRES -> DSL.field("cast(extract(epoch from {0}) * 1000000 as bigint)", BIGINT, moment);
            case DUCKDB -> DSL.field("epoch_us({0})", BIGINT, moment);
        };
    }

    private Field<Long> wholeMinutes(Field<Long> micros) {
        return switch (engine) {
            case POSTGRES -> DSL.field("floor({0} / 60000000.0)", BIGINT, micros);
            case DUCKDB ->
                DSL.field("(({0} - ((({0} % 60000000) + 60000000) % 60000000)) // 60000000)", BIGINT, micros);
        };
    }

    private Field<String> text(Expression expression) {
        return field(expression).coerce(CLOB);
    }

    private Field<Object> any(Expression expression) {
        return same(field(expression));
    }

    /** The checker saw to it that values which meet have one type; to jOOQ they are all of the same. */
    @SuppressWarnings("unchecked")
    private static Field<Object> same(Field<?> field) {
        return (Field<Object>) field;
    }
}
