package org.zhike.metrics;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values kept by key, the ones used last, in so many bytes. Safe for use by several threads. */
final class Kept<K, V> {

    private record Entry<V>(V value, long bytes) {}

    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private final long most;
    private long bytes;

    Kept(long most) {
        this.most = most;
    }

    synchronized @Nullable V get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** Keeps a value, unless it alone would drive out a good part of the others. */
    synchronized void put(K key, V value, long size) {
        remove(key);
        if (size > most / 8) {
            return;
        }
        entries.put(key, new Entry<>(value, size));
        bytes += size;
        Iterator<Entry<V>> oldest = entries.values().iterator();
        while (bytes > most) {
            bytes -= oldest.next().bytes();
            oldest.remove();
        }
    }

    private void remove(K key) {
        Entry<V> former = entries.remove(key);
        bytes -= former == null ? 0 : former.bytes();
    }

    synchronized long bytes() {
        return bytes;
    }
}
