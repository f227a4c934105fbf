package org.zhike.statistics.basket;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.zhike.statistics.basket.ItemsetMiner.Kind;

/** One search for itemsets: tasks of a few first items each, taken by all cores in order. */
final class Search {

    /** First items in one task: few, since the frequent ones are much work. */
    private static final int TASK = 4;

    /** Bitsets of at most so many words are always taken: they stay in the fast caches. */
    private static final long SMALL = 2048;

    /** Bitsets are also taken while a word holds so many of the entries or more, on average: then they are not slower. */
    private static final long ENTRIES_PER_WORD = 2;

    private final ItemsetMiner asked;
    private final Delivery delivery;
    private final Level top;
    private final AtomicInteger nextTask = new AtomicInteger();

    Search(ItemsetMiner asked, Baskets baskets, Delivery delivery) {
        this.asked = asked;
        this.delivery = delivery;
        this.top = Level.of(baskets, asked.minCount());
    }

    void run() {
        int tasks = (top.extensible + TASK - 1) / TASK;
        int helpers = Math.min(ForkJoinPool.getCommonPoolParallelism(), tasks - 1);
        for (int i = 0; i < helpers; i++) {
            ForkJoinPool.commonPool().execute(() -> work(tasks));
        }
        work(tasks);
        delivery.awaitEnd(tasks);
    }

    /** Takes tasks until none is left; a helper that comes too late finds none. */
    private void work(int tasks) {
        try {
            Worker worker = new Worker();
            for (int task = nextTask.getAndIncrement(); task < tasks; task = nextTask.getAndIncrement()) {
                if (delivery.isStopped()) {
                    return;
                }
                worker.run(task);
            }
        } catch (RuntimeException | Error thrown) {
            delivery.fail(thrown);
        }
    }

    /** What one thread needs. */
    private final class Worker {

        private final boolean all = asked.kind() == Kind.ALL;
        private final Path path = new Path();
        private final BitSearch bitSearch = new BitSearch(asked, path, delivery);
        private final int[] together = new int[top.items.length];
        private final int[] touched = new int[top.items.length];
        private final int[] newPlace = new int[top.items.length];

        void run(int task) {
            var found = new Delivery.Found(delivery, task);
            path.startTask(found);
            int end = Math.min(top.extensible, (task + 1) * TASK);
            for (int j = task * TASK; j < end && !delivery.isStopped(); j++) {
                expand(top, j);
            }
            delivery.finish(found);
        }

        /** Everything that begins with the path and the item of place j. */
        private void expand(Level level, int j) {
            int size = path.size();
            path.push(level.items[j]);
            int[] kept = size + 1 == asked.largest() ? new int[0] : partners(level, j);
            int[] counts = new int[kept.length];
            int rest = 0;
            int extensible = 0;
            boolean first = true;
            for (int k : kept) {
                int count = together[k];
                together[k] = 0;
                if (!all && count == level.counts[j]) {
                    // In every basket of the path: part of the closure. A less frequent one was the first to find this
                    // set.
                    first &= k < j;
                    path.push(level.items[k]);
                    continue;
                }
                kept[rest] = k;
                counts[rest++] = count;
                extensible += k < j ? 1 : 0;
            }
            if (first) {
                if (asked.kind() != Kind.MAXIMAL || rest == 0) {
                    path.emit(level.counts[j]);
                }
                if (extensible > 0) {
                    descend(level, j, Arrays.copyOf(kept, rest), Arrays.copyOf(counts, rest), extensible);
                }
            }
            path.backTo(size);
        }

        /** The places frequent together with j, rising, their counts in {@link #together}; for all sets only those before j. */
        private int[] partners(Level level, int j) {
            int seen = 0;
            int end = all ? j : level.items.length;
            for (int at = level.rowStarts[j]; at < level.rowStarts[j + 1]; at++) {
                int row = level.rows[at];
                for (int e = level.starts[row]; e < level.starts[row + 1]; e++) {
                    int k = level.places[e];
                    if (k >= end) {
                        break;
                    }
                    if (together[k]++ == 0) {
                        touched[seen++] = k;
                    }
                }
            }
            int kept = 0;
            for (int i = 0; i < seen; i++) {
                int k = touched[i];
                if (k != j && together[k] >= asked.minCount()) {
                    touched[kept++] = k;
                } else {
                    together[k] = 0;
                }
            }
            int[] partners = Arrays.copyOf(touched, kept);
            Arrays.sort(partners);
            return partners;
        }

        private void descend(Level level, int j, int[] kept, int[] counts, int extensible) {
            long words = (long) kept.length * ((level.counts[j] + 63) >>> 6);
            long entries = Arrays.stream(counts).asLongStream().sum();
            for (int i = 0; i < kept.length; i++) {
                newPlace[kept[i]] = i + 1;
            }
            if (words <= SMALL || words * ENTRIES_PER_WORD <= entries) {
                bitSearch.load(level, j, kept, counts, newPlace);
                clear(kept);
                bitSearch.run(extensible);
                return;
            }
            Level below = project(level, j, kept, counts, extensible, Math.toIntExact(entries));
            clear(kept);
            for (int i = 0; i < extensible && !delivery.isStopped(); i++) {
                expand(below, i);
            }
        }

        private void clear(int[] kept) {
            for (int k : kept) {
                newPlace[k] = 0;
            }
        }

        private Level project(Level level, int j, int[] kept, int[] counts, int extensible, int entries) {
            int[] items = new int[kept.length];
            for (int i = 0; i < kept.length; i++) {
                items[i] = level.items[kept[i]];
            }
            int[] starts = new int[level.counts[j] + 1];
            int[] places = new int[entries];
            int used = 0;
            int last = kept[kept.length - 1];
            for (int r = 0; r < level.counts[j]; r++) {
                int row = level.rows[level.rowStarts[j] + r];
                for (int e = level.starts[row]; e < level.starts[row + 1] && level.places[e] <= last; e++) {
                    int place = newPlace[level.places[e]];
                    if (place > 0) {
                        places[used++] = place - 1;
                    }
                }
                starts[r + 1] = used;
            }
            return new Level(items, counts, extensible, starts, places);
        }
    }
}
