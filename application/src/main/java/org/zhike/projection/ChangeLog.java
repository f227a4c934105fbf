package org.zhike.projection;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which run last changed what: each object, and each day of each of its times. What was computed of days that no later run has touched
 * holds still. Runs are counted per file; the log is that of this process, for one file. Safe for use by several threads.
 */
public final class ChangeLog {

    /** Beyond so many days of one time (dates may be anything) they are no longer told apart. */
    private static final int MOST_DAYS = 20_000;

    private final Map<String, ObjectLog> objects = new ConcurrentHashMap<>();

    /**
     * What a run changes of one object.
     *
     * @param existing whether any of the records was there before, or comes back; else they are all new
     * @param days the days before and after, null where there was none, by path of the time; none = all days of all times
     */
    record Change(boolean existing, Map<String, Set<@Nullable LocalDate>> days) {

        static final Change ALL = new Change(true, Map.of());

        boolean isOfAll() {
            return days.isEmpty();
        }
    }

    /**
     * The days of a time that somebody asks about.
     *
     * @param from null = from the first on
     * @param to the day after the last
     * @param orNone whether records without a time belong to them
     */
    public record Days(@Nullable LocalDate from, LocalDate to, boolean orNone) {}

    void add(long run, String object, Change change) {
        objects.computeIfAbsent(object, name -> new ObjectLog()).add(run, change);
    }

    /** Whether a later run changed, deleted or brought back a record that was there; new ones do not count. */
    public boolean hasChangedExisting(String object, long since) {
        ObjectLog log = objects.get(object);
        return log != null && log.existing > since;
    }

    /** Whether a later run touched one of the days by the time at the path; where such days are not kept, whether it touched anything. */
    public boolean hasChanged(String object, String time, Days days, long since) {
        ObjectLog log = objects.get(object);
        return log != null && log.hasChanged(time, days, since);
    }

    private static final class ObjectLog {

        private final Map<String, DayLog> times = new ConcurrentHashMap<>();
        private volatile long any;
        private volatile long existing;
        private volatile long all;

        private synchronized void add(long run, Change change) {
            any = run;
            if (change.existing()) {
                existing = run;
            }
            if (change.isOfAll()) {
                all = run;
                times.clear();
            }
            change.days().forEach((time, days) -> {
                DayLog log = times.computeIfAbsent(time, path -> new DayLog());
                days.forEach(day -> log.add(day, run));
                if (log.size() > MOST_DAYS) {
                    all = run;
                    times.remove(time);
                }
            });
        }

        private synchronized boolean hasChanged(String time, Days days, long since) {
            if (any <= since) {
                return false;
            }
            DayLog log = times.get(time);
            return all > since || log == null || log.hasChanged(days, since);
        }
    }

    /** Guarded by its object's log. */
    private static final class DayLog {

        private final TreeMap<LocalDate, Long> runs = new TreeMap<>();
        private long none;
        private long last;

        private void add(@Nullable LocalDate day, long run) {
            last = run;
            if (day == null) {
                none = run;
            } else {
                runs.put(day, run);
            }
        }

        private int size() {
            return runs.size();
        }

        private boolean hasChanged(Days days, long since) {
            if (last <= since) {
                return false;
            }
            if (days.orNone() && none > since) {
                return true;
            }
            var before = runs.headMap(days.to());
            var within = days.from() == null ? before : before.tailMap(days.from());
            return within.values().stream().anyMatch(run -> run > since);
        }
    }
}
