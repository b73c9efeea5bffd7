package io.regionalfailover.dns;

import java.time.Duration;
import java.time.Instant;

/** So many tokens a second, and as many as the burst when nobody took any for a while. Not safe for several threads. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double burst;
    private double perSecond;
    private double tokens;
    private Instant filledAt;

    TokenBucket(double perSecond, double burst, Instant now) {
        this(perSecond, burst, burst, now);
    }

    /** @param first how many there are at first, which may be more than the burst */
    TokenBucket(double perSecond, double burst, double first, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.tokens = first;
        this.filledAt = now;
    }

    /** Takes a token, which may be one of the future: the taker waits this long. */
    Duration take(Instant now) {
        Duration wait = untilReady(now);
        tokens -= 1;
        return wait;
    }

    /** How long somebody would have to wait who took a token now. */
    Duration untilReady(Instant now) {
        return untilReady(now, 0);
    }

    /** How long somebody would have to wait who took a token and left so many. */
    Duration untilReady(Instant now, double left) {
        fill(now);
        double missing = Math.max(0, 1 + left - tokens);
        return Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS_PER_SECOND));
    }

    void rate(double newPerSecond, Instant now) {
        fill(now);
        perSecond = newPerSecond;
    }

    /** Whoever knows better says that there are none left. */
    void drain(Instant now) {
        fill(now);
        tokens = Math.min(tokens, 0);
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            double seconds = Duration.between(filledAt, now).toNanos() / NANOS_PER_SECOND;
            tokens = Math.max(tokens, Math.min(burst, tokens + seconds * perSecond));
            filledAt = now;
        }
    }
}
