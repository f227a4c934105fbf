package org.zhike.ingestion.value;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.IngestionError;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.Option;
import org.zhike.records.FieldRules;

/** Reads the cells of one column as values of one field, checked as the field demands. One thread at a time. */
public final class CellReader {

    private static final Pattern PLAIN_NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,6})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("(\\d+)\\.0+");
    private static final Pattern BETWEEN_CHOICES = Pattern.compile("[,;|，；、\\n]");
    private static final LocalDateTime SERIAL_ZERO = LocalDate.of(1899, 12, 30).atStartOfDay();

    /** What programs write into cells that hold nothing; text fields keep it as text. */
    private static final Set<String> NOTHING = Set.of("null", "\\n", "n/a", "#n/a", "nan", "none", "-", "--", "/");

    private static final Set<String> YES =
            Set.of("true", "t", "yes", "y", "1", "1.0", "on", "是", "对", "有", "真", "√", "✓");
    private static final Set<String> NO =
            Set.of("false", "f", "no", "n", "0", "0.0", "off", "否", "错", "无", "假", "不是", "×", "✗");

    private final FieldDefinition field;
    private final String column;
    private final Transform transform;
    private final Conventions conventions;
    private final @Nullable DateTimeFormatter declaredDates;
    private final Map<String, String> options = new HashMap<>();

    /** The cell read last: columns repeat themselves from row to row. Null when that one gave no value. */
    private @Nullable String lastCell;

    private @Nullable Currency lastCurrency;
    private @Nullable Object lastValue;

    /** @param column its heading, the path of issues */
    public CellReader(FieldDefinition field, String column, Transform transform, Conventions conventions) {
        this.field = field;
        this.column = column;
        this.transform = transform;
        this.conventions = conventions;
        this.declaredDates = conventions.dateFormat() == null ? null : formatter(conventions.dateFormat());
        for (Option option : field.options()) {
            option.aliases().forEach(alias -> options.putIfAbsent(Words.key(alias), option.value()));
        }
        for (Option option : field.options()) {
            options.put(Words.key(option.labels().zh()), option.value());
            options.put(Words.key(option.labels().en()), option.value());
        }
        field.options().forEach(option -> options.put(Words.key(option.value()), option.value()));
    }

    /** The formatter of a pattern such as {@code d/M/yyyy}; throws IllegalArgumentException when it is none. */
    public static DateTimeFormatter formatter(String pattern) {
        if (pattern.indexOf('y') < 0 || pattern.indexOf('M') < 0 || pattern.indexOf('d') < 0) {
            throw new IllegalArgumentException("it needs y, M and d");
        }
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Reads an amount's currency from the cell of another column; null when the cell is empty. */
    public static @Nullable Currency currency(String cell, String column, Currency standard, Issues issues) {
        String text = cell.strip();
        if (text.isEmpty()) {
            return null;
        }
        NumberText asAmount = NumberText.of("1" + text);
        if (asAmount == null || asAmount.currency() == null) {
            issues.add(column, IngestionError.UNKNOWN_CURRENCY, shortened(text));
            return null;
        }
        return currency(asAmount.currency(), standard);
    }

    /**
     * Returns the cell's value, or null when the cell is empty or after adding an issue.
     *
     * @param currency of an amount that names none itself
     */
    public @Nullable Object read(String cell, Currency currency, Issues issues) {
        if (cell.equals(lastCell) && currency.equals(lastCurrency)) {
            return lastValue;
        }
        Object value = parse(cell.strip(), currency, issues);
        Object kept = value == null ? null : FieldRules.keep(field, value, column, issues);
        lastCell = kept == null ? null : cell;
        lastCurrency = currency;
        lastValue = kept;
        return kept;
    }

    private @Nullable Object parse(String text, Currency currency, Issues issues) {
        if (text.isEmpty() || (!field.type().isText() && NOTHING.contains(text.toLowerCase(Locale.ROOT)))) {
            return null;
        }
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> text(text);
            case REGION -> conventions.regions().codeOf(text).orElse(text);
            case SELECT -> options.getOrDefault(Words.key(text), text);
            case MULTI_SELECT -> choices(text);
            case BOOLEAN -> yesOrNo(text, issues);
            case NUMBER, PERCENT -> number(text, issues);
            case MONEY -> money(text, currency, issues);
            case DATE -> date(text, issues);
            case DATETIME -> instant(text, issues);
            case REFERENCE -> throw new IllegalStateException("a reference is read by the other record's key");
        };
    }

    private String text(String text) {
        if (transform == Transform.WHOLE_NUMBER) {
            var whole = WHOLE_NUMBER.matcher(text);
            return whole.matches() ? whole.group(1) : text;
        }
        return text;
    }

    private List<String> choices(String text) {
        return Arrays.stream(BETWEEN_CHOICES.split(text))
                .map(String::strip)
                .filter(choice -> !choice.isEmpty())
                .map(choice -> options.getOrDefault(Words.key(choice), choice))
                .toList();
    }

    private @Nullable Object yesOrNo(String text, Issues issues) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (YES.contains(lower) || NO.contains(lower)) {
            return YES.contains(lower);
        }
        return problem(IngestionError.NOT_YES_OR_NO, text, issues);
    }

    private @Nullable Object number(String text, Issues issues) {
        if (transform != Transform.DECIMAL_COMMA && PLAIN_NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        NumberText number = NumberText.of(text);
        BigDecimal value = number == null || number.currency() != null ? null : value(number);
        return value == null ? problem(IngestionError.NOT_A_NUMBER, text, issues) : value;
    }

    private @Nullable Object money(String text, Currency currency, Issues issues) {
        if (transform != Transform.DECIMAL_COMMA && PLAIN_NUMBER.matcher(text).matches()) {
            return new Money(new BigDecimal(text), currency);
        }
        NumberText number = NumberText.of(text);
        BigDecimal value = number == null || number.percent() ? null : value(number);
        if (number == null || value == null) {
            return problem(IngestionError.NOT_A_NUMBER, text, issues);
        }
        return new Money(value, number.currency() == null ? currency : currency(number.currency(), currency));
    }

    private @Nullable BigDecimal value(NumberText number) {
        return number.value(transform == Transform.DECIMAL_COMMA ? ',' : '.');
    }

    /** ¥ is the yen where the company counts in yen, $ the company's own dollar; else the yuan and the US dollar. */
    private static Currency currency(String named, Currency standard) {
        String code = standard.getCurrencyCode();
        return switch (named) {
            case "¥" -> code.equals("JPY") ? standard : Currency.getInstance("CNY");
            case "$" -> code.endsWith("D") ? standard : Currency.getInstance("USD");
            default -> Currency.getInstance(named);
        };
    }

    private @Nullable Object date(String text, Issues issues) {
        LocalDateTime local = transform == Transform.EXCEL_SERIAL ? serial(text) : declared(text);
        if (local != null) {
            return local.toLocalDate();
        }
        DateText date = DateText.of(text);
        local = date == null ? null : date.at(order());
        return local == null ? noDate(date, text, issues) : local.toLocalDate();
    }

    private @Nullable Object instant(String text, Issues issues) {
        LocalDateTime local = transform == Transform.EXCEL_SERIAL ? serial(text) : declared(text);
        ZoneOffset offset = null;
        if (local == null) {
            DateText date = DateText.of(text);
            local = date == null ? null : date.at(order());
            if (date == null || local == null) {
                return noDate(date, text, issues);
            }
            offset = date.offset();
        }
        return offset == null ? local.atZone(conventions.zone()).toInstant() : local.toInstant(offset);
    }

    private DateText.Order order() {
        return transform == Transform.DAY_FIRST ? DateText.Order.DAY_FIRST : DateText.Order.MONTH_FIRST;
    }

    private @Nullable LocalDateTime declared(String text) {
        if (declaredDates == null) {
            return null;
        }
        try {
            TemporalAccessor parsed = declaredDates.parseBest(text, LocalDateTime::from, LocalDate::from);
            return parsed instanceof LocalDate day ? day.atStartOfDay() : (LocalDateTime) parsed;
        } catch (DateTimeException otherForm) {
            return null; // one of the forms we know is as good
        }
    }

    private static @Nullable LocalDateTime serial(String text) {
        return PLAIN_NUMBER.matcher(text).matches() || text.matches("\\d{1,6}\\.\\d+")
                ? SERIAL_ZERO.plusSeconds(Math.round(Double.parseDouble(text) * 86_400))
                : null;
    }

    private @Nullable Object noDate(@Nullable DateText date, String text, Issues issues) {
        return problem(date == null ? IngestionError.NOT_A_DATE : IngestionError.NO_SUCH_DATE, text, issues);
    }

    private @Nullable Object problem(ErrorCode code, String text, Issues issues) {
        issues.add(column, code, shortened(text));
        return null;
    }

    /** A cell of a megabyte does not belong into a message. */
    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    /** Whether at least half of the column's examples can be read as the field's values. */
    public boolean suits(ColumnProfile profile) {
        long read = profile.examples().stream()
                .filter(example -> {
                    Issues issues = new Issues();
                    return read(example, conventions.currency(), issues) != null || issues.isEmpty();
                })
                .count();
        return read * 2 >= profile.examples().size();
    }
}
