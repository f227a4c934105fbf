package org.zhike.statistics.basket;

import java.util.Arrays;

/**
 * The baskets that hold everything on a path, reduced to the items that can still matter: rows of places, rising, and for each
 * place the rows it is in. A place stands for an item; lower places for more frequent items of the whole.
 *
 * @see Search
 */
final class Level {

    /** The item of each place. */
    final int[] items;

    /** In how many rows each place is. */
    final int[] counts;

    /** The places the path may be extended by, the first so many; the others only tell whether a set is closed. */
    final int extensible;

    final int[] starts;
    final int[] places;
    final int[] rowStarts;
    final int[] rows;

    /** @param places rows one behind the other, rising within a row; row r from starts[r] on, to starts[r + 1] */
    Level(int[] items, int[] counts, int extensible, int[] starts, int[] places) {
        this.items = items;
        this.counts = counts;
        this.extensible = extensible;
        this.starts = starts;
        this.places = places;
        rowStarts = new int[extensible + 1];
        for (int k = 0; k < extensible; k++) {
            rowStarts[k + 1] = rowStarts[k] + counts[k];
        }
        rows = new int[rowStarts[extensible]];
        int[] next = Arrays.copyOf(rowStarts, extensible);
        for (int row = 0; row + 1 < starts.length; row++) {
            for (int at = starts[row]; at < starts[row + 1] && places[at] < extensible; at++) {
                rows[next[places[at]]++] = row;
            }
        }
    }

    /** All baskets, reduced to the items in at least so many; the most frequent first, ties by number. */
    static Level of(Baskets baskets, int minCount) {
        int[] counts = baskets.counts();
        long[] keys = new long[counts.length];
        int frequent = 0;
        for (int item = 0; item < counts.length; item++) {
            if (counts[item] >= minCount) {
                keys[frequent++] = ((long) (Integer.MAX_VALUE - counts[item]) << 32) | item;
            }
        }
        Arrays.sort(keys, 0, frequent);
        int[] items = new int[frequent];
        int[] placeCounts = new int[frequent];
        int[] placeOf = new int[counts.length];
        Arrays.fill(placeOf, -1);
        for (int k = 0; k < frequent; k++) {
            items[k] = (int) keys[k];
            placeCounts[k] = counts[items[k]];
            placeOf[items[k]] = k;
        }
        int[] starts = new int[baskets.size() + 1];
        int[] places = new int[baskets.entries()];
        int used = 0;
        for (int b = 0; b < baskets.size(); b++) {
            for (int at = baskets.start(b); at < baskets.start(b + 1); at++) {
                int place = placeOf[baskets.item(at)];
                if (place >= 0) {
                    places[used++] = place;
                }
            }
            Arrays.sort(places, starts[b], used);
            starts[b + 1] = used;
        }
        return new Level(items, placeCounts, frequent, starts, places);
    }
}
