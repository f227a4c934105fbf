package org.zhike.platform;

import java.time.ZoneId;
import java.util.Currency;

/**
 * The company whose data this is.
 *
 * @param name empty until the first set-up
 * @param zone where its business days begin
 * @param currency what its results are shown in
 * @param language the tag of its texts, such as {@code zh-CN}
 */
public record Company(String name, ZoneId zone, Currency currency, String language, Measuring measuring) {}
