package io.regionalfailover.operator.liveness;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** How often each object that a controller knows was reconciled. Safe for several threads. */
public final class Reconciles {
    private final Map<String, Long> begun = new ConcurrentHashMap<>();
    private final LongAdder total = new LongAdder();
    private volatile Supplier<Set<String>> cached = Set::of;

    /** @param keys all objects in the controller's cache that it has to reconcile, {@code namespace/name} */
    public void of(Supplier<Set<String>> keys) {
        cached = keys;
    }

    /** A reconcile of this object begins. */
    public void begin(String key) {
        begun.merge(key, 1L, Long::sum);
        total.increment();
    }

    /** All objects in the controller's cache that it has to reconcile. */
    public Set<String> known() {
        return cached.get();
    }

    /** How many began so far. */
    public long total() {
        return total.sum();
    }

    /** How many reconciles of each object in the cache have begun. */
    public Map<String, Long> marks() {
        Set<String> keys = cached.get();
        begun.keySet().retainAll(keys);
        Map<String, Long> marks = new HashMap<>();
        keys.forEach(key -> marks.put(key, begun.getOrDefault(key, 0L)));
        return marks;
    }
}
