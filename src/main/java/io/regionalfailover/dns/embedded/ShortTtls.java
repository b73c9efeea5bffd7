package io.regionalfailover.dns.embedded;

import io.regionalfailover.dns.DnsName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Names whose answers others shall keep for a shorter time than is written, as something about them is not at rest. Once it is, the time
 * doubles every minute until it is what is written again. The zone itself is not changed by this. Any number of threads.
 */
final class ShortTtls {
    /** None that is written is longer. */
    private static final long LONGEST_SECONDS = 1L << 31;

    private final LongSupplier nanos;
    private final Map<WireName, Short> byName = new ConcurrentHashMap<>();

    /** @param nanos a clock that never jumps */
    ShortTtls(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param restless while true, the time does not grow, and {@code calmSince} says nothing */
    private record Short(long seconds, boolean restless, long calmSince) {
        private long at(long now) {
            long minutes = restless ? 0 : TimeUnit.NANOSECONDS.toMinutes(now - calmSince);
            return minutes >= 31 ? LONGEST_SECONDS : Math.min(seconds << minutes, LONGEST_SECONDS);
        }
    }

    /**
     * Says whether all is at rest at some names. A name of which it was never said otherwise is.
     *
     * @param seconds how long an answer may be kept while it is not, from 1
     */
    void say(Set<DnsName> names, long seconds, boolean restless) {
        long now = nanos.getAsLong();
        for (DnsName name : names) {
            byName.compute(WireName.of(name), (wire, before) -> {
                if (restless) {
                    return new Short(seconds, true, 0);
                }
                if (before == null || before.at(now) >= LONGEST_SECONDS) {
                    return null;
                }
                return before.restless() ? new Short(before.seconds(), false, now) : before;
            });
        }
    }

    /** How long an answer may be kept, in seconds. */
    long of(WireName name, long written) {
        if (byName.isEmpty()) {
            return written;
        }
        Short less = byName.get(name);
        return less == null ? written : Math.min(written, less.at(nanos.getAsLong()));
    }
}
