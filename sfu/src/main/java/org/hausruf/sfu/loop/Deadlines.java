package org.hausruf.sfu.loop;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.hausruf.sfu.time.Advancing;
import org.jspecify.annotations.Nullable;

/// Who wants to be called when: a binary heap with one entry for each [Advancing]. Confined to the loop.
/// Entries are used again, so that waking and falling asleep allocates nothing once it has run for a while.
final class Deadlines {
    private final IdentityHashMap<Advancing, Entry> waiting = new IdentityHashMap<>();
    private final ArrayDeque<Entry> spare = new ArrayDeque<>();
    private @Nullable Entry[] heap = new Entry[64];
    private int size;

    /// Asks for a call; of several wishes the earliest counts.
    void at(Advancing who, long deadlineNanos) {
        if (deadlineNanos == Advancing.NEVER) return;
        Entry entry = waiting.get(who);
        if (entry == null) {
            add(who, deadlineNanos);
        } else if (deadlineNanos - entry.deadlineNanos < 0) {
            entry.deadlineNanos = deadlineNanos;
            up(entry);
        }
    }

    /// The next deadline, or [Advancing#NEVER].
    long next() {
        Entry first = heap[0];
        return first == null ? Advancing.NEVER : first.deadlineNanos;
    }

    /// Takes out one whose time has come, or null.
    @Nullable
    Advancing takeDue(long nowNanos) {
        Entry first = heap[0];
        if (first == null || first.deadlineNanos - nowNanos > 0) return null;
        return remove(first);
    }

    int size() {
        return size;
    }

    void forget(Advancing who) {
        Entry entry = waiting.get(who);
        if (entry != null) remove(entry);
    }

    private void add(Advancing who, long deadlineNanos) {
        if (size == heap.length) heap = Arrays.copyOf(heap, 2 * size);
        Entry entry = spare.isEmpty() ? new Entry() : spare.pop();
        entry.who = who;
        entry.deadlineNanos = deadlineNanos;
        entry.place = size;
        heap[size++] = entry;
        waiting.put(who, entry);
        up(entry);
    }

    private @Nullable Advancing remove(Entry entry) {
        Entry last = heap[--size];
        heap[size] = null;
        if (last != null && last != entry) {
            put(last, entry.place);
            up(last);
            down(last);
        }
        Advancing who = entry.who;
        if (who != null) waiting.remove(who);
        entry.who = null;
        spare.push(entry);
        return who;
    }

    private void up(Entry entry) {
        while (entry.place > 0) {
            Entry parent = heap[(entry.place - 1) / 2];
            if (parent == null || parent.deadlineNanos - entry.deadlineNanos <= 0) return;
            swap(entry, parent);
        }
    }

    private void down(Entry entry) {
        while (true) {
            Entry child = earlierChild(entry.place);
            if (child == null || entry.deadlineNanos - child.deadlineNanos <= 0) return;
            swap(child, entry);
        }
    }

    private @Nullable Entry earlierChild(int place) {
        int left = 2 * place + 1;
        if (left >= size) return null;
        Entry a = heap[left];
        Entry b = left + 1 < size ? heap[left + 1] : null;
        return b != null && a != null && b.deadlineNanos - a.deadlineNanos < 0 ? b : a;
    }

    private void swap(Entry a, Entry b) {
        int place = a.place;
        put(a, b.place);
        put(b, place);
    }

    private void put(Entry entry, int place) {
        entry.place = place;
        heap[place] = entry;
    }

    private static final class Entry {
        @Nullable
        Advancing who;

        long deadlineNanos;
        int place;
    }
}
