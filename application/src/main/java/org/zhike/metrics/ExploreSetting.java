package org.zhike.metrics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.zhike.expressions.Columns;
import org.zhike.expressions.SqlRenderer;
import org.zhike.projection.AnalyticsEngine;

/** What the company's settings mean for an analysis. */
record ExploreSetting(String currency, int churnWindowDays, double level, ZoneId zone, Clock clock, boolean chinese) {

    SqlRenderer renderer(Columns columns) {
        return new SqlRenderer(SqlRenderer.Engine.DUCKDB, zone, clock, columns);
    }

    /** The last day there can be records of. */
    LocalDate today(AnalyticsEngine.Session session) {
        return LocalDate.ofInstant(session.asOf(), zone);
    }
}
