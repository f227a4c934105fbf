package org.zhike.identity;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.platform.Company;
import org.zhike.platform.Measuring;

/** What to change about the company, as somebody typed it; null stays as it is. */
public record CompanyChange(
        @Nullable String name,
        @Nullable String zone,
        @Nullable String currency,
        @Nullable String language,
        @Nullable Integer churnWindowDays,
        @Nullable Double level,
        @Nullable Double solidPoints,
        @Nullable Double solidPart) {

    private static final Set<String> LANGUAGES = Set.of("zh-CN", "en");

    /** Returns the changed company, and notes what is wrong with it: what cannot be stays as it was. */
    public Company applyTo(Company before, String path, Issues issues) {
        String newName = Texts.checked(name == null ? before.name() : name, path + "name", issues);
        ZoneId newZone = before.zone();
        if (zone != null) {
            if (ZoneId.getAvailableZoneIds().contains(zone)) {
                newZone = ZoneId.of(zone);
            } else {
                issues.add(path + "zone", IdentityError.UNKNOWN_ZONE, zone);
            }
        }
        Currency newCurrency = before.currency();
        if (currency != null) {
            var known = Currency.availableCurrencies()
                    .filter(candidate -> candidate.getCurrencyCode().equals(currency))
                    .findAny();
            if (known.isPresent()) {
                newCurrency = known.get();
            } else {
                issues.add(path + "currency", IdentityError.UNKNOWN_CURRENCY, currency);
            }
        }
        if (language != null && !LANGUAGES.contains(language)) {
            issues.add(path + "language", IdentityError.UNKNOWN_LANGUAGE, language);
        }
        return new Company(
                newName,
                newZone,
                newCurrency,
                language == null ? before.language() : language,
                measuring(before.measuring(), path, issues));
    }

    private Measuring measuring(Measuring before, String path, Issues issues) {
        return new Measuring(
                (int) within(path + "churnWindowDays", churnWindowDays, before.churnWindowDays(), 1, 3650, issues),
                within(path + "level", level, before.level(), 0.5, 0.999, issues),
                within(path + "solidPoints", solidPoints, before.solidPoints(), 0.1, 50, issues),
                within(path + "solidPart", solidPart, before.solidPart(), 0.001, 1, issues));
    }

    /** The number given, or the one before; noted when it lies outside of what is possible. */
    private static double within(
            String path, @Nullable Number given, double before, double least, double most, Issues issues) {
        double value = given == null ? before : given.doubleValue();
        if (!(value >= least && value <= most)) {
            issues.add(path, IdentityError.NOT_WITHIN, plain(value), plain(least), plain(most));
            return before;
        }
        return value;
    }

    private static String plain(double number) {
        return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
}
