package org.zhike.records;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Money;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.Option;
import org.zhike.objects.Regions;

/**
 * What a value must be to be kept in a field, and the one form in which it is kept. Values come in and go out with the
 * Java types of {@link org.zhike.objects.FieldType}; every way in (screen, API, import) passes here.
 */
public final class FieldRules {

    /** The most characters of a one-line text: any of them still fits an index entry. */
    public static final int TEXT_LENGTH = 500;

    public static final int LONG_TEXT_LENGTH = 1_000_000;

    private static final Regions REGIONS = new Regions();
    private static final int TAGS = 100;
    private static final int TAG_LENGTH = 100;
    private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999Z");

    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]+\\.[^\\s@.,;<>\"]{2,}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{3,20}((x|ext|转|#)[0-9]{1,8})?");
    private static final Pattern PHONE_PUNCTUATION = Pattern.compile("[\\s().\\-–/]+");
    private static final Pattern CHINESE_MOBILE = Pattern.compile("(?:\\+?86|0086)(1[3-9][0-9]{9})");

    private FieldRules() {}

    /**
     * Returns the value in the form in which it is kept, or null after adding an issue when it cannot be kept.
     *
     * @param value of the Java type that {@link org.zhike.objects.FieldType} gives for the field
     */
    public static @Nullable Object keep(FieldDefinition field, Object value, String path, Issues issues) {
        return switch (field.type()) {
            case TEXT -> text((String) value, TEXT_LENGTH, path, issues);
            case LONG_TEXT -> text((String) value, LONG_TEXT_LENGTH, path, issues);
            case REGION -> region(((String) value).strip(), path, issues);
            case EMAIL -> email((String) value, path, issues);
            case PHONE -> phone((String) value, path, issues);
            case URL -> url((String) value, path, issues);
            case NUMBER -> number((BigDecimal) value, 18, field.decimals(), path, issues);
            case PERCENT -> number((BigDecimal) value, 9, 6, path, issues);
            case MONEY -> money((Money) value, path, issues);
            case BOOLEAN -> value;
            case DATE -> date((LocalDate) value, path, issues);
            case DATETIME -> instant((Instant) value, path, issues);
            case SELECT -> option(field, (String) value, path, issues);
            case MULTI_SELECT -> tags(field, (List<?>) value, path, issues);
            case REFERENCE -> value;
        };
    }

    private static @Nullable String text(String text, int most, String path, Issues issues) {
        if (text.length() > most) {
            issues.add(path, RecordError.TOO_LONG, text.length(), most);
            return null;
        }
        if (text.indexOf('\0') >= 0) {
            issues.add(path, RecordError.WRONG_VALUE, text.replace('\0', '␀'), "text", "It holds a null character.");
            return null;
        }
        return text;
    }

    /** A place that is known is kept by its code, any other as it was given. */
    private static @Nullable String region(String given, String path, Issues issues) {
        return text(REGIONS.codeOf(given).orElse(given), TEXT_LENGTH, path, issues);
    }

    private static @Nullable String email(String given, String path, Issues issues) {
        String text = given.strip();
        if (text.length() > 254 || !EMAIL.matcher(text).matches()) {
            issues.add(
                    path,
                    RecordError.WRONG_VALUE,
                    shortened(given),
                    "e-mail address",
                    "It looks like name@example.com.");
            return null;
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String phone(String given, String path, Issues issues) {
        String text = PHONE_PUNCTUATION
                .matcher(given.strip().toLowerCase(Locale.ROOT))
                .replaceAll("");
        if (!PHONE.matcher(text).matches()) {
            issues.add(path, RecordError.WRONG_VALUE, shortened(given), "phone number", "It has 3 to 20 digits.");
            return null;
        }
        var mobile = CHINESE_MOBILE.matcher(text);
        return mobile.matches() ? mobile.group(1) : text;
    }

    private static @Nullable String url(String given, String path, Issues issues) {
        try {
            URI uri = new URI(given.strip());
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return text(uri.toString(), 2000, path, issues);
            }
        } catch (URISyntaxException notOne) {
            // told below, together with addresses of other kinds
        }
        issues.add(
                path, RecordError.WRONG_VALUE, shortened(given), "web address", "It starts with http:// or https://.");
        return null;
    }

    private static @Nullable BigDecimal number(BigDecimal given, int digits, int decimals, String path, Issues issues) {
        BigDecimal value = given.stripTrailingZeros();
        if (value.scale() > decimals) {
            issues.add(
                    path,
                    RecordError.OUT_OF_RANGE,
                    shortened(given.toString()),
                    decimals == 0 ? "whole numbers" : "at most " + decimals + " decimals");
            return null;
        }
        if (value.precision() - value.scale() > digits - decimals) {
            issues.add(
                    path,
                    RecordError.OUT_OF_RANGE,
                    shortened(given.toString()),
                    "at most " + (digits - decimals) + " digits before the point");
            return null;
        }
        return value.setScale(decimals);
    }

    private static @Nullable Money money(Money given, String path, Issues issues) {
        BigDecimal amount = number(given.amount(), 18, Money.DECIMALS, path, issues);
        return amount == null ? null : new Money(amount, given.currency());
    }

    private static @Nullable LocalDate date(LocalDate value, String path, Issues issues) {
        if (value.isBefore(FIRST_DATE) || value.isAfter(LAST_DATE)) {
            issues.add(path, RecordError.OUT_OF_RANGE, value, "years 1 to 9999");
            return null;
        }
        return value;
    }

    private static @Nullable Instant instant(Instant value, String path, Issues issues) {
        if (value.isBefore(FIRST_INSTANT) || value.isAfter(LAST_INSTANT)) {
            issues.add(path, RecordError.OUT_OF_RANGE, value, "years 1 to 9999");
            return null;
        }
        return value.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable String option(FieldDefinition field, String value, String path, Issues issues) {
        for (Option option : field.options()) {
            if (option.value().equals(value)) {
                return value;
            }
        }
        issues.add(path, RecordError.UNKNOWN_OPTION, shortened(value), choices(field));
        return null;
    }

    private static @Nullable List<String> tags(FieldDefinition field, List<?> given, String path, Issues issues) {
        List<String> tags = given.stream()
                .map(tag -> String.valueOf(tag).strip())
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
        if (tags.size() > TAGS) {
            issues.add(path, RecordError.OUT_OF_RANGE, tags.size() + " choices", "at most " + TAGS);
            return null;
        }
        for (String tag : tags) {
            if (text(tag, TAG_LENGTH, path, issues) == null
                    || (!field.options().isEmpty() && option(field, tag, path, issues) == null)) {
                return null;
            }
        }
        return tags;
    }

    private static String choices(FieldDefinition field) {
        return String.join(", ", field.options().stream().map(Option::value).toList());
    }

    /** The value as a message can carry it: a cell of a megabyte does not belong into an error. */
    static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "…";
    }

    /** Returns the currency of that ISO 4217 code, or null after adding an issue. */
    public static @Nullable Currency currency(String code, String path, Issues issues) {
        try {
            return Currency.getInstance(code.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            issues.add(path, RecordError.WRONG_VALUE, shortened(code), "currency", "It is a code such as CNY or USD.");
            return null;
        }
    }
}
