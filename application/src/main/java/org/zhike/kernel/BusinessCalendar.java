package org.zhike.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.zhike.kernel.OpeningHours.Stretch;

/**
 * How long a company has been open since {@link #FIRST}, at every moment until {@link #END}: the time open between two moments
 * is the difference. It grows by real time, so that a night in which clocks change counts with the hours it had.
 *
 * <p>It is kept in pieces, which are also the rows that SQL reads: a piece begins with each day of UTC and with each opening.
 * By days of UTC a moment finds its pieces without knowing the zone.
 */
public final class BusinessCalendar {

    /** The first day covered, in UTC. */
    public static final LocalDate FIRST = LocalDate.of(1990, 1, 1);

    /** The day after the last one covered, in UTC. */
    public static final LocalDate END = LocalDate.of(2051, 1, 1);

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /**
     * A moment from which the company is open for a while; all in microseconds.
     *
     * @param day days from 1970-01-01 to that of the moment, in UTC
     * @param opens from 1970-01-01T00:00Z
     * @param openFor 0 for a day that begins closed
     * @param openBefore how long it had been open until then
     */
    public record Piece(int day, long opens, long openFor, long openBefore) {}

    private final List<Piece> pieces;
    private final TreeMap<Long, Piece> byOpening = new TreeMap<>();

    public BusinessCalendar(OpeningHours hours, ZoneId zone) {
        pieces = List.copyOf(pieces(openings(hours, zone.getRules())));
        pieces.forEach(piece -> byOpening.put(piece.opens(), piece));
    }

    /** All pieces in order; the first of each day begins with it. */
    public List<Piece> pieces() {
        return pieces;
    }

    /** Returns the hours open from one moment to another, whole minutes rounded down, or nothing where one is not covered. */
    public Optional<Double> hours(Instant from, Instant to) {
        return openUntil(from)
                .flatMap(before -> openUntil(to).map(after -> Math.floorDiv(after - before, 60_000_000L) / 60.0));
    }

    /** How long the company had been open until the moment, in microseconds. */
    private Optional<Long> openUntil(Instant moment) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        Map.Entry<Long, Piece> last = byOpening.floorEntry(micros);
        if (last == null || micros >= END.toEpochDay() * MICROS_PER_DAY) {
            return Optional.empty();
        }
        Piece piece = last.getValue();
        return Optional.of(piece.openBefore() + Math.min(micros - piece.opens(), piece.openFor()));
    }

    /** From opening to closing, in microseconds; what meets is one. */
    private static NavigableMap<Long, Long> openings(OpeningHours hours, ZoneRules rules) {
        TreeMap<Long, Long> openings = new TreeMap<>();
        for (LocalDate day = FIRST.minusDays(2); day.isBefore(END.plusDays(2)); day = day.plusDays(1)) {
            for (Stretch stretch : hours.on(day)) {
                long from = micros(day, stretch.from(), rules);
                long to = micros(day, stretch.to(), rules);
                if (to > from) {
                    Map.Entry<Long, Long> before = openings.lastEntry();
                    if (before != null && before.getValue() == from) {
                        openings.put(before.getKey(), to);
                    } else {
                        openings.put(from, to);
                    }
                }
            }
        }
        return openings;
    }

    /**
     * The moment of a time on the wall: where it comes twice the first, where it is skipped that at which clocks jump. So
     * later times are never earlier moments.
     */
    private static long micros(LocalDate day, int minute, ZoneRules rules) {
        LocalDateTime local = day.atStartOfDay().plusMinutes(minute);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        Instant moment;
        if (offsets.isEmpty()) {
            ZoneOffsetTransition jump = rules.getTransition(local);
            moment = jump.getInstant();
        } else {
            moment = local.toInstant(offsets.getFirst());
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    private static List<Piece> pieces(NavigableMap<Long, Long> openings) {
        List<Piece> pieces = new ArrayList<>();
        long open = 0;
        for (LocalDate date = FIRST; date.isBefore(END); date = date.plusDays(1)) {
            int day = (int) date.toEpochDay();
            long start = day * MICROS_PER_DAY;
            long end = start + MICROS_PER_DAY;
            Map.Entry<Long, Long> running = openings.lowerEntry(start + 1);
            long rest = running == null ? 0 : Math.max(0, Math.min(end, running.getValue()) - start);
            pieces.add(new Piece(day, start, rest, open));
            open += rest;
            for (Map.Entry<Long, Long> opening :
                    openings.subMap(start, false, end, false).entrySet()) {
                long length = Math.min(end, opening.getValue()) - opening.getKey();
                pieces.add(new Piece(day, opening.getKey(), length, open));
                open += length;
            }
        }
        return pieces;
    }
}
