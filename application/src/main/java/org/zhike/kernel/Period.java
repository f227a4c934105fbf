package org.zhike.kernel;

import java.time.LocalDate;

/** Whole business days in the company's zone, from the first (inclusive) to the last (exclusive). */
public record Period(LocalDate from, LocalDate to) {

    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period must end after it starts: " + from + ".." + to);
        }
    }

    public long days() {
        return to.toEpochDay() - from.toEpochDay();
    }
}
