package org.zhike.ingestion.value;

import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.Regions;

/**
 * How a file writes what its cells do not say themselves.
 *
 * @param dateFormat a pattern tried before the forms we know; null for none
 * @param decimal the decimal mark of all columns; null = as each column tells
 * @param semicolons whether semicolons part the cells, as they do where the comma is the decimal mark
 * @param zone of times without offset
 * @param currency of amounts without one
 */
public record Conventions(
        @Nullable String dateFormat,
        @Nullable Character decimal,
        boolean semicolons,
        ZoneId zone,
        Currency currency,
        Regions regions) {}
