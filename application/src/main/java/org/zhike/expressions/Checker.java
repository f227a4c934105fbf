package org.zhike.expressions;

import static org.zhike.expressions.ValueType.BOOLEAN;
import static org.zhike.expressions.ValueType.DATE;
import static org.zhike.expressions.ValueType.DATETIME;
import static org.zhike.expressions.ValueType.DOUBLE;
import static org.zhike.expressions.ValueType.NUMBER;
import static org.zhike.expressions.ValueType.TEXT;
import static org.zhike.expressions.ValueType.TEXT_LIST;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.expressions.Expression.Aggregate;
import org.zhike.expressions.Expression.And;
import org.zhike.expressions.Expression.Arithmetic;
import org.zhike.expressions.Expression.BusinessHours;
import org.zhike.expressions.Expression.Compare;
import org.zhike.expressions.Expression.Comparison;
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
import org.zhike.expressions.Expression.Operator;
import org.zhike.expressions.Expression.Or;
import org.zhike.expressions.Expression.Part;
import org.zhike.expressions.Expression.Place;
import org.zhike.expressions.Expression.PlusDays;
import org.zhike.expressions.Expression.Quantile;
import org.zhike.expressions.Expression.Size;
import org.zhike.expressions.Expression.Summary;
import org.zhike.expressions.Expression.TextTest;
import org.zhike.expressions.Expression.Variable;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;

/**
 * Turns the parsed text into a tree whose names are known and whose types fit, or collects all problems. Inside, null stands
 * for a part whose problem is noted already. CEL's own checker is not used: it has no decimals and no nulls, and wants
 * {@code quantity > 5.0} for a number with decimals.
 */
final class Checker {

    /** The most references on the way to a field. */
    private static final int MAX_REFERENCES = 4;

    /** Enough for every NUMBER and MONEY field, and two such decimals can still be compared in 38 digits. */
    private static final int MAX_INTEGER_DIGITS = 19;

    private static final int MAX_DECIMALS = 15;

    /** Beyond these, or near them in another zone, drivers and calendars disagree on how a year is written. */
    private static final int FIRST_YEAR = 1000;

    private static final int LAST_YEAR = 9999;

    private static final int MAX_DAYS = 100_000;

    private static final Pattern DECIMAL = Pattern.compile("\\d*\\.?\\d+([eE][+-]?\\d+)?");

    private static final Pattern GB_2260 = Pattern.compile("CN-\\d{6}");

    /** The functions and how many values they take. */
    private static final Map<String, Integer> FUNCTIONS = Map.ofEntries(
            Map.entry("date", 1),
            Map.entry("datetime", 1),
            Map.entry("today", 0),
            Map.entry("now", 0),
            Map.entry("days", 1),
            Map.entry("hours", 2),
            Map.entry("business_hours", 2),
            Map.entry("year", 1),
            Map.entry("month", 1),
            Map.entry("day", 1),
            Map.entry("weekday", 1),
            Map.entry("contains", 2),
            Map.entry("startsWith", 2),
            Map.entry("endsWith", 2),
            Map.entry("lower", 1),
            Map.entry("size", 1),
            Map.entry("within", 2));

    private static final Map<String, Summary> SUMMARIES = Map.of(
            "count", Summary.COUNT,
            "sum", Summary.SUM,
            "mean", Summary.MEAN,
            "min", Summary.MIN,
            "max", Summary.MAX,
            "share", Summary.SHARE,
            "distinct", Summary.DISTINCT);

