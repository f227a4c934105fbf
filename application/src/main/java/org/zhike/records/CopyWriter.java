package org.zhike.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows into a table through PostgreSQL's COPY, the fastest way in. Part of the connection's transaction: rows are
 * there after {@link #finish()} and the commit, or not at all. One thread at a time.
 */
public final class CopyWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 1024);

    private CopyWriter(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Begins to copy.
     *
     * @param table the table's name as SQL, quoted and qualified by the caller; never from outside
     * @param columns plain names in the order of {@link #write}'s values
     */
    public static CopyWriter into(Connection connection, String table, List<String> columns) throws SQLException {
        String names = String.join(
                ", ", columns.stream().map(column -> '"' + column + '"').toList());
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table + " (" + names + ") from stdin");
        return new CopyWriter(copy);
    }

    /**
     * Adds a row.
     *
     * @param values one per column: String, Number, Boolean, LocalDate, OffsetDateTime, Instant, an array or list of
     *     strings, or null
     */
    public void write(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                buffer.append('\t');
            }
            append(values[i]);
        }
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    /** Ends the copy and returns how many rows were written. */
    public long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    /** Gives the copy up when it was not finished. */
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = buffer.toString().getBytes(UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> buffer.append("\\N");
            case BigDecimal number -> buffer.append(number.toPlainString());
            case Instant instant -> buffer.append(instant);
            case List<?> list -> appendArray(list);
            case Object[] array -> appendArray(List.of(array));
            default -> escape(value.toString());
        }
    }

    /** COPY's text form: backslash and the separators are escaped. */
    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    /** An array literal, every element quoted, escaped once for the array and once for COPY. */
    private void appendArray(List<?> values) {
        buffer.append('{');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                buffer.append(',');
            }
            buffer.append('"');
            escape(String.valueOf(values.get(i)).replace("\\", "\\\\").replace("\"", "\\\""));
            buffer.append('"');
        }
        buffer.append('}');
    }
}
