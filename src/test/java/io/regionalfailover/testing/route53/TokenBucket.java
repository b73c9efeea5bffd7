package io.regionalfailover.testing.route53;

import java.time.Duration;
import java.time.Instant;

/** A bucket of tokens that refills at a steady rate up to its size. Full at the start. */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double size;
    private double tokens;
    private Instant filledAt;

    /**
     * Makes a full bucket.
     *
     * @param perSecond tokens that come back each second
     * @param size the most it holds
     * @param now the time
     */
    TokenBucket(double perSecond, double size, Instant now) {
        this.perSecond = perSecond;
        this.size = size;
        this.tokens = size;
        this.filledAt = now;
    }

    /** Takes that many tokens, or none when there are too few; tells which. */
    synchronized boolean take(int wanted, Instant now) {
        if (now.isAfter(filledAt)) {
            tokens = Math.min(size, tokens + Duration.between(filledAt, now).toNanos() / NANOS_PER_SECOND * perSecond);
            filledAt = now;
        }
        if (tokens < wanted) {
            return false;
        }
        tokens -= wanted;
        return true;
    }
}
