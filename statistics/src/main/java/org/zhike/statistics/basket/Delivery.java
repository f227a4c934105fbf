package org.zhike.statistics.basket;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the sets found by several threads to the visitor in the order of the tasks they were found in. What waits for its turn
 * is bounded: a thread whose task is not next waits once too much is kept, and the next task's thread never waits.
 */
final class Delivery {

    /** Numbers a task keeps before it waits for its turn: 4 MB. */
    private static final int SPILL = 1 << 20;

    /** Numbers of finished tasks kept: 64 MB. */
    private static final long MOST_PENDING = 1 << 24;

    private final ItemsetVisitor visitor;
    private final long limit;
    private final Map<Integer, Found> pending = new HashMap<>();
    private long pendingNumbers;
    private int next;
    private long delivered;
    private int longest;
    private volatile boolean stopped;
    private boolean cut;
    private @Nullable Throwable failure;
    private int[] set = new int[64];

    Delivery(ItemsetVisitor visitor, long limit) {
        this.visitor = visitor;
        this.limit = limit;
    }

    /** The sets of one task: for each its size, its count and its items. */
    static final class Found {

        private final Delivery to;
        private final int task;
        private int[] numbers = new int[256];
        private int used;

        Found(Delivery to, int task) {
            this.to = to;
            this.task = task;
        }

        void add(int[] items, int size, int count) {
            int needed = used + size + 2;
            if (needed > numbers.length) {
                if (used > SPILL) {
                    to.spill(this);
                    needed = size + 2;
                }
                numbers = Arrays.copyOf(numbers, Math.max(needed, 2 * numbers.length));
            }
            numbers[used] = size;
            numbers[used + 1] = count;
            System.arraycopy(items, 0, numbers, used + 2, size);
            used += size + 2;
        }

        private void empty() {
            used = 0;
        }
    }

    /** True once nothing more is wanted. */
    boolean isStopped() {
        return stopped;
    }

    synchronized void finish(Found found) {
        awaitUntil(() -> found.task == next || pendingNumbers <= MOST_PENDING);
        if (found.task != next) {
            pending.put(found.task, found);
            pendingNumbers += found.used;
            return;
        }
        for (Found due = found; due != null; due = pending.remove(next)) {
            if (due != found) {
                pendingNumbers -= due.used;
            }
            deliver(due);
            next++;
        }
        notifyAll();
    }

    private synchronized void spill(Found found) {
        awaitUntil(() -> found.task == next);
        deliver(found);
    }

    /** Waits, with the lock, until this holds or nothing more is wanted. */
    private synchronized void awaitUntil(BooleanSupplier condition) {
        try {
            while (!condition.getAsBoolean() && !stopped) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            fail(new IllegalStateException("The search for itemsets was interrupted.", interrupted));
        }
    }

    private void deliver(Found found) {
        int[] numbers = found.numbers;
        try {
            for (int at = 0; at < found.used && !stopped; at += numbers[at] + 2) {
                int size = numbers[at];
                if (delivered == limit) {
                    cut = true;
                    stopped = true;
                    break;
                }
                if (size > set.length) {
                    set = new int[2 * size];
                }
                System.arraycopy(numbers, at + 2, set, 0, size);
                delivered++;
                longest = Math.max(longest, size);
                visitor.visit(set, size, numbers[at + 1]);
            }
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
        found.empty();
    }

    /** Ends everything; the first failure is told to the caller. */
    synchronized void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        stopped = true;
        notifyAll();
    }

    /** Waits until all tasks were delivered or the end came before. */
    synchronized void awaitEnd(int tasks) {
        awaitUntil(() -> next == tasks);
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    synchronized long delivered() {
        return delivered;
    }

    synchronized int longest() {
        return longest;
    }

    synchronized boolean isCut() {
        return cut;
    }
}
