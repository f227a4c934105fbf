package org.zhike.ingestion.value;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as people write it, taken apart: {@code ¥1 234,50-}, {@code (12.50)}, {@code 25%}, {@code 1,234.50 USD}.
 *
 * @param digits what is left without sign, currency and percent sign: digits and marks
 * @param exponent as in {@code E+3}, with its E; empty for none
 * @param currency what named a currency beside it: an ISO code, or {@code ¥} or {@code $}, which several share; null for none
 */
record NumberText(
        String digits,
        String exponent,
        boolean negative,
        boolean percent,
        @Nullable String currency) {

    private static final Pattern SHAPE = Pattern.compile("(?<open>\\()?(?<before>[^\\d.,()]*)"
            + "(?<digits>\\d[\\d.,\\s'’]*|[.,]\\d+)(?<exponent>[eE][+-]?\\d{1,2})?(?<after>[^\\d.,()]*)(?<close>\\))?");
    private static final int LONGEST = 80;
    private static final Pattern SPACES = Pattern.compile("[\\s'’]+");
    private static final Pattern SIGNS = Pattern.compile("[+\\-−–]");

    private static final Map<String, String> CURRENCIES = Map.ofEntries(
            Map.entry("¥", "¥"),
            Map.entry("元", "CNY"),
            Map.entry("人民币", "CNY"),
            Map.entry("RMB", "CNY"),
            Map.entry("CN¥", "CNY"),
            Map.entry("$", "$"),
            Map.entry("US$", "USD"),
            Map.entry("HK$", "HKD"),
            Map.entry("NT$", "TWD"),
            Map.entry("A$", "AUD"),
            Map.entry("C$", "CAD"),
            Map.entry("€", "EUR"),
            Map.entry("£", "GBP"),
            Map.entry("₩", "KRW"),
            Map.entry("₹", "INR"),
            Map.entry("₽", "RUB"));

    /** Takes the text apart; null when it is no number. */
    static @Nullable NumberText of(String cell) {
        if (cell.length() > LONGEST) {
            return null;
        }
        Matcher shape =
                SHAPE.matcher(Normalizer.normalize(cell, Normalizer.Form.NFKC).strip());
        if (!shape.matches() || (shape.group("open") == null) != (shape.group("close") == null)) {
            return null;
        }
        String around =
                SPACES.matcher(shape.group("before") + shape.group("after")).replaceAll("");
        String unsigned = SIGNS.matcher(around).replaceAll("");
        boolean percent = unsigned.endsWith("%");
        String word = percent ? unsigned.substring(0, unsigned.length() - 1) : unsigned;
        String currency = word.isEmpty() ? null : currency(word);
        int signs = around.length() - unsigned.length() + (shape.group("open") == null ? 0 : 1);
        if (signs > 1 || (!word.isEmpty() && currency == null)) {
            return null;
        }
        return new NumberText(
                SPACES.matcher(shape.group("digits")).replaceAll(""),
                shape.group("exponent") == null ? "" : shape.group("exponent"),
                signs == 1 && around.indexOf('+') < 0,
                percent,
                currency);
    }

    /** The value when this mark separates the decimals and the other one groups digits; null when they stand otherwise. */
    @Nullable BigDecimal value(char decimal) {
        char grouping = decimal == '.' ? ',' : '.';
        int mark = digits.indexOf(decimal);
        String whole = mark < 0 ? digits : digits.substring(0, mark);
        String fraction = mark < 0 ? "" : digits.substring(mark + 1);
        if (fraction.indexOf(decimal) >= 0 || fraction.indexOf(grouping) >= 0 || !isGrouped(whole, grouping)) {
            return null;
        }
        String plain = whole.replace(String.valueOf(grouping), "");
        BigDecimal value = new BigDecimal((plain.isEmpty() ? "0" : plain) + "." + fraction + exponent);
        value = percent ? value.movePointLeft(2) : value;
        return negative ? value.negate() : value;
    }

    /** What this number tells about its decimal mark: the mark, or {@code '?'} when it could be either, or 0 for nothing. */
    char decimalMark() {
        int point = digits.lastIndexOf('.');
        int comma = digits.lastIndexOf(',');
        if (point >= 0 && comma >= 0) {
            return point > comma ? '.' : ',';
        }
        int at = Math.max(point, comma);
        if (at < 0) {
            return 0;
        }
        char mark = digits.charAt(at);
        if (digits.indexOf(mark) != at) {
            return mark == '.' ? ',' : '.'; // several of one kind group digits
        }
        boolean couldGroup = digits.length() - at - 1 == 3 && at >= 1 && at <= 3 && digits.charAt(0) != '0';
        return couldGroup ? '?' : mark;
    }

    /** Thousands, or the ten thousands of Chinese. */
    private static boolean isGrouped(String whole, char grouping) {
        if (whole.indexOf(grouping) < 0) {
            return true;
        }
        String mark = Pattern.quote(String.valueOf(grouping));
        return whole.matches("\\d{1,3}(" + mark + "\\d{3})+|\\d{1,4}(" + mark + "\\d{4})+");
    }

    private static @Nullable String currency(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        String known = CURRENCIES.get(upper);
        return known != null || !isCurrencyCode(upper) ? known : upper;
    }

    static boolean isCurrencyCode(String text) {
        return text.length() == 3
                && Currency.getAvailableCurrencies().stream()
                        .anyMatch(known -> known.getCurrencyCode().equals(text));
    }
}
