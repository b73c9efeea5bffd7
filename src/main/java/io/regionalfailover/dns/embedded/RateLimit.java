package io.regionalfailover.dns.embedded;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Limits how many alike answers a network is sent over UDP, so that nobody can be flooded with ours under a forged address. A network is an IPv4 /24 or an
 * IPv6 /56; alike are answers for one name, and all that find none. Memory is bounded: where more networks ask at a time than are remembered,
 * those that ask least are forgotten first. Any number of threads; no lock.
 *
 * <p>Each place holds when the answers granted so far will have been paid for at the rate allowed; what is a second ahead is too
 * much (the generic cell rate algorithm).
 */
final class RateLimit {
    /** 512 KiB. */
    private static final int PLACES = 1 << 16;

    private static final int TAG_BITS = 20;
    private static final int TIME_BITS = Long.SIZE - TAG_BITS;
    private static final long TIME = (1L << TIME_BITS) - 1;
    /** Time is counted in 2^10 ns, in a circle of half a year. */
    private static final int UNIT_BITS = 10;

    private static final long SECOND = 1_000_000_000L >> UNIT_BITS;
    private static final int IPV4_PREFIX_BYTES = 3;
    private static final int IPV6_PREFIX_BYTES = 7;

    private final long cost;
    private final long seed;
    private final AtomicLongArray places;

    /**
     * @param perSecond alike answers to one network, 1 to 1,000,000; 0 for no limit
     * @param seed so that nobody can choose who shares a place with whom
     */
    RateLimit(int perSecond, long seed) {
        this.cost = perSecond == 0 ? 0 : Math.max(1, SECOND / perSecond);
        this.seed = seed;
        this.places = new AtomicLongArray(perSecond == 0 ? 0 : PLACES);
    }

    /**
     * Whether one more answer may be sent.
     *
     * @param alike what answers of its kind have in common
     * @param nanos a clock that never jumps
     */
    boolean grants(InetAddress asker, int alike, long nanos) {
        if (cost == 0) {
            return true;
        }
        long hash = hash(asker, alike);
        long tag = hash >>> TIME_BITS << TIME_BITS;
        long now = nanos >> UNIT_BITS;
        int first = (int) hash & (PLACES - 1);
        while (true) {
            int place = place(first, tag);
            long held = places.get(place);
            long ahead = (held & ~TIME) == tag ? held - now & TIME : 0;
            // What is further ahead than can be is behind.
            long owed = ahead > SECOND ? cost : ahead + cost;
            if (owed > SECOND) {
                return false;
            }
            if (places.compareAndSet(place, held, tag | now + owed & TIME)) {
                return true;
            }
        }
    }

    /** Where a tag is remembered; else, of its two places, the one that was asked for least. */
    private int place(int first, long tag) {
        int second = first ^ 1;
        long one = places.get(first);
        long other = places.get(second);
        if ((one & ~TIME) == tag) {
            return first;
        }
        return (other & ~TIME) == tag || (other & TIME) < (one & TIME) ? second : first;
    }

    private long hash(InetAddress asker, int alike) {
        byte[] address = asker.getAddress();
        int prefix = address.length == 4 ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
        long hash = seed ^ alike;
        for (int i = 0; i < prefix; i++) {
            hash = mixed(hash ^ address[i]);
        }
        return mixed(hash ^ prefix);
    }

    /** Every bit of the result depends on all bits (the finaliser of MurmurHash3). */
    private static long mixed(long bits) {
        long some = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        long more = (some ^ some >>> 33) * 0xc4ceb9fe1a85ec53L;
        return more ^ more >>> 33;
    }
}
