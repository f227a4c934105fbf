package org.zhike.projection;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** The values of a statement's rows, as JSON can hold them: numbers that a browser would round come as texts. */
final class SqlValues {

    /** The longest text of one cell on a screen. */
    private static final int LONGEST = 10_000;

    private static final long LARGEST = 1L << 53;
    private static final int DIGITS = 15;

    private SqlValues() {}

    static @Nullable Object of(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        return switch (value) {
            case null -> null;
            case Boolean truth -> truth;
            case Long number when Math.abs(number) > LARGEST -> number.toString();
            case BigInteger number -> number.bitLength() > 52 ? number.toString() : (Object) number.longValueExact();
            case BigDecimal number -> number.precision() > DIGITS ? number.toPlainString() : (Object) number;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number -> number;
            case Timestamp moment -> text(moment.toLocalDateTime().toString());
            case Date day -> day.toLocalDate().toString();
            case Time time -> time.toLocalTime().toString();
            case TemporalAccessor moment -> moment.toString();
            default -> text(row.getString(column));
        };
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "…";
    }
}
