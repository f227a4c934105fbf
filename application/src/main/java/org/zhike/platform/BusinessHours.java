package org.zhike.platform;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.BusinessCalendar.Piece;
import org.zhike.kernel.Issues;
import org.zhike.kernel.OpeningHours;
import org.zhike.kernel.ProductException;
import tools.jackson.databind.json.JsonMapper;

/**
 * When the company is open, and the table {@code zhike.business_day} that queries read of it: it is worked out anew whenever the hours or the
 * company's zone change, in the transaction that changes them, and at the start where it is not what it should be.
 */
@Service
public class BusinessHours implements InitializingBean {

    private final DSLContext dsl;
    private final TransactionTemplate transactions;
    private final CompanySettings company;
    private final JsonMapper json;

    BusinessHours(DSLContext dsl, TransactionTemplate transactions, CompanySettings company, JsonMapper json) {
        this.dsl = dsl;
        this.transactions = transactions;
        this.company = company;
        this.json = json;
    }

    /** @param version grows with each change */
    public record Kept(int version, OpeningHours hours) {}

    public Kept current() {
        Record row = dsl.fetchSingle("select version, week::text, special::text from zhike.business_hours");
        String written = "{\"week\":" + row.get(1, String.class) + ",\"special\":" + row.get(2, String.class) + "}";
        return new Kept(
                row.get(0, Integer.class),
                json.readValue(written, WrittenHours.class).read(new Issues()));
    }

    /** The hours as the calendar of the company's zone. */
    public BusinessCalendar calendar() {
        return new BusinessCalendar(current().hours(), company.zone());
    }

    /**
     * Changes the hours, as part of the caller's transaction if there is one. Whether the caller may is asked before.
     *
     * @param seen the version that the change was made on
     * @throws ProductException {@link CalendarError#HOURS_CHANGED} when it is not the newest any more
     */
    public Kept change(int seen, OpeningHours after) {
        WrittenHours written = WrittenHours.of(after);
        transactions.executeWithoutResult(status -> {
            int changed = dsl.execute(
                    "update zhike.business_hours set version = version + 1, week = ?::jsonb, special = ?::jsonb where version = ?",
                    json.writeValueAsString(written.week()),
                    json.writeValueAsString(written.special()),
                    seen);
            if (changed == 0) {
                throw new ProductException(CalendarError.HOURS_CHANGED);
            }
            fill(after, company.zone());
        });
        return new Kept(seen + 1, after);
    }

    /** Reads special days from lines that people have; notes the lines that cannot be read. */
    public List<WrittenHours.Day> read(String text, Issues issues) {
        return new SpecialDayText(current().hours(), issues).read(text);
    }

    @EventListener
    void follow(CompanyChanged change) {
        if (!change.before().zone().equals(change.after().zone())) {
            fill(current().hours(), change.after().zone());
        }
    }

    /** Also what is known of a zone changes, with a newer Java. */
    @Override
    public void afterPropertiesSet() {
        transactions.executeWithoutResult(status -> fill(current().hours(), company.zone()));
    }

    private void fill(OpeningHours hours, ZoneId zone) {
        List<Piece> pieces = new BusinessCalendar(hours, zone).pieces();
        String source = digest(pieces);
        // One after the other: the row is locked until the end of the transaction.
        int stale = dsl.execute("update zhike.business_day_source set source = ? where source <> ?", source, source);
        if (stale == 0) {
            return;
        }
        dsl.execute("delete from zhike.business_day");
        dsl.execute(
                "insert into zhike.business_day select * from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[])",
                column(pieces, Integer[]::new, Piece::day),
                column(pieces, Long[]::new, Piece::opens),
                column(pieces, Long[]::new, Piece::openFor),
                column(pieces, Long[]::new, Piece::openBefore));
        // The projection listens there for records; it looks at this table too.
        dsl.execute("select pg_notify('zhike_records', 'business_day')");
    }

    private static <T> T[] column(
            List<Piece> pieces, java.util.function.IntFunction<T[]> array, Function<Piece, T> value) {
        return pieces.stream().map(value).toArray(array);
    }

    private static String digest(List<Piece> pieces) {
        var bytes = ByteBuffer.allocate(pieces.size() * 3 * Long.BYTES);
        for (Piece piece : pieces) {
            bytes.putLong(piece.opens()).putLong(piece.openFor()).putLong(piece.openBefore());
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
