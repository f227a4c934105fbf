package org.zhike.statistics.text;

/** Numbers for pieces, from 0 in the order in which they were first seen: an open-addressed table of 64-bit keys. */
final class Vocabulary {

    private long[] keys;
    private int[] numbers;
    private int size;

    Vocabulary(int expected) {
        int capacity = Integer.highestOneBit(Math.max(16, expected) * 2 - 1) * 2;
        keys = new long[capacity];
        numbers = new int[capacity];
    }

    int size() {
        return size;
    }

    /** The number of a piece; −1 when it was never added. */
    int find(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (numbers[slot] != 0) {
            if (keys[slot] == key) {
                return numbers[slot] - 1;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    /** The number of a piece, a new one when needed. */
    int add(long key) {
        int found = find(key);
        if (found >= 0) {
            return found;
        }
        if (size * 2 >= keys.length) {
            grow();
        }
        put(key, ++size);
        return size - 1;
    }

    /** The same pieces under other numbers; those numbered −1 are forgotten. */
    Vocabulary renumbered(int[] newNumbers, int newSize) {
        var kept = new Vocabulary(newSize);
        for (int slot = 0; slot < keys.length; slot++) {
            if (numbers[slot] != 0 && newNumbers[numbers[slot] - 1] >= 0) {
                kept.put(keys[slot], newNumbers[numbers[slot] - 1] + 1);
            }
        }
        kept.size = newSize;
        return kept;
    }

    private void put(long key, int numberFromOne) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (numbers[slot] != 0) {
            slot = slot + 1 & mask;
        }
        keys[slot] = key;
        numbers[slot] = numberFromOne;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[keys.length];
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldNumbers[slot] != 0) {
                put(oldKeys[slot], oldNumbers[slot]);
            }
        }
    }
}
