package io.regionalfailover.operator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A clock that no wall-clock jump moves: the wall clock's reading at the start of the process, carried on by the monotonic
 * clock. Times that stand in a status are comparable with it across restarts as well as wall clocks are.
 *
 * <p>The monotonic clock stands still while the machine sleeps. Where the machine tells how long ago it was started, sleep
 * included (Linux), the time slept is made up for, at the first reading {@link #BETWEEN_LOOKS} after the one before.
 */
public final class SteadyClock implements InstantSource {
    /** How long after a look at the machine's uptime the next reading looks again. */
    public static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** What uptime may be ahead without a sleep: it is told in hundredths of a second. */
    private static final long SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Instant start;
    private final LongSupplier monotonic;
    private final Supplier<OptionalLong> uptime;
    private final long startNanos;

    // Guarded by this.
    private long lookedAt;
    private OptionalLong awakeBehindUptime;
    private long slept;

    /** A clock that begins now. */
    public SteadyClock() {
        this(Instant.now(), System::nanoTime, new Uptime(Uptime.LINUX));
    }

    /**
     * @param start what it reads now
     * @param monotonic nanoseconds, from anywhere; may stand still while the machine sleeps
     * @param uptime nanoseconds since the machine was started, sleep included; empty where nobody can say
     */
    SteadyClock(Instant start, LongSupplier monotonic, Supplier<OptionalLong> uptime) {
        this.start = start;
        this.monotonic = monotonic;
        this.uptime = uptime;
        startNanos = monotonic.getAsLong();
        lookedAt = startNanos;
        awakeBehindUptime = behind(startNanos);
    }

    @Override
    public synchronized Instant instant() {
        long nanos = monotonic.getAsLong();
        if (awakeBehindUptime.isPresent() && nanos - lookedAt >= BETWEEN_LOOKS.toNanos()) {
            lookedAt = nanos;
            OptionalLong now = behind(nanos);
            if (now.isPresent() && now.getAsLong() - awakeBehindUptime.getAsLong() >= SLEEP_NANOS) {
                slept += now.getAsLong() - awakeBehindUptime.getAsLong();
                awakeBehindUptime = now;
            }
        }
        return start.plusNanos(nanos - startNanos + slept);
    }

    private OptionalLong behind(long nanos) {
        OptionalLong up = uptime.get();
        return up.isPresent() ? OptionalLong.of(up.getAsLong() - nanos) : up;
    }
}
