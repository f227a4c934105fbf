package org.zhike.statistics.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.zhike.statistics.Require;

/**
 * Who bought what and when. A basket is what a user bought at one time; an item counts once in it. Users, items are numbered
 * from 0; a time is a whole number of any unit, such as days or seconds. Immutable; memory 12 bytes a purchase.
 */
public final class Purchases {

    private final int users;
    private final int items;

    /** Sorted by user, time, item, without repetitions. */
    private final int[] item;

    private final long[] time;
    private final int[] userStart;

    private Purchases(int users, int items, int[] item, long[] time, int[] userStart) {
        this.users = users;
        this.items = items;
        this.item = item;
        this.time = time;
        this.userStart = userStart;
    }

    /** From one entry per purchase, in any order; as many users and items as the largest numbers say. */
    public static Purchases of(int[] users, int[] items, long[] times) {
        int n = users.length;
        Require.atLeast(1, n, "the number of purchases");
        if (items.length != n || times.length != n) {
            throw new IllegalArgumentException("%d users, %d items, %d times".formatted(n, items.length, times.length));
        }
        int userCount = 0;
        int itemCount = 0;
        for (int i = 0; i < n; i++) {
            userCount = (int) Math.max(userCount, Require.atLeast(0, users[i], "the user of purchase " + i) + 1);
            itemCount = (int) Math.max(itemCount, Require.atLeast(0, items[i], "the item of purchase " + i) + 1);
        }
        return of(userCount, itemCount, users, items, times);
    }

    static Purchases of(int userCount, int itemCount, int[] users, int[] items, long[] times) {
        Integer[] order = new Integer[users.length];
        Arrays.setAll(order, i -> i);
        Arrays.parallelSort(order, (a, b) -> {
            int byUser = Integer.compare(users[a], users[b]);
            int byTime = byUser != 0 ? byUser : Long.compare(times[a], times[b]);
            return byTime != 0 ? byTime : Integer.compare(items[a], items[b]);
        });
        int[] item = new int[users.length];
        long[] time = new long[users.length];
        int[] start = new int[userCount + 1];
        int n = 0;
        int last = -1;
        for (int at : order) {
            boolean again = last == users[at] && time[n - 1] == times[at] && item[n - 1] == items[at];
            if (!again) {
                item[n] = items[at];
                time[n++] = times[at];
                start[users[at] + 1]++;
            }
            last = users[at];
        }
        for (int u = 0; u < userCount; u++) {
            start[u + 1] += start[u];
        }
        return new Purchases(userCount, itemCount, Arrays.copyOf(item, n), Arrays.copyOf(time, n), start);
    }

    public int users() {
        return users;
    }

    public int items() {
        return items;
    }

    /** Purchases, an item counted once a basket. */
    public int size() {
        return item.length;
    }

    int item(int purchase) {
        return item[purchase];
    }

    long time(int purchase) {
        return time[purchase];
    }

    /** The first purchase of a user; the last one's successor for the user after. */
    int start(int user) {
        return userStart[user];
    }

    /** How many baskets a user has. */
    public int baskets(int user) {
        int baskets = 0;
        for (int p = userStart[user]; p < userStart[user + 1]; p++) {
            baskets += p == userStart[user] || time[p] != time[p - 1] ? 1 : 0;
        }
        return baskets;
    }

    /** Where a user's last basket starts. */
    int lastBasket(int user) {
        int p = userStart[user + 1] - 1;
        while (p > userStart[user] && time[p - 1] == time[p]) {
            p--;
        }
        return p;
    }

    /** The time of the latest purchase of all. */
    public long latest() {
        return Arrays.stream(time).max().orElseThrow();
    }

    /** What a user has bought, seen just after the latest purchase of all. */
    public History history(int user) {
        return history(user, latest() + 1);
    }

    /** What a user has bought, seen at a time. */
    public History history(int user, long now) {
        return History.of(this, userStart[user], userStart[user + 1], now);
    }

    /** How many users bought each item. */
    int[] buyers() {
        int[] buyers = new int[items];
        int[] lastBuyer = new int[items];
        Arrays.fill(lastBuyer, -1);
        for (int u = 0; u < users; u++) {
            for (int p = userStart[u]; p < userStart[u + 1]; p++) {
                if (lastBuyer[item[p]] != u) {
                    lastBuyer[item[p]] = u;
                    buyers[item[p]]++;
                }
            }
        }
        return buyers;
    }

    /** The different items of each user, rising. */
    int[][] baskets() {
        return IntStream.range(0, users)
                .mapToObj(u -> Arrays.stream(item, userStart[u], userStart[u + 1])
                        .sorted()
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
    }
}
