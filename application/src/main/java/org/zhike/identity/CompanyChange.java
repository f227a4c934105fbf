package org.zhike.identity;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.platform.Company;

/** What to change about the company, as somebody typed it; null stays as it is. */
public record CompanyChange(
        @Nullable String name,
        @Nullable String zone,
        @Nullable String currency,
        @Nullable String language) {

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
                before.churnWindowDays());
    }
}
