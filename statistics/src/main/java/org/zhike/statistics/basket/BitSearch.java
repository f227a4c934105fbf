package org.zhike.statistics.basket;

import java.util.Arrays;
import org.zhike.statistics.basket.ItemsetMiner.Kind;

/**
 * The search below a path by bitsets: for each item the baskets of the path that hold it, one bit each. A basket that falls out
 * is squeezed out of all bitsets once they would get half as long.
 */
final class BitSearch {

    private final ItemsetMiner asked;
    private final Path path;
    private final Delivery delivery;
    private final boolean all;
    private final int minCount;
    private Frame[] frames = new Frame[0];

    BitSearch(ItemsetMiner asked, Path path, Delivery delivery) {
        this.asked = asked;
        this.path = path;
        this.delivery = delivery;
        this.all = asked.kind() == Kind.ALL;
        this.minCount = asked.minCount();
    }

    /** The items left at one depth; used again and again. */
    private static final class Frame {

        int size;
        int words;
        int[] items = new int[16];
        int[] counts = new int[16];

        /** The place in the frame above. */
        int[] origins = new int[16];

        long[] bits = new long[64];

        void makeRoom(int most) {
            if (most > items.length) {
                int length = Math.max(most, 2 * items.length);
                items = new int[length];
                counts = new int[length];
                origins = new int[length];
            }
        }

        void makeBits(int wordsEach) {
            words = wordsEach;
            int needed = Math.multiplyExact(size, wordsEach);
            if (needed > bits.length) {
                bits = new long[(int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, 2L * bits.length))];
            }
        }