    /** Summaries that are a quantile, and how many values they take. */
    private static final Map<String, Integer> QUANTILES = Map.of("median", 1, "quantile", 2);

    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "_==_", Comparison.EQUAL,
            "_!=_", Comparison.NOT_EQUAL,
            "_<_", Comparison.LESS,
            "_<=_", Comparison.LESS_OR_EQUAL,
            "_>_", Comparison.GREATER,
            "_>=_", Comparison.GREATER_OR_EQUAL);

    private static final Map<String, Operator> OPERATORS =
            Map.of("_+_", Operator.ADD, "_-_", Operator.SUBTRACT, "_*_", Operator.MULTIPLY, "_/_", Operator.DIVIDE);

    private final Scope scope;
    private final Text text;
    private final Map<Long, Integer> offsets;
    private final boolean formula;
    private final Issues issues = new Issues();
    private final Map<Path, List<String>> options = new HashMap<>();
    private boolean insideSummary;
    private int depth;

    private Checker(CelAbstractSyntaxTree parsed, Scope scope, boolean formula) {
        this.scope = scope;
        this.text = new Text(parsed.getSource().getContent().toString());
        this.offsets = parsed.getSource().getPositionsMap();
        this.formula = formula;
    }

    static Expression condition(CelAbstractSyntaxTree parsed, Scope scope) {
        Checker checker = new Checker(parsed, scope, false);
        return checker.result(checker.need(parsed.getExpr(), "The condition", BOOLEAN));
    }

    static Expression value(CelAbstractSyntaxTree parsed, Scope scope) {
        Checker checker = new Checker(parsed, scope, false);
        return checker.result(checker.check(parsed.getExpr()));
    }

    static Expression aggregate(CelAbstractSyntaxTree parsed, Scope scope) {
        Checker checker = new Checker(parsed, scope, true);
        return checker.result(checker.check(parsed.getExpr()));
    }

    private Expression result(@Nullable Expression checked) {
        issues.throwIfAny();
        if (checked == null) {
            throw new IllegalStateException("a part is wrong and no problem was noted");
        }
        return checked;
    }

    private @Nullable Expression check(CelExpr node) {
        if (depth == Expressions.MAX_DEPTH) {
            return problem(node, ExpressionError.TOO_DEEP, Expressions.MAX_DEPTH);
        }
        depth++;
        try {
            return switch (node.getKind()) {
                case CONSTANT -> constant(node);
                case IDENT, SELECT -> variable(node);
                case CALL -> call(node);
                case LIST -> notInTheLanguage(node, "A list outside of in […]");
                case STRUCT, MAP -> notInTheLanguage(node, "{…}");
                case COMPREHENSION, NOT_SET -> throw new IllegalStateException("macros are off: " + node.getKind());
            };
        } finally {
            depth--;
        }
    }

    // Literals

    private @Nullable Expression constant(CelExpr node) {
        CelConstant constant = node.constant();
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> new Constant(BOOLEAN, constant.booleanValue());
            case INT64_VALUE -> new Constant(NUMBER, BigDecimal.valueOf(constant.int64Value()));
            case DOUBLE_VALUE -> decimal(node);
            case STRING_VALUE -> text(node, constant.stringValue());
            case NULL_VALUE -> notInTheLanguage(node, "null other than after == and != and in a choice a ? b : c");
            default -> notInTheLanguage(node, text.wordAt(offset(node)));
        };
    }

    /** Reads the digits as they are written: a double would keep only 15 of them. */
    private @Nullable Expression decimal(CelExpr node) {
        Matcher digits = DECIMAL.matcher(text.from(offset(node)));
        if (!digits.lookingAt()) {
            throw new IllegalStateException("no number at " + offset(node));
        }
        BigDecimal written = new BigDecimal(digits.group()).stripTrailingZeros();
        if (written.scale() > MAX_DECIMALS || written.precision() - written.scale() > MAX_INTEGER_DIGITS) {
            return problem(
                    node,
                    ExpressionError.BAD_LITERAL,
                    digits.group(),
                    "a number with at most " + MAX_INTEGER_DIGITS + " digits and " + MAX_DECIMALS + " decimals");
        }
        return new Constant(NUMBER, node.constant().doubleValue() < 0 ? written.negate() : written);
    }

    private @Nullable Expression text(CelExpr node, String value) {
        // PostgreSQL keeps no null character.
        return value.indexOf('\0') < 0
                ? new Constant(TEXT, value)
                : problem(node, ExpressionError.BAD_LITERAL, "A text with a null character", "allowed");
    }

    private static boolean isNull(CelExpr node) {
        return node.getKind() == Kind.CONSTANT && node.constant().getKind() == CelConstant.Kind.NULL_VALUE;
    }

    // Names

    private @Nullable Expression variable(CelExpr node) {
        List<CelExpr> steps = new ArrayList<>();
        CelExpr first = node;
        while (first.getKind() == Kind.SELECT) {
            steps.addFirst(first);
            first = first.select().operand();
        }
        if (first.getKind() != Kind.IDENT) {
            return notInTheLanguage(node, "A dot after something that is not a field");
        }
        if (steps.size() > MAX_REFERENCES) {
            return problem(node, ExpressionError.TOO_DEEP, MAX_REFERENCES);
        }
        String name = first.ident().name();
        Path path = Path.of(name);
        Scope.Meaning found = find(scope, name, offset(first));
        for (CelExpr step : steps) {
            if (found == null) {
                return null;
            }
            int offset = text.skipSpaces(offset(step) + 1);
            Scope target = found.target();
            if (target == null) {
                return problem(offset(step), ExpressionError.NOT_A_REFERENCE, path);
            }
            path = path.then(step.select().field());
            found = find(target, path.name(), offset);
        }
        if (found == null) {
            return null;
        }
        if (formula && !insideSummary) {
            return problem(first, ExpressionError.NEEDS_A_SUMMARY, path);
        }
        path = path.withName(found.field());
        if (!found.options().isEmpty()) {
            options.put(path, found.options());
        }
        return new Variable(path, found.type(), found.currency());
    }

    private Scope.@Nullable Meaning find(Scope names, String name, int offset) {
        Optional<Scope.Meaning> found = names.find(name);
        if (found.isEmpty()) {
            problem(offset, ExpressionError.UNKNOWN_NAME, names.label(), name, hint(name, names.names()));
        }
        return found.orElse(null);
    }

    private static String hint(String name, Collection<String> known) {
        return Names.nearest(name, known)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("There are: "
                        + String.join(", ", known.stream().sorted().toList()) + ".");
    }

    // Operators

    private @Nullable Expression call(CelExpr node) {
        String name = node.call().function();
        List<CelExpr> arguments = node.call().args();
        if (COMPARISONS.containsKey(name)) {
            return compare(node, COMPARISONS.get(name), arguments.get(0), arguments.get(1));
        }
        if (OPERATORS.containsKey(name)) {
            return arithmetic(node, OPERATORS.get(name), arguments.get(0), arguments.get(1));
        }
        return switch (name) {
            case "_&&_", "_||_" -> logic(node, arguments.get(0), arguments.get(1));
            case "!_" -> {
                Expression operand = need(arguments.getFirst(), "\"!\"", BOOLEAN);
                yield operand == null ? null : new Not(operand);
            }
            case "-_" -> {
                Expression operand = number(arguments.getFirst(), "\"-\"");
                yield operand == null
                        ? null
                        : new Arithmetic(
                                Operator.SUBTRACT, convert(new Constant(NUMBER, BigDecimal.ZERO), DOUBLE), operand);
            }
            case "@in" -> in(node, arguments.get(0), arguments.get(1));
            case "_?_:_" -> conditional(node, arguments.get(0), arguments.get(1), arguments.get(2));
            case "_[_]" -> notInTheLanguage(node, "[…] after a field");
            case "_%_" -> notInTheLanguage(node, "\"%\"");
            default -> function(node, name);
        };
    }

    private @Nullable Expression logic(CelExpr node, CelExpr leftNode, CelExpr rightNode) {
        Expression left = need(leftNode, sign(node), BOOLEAN);
        Expression right = need(rightNode, sign(node), BOOLEAN);
        if (left == null || right == null) {
            return null;
        }
        return node.call().function().equals("_&&_") ? new And(left, right) : new Or(left, right);
    }

    private @Nullable Expression compare(CelExpr node, Comparison comparison, CelExpr leftNode, CelExpr rightNode) {
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        if (equality && (isNull(leftNode) || isNull(rightNode))) {
            return nullTest(comparison, isNull(leftNode) ? rightNode : leftNode);
        }
        Expression left = check(leftNode);
        Expression right = check(rightNode);
        if (left == null || right == null) {
            return null;
        }
        Optional<ValueType> type = ValueType.common(left.type(), right.type())
                .filter(common -> equality
                        ? common != TEXT_LIST
                        : left.type().isOrdered() && right.type().isOrdered());
        if (type.isEmpty()) {
            return problem(
                    node,
                    ExpressionError.WRONG_TYPE,
                    sign(node),
                    equality ? "two values of one kind" : "two numbers, dates or times",
                    left.type().label() + " and " + right.type().label());
        }
        checkOption(left, right, rightNode);
        checkOption(right, left, leftNode);
        return new Compare(comparison, convert(left, type.get()), convert(right, type.get()));
    }

    private @Nullable Expression nullTest(Comparison comparison, CelExpr node) {
        Expression test;
        if (isNull(node)) {
            test = new Constant(BOOLEAN, true);
        } else {
            Expression operand = check(node);
            if (operand == null) {
                return null;
            }
            test = new IsNull(operand);
        }
        return comparison == Comparison.EQUAL ? test : new Not(test);
    }

    /** The operator as it is written. */
    private static String sign(CelExpr node) {
        return "\"" + node.call().function().replace("_", "") + "\"";
    }

    private void checkOption(Expression field, Expression value, CelExpr valueNode) {
        if (field instanceof Variable variable
                && value instanceof Constant constant
                && constant.value() instanceof String given) {
            List<String> known = options.getOrDefault(variable.path(), List.of(given));
            if (!known.contains(given)) {
                problem(valueNode, ExpressionError.UNKNOWN_OPTION, given, variable.path(), hint(given, known));
            }
        }
    }

    private @Nullable Expression in(CelExpr node, CelExpr leftNode, CelExpr rightNode) {
        Expression left = check(leftNode);
        if (rightNode.getKind() != Kind.LIST) {
            Expression list = need(rightNode, "\"in\"", TEXT_LIST);
            if (left == null || list == null) {
                return null;
            }
            if (left instanceof Constant constant && constant.value() instanceof String given) {
                checkOption(list, left, leftNode);
                return new Holds(list, given);
            }
            return problem(
                    node,
                    ExpressionError.WRONG_TYPE,
                    "\"in\" before a list of choices",
                    "a text in quotes",
                    left.type().label());
        }
        List<Expression> constants = new ArrayList<>();
        for (CelExpr element : rightNode.list().elements()) {
            constants.add(left == null ? check(element) : element(left, element));
        }
        if (left == null || constants.contains(null)) {
            return null;
        }
        if (constants.isEmpty()) {
            return new Constant(BOOLEAN, false);
        }
        ValueType type = constants.stream()
                .map(Expression::type)
                .reduce(left.type(), (a, b) -> ValueType.common(a, b).orElse(a));
        return new In(
                convert(left, type),
                constants.stream().map(constant -> convert(constant, type)).toList());
    }

    private @Nullable Expression element(Expression left, CelExpr node) {
        Expression element = check(node);
        if (element == null) {
            return null;
        }
        Optional<ValueType> type = ValueType.common(left.type(), element.type());
        if (!element.isConstant() || type.isEmpty() || left.type() == TEXT_LIST) {
            return problem(
                    node,
                    ExpressionError.WRONG_TYPE,
                    "\"in\"",
                    "a list of fixed values, each " + left.type().label(),
                    element.isConstant() ? element.type().label() : "a field");
        }
        checkOption(left, element, node);
        return element;
    }

    private @Nullable Expression arithmetic(CelExpr node, Operator operator, CelExpr leftNode, CelExpr rightNode) {
        if (isDays(rightNode) && (operator == Operator.ADD || operator == Operator.SUBTRACT)) {
            return plusDays(leftNode, rightNode, operator == Operator.ADD ? 1 : -1);
        }
        if (isDays(leftNode) && operator == Operator.ADD) {
            return plusDays(rightNode, leftNode, 1);
        }
        String sign = sign(node);
        Expression left = number(leftNode, sign);
        Expression right = number(rightNode, sign);
        if (left == null || right == null) {
            return null;
        }
        Arithmetic result = new Arithmetic(operator, left, right);
        return Magnitude.of(result).isSafe() ? result : problem(node, ExpressionError.TOO_LARGE, sign);
    }

    private static boolean isDays(CelExpr node) {
        return node.getKind() == Kind.CALL && node.call().function().equals("days");
    }

    private @Nullable Expression plusDays(CelExpr dateNode, CelExpr daysNode, int sign) {
        Expression date = need(dateNode, "\"days\"", "a date or a time", ValueType::isTemporal);
        List<CelExpr> arguments = arguments(daysNode, "days", 1);
        if (arguments == null) {
            return null;
        }
        CelExpr number = arguments.getFirst();
        boolean whole = number.getKind() == Kind.CONSTANT
                && number.constant().getKind() == CelConstant.Kind.INT64_VALUE
                && Math.abs(number.constant().int64Value()) <= MAX_DAYS;
        if (!whole) {
            return problem(
                    number,
                    ExpressionError.BAD_LITERAL,
                    "The value of \"days\"",
                    "a whole number from -" + MAX_DAYS + " to " + MAX_DAYS);
        }
        if (date == null) {
            return null;
        }
        PlusDays result = new PlusDays(date, sign * (int) number.constant().int64Value());
        long furthest = result.nodes()
                .mapToLong(part -> part instanceof PlusDays plus ? Math.abs(plus.days()) : 0)
                .sum();
        return furthest <= MAX_DAYS && (!result.isConstant() || isInRange(result))
                ? result
                : problem(daysNode, ExpressionError.TOO_LARGE, "\"days\"");
    }

    private @Nullable Expression conditional(CelExpr node, CelExpr conditionNode, CelExpr yesNode, CelExpr noNode) {
        Expression condition = need(conditionNode, "\"?\"", BOOLEAN);
        Expression yes = isNull(yesNode) ? null : check(yesNode);
        Expression no = isNull(noNode) ? null : check(noNode);
        if (isNull(yesNode) && isNull(noNode)) {
            return problem(node, ExpressionError.WRONG_TYPE, "\"?\"", "a value on at least one side", "null and null");
        }
        if (yes == null && isNull(yesNode) && no != null) {
            yes = new Constant(no.type(), null);
        }
        if (no == null && isNull(noNode) && yes != null) {
            no = new Constant(yes.type(), null);
        }
        if (condition == null || yes == null || no == null) {
            return null;
        }
        ValueType type = ValueType.common(yes.type(), no.type()).orElse(null);
        if (type == null) {
            return problem(
                    node,
                    ExpressionError.WRONG_TYPE,
                    "\"?\"",
                    "two values of one kind",
                    yes.type().label() + " and " + no.type().label());
        }
        return new Conditional(condition, convert(yes, type), convert(no, type));
    }

    // Functions

    private @Nullable Expression function(CelExpr node, String name) {
        Summary found = SUMMARIES.get(name);
        if (found != null) {
            return summary(node, name, found);
        }
        if (QUANTILES.containsKey(name)) {
            return quantile(node, name, QUANTILES.get(name));
        }
        Integer arity = FUNCTIONS.get(name);
        if (arity == null) {
            List<String> known = new ArrayList<>(FUNCTIONS.keySet());
            if (formula) {
                known.addAll(SUMMARIES.keySet());
                known.addAll(QUANTILES.keySet());
            }
            return problem(nameOffset(node), ExpressionError.UNKNOWN_FUNCTION, name, hint(name, known));
        }
        List<CelExpr> arguments = arguments(node, name, arity);
        if (arguments == null) {
            return null;
        }
        String label = "\"" + name + "\"";
        return switch (name) {
            case "today" -> new Convert(new Now(), DATE);
            case "now" -> new Now();
            case "date" -> date(arguments.getFirst());
            case "hours" -> hours(arguments.get(0), arguments.get(1), label, Hours::new);
            case "business_hours" -> hours(arguments.get(0), arguments.get(1), label, BusinessHours::new);
            case "datetime" -> dateTime(arguments.getFirst());
            case "year" -> part(arguments.getFirst(), label, Part.YEAR);
            case "month" -> part(arguments.getFirst(), label, Part.MONTH);
            case "day" -> part(arguments.getFirst(), label, Part.DAY);
            case "weekday" -> part(arguments.getFirst(), label, Part.WEEKDAY);
            case "contains" -> textTest(arguments, label, Place.ANYWHERE);
            case "startsWith" -> textTest(arguments, label, Place.START);
            case "endsWith" -> textTest(arguments, label, Place.END);
            case "lower" -> {
                Expression operand = need(arguments.getFirst(), label, TEXT);
                yield operand == null ? null : new Lower(operand);
            }
            case "size" -> {
                Expression operand = need(
                        arguments.getFirst(),
                        label,
                        "a text or a list of choices",
                        type -> type == TEXT || type == TEXT_LIST);
                yield operand == null ? null : new Size(operand);
            }
            case "within" -> within(arguments.get(0), arguments.get(1));
            case "days" -> notInTheLanguage(node, "\"days\" other than after + or - and a date or time");
            default -> throw new IllegalStateException(name);
        };
    }

    /** A function may also be written after its first value: {@code name.contains("x")}. */
    private @Nullable List<CelExpr> arguments(CelExpr node, String name, int arity) {
        List<CelExpr> arguments = new ArrayList<>();
        node.call().target().ifPresent(arguments::add);
        arguments.addAll(node.call().args());
        if (arguments.size() != arity) {
            problem(
                    nameOffset(node),
                    ExpressionError.WRONG_NUMBER_OF_VALUES,
                    "\"" + name + "\"",
                    arity == 0 ? "nothing" : arity == 1 ? "one value" : arity + " values",
                    arguments.size());
            return null;
        }
        return arguments;
    }

    private @Nullable Expression date(CelExpr node) {
        Expression operand = need(
                node, "\"date\"", "a text such as \"2026-01-31\" or a time", type -> type == TEXT || type.isTemporal());
        if (operand == null || operand.type().isTemporal()) {
            return operand == null ? null : convert(operand, DATE);
        }
        if (operand instanceof Constant constant && constant.value() instanceof String given) {
            try {
                return new Constant(DATE, inRange(LocalDate.parse(given)));
            } catch (DateTimeException e) {
                return problem(node, ExpressionError.BAD_LITERAL, "\"" + given + "\"", "a date such as \"2026-01-31\"");
            }
        }
        return problem(node, ExpressionError.WRONG_TYPE, "\"date\"", "a text in quotes", "a field");
    }

    private @Nullable Expression dateTime(CelExpr node) {
        Expression operand = need(node, "\"datetime\"", TEXT);
        if (operand instanceof Constant constant && constant.value() instanceof String given) {
            try {
                OffsetDateTime time = OffsetDateTime.parse(given).withOffsetSameInstant(ZoneOffset.UTC);
                inRange(time.toLocalDate());
                return new Constant(DATETIME, time.toInstant().truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeException e) {
                return problem(
                        node,
                        ExpressionError.BAD_LITERAL,
                        "\"" + given + "\"",
                        "a time with its offset such as \"2026-01-31T09:30:00+08:00\"");
            }
        }
        return operand == null
                ? null
                : problem(node, ExpressionError.WRONG_TYPE, "\"datetime\"", "a text in quotes", "a field");
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("year " + date.getYear());
        }
        return date;
    }

    /** Whether a constant date or time can be sent to every engine; the zone moves it by a day at most. */
    private static boolean isInRange(Expression constant) {
        Object moment =
                MemoryEvaluator.ofConstants(ZoneOffset.UTC, Clock.systemUTC()).evaluate(constant, path -> null);
        int year = switch (moment) {
            case LocalDate date -> date.getYear();
            case Instant time -> time.atOffset(ZoneOffset.UTC).getYear();
            case null, default -> FIRST_YEAR;
        };
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private @Nullable Expression hours(
            CelExpr fromNode, CelExpr toNode, String label, BinaryOperator<Expression> hours) {
        Expression from = need(fromNode, label, "a date or a time", ValueType::isTemporal);
        Expression to = need(toNode, label, "a date or a time", ValueType::isTemporal);
        return from == null || to == null ? null : hours.apply(convert(from, DATETIME), convert(to, DATETIME));
    }

    private @Nullable Expression part(CelExpr node, String label, Part part) {
        Expression operand = need(node, label, "a date or a time", ValueType::isTemporal);
        return operand == null ? null : new DatePart(part, convert(operand, DATE));
    }

    private @Nullable Expression textTest(List<CelExpr> arguments, String label, Place place) {
        Expression whole = need(arguments.get(0), label, TEXT);
        Expression part = need(arguments.get(1), label, TEXT);
        return whole == null || part == null ? null : new TextTest(place, whole, part);
    }

    /**
     * A region's code ends in 0000 for a province and in 00 for a city (GB/T 2260); those inside share the digits before. A
     * country is the code before the hyphen.
     */
    private @Nullable Expression within(CelExpr regionNode, CelExpr codeNode) {
        Expression region = need(regionNode, "\"within\"", TEXT);
        Expression code = need(codeNode, "\"within\"", TEXT);
        if (region == null || code == null) {
            return null;
        }
        if (!(code instanceof Constant constant && constant.value() instanceof String given)) {
            return problem(
                    codeNode, ExpressionError.WRONG_TYPE, "\"within\"", "the code of a region in quotes", "a field");
        }
        if (GB_2260.matcher(given).matches()) {
            String prefix = given.replaceFirst("(00){1,2}$", "");
            return new TextTest(Place.START, region, new Constant(TEXT, prefix));
        }
        return new Or(
                new Compare(Comparison.EQUAL, region, code),
                new TextTest(Place.START, region, new Constant(TEXT, given + "-")));
    }

    private @Nullable Expression summary(CelExpr node, String name, Summary found) {
        String label = "\"" + name + "\"";
        if (!maySummarize(node, label)) {
            return null;
        }
        if (found == Summary.COUNT
                && node.call().args().isEmpty()
                && node.call().target().isEmpty()) {
            return new Aggregate(found, null);
        }
        List<CelExpr> arguments = arguments(node, name, 1);
        if (arguments == null) {
            return null;
        }
        insideSummary = true;
        Expression operand = switch (found) {
            case COUNT, SHARE -> need(arguments.getFirst(), label, BOOLEAN);
            case SUM -> need(arguments.getFirst(), label, "a number", ValueType::isNumeric);
            case MEAN -> number(arguments.getFirst(), label);
            case MIN, MAX -> need(arguments.getFirst(), label, "a number, date or time", ValueType::isOrdered);
            case DISTINCT -> need(arguments.getFirst(), label, "a single value", type -> type != TEXT_LIST);
        };
        insideSummary = false;
        return operand == null ? null : new Aggregate(found, operand);
    }

    private @Nullable Expression quantile(CelExpr node, String name, int arity) {
        String label = "\"" + name + "\"";
        List<CelExpr> arguments = maySummarize(node, label) ? arguments(node, name, arity) : null;
        if (arguments == null) {
            return null;
        }
        insideSummary = true;
        Expression operand = number(arguments.getFirst(), label);
        insideSummary = false;
        double probability = 0.5;
        if (arity == 2) {
            Expression second = check(arguments.get(1));
            if (!(second instanceof Constant constant
                    && constant.value() instanceof BigDecimal written
                    && written.signum() > 0
                    && written.compareTo(BigDecimal.ONE) < 0)) {
                return problem(
                        arguments.get(1),
                        ExpressionError.BAD_LITERAL,
                        "The second value of \"quantile\"",
                        "a number between 0 and 1, such as 0.9");
            }
            probability = written.doubleValue();
        }
        return operand == null ? null : new Quantile(operand, probability);
    }

    private boolean maySummarize(CelExpr node, String label) {
        if (!formula) {
            problem(nameOffset(node), ExpressionError.NEEDS_MANY_RECORDS, label);
        } else if (insideSummary) {
            problem(nameOffset(node), ExpressionError.SUMMARY_IN_SUMMARY, label);
        }
        return formula && !insideSummary;
    }

    // Help

    private @Nullable Expression need(CelExpr node, String who, ValueType type) {
        return need(node, who, type.label(), type::equals);
    }

    private @Nullable Expression need(CelExpr node, String who, String what, Predicate<ValueType> fits) {
        Expression checked = check(node);
        if (checked == null || fits.test(checked.type())) {
            return checked;
        }
        return problem(
                node, ExpressionError.WRONG_TYPE, who, what, checked.type().label());
    }

    private @Nullable Expression number(CelExpr node, String who) {
        Expression checked = need(node, who, "a number", ValueType::isNumeric);
        return checked == null ? null : convert(checked, DOUBLE);
    }

    private static Expression convert(Expression operand, ValueType type) {
        if (operand.type() == type) {
            return operand;
        }
        if (operand instanceof Constant constant && constant.value() == null) {
            return new Constant(type, null);
        }
        return new Convert(operand, type);
    }

    private int offset(CelExpr node) {
        return offsets.getOrDefault(node.id(), 0);
    }

    /** The place of a function's name; CEL knows the bracket after it. */
    private int nameOffset(CelExpr node) {
        return Math.max(0, offset(node) - node.call().function().length());
    }

    private @Nullable Expression notInTheLanguage(CelExpr node, String what) {
        return problem(node, ExpressionError.NOT_IN_THE_LANGUAGE, what);
    }

    private @Nullable Expression problem(CelExpr node, ErrorCode code, Object... arguments) {
        return problem(offset(node), code, arguments);
    }

    private @Nullable Expression problem(int offset, ErrorCode code, Object... arguments) {
        issues.add(Issue.of("", code, arguments).at(text.position(offset)));
        return null;
    }
}
