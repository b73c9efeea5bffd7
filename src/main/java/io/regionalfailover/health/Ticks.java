package io.regionalfailover.health;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Moments at which most probes begin, several together: 25 to 500 ms apart, the wider the fewer probes there are. Waking up is most of
 * what a probe costs while little happens; where each has a moment of its own, a few hundred a second cost twice as much.
 *
 * <p>Each process has ticks of its own, so that those that probe the same target do not all come at once. Intervals are whole
 * seconds nearly always, and so what began at a tick stays at ticks, also when they become narrower.
 */
final class Ticks {
    private static final long[] WIDEST_FIRST_MILLIS = {500, 100, 50, 25};

    /** How many probes share a tick on average at most, unless ticks are as narrow as can be: the last of them waits some milliseconds. */
    private static final long TOGETHER = 20;

    private final long offset;
    private final AtomicLong inThousandSeconds = new AtomicLong();

    Ticks(RandomGenerator random) {
        offset = random.nextLong(TimeUnit.MILLISECONDS.toNanos(WIDEST_FIRST_MILLIS[0]));
    }

    /** A probe runs at this interval from now on. */
    void joined(Duration interval) {
        inThousandSeconds.addAndGet(inThousandSeconds(interval));
    }

    /** One that ran at this interval has ended. */
    void left(Duration interval) {
        inThousandSeconds.addAndGet(-inThousandSeconds(interval));
    }

    /** The last tick before a moment, or the moment itself where that tick would be too soon. */
    Instant before(Instant moment, Instant soonest) {
        long nanos = TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
        Instant tick = moment.minusNanos(Math.floorMod(nanos - offset, apartNanos()));
        return tick.isBefore(soonest) ? moment : tick;
    }

    private long apartNanos() {
        long millis = 0;
        for (long wide : WIDEST_FIRST_MILLIS) {
            millis = wide;
            if (inThousandSeconds.get() * millis <= TOGETHER * TimeUnit.SECONDS.toMillis(1000)) {
                break;
            }
        }
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static long inThousandSeconds(Duration interval) {
        return TimeUnit.SECONDS.toNanos(1000) / Math.max(1, interval.toNanos());
    }
}
