package org.zhike.statistics.clv;

import org.zhike.statistics.Require;

/**
 * What the purchase models know of a customer.
 *
 * @param frequency x: how many repeat purchases; the first purchase, which made the customer, does not count
 * @param ageAtLastPurchase t_x: time from the first purchase to the last; 0 without repeat purchases
 * @param age T: time from the first purchase to the end of observation, at least t_x
 */
public record PurchaseHistory(int frequency, double ageAtLastPurchase, double age) {

    public PurchaseHistory {
        Require.atLeast(0, frequency, "frequency");
        Require.notNegative(ageAtLastPurchase, "ageAtLastPurchase");
        Require.finite(age, "age");
        if (age < ageAtLastPurchase) {
            throw new IllegalArgumentException(
                    "age must be at least ageAtLastPurchase, " + ageAtLastPurchase + ", but is " + age);
        }
        if (frequency == 0 && ageAtLastPurchase > 0) {
            throw new IllegalArgumentException(
                    "without repeat purchases ageAtLastPurchase must be 0, not " + ageAtLastPurchase);
        }
    }

    /** A customer whose first purchase is now. */
    public static PurchaseHistory ofNewCustomer() {
        return new PurchaseHistory(0, 0, 0);
    }
}
