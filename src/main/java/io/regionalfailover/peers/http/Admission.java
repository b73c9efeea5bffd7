package io.regionalfailover.peers.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much is let in: so many requests at a time from all together, and from each address so many a second. The memory of
 * addresses is bounded; the one not heard of for longest is forgotten first.
 */
final class Admission {
    static final int AT_A_TIME = 32;
    static final int PER_SECOND = 50;
    static final int BURST = 200;
    private static final int MAX_KEPT = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private record Level(double tokens, Instant at) {}

    private final InstantSource clock;
    private final Map<String, Level> levels = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
            return size() > MAX_KEPT;
        }
    };
    private int inside;

    /** @param clock steady */
    Admission(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether an address may have one more request now; counts it if so. */
    synchronized boolean takes(String address) {
        Instant now = clock.instant();
        Level last = levels.getOrDefault(address, new Level(BURST, now));
        double seconds = Math.max(0, Duration.between(last.at(), now).toNanos() / NANOS_PER_SECOND);
        double tokens = Math.min(BURST, last.tokens() + seconds * PER_SECOND);
        boolean taken = tokens >= 1;
        levels.put(address, new Level(taken ? tokens - 1 : tokens, now));
        return taken;
    }

    /** Takes one of the places, which is given back with {@link #leave}. */
    synchronized boolean enter() {
        if (inside >= AT_A_TIME) {
            return false;
        }
        inside++;
        return true;
    }

    synchronized void leave() {
        inside--;
    }

    /** How many are taken. */
    synchronized int inside() {
        return inside;
    }

    synchronized int kept() {
        return levels.size();
    }
}
