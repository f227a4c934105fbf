package org.zhike.kernel;

import java.math.BigDecimal;
import java.util.Currency;

/** An amount in one currency; amounts of different currencies are never added. Kept with at most four decimals. */
public record Money(BigDecimal amount, Currency currency) {

    /** The decimals kept: enough for unit prices such as 0.001 and for cents. */
    public static final int DECIMALS = 4;

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