        void keep(int item, int count, int origin) {
            items[size] = item;
            counts[size] = count;
            origins[size++] = origin;
        }
    }

    private Frame frame(int depth) {
        if (depth >= frames.length) {
            int old = frames.length;
            frames = Arrays.copyOf(frames, depth + 8);
            for (int i = old; i < frames.length; i++) {
                frames[i] = new Frame();
            }
        }
        return frames[depth];
    }

    /** Takes the rows of a place, reduced to the places kept. */
    void load(Level level, int j, int[] kept, int[] counts, int[] newPlace) {
        Frame frame = frame(0);
        frame.makeRoom(kept.length);
        frame.size = 0;
        for (int i = 0; i < kept.length; i++) {
            frame.keep(level.items[kept[i]], counts[i], 0);
        }
        int words = (level.counts[j] + 63) >>> 6;
        frame.makeBits(words);
        Arrays.fill(frame.bits, 0, frame.size * words, 0);
        int last = kept[kept.length - 1];
        for (int r = 0; r < level.counts[j]; r++) {
            int row = level.rows[level.rowStarts[j] + r];
            for (int e = level.starts[row]; e < level.starts[row + 1] && level.places[e] <= last; e++) {
                int place = newPlace[level.places[e]];
                if (place > 0) {
                    frame.bits[(place - 1) * words + (r >>> 6)] |= 1L << r;
                }
            }
        }
    }

    /** Searches what was loaded, the first so many items as extensions. */
    void run(int extensible) {
        search(0, extensible);
    }

    private void search(int depth, int extensible) {
        Frame frame = frames[depth];
        if (asked.kind() == Kind.MAXIMAL && areAllTogether(frame, extensible)) {
            return;
        }
        for (int i = 0; i < extensible && !delivery.isStopped(); i++) {
            if (all) {
                expandAll(frame, i, depth + 1);
            } else {
                expandClosed(frame, i, depth + 1);
            }
        }
    }

    private void expandAll(Frame frame, int i, int depth) {
        int size = path.size();
        path.push(frame.items[i]);
        path.emit(frame.counts[i]);
        if (i > 0 && size + 1 < asked.largest()) {
            Frame below = frame(depth);
            below.makeRoom(i);
            below.size = 0;
            for (int k = 0; k < i; k++) {
                int count = together(frame, i, k);
                if (count >= minCount) {
                    below.keep(frame.items[k], count, k);
                }
            }
            if (below.size == 1) {
                path.push(below.items[0]);
                path.emit(below.counts[0]);
            } else if (below.size > 1) {
                project(frame, i, below);
                search(depth, below.size);
            }
        }
        path.backTo(size);
    }

    private void expandClosed(Frame frame, int i, int depth) {
        int support = frame.counts[i];
        int size = path.size();
        Frame below = frame(depth);
        below.makeRoom(frame.size);
        below.size = 0;
        // Those behind i first: one in every basket of the path tells that the set was found before.
        int[] behind = below.origins;
        int[] behindCounts = below.counts;
        int behindSize = frame.size;
        for (int k = frame.size - 1; k > i; k--) {
            int count = frame.counts[k] < minCount ? 0 : together(frame, i, k);
            if (count == support) {
                return;
            }
            if (count >= minCount) {
                behind[--behindSize] = k;
                behindCounts[behindSize] = count;
            }
        }
        path.push(frame.items[i]);
        for (int k = 0; k < i; k++) {
            int count = together(frame, i, k);
            if (count == support) {
                path.push(frame.items[k]);
            } else if (count >= minCount) {
                below.keep(frame.items[k], count, k);
            }
        }
        int extensible = below.size;
        if (extensible + frame.size - behindSize == 0 || asked.kind() == Kind.CLOSED) {
            path.emit(support);
        }
        if (extensible > 0) {
            // What was kept in front never reaches what was kept from the end on.
            for (int b = behindSize; b < frame.size; b++) {
                below.keep(frame.items[behind[b]], behindCounts[b], behind[b]);
            }
            project(frame, i, below);
            search(depth, extensible);
        }
        path.backTo(size);
    }

    /** In how many baskets both are. */
    private static int together(Frame frame, int i, int k) {
        long[] bits = frame.bits;
        int words = frame.words;
        if (words == 1) {
            return Long.bitCount(bits[i] & bits[k]);
        }
        int a = i * words;
        int b = k * words;
        int count = 0;
        for (int w = 0; w < words; w++) {
            count += Long.bitCount(bits[a + w] & bits[b + w]);
        }
        return count;
    }

    /** The bitsets below: those kept, where i is. */
    private static void project(Frame frame, int i, Frame below) {
        int words = frame.words;
        int squeezed = (frame.counts[i] + 63) >>> 6;
        boolean squeeze = 2 * squeezed <= words;
        below.makeBits(squeeze ? squeezed : words);
        for (int k = 0; k < below.size; k++) {
            if (squeeze) {
                squeeze(frame.bits, i * words, below.origins[k] * words, words, below.bits, k * squeezed);
                continue;
            }
            int a = i * words;
            int b = below.origins[k] * words;
            int c = k * words;
            for (int w = 0; w < words; w++) {
                below.bits[c + w] = frame.bits[a + w] & frame.bits[b + w];
            }
        }
    }

    /** The bits of b at the places where a has one, moved together. */
    private static void squeeze(long[] bits, int a, int b, int words, long[] into, int at) {
        long word = 0;
        int used = 0;
        int to = at;
        for (int w = 0; w < words; w++) {
            long mask = bits[a + w];
            int more = Long.bitCount(mask);
            if (more == 0) {
                continue;
            }
            long taken = Long.compress(bits[b + w], mask);
            word |= taken << used;
            used += more;
            if (used >= 64) {
                into[to++] = word;
                used -= 64;
                // What did not fit; a shift by 64 would do nothing, so none is made when all did.
                word = used == 0 ? 0 : taken >>> (more - used);
            }
        }
        if (used > 0) {
            into[to] = word;
        }
    }

    /**
     * Looks ahead for maximal sets (Bayardo 1998): when the path is frequent with all extensions at once, only that set can be
     * maximal below it, and it is unless one of the other items is frequent with it.
     */
    private boolean areAllTogether(Frame frame, int extensible) {
        int words = frame.words;
        long[] common = Arrays.copyOf(frame.bits, words);
        int count = 0;
        for (int k = 0; k < extensible; k++) {
            count = 0;
            for (int w = 0; w < words; w++) {
                common[w] &= frame.bits[k * words + w];
                count += Long.bitCount(common[w]);
            }
            if (count < minCount) {
                return false;
            }
        }
        for (int k = extensible; k < frame.size; k++) {
            int with = 0;
            for (int w = 0; w < words; w++) {
                with += Long.bitCount(common[w] & frame.bits[k * words + w]);
            }
            if (with >= minCount) {
                return true;
            }
        }
        int size = path.size();
        for (int k = 0; k < extensible; k++) {
            path.push(frame.items[k]);
        }
        path.emit(count);
        path.backTo(size);
        return true;
    }
}
