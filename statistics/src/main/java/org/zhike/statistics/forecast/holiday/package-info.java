/**
 * Holidays that move: feasts of the Chinese calendar, and what they do to months, weeks and days, as regressors.
 *
 * <pre>{@code
 * var spring = HolidayWindow.standard(MovingHoliday.SPRING_FESTIVAL);
 * Regressors known = HolidayRegressors.monthly(YearMonth.of(2018, 1), 96, List.of(spring));
 * }</pre>
 */
@NullMarked
package org.zhike.statistics.forecast.holiday;

import org.jspecify.annotations.NullMarked;
